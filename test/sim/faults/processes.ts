/** Processes that end, at any effect, alone or together, that stand still, or are slow. */
import { type DiskBoundary, INSTALL } from '../sim-disk.js';
import type { SimNode } from '../sim-node.js';
import { type Begin, type FaultContext, NOTHING_TO_UNDO, pickLeader, pickUp, untilIt } from './fault.js';

function crashOne(
  { keeper, forMs, tell }: FaultContext,
  node: SimNode | undefined,
): (() => void) | undefined {
  if (node === undefined) return undefined;
  tell(node.id);
  node.kill();
  keeper.startIn(node, forMs);
  return NOTHING_TO_UNDO;
}

export const crash: Begin = (context) => crashOne(context, pickUp(context));

export const crashLeader: Begin = (context) => crashOne(context, pickLeader(context));

export const crashAll: Begin = ({ cluster, keeper, random, forMs, tell }) => {
  const up = cluster.live();
  if (up.length === 0) return undefined;
  tell(up.map(({ id }) => id).join(' '));
  for (const node of up) node.kill();
  for (const node of up) keeper.startIn(node, random.between(1, forMs));
  return NOTHING_TO_UNDO;
};

/** Exactly those whose disks hold the newest answered entry. */
export const crashAckers: Begin = (context) => {
  const { cluster, keeper, random, forMs, tell } = context;
  const leader = pickLeader(context);
  const replica = leader?.replicas().find(({ isLeader, group }) => isLeader && group > 0);
  if (leader === undefined || replica === undefined) return undefined;
  const { progress, commit } = replica.raft.status();
  const holders = progress
    .filter(({ match }) => match >= commit)
    .map(({ id }) => replica.members.get(id)?.node);
  const ackers = cluster.live().filter((node) => node === leader || holders.includes(node.id));
  tell(`${ackers.map(({ id }) => id).join(' ')} hold entry ${commit} of group ${replica.group}`);
  for (const node of ackers) node.kill();
  for (const node of ackers) keeper.startIn(node, random.between(1, forMs));
  return NOTHING_TO_UNDO;
};

const BOUNDARIES: readonly DiskBoundary[] = ['before', 'during', 'after'];
const TARGETS = ['anything', 'log', 'log', 'state', 'slots', 'identity', 'peers'];

/** @returns what was armed, for people */
export function arm(node: SimNode, { random }: FaultContext, nthMax: number): string {
  const nth = 1 + Math.floor(random.next() ** 2 * nthMax);
  if (random.chance(0.3)) {
    const at = random.pick(['send', 'apply'] as const);
    node.armCrash(at, nth);
    return `${node.id}, effect ${nth} of ${at}`;
  }
  const boundary = random.pick(BOUNDARIES);
  const target = random.pick(TARGETS);
  node.store.arm(boundary, nth, { target: target === 'anything' ? undefined : target });
  return `${node.id}, ${boundary} write ${nth} to ${target}`;
}

const INSTALL_EFFECTS_MAX = 40;
const INSTALL_LOOKS_MAX = 80;

/** Of whichever node takes a snapshot next: while rows come, are put in place, or what they came in is dropped. One is away for
 *  a while first, so that somebody may need one. */
const crashInInstall: Begin = (context) => {
  const { cluster, keeper, random } = context;
  const away = pickUp(context);
  if (away === undefined) return undefined;
  const boundary = random.pick(BOUNDARIES);
  const nth = 1 + Math.floor(random.next() ** 2 * INSTALL_EFFECTS_MAX);
  const armed: (() => void)[] = [];
  let struck = false;
  const watch = (node: SimNode): void => {
    if (struck) return;
    armed.push(node.store.arm(boundary, nth, { target: INSTALL }));
    node.onBoundary = (where) => {
      struck = true;
      for (const takeBack of armed) takeBack();
      context.tell(`${node.id} ${where} of an install`);
      keeper.startIn(node, random.between(1, 3_000));
    };
  };
  context.prepared(`${away.id} is away, then whoever takes a snapshot, ${boundary} write ${nth} of it`);
  away.kill();
  keeper.startIn(away, random.between(3_000, 10_000), () => watch(away));
  for (const node of cluster.live()) watch(node);
  let looks = 0;
  const attempt = (): boolean => {
    looks += 1;
    return struck || (looks > INSTALL_LOOKS_MAX && crashOne(context, pickUp(context)) !== undefined);
  };
  return () => untilIt(context, attempt);
};

/** When it does not come to the effect in time, it happens between two. */
export const crashAtEffect: Begin = (context) => {
  const { random, keeper } = context;
  if (random.chance(0.4)) return crashInInstall(context);
  const node = random.chance(0.5) ? pickLeader(context) : pickUp(context);
  if (node === undefined) return undefined;
  let struck = false;
  context.prepared(arm(node, context, 60));
  node.onBoundary = (where) => {
    struck = true;
    context.tell(`${node.id} ${where}`);
    keeper.startIn(node, random.between(1, 3_000));
  };
  return () => untilIt(context, () => struck || crashOne(context, pickUp(context)) !== undefined);
};

/** A start that is cut short, several times, at any write of the recovery. */
export const crashLoop: Begin = (context) => {
  const { random, keeper, forMs } = context;
  const node = pickUp(context);
  if (node === undefined) return undefined;
  const turns = random.between(1, 4);
  context.tell(`${node.id}, ${turns} times`);
  node.kill();
  let left = turns;
  const again = (): void => {
    keeper.startIn(node, random.between(1, forMs), () => {
      if (left === 0) return;
      left -= 1;
      node.store.arm(random.pick(BOUNDARIES), random.between(1, 12), {
        kind: random.chance(0.7) ? 'write' : 'read',
      });
      node.onBoundary = again;
    });
  };
  again();
  return () => {
    left = 0;
    node.disarm();
  };
};

export const stop: Begin = (context) => {
  const { keeper, forMs } = context;
  const node = pickUp(context);
  if (node === undefined || !keeper.settled(node)) return undefined;
  context.tell(node.id);
  keeper.stop(node, forMs);
  return NOTHING_TO_UNDO;
};

export const pause: Begin = (context) => {
  const node = context.random.chance(0.5) ? pickLeader(context) : pickUp(context);
  if (node === undefined || node.paused) return undefined;
  const { gate } = node.clock;
  gate.pause();
  context.tell(`${node.id} for ${context.forMs} ms`);
  return () => gate.resume();
};

export const slow: Begin = (context) => {
  const node = pickUp(context);
  if (node === undefined) return undefined;
  const { gate } = node.clock;
  const costMs = context.random.pick([0.2, 1, 5, 20]);
  gate.slow(costMs);
  context.tell(`${node.id}, ${costMs} ms for everything`);
  return () => gate.slow(0);
};
