/** Disks that fail, fill up, stall, and lie. What damages for good is spent from a budget: the rest must be able to go on, and
 *  nothing that was answered may be on damaged disks only. */
import { SLOTS_FILE } from '../../../src/store/slot-file.js';
import { PROMPT_DISK } from '../sim-disk.js';
import type { SimNode } from '../sim-node.js';
import { type Begin, type FaultContext, NOTHING_TO_UNDO, pickUp } from './fault.js';

/** The next write fails: the process must end, and find everything when it starts again. */
export const diskError: Begin = (context) => {
  const { random, keeper } = context;
  const node = pickUp(context);
  if (node === undefined) return undefined;
  const { store, life } = node;
  const target = random.pick(['anything', 'log', 'state', 'slots']);
  const nth = random.between(1, 20);
  store.arm('error', nth, 'write', target === 'anything' ? undefined : target);
  keeper.expectExit(node, 'EIO');
  context.tell(`${node.id}, write ${nth} to ${target}`, node);
  return () => {
    if (node.life === life) store.disarm();
  };
};

/** No room for a while. */
export const diskFull: Begin = (context) => {
  const node = pickUp(context);
  if (node === undefined) return undefined;
  const { disk } = node;
  disk.capacityBytes = disk.usedBytes + context.random.between(0, 5_000);
  context.keeper.expectExit(node, 'ENOSPC');
  context.tell(node.id, node);
  return () => {
    disk.capacityBytes = Number.POSITIVE_INFINITY;
  };
};

export const diskStall: Begin = (context) => {
  const node = pickUp(context);
  if (node === undefined) return undefined;
  const { time } = context.cluster;
  node.store.stalledUntilMs = time.nowMs + context.forMs;
  context.tell(`${node.id} for ${context.forMs} ms`);
  return NOTHING_TO_UNDO;
};

export const slowDisk: Begin = (context) => {
  const { random } = context;
  const node = pickUp(context);
  if (node === undefined) return undefined;
  const syncMsMax = random.pick([20, 100, 500]);
  node.store.weather = { syncMsMin: 1, syncMsMax, readMsMax: random.pick([0, 10, 100]) };
  context.tell(`${node.id}, up to ${syncMsMax} ms a sync`);
  return () => {
    node.store.weather = PROMPT_DISK;
  };
};

function damaged(
  context: FaultContext,
  damage: (node: SimNode) => string | undefined,
  mustNotice: boolean,
): (() => void) | undefined {
  const { keeper, forMs } = context;
  const node = keeper.spendDisk(context.random);
  if (node === undefined) return undefined;
  if (node.up) node.kill();
  const what = damage(node);
  if (what === undefined) {
    keeper.startIn(node, forMs);
    return undefined;
  }
  node.lost = true;
  context.tell(`${node.id}, ${what}`, node);
  if (mustNotice) keeper.mustBeRefused(node);
  keeper.startIn(node, forMs);
  return NOTHING_TO_UNDO;
}

export const flipBit: Begin = (context) =>
  damaged(
    context,
    ({ disk }) => {
      const { random } = context;
      if (random.chance(0.1)) {
        const bit = random.between(0, 8_192 * 8 - 1);
        return disk.flipFileBit(SLOTS_FILE, bit) ? `bit ${bit} of the slots` : undefined;
      }
      const name = random.pick(['log', 'state'] as const);
      const keys = disk.keys(name);
      if (keys.length === 0) return undefined;
      const key = random.pick(keys);
      const bit = random.between(0, 12 * 8 - 1);
      return disk.flipBit(name, key, bit) ? `bit ${bit} of ${hex(key)} in ${name}` : undefined;
    },
    false,
  );

export const dropKey: Begin = (context) =>
  damaged(
    context,
    ({ disk }) => {
      const { random } = context;
      const name = random.pick(['log', 'state'] as const);
      const keys = disk.keys(name);
      if (keys.length === 0) return undefined;
      const key = random.pick(keys);
      disk.dropKey(name, key);
      return `${hex(key)} in ${name} is gone`;
    },
    false,
  );

/** The slot file is one batch behind the log, and may lose the write that is under way at a crash: more than these two
 *  cannot go unnoticed. */
const NOTICED_BATCHES = 3;

export const loseTail: Begin = (context) =>
  damaged(
    context,
    ({ disk }) => {
      const count = context.random.between(NOTICED_BATCHES, 8);
      disk.loseTail('log', count);
      return `the last ${count} batches of its log are gone`;
    },
    true,
  );

export const wipe: Begin = (context) =>
  damaged(
    context,
    ({ disk }) => {
      disk.wipe();
      return 'everything is gone';
    },
    true,
  );

/** A copy of the disk, put back after the node has gone on for a while. */
export const oldCopy: Begin = (context) => {
  const { keeper, cluster, forMs } = context;
  const node = keeper.spendDisk(context.random);
  if (node === undefined) return undefined;
  if (node.up) node.kill();
  const image = node.disk.image();
  keeper.startIn(node, 100);
  cluster.time.at(cluster.time.nowMs + forMs, () => {
    if (keeper.over) return;
    if (node.up) node.kill();
    node.disk.restore(image);
    node.lost = true;
    context.tell(`${node.id}, as of ${forMs} ms ago`, node);
    keeper.expectExit(node, 'refuses this node');
    keeper.mustEnd(node);
    keeper.startIn(node, 100);
  });
  context.prepared(`${node.id}: a copy was made`);
  return NOTHING_TO_UNDO;
};

const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex').slice(0, 40);
