/** Members, ack quorums and leaders that an operator changes in the middle of everything else. A change strikes when a leader takes
 *  it up; one that is refused before is drawn again, for the group as it is then. */
import type { GroupChange } from '../../../src/client/cluster-types.js';
import { type Carriers, ChangeDrawer } from '../members.js';
import { type Begin, type FaultContext, NOTHING_TO_UNDO } from './fault.js';

const DRAW_AGAIN_MS = 400;

type Draw = (drawer: ChangeDrawer, now: Carriers) => GroupChange[] | undefined;

export interface Wanted {
  readonly group: number;
  readonly changes: readonly GroupChange[];
}

function drawerOf({ cluster, random, sparesDisks }: FaultContext): ChangeDrawer {
  return new ChangeDrawer(cluster, random, sparesDisks);
}

const wanted = (context: FaultContext, draw: Draw, now: Carriers | undefined): Wanted | undefined => {
  const changes = now && draw(drawerOf(context), now);
  return now && changes && { group: now.group, changes };
};

/** @param draw asked again, for groups as they are then, until something is taken up
 *  @param taken called then
 *  @returns false when there is nothing that makes sense now */
export function attempt(
  context: FaultContext,
  draw: () => Wanted | undefined,
  now: Wanted | undefined = draw(),
  taken: (group: number) => void = () => undefined,
): boolean {
  const { operator, cluster, keeper } = context;
  if (now === undefined) return false;
  const { group, changes } = now;
  let struck = false;
  const watcher = {
    begun: (what: string) => {
      if (!struck) {
        context.tell(what);
        taken(group);
      } else context.prepared(`${what}: taken up`);
      struck = true;
    },
    ended: (what: string, refused: Error | undefined) =>
      context.prepared(`${what}: ${refused === undefined ? 'done' : `refused: ${refused.message}`}`),
  };
  void operator.carryOut(group, changes, watcher).then(() => {
    if (!struck) again();
  });
  const again = (): void => {
    cluster.time.at(cluster.time.nowMs + DRAW_AGAIN_MS, () => {
      if (!keeper.over && !attempt(context, draw, draw(), taken)) again();
    });
  };
  return true;
}

const anew = (context: FaultContext, draw: Draw) => (): Wanted | undefined =>
  wanted(context, draw, drawerOf(context).pickGroup());

const change =
  (draw: Draw): Begin =>
  (context) =>
    attempt(context, anew(context, draw)) ? NOTHING_TO_UNDO : undefined;

export const addReplica = change((drawer, now) => drawer.add(now));
export const addLearner = change((drawer, now) => drawer.addLearner(now));
export const removeReplica = change((drawer, now) => drawer.remove(now));
export const moveReplica = change((drawer, now) => drawer.move(now));
export const ackQuorum = change((drawer, now) => drawer.ackQuorum(now));
export const transfer = change((drawer, now) => drawer.transfer(now));

const ANY: readonly Draw[] = [
  (drawer, now) => drawer.add(now),
  (drawer, now) => drawer.remove(now),
  (drawer, now) => drawer.move(now),
  (drawer, now) => drawer.ackQuorum(now),
];

/** Two operators who do not know of each other. */
export const twoChanges: Begin = (context) => {
  const now = drawerOf(context).pickGroup();
  const [one, other] = [context.random.pick(ANY), context.random.pick(ANY)];
  const begun = [one, other].map((draw) => attempt(context, anew(context, draw), wanted(context, draw, now)));
  return begun.includes(true) ? NOTHING_TO_UNDO : undefined;
};

const ASK_AGAIN_MS = 200;

const SILENT = { begun: () => undefined, ended: () => undefined };

/** A leader cut off from all others, and told to remove them. */
export const island: Begin = (context) => {
  const { cluster, random } = context;
  const drawer = drawerOf(context);
  const now = drawer.pickGroup();
  const leader = now && cluster.leaderOf(now.group);
  if (now === undefined || leader === undefined || leader.paused) return undefined;
  if (now.voters.length < 2) {
    void context.operator.carryOut(now.group, drawer.add(now) ?? [], SILENT);
    return undefined;
  }
  const { life } = leader;
  const others = cluster.nodes.map(({ id }) => id).filter((id) => id !== leader.id);
  const { network } = cluster;
  for (const other of others) {
    network.cutOneWay(leader.id, other);
    network.cutOneWay(other, leader.id);
  }
  context.tell(`${leader.id} leads group ${now.group}, alone, and is told to remove all others`);
  let over = false;
  const ask = (): void => {
    if (over || leader.life !== life || !leader.up || leader.paused) return;
    const nodeId = random.pick(now.voters.filter((id) => id !== leader.id));
    leader.services.admin
      .changeGroup(
        { id: 'operator', role: 'operator' },
        { group: now.group, removeReplica: { nodeId }, ackQuorum: 1 },
      )
      .catch(() => undefined);
    cluster.time.at(cluster.time.nowMs + ASK_AGAIN_MS, ask);
  };
  ask();
  return () => {
    over = true;
    for (const other of others) {
      network.mend(leader.id, other);
      network.mend(other, leader.id);
    }
  };
};
