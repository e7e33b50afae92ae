/** Trains on sale: commands go to the group's queue, queries to whatever replica is here. */
import type { pb } from '../../proto/index.js';
import { listRuns, missingListRuns, missingQueryLine, queryLine } from '../../store/tickets/line-reads.js';
import { getOrder, getRun, missingOrder, missingRun } from '../../store/tickets/reads.js';
import { monotonicDeadline } from '../host/deadlines.js';
import type { NodeCore, NodeRef } from '../host/node-core.js';
import { actingFor } from '../identity/acting-for.js';
import { failureOf } from './failure.js';
import { readRouted } from './routed.js';
import type { Caller, Reply, TicketsService } from './service.js';

export class NodeTicketsService implements TicketsService {
  constructor(private readonly node: NodeRef) {}

  private get core(): NodeCore {
    return this.node.core;
  }

  execute(
    caller: Caller,
    request: pb.ExecuteRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.Outcome.$Properties> {
    return new Promise((resolve) => {
      const { routed, command } = request;
      const commands = [{ sequence: 0, routed: routed ?? null, command: command ?? NOTHING }];
      this.executeBatch(caller, { commands }, deadlineMs, ([outcome]) => {
        if (outcome !== undefined) resolve(outcome);
      });
    });
  }

  executeBatch(caller: Caller, batch: pb.CommandBatch.$Properties, deadlineMs: number, reply: Reply): void {
    const deadline = monotonicDeadline(this.core.env.clock, deadlineMs);
    for (const { group, buyer, commands } of partsOf(batch.commands ?? [])) {
      try {
        const hosted = this.core.tickets(group);
        if (hosted === undefined) throw this.core.gates.absent(group);
        const principals = actingFor(caller, buyer);
        hosted.proposals.submit({
          ...principals,
          role: caller.role,
          commands,
          deadlineMs: deadline,
          reply,
        });
      } catch (error) {
        const failure = failureOf(error);
        const outcomes = commands.map(({ sequence }) => ({ sequence: sequence ?? 0, failure }));
        this.core.env.clock.soon(() => reply(outcomes));
      }
    }
  }

  queryLine(
    request: pb.QueryLineRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.QueryLineResponse.$Properties> {
    return readRouted(this.core, request, deadlineMs, (machine) => ({
      missing: () => missingQueryLine(machine, request),
      read: () => queryLine(machine, request),
    }));
  }

  getRun(request: pb.GetRunRequest.$Properties, deadlineMs: number): Promise<pb.GetRunResponse.$Properties> {
    return readRouted(this.core, request, deadlineMs, (machine) => ({
      missing: () => missingRun(machine, request),
      read: () => getRun(machine, request),
    }));
  }

  listRuns(
    request: pb.ListRunsRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.ListRunsResponse.$Properties> {
    return readRouted(this.core, request, deadlineMs, (machine) => ({
      missing: () => missingListRuns(machine, request),
      read: () => listRuns(machine, request),
    }));
  }

  getOrder(
    caller: Caller,
    request: pb.GetOrderRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.GetOrderResponse.$Properties> {
    const owner = actingFor(caller, request.routed?.buyer).caller;
    return readRouted(this.core, request, deadlineMs, (machine) => ({
      missing: () => missingOrder(machine, request),
      read: () => getOrder(machine, owner, request),
    }));
  }
}

const NOTHING = new Uint8Array(0);

/** Commands of a batch for one group and one buyer. */
interface Part {
  readonly group: number;
  readonly buyer: string;
  readonly commands: readonly pb.SequencedCommand.$Properties[];
}

const groupOf = ({ routed }: pb.SequencedCommand.$Properties): number => routed?.group ?? 0;
const buyerOf = ({ routed }: pb.SequencedCommand.$Properties): string => routed?.buyer ?? '';

/** Nearly always all of a batch are for one group, and the caller's own. */
function partsOf(commands: readonly pb.SequencedCommand.$Properties[]): readonly Part[] {
  const [first] = commands;
  if (first === undefined) return [];
  const group = groupOf(first);
  const buyer = buyerOf(first);
  if (commands.every((each) => groupOf(each) === group && buyerOf(each) === buyer))
    return [{ group, buyer, commands }];
  const parts = new Map<string, Part & { readonly commands: pb.SequencedCommand.$Properties[] }>();
  for (const command of commands) {
    const name = `${groupOf(command)} ${buyerOf(command)}`;
    const part = parts.get(name);
    if (part === undefined)
      parts.set(name, { group: groupOf(command), buyer: buyerOf(command), commands: [command] });
    else part.commands.push(command);
  }
  return [...parts.values()];
}
