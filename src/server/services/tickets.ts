/** Trains on sale: commands go to the group's queue, queries to whatever replica is here. */
import type { pb } from '../../proto/index.js';
import { failureFromError } from '../../proto/status-details.js';
import { listRuns, missingListRuns, missingQueryLine, queryLine } from '../../store/tickets/line-reads.js';
import { getOrder, getRun, missingOrder, missingRun } from '../../store/tickets/reads.js';
import { monotonicDeadline } from '../host/deadlines.js';
import type { NodeCore, NodeRef } from '../host/node-core.js';
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
    for (const [group, commands] of byGroup(batch.commands ?? [])) {
      const hosted = this.core.tickets(group);
      if (hosted !== undefined) {
        hosted.proposals.submit({
          caller: caller.id,
          role: caller.role,
          commands,
          deadlineMs: deadline,
          reply,
        });
        continue;
      }
      const failure = failureFromError(this.core.gates.absent(group));
      const outcomes = commands.map(({ sequence }) => ({ sequence: sequence ?? 0, failure }));
      this.core.env.clock.soon(() => reply(outcomes));
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
    return readRouted(this.core, request, deadlineMs, (machine) => ({
      missing: () => missingOrder(machine, request),
      read: () => getOrder(machine, caller.id, request),
    }));
  }
}

const NOTHING = new Uint8Array(0);

/** Nearly always all of a batch are for one group. */
function byGroup(
  commands: readonly pb.SequencedCommand.$Properties[],
): Map<number, readonly pb.SequencedCommand.$Properties[]> {
  const first = commands[0]?.routed?.group ?? 0;
  if (commands.every(({ routed }) => (routed?.group ?? 0) === first))
    return new Map(commands.length === 0 ? [] : [[first, commands]]);
  const groups = new Map<number, pb.SequencedCommand.$Properties[]>();
  for (const command of commands) {
    const group = command.routed?.group ?? 0;
    const of = groups.get(group);
    if (of === undefined) groups.set(group, [command]);
    else of.push(command);
  }
  return groups;
}
