/** What the store's tests share: an environment without time, and shorthand for groups, entries and rows. */
import { type Env, silentLogger } from '../../env/env.js';
import { lineKey, prefixEnd, runKey } from '../../proto/keys.js';
import type { Entry, HardState } from '../../raft/message.js';
import type { GroupMeta } from '../group-meta.js';
import type { GroupState } from '../group-state.js';
import { toLatin1 } from '../latin1.js';
import type { StoreLimits } from '../limits.js';
import { MemoryDisk, type MemoryDiskOptions } from '../memory/memory-disk.js';
import { NodeStore } from '../node-store.js';

export class FatalError extends Error {}

export interface TestEnv extends Env {
  /** Reasons the process was ended for. */
  readonly fatals: string[];
}

export function testEnv(): TestEnv {
  const fatals: string[] = [];
  return {
    fatals,
    clock: {
      wallMs: () => 0,
      monotonicMs: () => 0,
      after: () => ({ cancel() {} }),
      soon: (callback) => void Promise.resolve().then(callback),
    },
    random: { next: () => 0.5 },
    log: silentLogger,
    fatal: (reason, cause) => {
      fatals.push(`${reason}: ${String(cause)}`);
      throw new FatalError(reason);
    },
  };
}

/** Small, so that every bound is met. */
export const TEST_LIMITS: StoreLimits = {
  logMemoryBytesMax: 4096,
  fetchedBytesMax: 2048,
  batchBytesMax: 64 << 10,
  chunkBytes: 512,
  installBytes: 1, // each chunk is a write, to be cut at
  reserveBytes: 0,
};

export const IDENTITY = { cluster: 'c1', node: 'n1' };

export async function newDisk(options?: MemoryDiskOptions): Promise<MemoryDisk> {
  const disk = new MemoryDisk(options);
  await NodeStore.create(disk, IDENTITY, TEST_LIMITS);
  return disk;
}

export const openNode = (disk: MemoryDisk, env: Env = testEnv()): Promise<NodeStore> =>
  NodeStore.open(disk, { ...IDENTITY, env, limits: TEST_LIMITS });

export const entry = (index: number, term: number, text = `e${index}.${term}`): Entry => ({
  index,
  term,
  type: 'normal',
  data: Buffer.from(text),
});

/** Entries first..last of one term. */
export const entries = (first: number, last: number, term: number): Entry[] =>
  Array.from({ length: last - first + 1 }, (_, i) => entry(first + i, term));

export const hard = (term: number, vote = 0, commit = 1): HardState => ({ term, vote, commit });

/** A group over one line. */
export const metaOf = (group: number, line: string, change: Partial<GroupMeta> = {}): GroupMeta => ({
  group,
  replica: 1,
  range: { start: lineKey(line), end: prefixEnd(lineKey(line)) },
  epoch: { confVersion: 1, rangeVersion: 1 },
  members: [{ replica: 1, node: 'n1', learner: false }],
  replicaCounter: 1,
  recoveryEpoch: 0,
  configuration: {
    voters: [1],
    ackQuorum: 1,
    votersOutgoing: [],
    ackQuorumOutgoing: 0,
    learners: [],
    learnersNext: [],
    autoLeave: false,
  },
  applied: { index: 1, term: 1 },
  digest: { high: 0, low: 0 },
  chain: 0,
  format: 1,
  host: new Uint8Array(0),
  ...change,
});

export const run = (line: string, train = 'G1', date = '2026-12-01'): string =>
  toLatin1(runKey(line, train, date));

/** Appends and waits until it is durable. */
export function append(
  store: NodeStore,
  group: number,
  list: readonly Entry[],
  hardState: HardState,
  more: { reset?: { index: number; term: number }; compactTo?: number; replica?: number } = {},
): Promise<void> {
  return new Promise((resolve) => {
    store.log.submit({ group, replica: 1, hardState, entries: list, ...more, done: resolve });
  });
}

export async function newGroup(store: NodeStore, meta: GroupMeta): Promise<GroupState> {
  const made = await store.createGroup(meta);
  if (made.kind !== 'created') throw new Error(`group ${meta.group} was refused: ${made.kind}`);
  return made.state;
}

export const value = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
export const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString();
