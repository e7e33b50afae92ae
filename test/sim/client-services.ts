/** The services of a simulated node as calls arrive: decoded, with a caller and a deadline, answers and failures as bytes.
 *  What src/server/grpc does, but for flow control and admission. */

import type { CallMetadata } from '../../src/client/client-transport.js';
import { RailkvError } from '../../src/proto/errors.js';
import { pb } from '../../src/proto/index.js';
import { ADMIN, KV, type Method, PLACEMENT, TICKETS } from '../../src/proto/services.js';
import { errorFromFailure, failureFromError } from '../../src/proto/status-details.js';
import type { Caller, Services } from '../../src/server/services/service.js';
import type { SimNode } from './sim-node.js';

/** Kept back from the caller's deadline, so that a typed answer is there before the call's own. */
const ANSWER_MARGIN_MS = 50;
const STREAM_DEADLINE_MS = 10_000;

export type Served =
  | { readonly kind: 'answer'; readonly bytes: Buffer }
  | { readonly kind: 'failure'; readonly error: () => RailkvError };

type Handler = (services: Services, caller: Caller, bytes: Buffer, deadlineMs: number) => Promise<Buffer>;

function handler<Q, DQ extends Q, R, DR extends R>(
  method: Method<Q, DQ, R, DR>,
  run: (services: Services, request: DQ, caller: Caller, deadlineMs: number) => Promise<R>,
): readonly [string, Handler] {
  return [
    method.path,
    async (services, caller, bytes, deadlineMs) =>
      method.responseSerialize(await run(services, method.requestDeserialize(bytes), caller, deadlineMs)),
  ];
}

const HANDLERS: ReadonlyMap<string, Handler> = new Map([
  handler(TICKETS.execute, ({ tickets }, request, caller, by) => tickets.execute(caller, request, by)),
  handler(TICKETS.queryLine, ({ tickets }, request, _, by) => tickets.queryLine(request, by)),
  handler(TICKETS.getRun, ({ tickets }, request, _, by) => tickets.getRun(request, by)),
  handler(TICKETS.listRuns, ({ tickets }, request, _, by) => tickets.listRuns(request, by)),
  handler(TICKETS.getOrder, ({ tickets }, request, caller, by) => tickets.getOrder(caller, request, by)),
  handler(KV.get, ({ kv }, request, _, by) => kv.get(request, by)),
  handler(KV.scan, ({ kv }, request, _, by) => kv.scan(request, by)),
  handler(PLACEMENT.getCluster, ({ placement }, request) => placement.getCluster(request)),
  handler(PLACEMENT.getRoutes, ({ placement }, request) => placement.getRoutes(request)),
  handler(PLACEMENT.registerLines, ({ placement }, request, caller, by) =>
    placement.registerLines(caller, request, by),
  ),
  handler(PLACEMENT.findStations, ({ placement }, request, _, by) => placement.findStations(request, by)),
  handler(PLACEMENT.listLines, ({ placement }, request) => placement.listLines(request)),
  handler(PLACEMENT.joinCluster, ({ operations }, request, caller, by) =>
    operations.joinCluster(caller, request, by),
  ),
  handler(PLACEMENT.decommissionNode, ({ operations }, request, caller, by) =>
    operations.decommissionNode(caller, request, by),
  ),
  handler(PLACEMENT.setSettings, ({ operations }, request, caller, by) =>
    operations.setSettings(caller, request, by),
  ),
  handler(ADMIN.nodeStatus, ({ admin }, request) => admin.nodeStatus(request)),
  handler(ADMIN.changeGroup, ({ admin }, request, caller) => admin.changeGroup(caller, request)),
]);

/** Never rejects. */
export async function serve(
  node: SimNode,
  path: string,
  bytes: Buffer,
  metadata: CallMetadata,
  timeoutMs: number,
): Promise<Served> {
  try {
    const handle = HANDLERS.get(path);
    if (handle === undefined) throw new RailkvError('NOT_IMPLEMENTED', `${path} is not simulated`);
    checkCluster(node, metadata);
    const deadlineMs = node.clock.wallMs() + timeoutMs - ANSWER_MARGIN_MS;
    return {
      kind: 'answer',
      bytes: await handle(node.services, { id: metadata.caller, role: 'operator' }, bytes, deadlineMs),
    };
  } catch (error) {
    const failure = pb.Failure.encode(failureFromError(asRailkvError(error))).finish();
    return { kind: 'failure', error: () => errorFromFailure(pb.Failure.decode(failure)) };
  }
}

/** One message of an ExecuteStream. */
export function serveStream(
  node: SimNode,
  bytes: Buffer,
  metadata: CallMetadata,
  reply: (batch: Buffer) => void,
): void {
  const { commands } = TICKETS.executeStream.requestDeserialize(bytes);
  const answer = (outcomes: pb.Outcome.$Properties[]): void =>
    reply(TICKETS.executeStream.responseSerialize({ outcomes }));
  try {
    checkCluster(node, metadata);
    const deadlineMs = node.clock.wallMs() + STREAM_DEADLINE_MS;
    node.services.tickets.executeBatch(
      { id: metadata.caller, role: 'operator' },
      { commands },
      deadlineMs,
      answer,
    );
  } catch (error) {
    const failure = failureFromError(asRailkvError(error));
    answer(commands.map(({ sequence }) => ({ sequence: sequence ?? 0, failure })));
  }
}

function checkCluster(node: SimNode, { cluster }: CallMetadata): void {
  if (cluster !== undefined && cluster !== node.config.clusterId)
    throw new RailkvError('WRONG_CLUSTER', `this node belongs to ${node.config.clusterId}, not ${cluster}`);
}

const asRailkvError = (error: unknown): RailkvError =>
  error instanceof RailkvError
    ? error
    : new RailkvError('INTERNAL', error instanceof Error ? error.message : String(error), { cause: error });
