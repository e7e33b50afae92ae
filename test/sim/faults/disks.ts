/** Disks that fail, fill up, stall, and lie. What damages for good is spent from a budget: the rest must be able to go on, and
 *  nothing that was answered may be on damaged disks only. */

import { decodeEntryKey } from '../../../src/store/log-layout.js';
import type { DiskError } from '../../../src/store/memory/faults.js';
import { MemoryDisk } from '../../../src/store/memory/memory-disk.js';
import { NodeStore } from '../../../src/store/node-store.js';
import { PEERS_FILE } from '../../../src/store/peer-lives.js';
import { SLOTS_FILE } from '../../../src/store/slot-file.js';
import { type ArmOptions, PROMPT_DISK, ROOM_AGAIN_BYTES } from '../sim-disk.js';
import type { SimNode } from '../sim-node.js';
import { type Begin, type FaultContext, NOTHING_TO_UNDO, pickUp, type Undo, untilIt } from './fault.js';

type DiskErrorCode = DiskError['code'];

/** Arms the disk of a node that is up, again when its process ended before, until the error struck; then the process must have
 *  ended before it did anything more. */
function failing(context: FaultContext, arm: (node: SimNode, turn: number) => ArmedError): Undo | undefined {
  const { cluster, keeper, forMs } = context;
  let struck = false;
  const attempt = (turn: number): boolean => {
    const node = pickUp(context);
    if (node === undefined) return false;
    const { life } = node;
    const { nth, code, what, ...options } = arm(node, turn);
    keeper.expectExit(node, code);
    context.prepared(`${node.id}, ${what}`);
    const takeBack = node.store.arm('error', nth, {
      ...options,
      code,
      struck: ({ kind, target }) => {
        struck = true;
        context.tell(`${node.id}: ${code}, ${kind} of ${target}`, node);
        cluster.time.soon(() => {
          if (node.up && node.life === life) context.fail('EndsAtFailedWrite', `node ${node.id} goes on`);
        });
      },
    });
    cluster.time.at(cluster.time.nowMs + forMs, () => {
      takeBack();
      untilIt(context, () => struck || attempt(turn + 1));
    });
    return true;
  };
  return attempt(0) ? NOTHING_TO_UNDO : undefined;
}

interface ArmedError extends ArmOptions {
  readonly nth: number;
  readonly code: DiskErrorCode;
  readonly what: string;
}

/** A write or its sync fails, and the next ones would succeed: the process must end at once (it cannot know what the disk has),
 *  and find everything that it acknowledged when it starts again. */
export const diskError: Begin = (context) =>
  failing(context, (_node, turn) => {
    const { random } = context;
    const target = turn > 0 ? 'anything' : random.pick(['anything', 'log', 'state', SLOTS_FILE, PEERS_FILE]);
    const nth = turn > 0 ? 1 : random.between(1, 20);
    const what = `write ${nth} to ${target}`;
    return { nth, code: 'EIO', what, ...(target !== 'anything' && { target }) };
  });

/** A sync fails, and the disk has the write all the same: what was refused may be there after the next start. The sync after it
 *  would succeed (LevelDB's own, and the kernel's, that calls pages clean which it never wrote). */
export const syncError: Begin = (context) =>
  failing(context, (_node, turn) => {
    const target = context.random.pick(['log', 'state']);
    const nth = turn > 0 ? 1 : context.random.between(1, 10);
    return { nth, code: 'EIO', kept: true, what: `sync ${nth} of ${target}`, ...(turn < 2 && { target }) };
  });

/** A start finds no file descriptor left; the next one does. */
export const tooManyFiles: Begin = (context) => {
  const { keeper, random, forMs } = context;
  const node = pickUp(context);
  if (node === undefined || !keeper.settled(node)) return undefined;
  node.kill();
  keeper.expectExit(node, 'EMFILE');
  keeper.startIn(node, Math.min(forMs, 1_000), () => {
    node.store.arm('error', random.between(1, 3), {
      kind: 'open',
      code: 'EMFILE',
      struck: ({ target }) => context.tell(`${node.id} opens ${target}`, node),
    });
  });
  context.prepared(node.id);
  return NOTHING_TO_UNDO;
};

/** No room for a while. */
export const diskFull: Begin = (context) => {
  const { cluster, keeper, random, forMs } = context;
  let struck = false;
  const attempt = (slackBytes: number): boolean => {
    const node = pickUp(context);
    if (node === undefined) return false;
    const { disk, store } = node;
    disk.capacityBytes = disk.usedBytes + slackBytes;
    keeper.expectExit(node, 'ENOSPC');
    context.prepared(`${node.id} has ${slackBytes} bytes left`);
    store.onFull = () => {
      struck = true;
      context.tell(node.id, node);
    };
    cluster.time.at(cluster.time.nowMs + forMs, () => {
      disk.capacityBytes = ROOM_AGAIN_BYTES;
      untilIt(context, () => struck || attempt(0));
    });
    return true;
  };
  return attempt(random.between(0, 5_000)) ? NOTHING_TO_UNDO : undefined;
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
    keeper.giveBack(node);
    keeper.startIn(node, forMs);
    return undefined;
  }
  context.tell(`${node.id}, ${what}`, node);
  if (mustNotice) keeper.mustBeRefused(node);
  keeper.startIn(node, forMs);
  return NOTHING_TO_UNDO;
}

export const flipBit: Begin = (context) =>
  damaged(
    context,
    (node) => {
      const { random } = context;
      const { disk } = node;
      if (random.chance(0.1)) {
        const bit = random.between(0, 8_192 * 8 - 1);
        return disk.flipFileBit(SLOTS_FILE, bit) ? `bit ${bit} of the slots` : undefined;
      }
      const name = random.pick(['log', 'state'] as const);
      const keys = disk.keys(name);
      if (keys.length === 0) return undefined;
      const key = random.pick(keys);
      const bits = disk.bitsOf(name, key);
      const bit = random.between(0, Math.max(1, bits) - 1);
      const group = name === 'log' ? groupOfEntry(node, key) : undefined;
      if (!disk.flipBit(name, key, bit)) return undefined;
      if (group !== undefined) context.keeper.mustBeDamaged(node, group);
      return `bit ${bit} of ${hex(key)} in ${name}`;
    },
    false,
  );

/** Whose log the entry belongs to; undefined when it is none that counts: the chain does not reach what was cut off. */
function groupOfEntry({ store }: SimNode, key: Uint8Array): number | undefined {
  const at = decodeEntryKey(key);
  const log = store.logs().find(({ group }) => group === at?.group);
  if (at === undefined || log === undefined) return undefined;
  return at.index > log.start.index && at.index <= log.last ? at.group : undefined;
}

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

/** LevelDB leaves out a block of its log that does not check, and goes on behind it without a word. */
export const loseBlock: Begin = (context) =>
  damaged(
    context,
    ({ disk }) => {
      const { random } = context;
      const name = random.pick(['log', 'log', 'state'] as const);
      const count = disk.loseBlock(name, random.between(1, 12), random.between(1, 12));
      return count === 0 ? undefined : `${count} writes in the middle of ${name} are gone`;
    },
    false,
  );

/** Something about a running node's disk goes wrong at its next read or write; the node is started again when there was none. */
function lurking(
  context: FaultContext,
  lay: (node: SimNode, struck: (what: string) => void) => void,
): Undo | undefined {
  const { keeper, cluster } = context;
  const node = keeper.spendDisk(context.random);
  if (node === undefined) return undefined;
  let done = false;
  const struck = (what: string): void => {
    done = true;
    context.tell(`${node.id}, ${what}`, node);
  };
  const begin = (): void => lay(node, struck);
  if (node.up) begin();
  const again = (): void => {
    if (done || keeper.over) return;
    if (node.up) node.kill();
    keeper.startIn(node, 10, begin);
    cluster.time.at(cluster.time.nowMs + LURKS_MS, again);
  };
  cluster.time.at(cluster.time.nowMs + LURKS_MS, again);
  context.prepared(node.id);
  return NOTHING_TO_UNDO;
}

const LURKS_MS = 2_500;
const DATABASES = ['log', 'state'] as const;

export const readError: Begin = (context) =>
  lurking(context, (node, struck) => {
    node.store.arm('error', context.random.between(1, 3), {
      kind: 'read',
      struck: ({ kind, target }) => struck(`EIO, ${kind} of ${target}`),
    });
  });

/** A key shows what it held before, once. */
export const staleRead: Begin = (context) =>
  lurking(context, (node, struck) => {
    for (const name of DATABASES)
      node.disk.readStaleOnce(name, (key) => struck(`${hex(key)} in ${name} is read as it was`));
  });

/** A value lands under another key, and its own keeps what it had. */
export const misdirectedWrite: Begin = (context) =>
  lurking(context, (node, struck) => {
    const { random } = context;
    const name = random.pick(DATABASES);
    node.disk.misdirectOnce(name, (puts, present) => {
      const others = present.filter((key) => !puts.includes(key));
      if (puts.length === 0 || others.length === 0) return undefined;
      const [from, to] = [random.pick(puts), random.pick(others)];
      struck(`what ${name} was to hold under ${hexOf(from)} is under ${hexOf(to)}`);
      return { from, to };
    });
  });

export const wipe: Begin = (context) =>
  damaged(
    context,
    ({ disk }) => {
      disk.wipe();
      return 'everything is gone';
    },
    true,
  );

/** A copy of the disk, put back once the node has gone on without it and somebody has heard it; the others may all have been
 *  started anew by then. */
export const oldCopy: Begin = (context) => {
  const { keeper, cluster, forMs, random } = context;
  const node = keeper.spendDisk(random);
  if (node === undefined) return undefined;
  if (node.up) node.kill();
  const image = node.disk.image();
  let lives: readonly number[] | undefined;
  void livesOf(image).then((found) => {
    lives = found;
  });
  keeper.startIn(node, 100);
  const putBack = (): void => {
    if (keeper.over) return;
    const heardBy = cluster
      .live()
      .filter((other) => other !== node && !other.lost && heard(other, node.id, lives));
    if (heardBy.length === 0) {
      cluster.time.at(cluster.time.nowMs + HEARD_AGAIN_MS, putBack);
      return;
    }
    if (node.up) node.kill();
    node.disk.restore(image);
    node.lost = true;
    const anew = random.chance(0.3);
    context.tell(`${node.id}, as of ${forMs} ms before${anew ? '; the others start anew' : ''}`, node);
    keeper.expectExit(node, 'refuses this node');
    keeper.mustEnd(node, heardBy);
    for (const other of anew ? cluster.live() : []) {
      other.kill();
      keeper.startIn(other, random.between(1, ANEW_MS));
    }
    keeper.startIn(node, 100);
  };
  cluster.time.at(cluster.time.nowMs + forMs, putBack);
  context.prepared(`${node.id}: a copy was made`);
  return NOTHING_TO_UNDO;
};

const HEARD_AGAIN_MS = 200;
const ANEW_MS = 1_000;

async function livesOf(image: ReturnType<SimNode['disk']['image']>): Promise<readonly number[]> {
  const disk = new MemoryDisk();
  disk.restore(image);
  return (await NodeStore.identityOf(disk)).lives;
}

/** Whether a node knows, and would know after a power cut, a life of another one that is none of these. */
function heard(by: SimNode, of: string, lives: readonly number[] | undefined): boolean {
  if (lives === undefined || by.transport?.live !== true) return false;
  const { peerLives } = by.running.core.store;
  const known = peerLives.of(of);
  return known !== undefined && !lives.includes(known.life) && peerLives.isDurable(of, known.incarnation);
}

const hexOf = (key: string): string => hex(Buffer.from(key, 'latin1'));
const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex').slice(0, 40);
