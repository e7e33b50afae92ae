/** What people ask of the placement driver in the middle of everything else, and the end of whoever leads it. What was begun is taken
 *  back after its time, calm or not: nobody leaves a node drained or a cluster in maintenance. */
import { RailkvError } from '../../../src/proto/errors.js';
import type { Caller, OperationsService } from '../../../src/server/services/service.js';
import type { Cluster } from '../cluster.js';
import { type Begin, type FaultContext, NOTHING_TO_UNDO } from './fault.js';

const OPERATOR: Caller = { id: 'operator', role: 'operator' };
const FOREVER_MS = 1e15;
const AGAIN_MS = 300;
/** Nothing was refused for good. */
const PASSING: ReadonlySet<string> = new Set([
  'NOT_LEADER',
  'NO_LEADER',
  'NOT_PLACEMENT',
  'SHUTTING_DOWN',
  'UNKNOWN',
  'UNREACHABLE',
  'SERVER_BUSY',
]);

type Ask = (operations: OperationsService) => Promise<unknown>;

/** Of whoever leads group 0, until it is done or refused for a reason. */
function insist(cluster: Cluster, ask: Ask, done: () => void = () => {}): void {
  const again = (): void => {
    cluster.time.at(cluster.time.nowMs + AGAIN_MS, () => insist(cluster, ask, done));
  };
  const leader = cluster.leaderOf(0);
  // A process that ends meanwhile never answers: what is asked twice is done once.
  const { life } = leader ?? {};
  if (leader === undefined || leader.transport?.live !== true) {
    again();
    return;
  }
  let ended = false;
  const watch = (): void => {
    if (ended) return;
    if (leader.up && leader.life === life) cluster.time.at(cluster.time.nowMs + AGAIN_MS, watch);
    else again();
  };
  watch();
  ask(leader.services.operations).then(
    () => {
      ended = true;
      done();
    },
    (error: unknown) => {
      ended = true;
      if (!(error instanceof RailkvError)) throw error;
      if (PASSING.has(error.reason)) again();
      else done();
    },
  );
}

function forAWhile({ cluster, forMs }: FaultContext, begin: Ask, end: Ask): void {
  const endMs = cluster.time.nowMs + forMs;
  // One after the other: what was begun late, while nobody led, would outlast its end.
  insist(cluster, begin, () => {
    cluster.time.at(Math.max(endMs, cluster.time.nowMs), () => insist(cluster, end));
  });
}

export const drain: Begin = (context) => {
  const staying = context.cluster.nodes.filter(({ leaving }) => !leaving);
  if (staying.length === 0) return undefined;
  const { id: nodeId } = context.random.pick(staying);
  context.tell(`${nodeId} for ${context.forMs} ms`);
  forAWhile(
    context,
    (operations) => operations.drainNode(OPERATOR, { nodeId }, FOREVER_MS),
    (operations) => operations.undrainNode(OPERATOR, { nodeId }, FOREVER_MS),
  );
  return NOTHING_TO_UNDO;
};

export const maintenance: Begin = (context) => {
  const repairs = context.random.chance(0.5);
  context.tell(`for ${context.forMs} ms, repairs ${repairs ? 'go on' : 'wait'}`);
  forAWhile(
    context,
    (operations) => operations.setMaintenance(OPERATOR, { on: true, repairs }, FOREVER_MS),
    (operations) => operations.setMaintenance(OPERATOR, { on: false }, FOREVER_MS),
  );
  return NOTHING_TO_UNDO;
};

export const crashPlacement: Begin = ({ cluster, keeper, forMs, tell }) => {
  const leader = cluster.leaderOf(0);
  if (leader === undefined) return undefined;
  tell(`${leader.id} leads group 0`);
  leader.kill();
  keeper.startIn(leader, forMs);
  return NOTHING_TO_UNDO;
};
