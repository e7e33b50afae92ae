import { describe, expect, test } from 'vitest';
import type { pb } from '../proto/index.js';
import { lineKey, trainKey } from '../proto/keys.js';
import { sameDigest } from './digest.js';
import type { GroupMeta } from './group-meta.js';
import type { GroupState } from './group-state.js';
import { toLatin1 } from './latin1.js';
import { DiskError, PROMPT_HOOKS } from './memory/faults.js';
import { MemoryDisk } from './memory/memory-disk.js';
import { NodeStore } from './node-store.js';
import { SlotFile } from './slot-file.js';
import {
  append,
  entries,
  entry,
  hard,
  IDENTITY,
  metaOf,
  newDisk,
  newGroup,
  openNode,
  run,
  TEST_LIMITS,
  testEnv,
  text,
  value,
} from './testing/world.js';

const EVENTS = '\x31\0\0\0\0\0\0\0\x02';
const lineIndex = (line: string) => `\x11${toLatin1(lineKey(line)).slice(1)}`;
const trainRow = (train: string) => `t${train}\0\0`;

/** Applies and checkpoints a few rows of a line. */
async function fill(
  state: GroupState,
  line: string,
  trains: readonly string[],
  index: number,
): Promise<void> {
  if (!state.isLoaded(lineIndex(line))) await state.load(lineIndex(line));
  for (const train of trains) {
    const bucket = run(line, train);
    if (!state.isLoaded(bucket)) await state.load(bucket);
    state.put(lineIndex(line), trainRow(train), value(`${train} of ${line}`));
    for (const row of ['p', 'i', 'r1']) state.put(bucket, row, value(`${train}${row}@${index}`));
  }
  state.put(EVENTS.slice(0, 8) + String.fromCharCode(state.group), `e${index}`, value('event'));
  await state.checkpoint({ index, term: 1 }, {});
}

const planOf = async (state: GroupState, line: string, train: string) =>
  text((await state.load(run(line, train))).get('p'));

async function scrubbed(state: GroupState): Promise<number> {
  let rows = 0;
  for await (const step of state.scrub()) rows += step.rows;
  return rows;
}

describe('whose directory it is', () => {
  test('each start raises the incarnation, durably', async () => {
    const disk = await newDisk();
    for (let start = 1; start < 4; start += 1) {
      expect((await openNode(disk)).incarnation).toBe(start);
      disk.crash();
    }
    expect(await NodeStore.identityOf(disk)).toMatchObject({ ...IDENTITY, incarnation: 3 });
  });

  test('a directory of another cluster or node is refused, and so is none at all', async () => {
    const open = (identity: { cluster: string; node: string }, disk: MemoryDisk) =>
      NodeStore.open(disk, { ...identity, env: testEnv(), limits: TEST_LIMITS });
    await expect(open({ cluster: 'c2', node: 'n1' }, await newDisk())).rejects.toMatchObject({
      code: 'WRONG_CLUSTER',
    });
    await expect(open({ cluster: 'c1', node: 'n2' }, await newDisk())).rejects.toMatchObject({
      code: 'WRONG_NODE',
    });
    await expect(open(IDENTITY, new MemoryDisk())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const disk = await newDisk();
    disk.wipe();
    await expect(openNode(disk)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(NodeStore.create(await newDisk(), IDENTITY)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
  });

  test('a directory in use is refused, and its incarnation stays', async () => {
    const disk = await newDisk();
    await openNode(disk);
    await expect(openNode(disk)).rejects.toMatchObject({ code: 'LOCKED' });
    disk.crash();
    expect((await openNode(disk)).incarnation).toBe(2);
  });

  test('a newer format is refused by an older binary, which can be told from the message', async () => {
    const disk = await newDisk();
    const file = await SlotFile.open(disk, 'identity');
    await file.write(Buffer.from(JSON.stringify({ ...IDENTITY, format: 99, incarnation: 1 })));
    await expect(openNode(disk)).rejects.toMatchObject({ code: 'NEWER_FORMAT' });
    await expect(openNode(disk)).rejects.toThrow(/newer binary/);
  });

  test('a node that ran out of space gives up its reserve to start again, and keeps a new one later', async () => {
    const limits = { ...TEST_LIMITS, reserveBytes: 100_000 };
    const disk = new MemoryDisk();
    await NodeStore.create(disk, IDENTITY, limits);
    const open = () => NodeStore.open(disk, { ...IDENTITY, env: testEnv(), limits });
    const full = disk.usedBytes;
    disk.capacityBytes = full;
    const store = await open();
    expect(disk.usedBytes).toBeLessThan(full - 90_000);
    await newGroup(store, metaOf(2, 'jinghu'));
    await store.close();
    disk.capacityBytes = full * 4;
    await (await open()).close();
    expect(disk.usedBytes).toBeGreaterThan(100_000);
  });

  test('ENOSPC ends the process, and what was acknowledged before is there afterwards', async () => {
    const disk = await newDisk();
    const env = testEnv();
    const store = await openNode(disk, env);
    await newGroup(store, metaOf(2, 'jinghu'));
    disk.capacityBytes = disk.usedBytes + 5000;
    let done = 1;
    for (let index = 2; index < 100 && env.fatals.length === 0; index += 1) {
      store.log.submit({
        group: 2,
        replica: 1,
        hardState: hard(1),
        entries: [entry(index, 1, 'x'.repeat(100))],
        done: () => (done = index),
      });
      for (let i = 0; i < 50; i += 1) await Promise.resolve();
    }
    expect(env.fatals[0]).toContain(new DiskError('ENOSPC', '').code);
    disk.crash();
    disk.capacityBytes = Number.POSITIVE_INFINITY;
    expect((await openNode(disk)).log.group(2).lastIndex()).toBe(done);
  });
});

describe('a removed replica', () => {
  test('is gone with its rows and its log, and older ones are refused for good', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    const bare = disk.keys('state').length;
    const state = await newGroup(store, metaOf(2, 'jinghu'));
    const other = await newGroup(store, metaOf(3, 'jingguang'));
    await append(store, 2, entries(2, 9, 1), hard(1, 1, 9));
    await append(store, 3, entries(2, 9, 1), hard(1, 1, 9));
    await fill(state, 'jinghu', ['G1', 'G2'], 9);
    await fill(other, 'jingguang', ['G3'], 9);
    await store.removeGroup(2, 5);
    expect(await store.createGroup(metaOf(2, 'jinghu', { replica: 4 }))).toEqual({
      kind: 'tombstoned',
      leastReplica: 5,
    });
    expect(() => state.put(EVENTS, 'x', value('x'))).toThrow();
    disk.crash();
    store = await openNode(disk);
    expect(store.replicas()).toMatchObject([
      { kind: 'tombstone', group: 2, leastReplica: 5 },
      { kind: 'live', group: 3 },
    ]);
    expect(await scrubbed(store.state.openGroup(3))).toBeGreaterThan(3);
    await store.removeGroup(3, 2);
    expect(disk.keys('state')).toHaveLength(bare);
    expect(disk.keys('log').filter((key) => key[0] === 3)).toEqual([]);
    await newGroup(store, metaOf(2, 'jinghu', { replica: 5 }));
  });

  test('a damaged one keeps its bytes over starts until it is removed', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    const state = await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 9, 1), hard(1, 1, 9));
    await fill(state, 'jinghu', ['G1'], 9);
    const bytes = [disk.keys('log').length, disk.keys('state').length];
    await store.markDamaged(2, 1, 'seen by the scrubber');
    expect(() => store.state.openGroup(2)).toThrow();
    disk.crash();
    store = await openNode(disk);
    expect(store.replicas()).toMatchObject([
      { kind: 'damaged', group: 2, replica: 1, reason: 'seen by the scrubber' },
    ]);
    expect([disk.keys('log').length - 1, disk.keys('state').length]).toEqual(bytes);
    expect(await store.createGroup(metaOf(2, 'jinghu', { replica: 2 }))).toEqual({ kind: 'exists' });
    expect(await store.createGroup(metaOf(7, 'jinghu'))).toEqual({ kind: 'overlap', groups: [2] });
    await store.removeGroup(2, 2);
    await newGroup(store, metaOf(2, 'jinghu', { replica: 2 }));
  });
});

describe('a split', () => {
  const at = trainKey('jinghu', 'G5');
  const whole = metaOf(2, 'jinghu');
  const halves = {
    parent: { range: { start: whole.range.start, end: at }, epoch: { confVersion: 1, rangeVersion: 2 } },
    child: metaOf(3, 'jinghu', {
      range: { start: at, end: whole.range.end },
      epoch: { confVersion: 1, rangeVersion: 2 },
    }),
    rows: [{ bucket: '\x01\0\0\0\0\0\0\0\x03', row: 'c', value: value('clock') }],
    applied: { index: 8, term: 1 },
  };
  const parentOf = async (store: NodeStore) => {
    const state = await newGroup(store, whole);
    await append(store, 2, entries(2, 9, 1), hard(1, 1, 9));
    await fill(state, 'jinghu', ['G1', 'G4', 'G5', 'G9'], 7);
    return state;
  };

  test('moves no row, and cuts rows, index and digest where the range is cut', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    const parent = await parentOf(store);
    parent.put(run('jinghu', 'G9'), 'p', value('G9 dirty'));
    parent.put(run('jinghu', 'G1'), 'p', value('G1 dirty'));
    parent.put(lineIndex('jinghu'), trainRow('G7'), value('dirty'));
    const before = parent.digest();
    const child = await store.splitGroup(parent, halves);
    expect(child).toBeDefined();
    expect(parent.isLoaded(run('jinghu', 'G1'))).toBe(false);
    for (let turn = 0; turn < 2; turn += 1) {
      const [left, right] = [store.state.openGroup(2), store.state.openGroup(3)];
      expect(await planOf(left, 'jinghu', 'G1')).toBe('G1 dirty');
      expect(await planOf(right, 'jinghu', 'G9')).toBe('G9 dirty');
      expect([...(await left.load(lineIndex('jinghu'))).keys()]).toEqual(['G1', 'G4'].map(trainRow));
      expect([...(await right.load(lineIndex('jinghu'))).keys()]).toEqual(['G5', 'G7', 'G9'].map(trainRow));
      expect(text((await right.load('\x01\0\0\0\0\0\0\0\x03')).get('c'))).toBe('clock');
      await scrubbed(left);
      await scrubbed(right);
      expect(right.meta.applied).toEqual({ index: 8, term: 1 });
      expect(store.log.group(3).initialState()).toMatchObject({
        hardState: { term: 1, vote: 0, commit: 8 },
        applied: 8,
      });
      expect(sameDigest(left.digest(), before)).toBe(false);
      disk.crash();
      store = await openNode(disk);
      expect(store.replicas()).toMatchObject([{ kind: 'live' }, { kind: 'live' }]);
    }
  });

  test('both halves go on, and split again within the same line', async () => {
    const store = await openNode(await newDisk());
    const parent = await parentOf(store);
    const child = (await store.splitGroup(parent, halves))!;
    await append(store, 3, entries(9, 12, 2), hard(2, 1, 12));
    await child.load(run('jinghu', 'G6'));
    child.put(run('jinghu', 'G6'), 'p', value('new'));
    await child.load(lineIndex('jinghu'));
    child.put(lineIndex('jinghu'), trainRow('G6'), value('new'));
    await child.checkpoint({ index: 10, term: 2 }, {});
    const cut = trainKey('jinghu', 'G6');
    const grandchild = (await store.splitGroup(child, {
      applied: { index: 11, term: 2 },
      parent: { range: { start: at, end: cut }, epoch: { confVersion: 1, rangeVersion: 3 } },
      child: metaOf(4, 'jinghu', { range: { start: cut, end: whole.range.end } }),
      rows: [],
    }))!;
    expect([...(await child.load(lineIndex('jinghu'))).keys()]).toEqual(['G5'].map(trainRow));
    expect([...(await grandchild.load(lineIndex('jinghu'))).keys()]).toEqual(['G6', 'G9'].map(trainRow));
    for (const state of [parent, child, grandchild]) await scrubbed(state);
  });

  test('keeps a term and a vote that the child had given before', async () => {
    const store = await openNode(await newDisk());
    const parent = await parentOf(store);
    await append(store, 3, [], hard(7, 4, 0));
    await store.splitGroup(parent, halves);
    expect(store.log.group(3).hardState).toEqual({ term: 7, vote: 4, commit: 8 });
  });

  test('a child that is tombstoned here is not born: its keys are cleared', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    const parent = await parentOf(store);
    await store.removeGroup(3, 9);
    expect(await store.splitGroup(parent, halves)).toBeUndefined();
    expect(store.state.has(3)).toBe(false);
    expect(await planOf(parent, 'jinghu', 'G4')).toBe('G4p@7');
    await scrubbed(parent);
    expect(store.overlapping(9, halves.child.range)).toEqual([]);
    disk.crash();
    expect((await openNode(disk)).replicas()).toMatchObject([
      { kind: 'live', group: 2 },
      { kind: 'tombstone', group: 3 },
    ]);
  });
});

/** Another node with group 2 at `index`. */
async function sender(index: number, trains = ['G1', 'G2', 'G3']): Promise<GroupState> {
  const store = await openNode(await newDisk());
  const state = await newGroup(store, metaOf(2, 'jinghu', { host: value('host row') }));
  await append(store, 2, entries(2, index, 1), hard(1, 1, index));
  await fill(state, 'jinghu', trains, index);
  return state;
}

async function collect(state: GroupState): Promise<pb.SnapshotChunk.$Properties[]> {
  const chunks: pb.SnapshotChunk.$Properties[] = [];
  for await (const chunk of state.exportSnapshot()) chunks.push(chunk);
  return chunks;
}

async function* stream(chunks: readonly pb.SnapshotChunk.$Properties[]) {
  yield* chunks;
}

const finish = (store: NodeStore, meta: GroupMeta) =>
  append(store, meta.group, [], hard(3, 1, meta.applied.index), { reset: meta.applied });

describe('a snapshot', () => {
  test('gives a new replica the same rows, digest and log position', async () => {
    const from = await sender(50);
    const chunks = await collect(from);
    expect(chunks.length).toBeGreaterThan(3);
    const disk = await newDisk();
    let store = await openNode(disk);
    await append(store, 2, [], hard(3, 1, 0));
    const result = await store.installSnapshot(2, 1, stream(chunks));
    expect(result.kind).toBe('installed');
    if (result.kind !== 'installed') return;
    await finish(store, result.meta);
    for (let turn = 0; turn < 2; turn += 1) {
      const state = store.state.openGroup(2);
      expect(state.digest()).toEqual(from.digest());
      expect(text(state.meta.host)).toBe('host row');
      expect(await planOf(state, 'jinghu', 'G2')).toBe('G2p@50');
      expect(await state.scanAppendOnly(EVENTS, '', 9)).toHaveLength(1);
      await scrubbed(state);
      const log = store.log.group(2);
      expect([log.firstIndex(), log.lastIndex(), log.term(50), log.chainInMemory(50)]).toEqual([
        51,
        50,
        1,
        from.meta.chain,
      ]);
      expect(log.initialState()).toMatchObject({ applied: 50, hardState: { term: 3, vote: 1, commit: 50 } });
      disk.crash();
      store = await openNode(disk);
      expect(store.replicas()).toMatchObject([{ kind: 'live', group: 2 }]);
    }
  });

  test('replaces older rows, and nothing of what others own', async () => {
    const from = await sender(50, ['G1']);
    const store = await openNode(await newDisk());
    const old = await newGroup(store, metaOf(2, 'jinghu'));
    const other = await newGroup(store, metaOf(3, 'jinghuangang'));
    for (const group of [2, 3]) await append(store, group, entries(2, 9, 1), hard(1, 1, 9));
    await fill(old, 'jinghu', ['G1', 'G8'], 9);
    await fill(other, 'jinghuangang', ['G1'], 9);
    const result = await store.installSnapshot(2, 1, from.exportSnapshot());
    if (result.kind !== 'installed') throw new Error(result.kind);
    await finish(store, result.meta);
    const state = store.state.openGroup(2);
    expect(state).not.toBe(old);
    expect((await state.load(run('jinghu', 'G8'))).size).toBe(0);
    await scrubbed(state);
    await scrubbed(other);
    expect(await store.installSnapshot(2, 1, from.exportSnapshot())).toEqual({ kind: 'exists' });
  });

  test('waits while another replica here owns part of its range, and never comes below a tombstone', async () => {
    const from = await sender(50);
    const store = await openNode(await newDisk());
    await newGroup(
      store,
      metaOf(9, 'jinghu', { range: { start: lineKey('jinghu'), end: trainKey('jinghu', 'G1') } }),
    );
    expect(await store.installSnapshot(2, 1, from.exportSnapshot())).toEqual({
      kind: 'overlap',
      groups: [9],
    });
    await store.removeGroup(9, 2);
    await store.removeGroup(2, 7);
    expect(await store.installSnapshot(2, 1, from.exportSnapshot())).toEqual({
      kind: 'tombstoned',
      leastReplica: 7,
    });
  });

  test('of a newer format is refused', async () => {
    const [first, ...rest] = await collect(await sender(50));
    const newer = { ...first, header: { ...first!.header, format: 99 } };
    const store = await openNode(await newDisk());
    await expect(store.installSnapshot(2, 1, stream([newer, ...rest]))).rejects.toMatchObject({
      code: 'NEWER_FORMAT',
    });
  });

  test('that is cut, shortened or changed on the way is not installed; pulled again it is', async () => {
    const chunks = await collect(await sender(50));
    const rowChunk = chunks.findIndex(({ rows }) => (rows?.length ?? 0) > 0);
    const changed = (harm: (rows: pb.Row.$Properties[]) => pb.Row.$Properties[]) =>
      chunks.map((chunk, at) => (at === chunks.length - 2 ? { rows: harm([...(chunk.rows ?? [])]) } : chunk));
    const flipped = (bytes: Uint8Array) =>
      bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));
    const harmed = [
      chunks.slice(1),
      chunks.slice(0, -1),
      chunks.filter((_, at) => at !== rowChunk),
      changed((rows) => rows.slice(1)),
      changed((rows) => rows.map((row, at) => (at === 0 ? { ...row, value: flipped(row.value!) } : row))),
      changed((rows) => rows.map((row, at) => (at === 0 ? { ...row, key: flipped(row.key!) } : row))),
      [...chunks.slice(0, -1), { footer: { ...chunks.at(-1)!.footer, digestLow: 1 } }],
    ];
    for (const bad of harmed) {
      const disk = await newDisk();
      const store = await openNode(disk);
      await append(store, 2, [], hard(3, 1, 0));
      await expect(store.installSnapshot(2, 1, stream(bad))).rejects.toMatchObject({ code: 'DAMAGED' });
      expect(store.state.has(2)).toBe(false);
      const result = await store.installSnapshot(2, 1, stream(chunks));
      if (result.kind !== 'installed') throw new Error(result.kind);
      await finish(store, result.meta);
      await scrubbed(store.state.openGroup(2));
    }
  });

  test('a source whose rows are damaged says so instead of sending them', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    const state = await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 9, 1), hard(1, 1, 9));
    await fill(state, 'jinghu', ['G1'], 9);
    disk.flipBit(
      'state',
      disk
        .keys('state')
        .filter((key) => key[0] === 3)
        .at(-2)!,
      3,
    );
    await expect(collect(state)).rejects.toMatchObject({ code: 'DAMAGED' });
  });
});

/** Counts the disk's writes and cuts the power just before, during, or after the n-th. */
class PowerCut {
  writes = 0;
  cut = false;

  constructor(
    private readonly disk: MemoryDisk,
    at: number,
    survives: 'nothing' | 'everything',
  ) {
    disk.hooks = {
      schedule: (operation, complete) => {
        if (this.cut) return;
        const isWrite =
          operation.kind === 'write' || operation.kind === 'fileWrite' || operation.kind === 'clear';
        if (isWrite) this.writes += 1;
        if (isWrite && this.writes === at) {
          this.cut = true; // the write is under way and never completes
          return;
        }
        PROMPT_HOOKS.schedule(operation, complete);
      },
      survivingWrites: (_, count) => (survives === 'everything' ? count : 0),
      survivingBytes: (_, bytes) => (survives === 'everything' ? bytes : Math.floor(bytes / 2)),
    };
  }

  /** Runs until it is through, or the power went. */
  async during(work: () => Promise<void>): Promise<void> {
    let through = false;
    const working = work().then(() => (through = true));
    for (let turn = 0; turn < 100_000 && !through && !this.cut; turn += 1) await Promise.resolve();
    for (let turn = 0; turn < 500; turn += 1) await Promise.resolve();
    if (through) await working;
    this.disk.crash();
    this.disk.hooks = PROMPT_HOOKS;
  }
}

describe('a power cut at any write', () => {
  const cutSweep = async (
    prepare: (store: NodeStore) => Promise<void>,
    work: (store: NodeStore) => Promise<void>,
    check: (store: NodeStore, disk: MemoryDisk, through: boolean) => Promise<void>,
  ) => {
    let cuts = 0;
    for (const survives of ['nothing', 'everything'] as const) {
      for (let at = 1; ; at += 1) {
        const disk = await newDisk();
        let store = await openNode(disk);
        await prepare(store);
        const power = new PowerCut(disk, at, survives);
        await power.during(() => work(store));
        store = await openNode(disk);
        await check(store, disk, !power.cut);
        await store.close();
        // And once more: what the start did is as durable as what it found.
        store = await openNode(disk);
        await check(store, disk, !power.cut);
        if (!power.cut) break;
        cuts += 1;
      }
    }
    expect(cuts).toBeGreaterThan(2);
  };

  test('leaves every acknowledged entry and vote of every group', async () => {
    let acked = new Map<number, number>();
    await cutSweep(
      async (store) => {
        acked = new Map();
        await newGroup(store, metaOf(2, 'jinghu'));
        await newGroup(store, metaOf(3, 'jingguang'));
      },
      async (store) => {
        for (let index = 2; index < 8; index += 1) {
          for (const group of [2, 3]) {
            store.log.submit({
              group,
              replica: 1,
              hardState: hard(index, 1, 1),
              entries: [entry(index, index)],
              done: () => acked.set(group, index),
            });
          }
          if (index % 2 === 0) await store.log.settled();
        }
        await store.log.settled();
      },
      async (store) => {
        expect(store.replicas()).toMatchObject([{ kind: 'live' }, { kind: 'live' }]);
        for (const [group, index] of acked) {
          const log = store.log.group(group);
          expect(log.lastIndex()).toBeGreaterThanOrEqual(index);
          expect(log.hardState.term).toBe(Math.max(1, log.lastIndex() === 1 ? 1 : log.lastIndex()));
          expect(log.term(index)).toBe(index);
        }
      },
    );
  });

  test('leaves a compacted log whole', async () => {
    await cutSweep(
      async (store) => {
        const state = await newGroup(store, metaOf(2, 'jinghu'));
        await append(store, 2, entries(2, 40, 1), hard(1, 1, 40));
        await state.checkpoint({ index: 40, term: 1 }, {});
      },
      async (store) => {
        await append(store, 2, [], hard(1, 1, 40), { compactTo: 20 });
        await append(store, 2, entries(41, 44, 1), hard(1, 1, 40), { compactTo: 35 });
        await store.close();
      },
      async (store) => {
        expect(store.replicas()).toMatchObject([{ kind: 'live' }]);
        await store.log.group(2).fetch(36, 41, 1e6);
        expect(store.log.group(2).entries(36, 41, 1e6)).toHaveLength(5);
      },
    );
  });

  test('leaves a new group born or unborn', async () => {
    await cutSweep(
      async () => {},
      async (store) => void (await newGroup(store, metaOf(2, 'jinghu'))),
      async (store, _, through) => {
        const [found, ...more] = store.replicas();
        expect(more).toEqual([]);
        if (found === undefined) expect(through).toBe(false);
        else {
          expect(found.kind).toBe('live');
          expect(store.log.group(2).initialState()).toMatchObject({ applied: 1, hardState: hard(1) });
        }
      },
    );
  });

  test.each([false, true])(
    'leaves a split done or not begun (the child had voted before: %s)',
    async (voted) => {
      const at = trainKey('jinghu', 'G2');
      const { start, end } = metaOf(2, 'jinghu').range;
      await cutSweep(
        async (store) => {
          const state = await newGroup(store, metaOf(2, 'jinghu'));
          await append(store, 2, entries(2, 40, 1), hard(1, 1, 40));
          await fill(state, 'jinghu', ['G1', 'G2', 'G3'], 30);
          if (voted) await append(store, 3, [], hard(7, 4, 0));
        },
        async (store) => {
          await store.splitGroup(store.state.openGroup(2), {
            applied: { index: 31, term: 1 },
            parent: { range: { start, end: at }, epoch: { confVersion: 1, rangeVersion: 2 } },
            child: metaOf(3, 'jinghu', { range: { start: at, end } }),
            rows: [],
          });
        },
        async (store, _, through) => {
          const parent = store.state.openGroup(2);
          await scrubbed(parent);
          const born = parent.meta.applied.index === 31;
          const unborn = voted ? ['live', 'uninitialised'] : ['live'];
          expect(store.replicas().map(({ kind }) => kind)).toEqual(born ? ['live', 'live'] : unborn);
          if (through) expect(born).toBe(true);
          if (!born) return;
          await scrubbed(store.state.openGroup(3));
          expect(store.log.group(3).initialState()).toMatchObject({
            applied: 31,
            hardState: voted ? hard(7, 4, 31) : hard(1, 0, 31),
          });
        },
      );
    },
  );

  test('leaves a removed group here whole, or gone for good', async () => {
    await cutSweep(
      async (store) => {
        const state = await newGroup(store, metaOf(2, 'jinghu'));
        await append(store, 2, entries(2, 40, 1), hard(1, 1, 40));
        await fill(state, 'jinghu', ['G1', 'G2'], 30);
      },
      (store) => store.removeGroup(2, 4),
      async (store, disk, through) => {
        if (store.leastReplica(2) === 0) {
          expect(through).toBe(false);
          await scrubbed(store.state.openGroup(2));
          return;
        }
        expect(store.replicas()).toEqual([{ kind: 'tombstone', group: 2, leastReplica: 4 }]);
        expect(disk.keys('state')).toEqual([]);
        expect(disk.keys('log').filter((key) => key[0] === 3)).toEqual([]);
        expect(store.overlapping(9, metaOf(2, 'jinghu').range)).toEqual([]);
      },
    );
  });

  test.each([true, false])(
    'in an install leaves the old state, none and the wish for one, or the new (old one: %s)',
    async (replaces) => {
      const chunks = await collect(await sender(60));
      await cutSweep(
        async (store) => {
          if (!replaces) return append(store, 2, [], hard(1, 1, 0));
          const state = await newGroup(store, metaOf(2, 'jinghu'));
          await append(store, 2, entries(2, 40, 1), hard(1, 1, 40));
          await fill(state, 'jinghu', ['G1', 'G8'], 30);
        },
        async (store) => {
          const result = await store.installSnapshot(2, 1, stream(chunks));
          if (result.kind !== 'installed') throw new Error(result.kind);
          await finish(store, result.meta);
        },
        async (store, _, through) => {
          const [found] = store.replicas();
          if (through) expect(found).toMatchObject({ kind: 'live', meta: { applied: { index: 60 } } });
          switch (found?.kind) {
            case 'live':
              await scrubbed(store.state.openGroup(2));
              return;
            case 'uninitialised':
              expect(replaces).toBe(false);
              return;
            case 'installing': {
              // The log with its promises is as it was; the install is done again from the beginning.
              expect(found.atLeast).toBe(60);
              expect(store.log.group(2).lastIndex()).toBe(replaces ? 40 : 0);
              const again = await store.installSnapshot(2, 1, stream(chunks));
              if (again.kind !== 'installed') throw new Error(again.kind);
              await finish(store, again.meta);
              await scrubbed(store.state.openGroup(2));
              expect((await store.state.openGroup(2).load(run('jinghu', 'G8'))).size).toBe(0);
              return;
            }
            default:
              throw new Error(`found ${found?.kind}`);
          }
        },
      );
    },
  );

  test('in a start leaves a store that starts', async () => {
    for (let at = 1; at < 12; at += 1) {
      const disk = await newDisk();
      const store = await openNode(disk);
      await newGroup(store, metaOf(2, 'jinghu'));
      await append(store, 2, entries(2, 9, 1), hard(1, 1, 9));
      disk.crash();
      const power = new PowerCut(disk, at, 'nothing');
      await power.during(async () => (await openNode(disk)).close());
      expect((await openNode(disk)).replicas()).toMatchObject([{ kind: 'live' }]);
    }
  });
});
