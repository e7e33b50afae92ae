/** The tickets service with everything that goes through it counted. */
import type { Clock } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { Caller, Reply, TicketsService } from '../services/service.js';
import type { Traffic } from './traffic.js';

export class MeteredTickets implements TicketsService {
  constructor(
    private readonly tickets: TicketsService,
    private readonly traffic: Traffic,
    private readonly clock: Clock,
  ) {}

  async execute(
    caller: Caller,
    request: pb.ExecuteRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.Outcome.$Properties> {
    const since = this.clock.monotonicMs();
    this.traffic.commands(caller.id, [{ command: request.command ?? null }]);
    const outcome = await this.tickets.execute(caller, request, deadlineMs);
    this.traffic.outcomes([outcome], this.clock.monotonicMs() - since);
    return outcome;
  }

  executeBatch(caller: Caller, batch: pb.CommandBatch.$Properties, deadlineMs: number, reply: Reply): void {
    const since = this.clock.monotonicMs();
    this.traffic.commands(caller.id, batch.commands ?? []);
    this.tickets.executeBatch(caller, batch, deadlineMs, (outcomes) => {
      this.traffic.outcomes(outcomes, this.clock.monotonicMs() - since);
      reply(outcomes);
    });
  }

  queryLine(
    request: pb.QueryLineRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.QueryLineResponse.$Properties> {
    return this.#query(request.line, () => this.tickets.queryLine(request, deadlineMs));
  }

  getRun(request: pb.GetRunRequest.$Properties, deadlineMs: number): Promise<pb.GetRunResponse.$Properties> {
    return this.#query(request.run?.line, () => this.tickets.getRun(request, deadlineMs));
  }

  listRuns(
    request: pb.ListRunsRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.ListRunsResponse.$Properties> {
    return this.#query(request.line, () => this.tickets.listRuns(request, deadlineMs));
  }

  getOrder(
    caller: Caller,
    request: pb.GetOrderRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.GetOrderResponse.$Properties> {
    return this.#query(request.order?.run?.line, () => this.tickets.getOrder(caller, request, deadlineMs));
  }

  async #query<T>(line: string | null | undefined, ask: () => Promise<T>): Promise<T> {
    const since = this.clock.monotonicMs();
    let failed = true;
    try {
      const answer = await ask();
      failed = false;
      return answer;
    } finally {
      this.traffic.query(line ?? undefined, this.clock.monotonicMs() - since, failed);
    }
  }
}
