/** What a fault gets and gives. `begin` does it and returns how to undo it, or undefined when there was nothing to do it to:
 *  then it did not happen. */
import type { Cluster } from '../cluster.js';
import type { Keeper } from '../keeper.js';
import type { Machines } from '../machines.js';
import { CLIENTS } from '../network.js';
import type { Operator } from '../operator.js';
import type { RememberingRoutes } from '../remembering-routes.js';
import type { SeededRandom } from '../seeded-random.js';
import type { SimNode } from '../sim-node.js';
import type { Workload } from '../world.js';

export interface FaultContext {
  readonly cluster: Cluster;
  readonly keeper: Keeper;
  readonly operator: Operator;
  readonly machines: Machines;
  readonly workload: Pick<Workload, 'loseClient'>;
  /** What each client knows of ranges. */
  readonly routes: readonly RememberingRoutes[];
  /** A disk may be lost in this run: every group must be able to do without one at any time. */
  readonly sparesDisks: boolean;
  /** With no more machines than these, another one comes before one leaves. */
  readonly machinesKept: number;
  /** Of this fault alone. */
  readonly random: SeededRandom;
  readonly forMs: number;
  /** It happened: for people. @param excused the node whose disk is damaged or fails */
  tell(detail: string, excused?: SimNode): void;
  /** It was prepared, and may happen later. */
  prepared(detail: string): void;
  /** A property does not hold. */
  fail(property: string, message: string): void;
}

/** Undoes it once its time is over. */
export type Undo = () => void;
export type Begin = (context: FaultContext) => Undo | undefined;

export const NOTHING_TO_UNDO: Undo = () => undefined;

const AGAIN_MS = 250;

/** Tries until it comes about, or faults are over. */
export function untilIt(context: FaultContext, attempt: () => boolean): void {
  const { cluster, keeper } = context;
  if (keeper.over || attempt()) return;
  cluster.time.at(cluster.time.nowMs + AGAIN_MS, () => untilIt(context, attempt));
}

export function pickUp({ cluster, random }: FaultContext): SimNode | undefined {
  const up = cluster.nodes.filter((node) => node.up);
  return up.length === 0 ? undefined : random.pick(up);
}

/** Who leads one of the groups, group 0 now and then. */
export function pickLeader({ cluster, random }: FaultContext): SimNode | undefined {
  const leaders = cluster
    .live()
    .filter((node) =>
      node.replicas().some((replica) => replica.isLeader && (replica.group > 0 || random.chance(0.3))),
    );
  return leaders.length === 0 ? undefined : random.pick(leaders);
}

export const nodeIds = ({ cluster }: FaultContext): string[] => cluster.nodes.map(({ id }) => id);

/** Nodes and clients. */
export const places = (context: FaultContext): string[] => [...nodeIds(context), CLIENTS];

export function shuffled<Item>(random: SeededRandom, items: readonly Item[]): Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = random.between(0, at);
    [mixed[at], mixed[other]] = [mixed[other] as Item, mixed[at] as Item];
  }
  return mixed;
}
