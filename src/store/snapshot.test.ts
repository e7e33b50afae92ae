import { describe, expect, test } from 'vitest';
import type { pb } from '../proto/index.js';
import { lineKey, trainKey } from '../proto/keys.js';
import { PROMPT_HOOKS } from './memory/faults.js';
import { NodeStore } from './node-store.js';
import { collect, EVENTS, fill, planOf, scrubbed, sender, stream } from './testing/rows.js';
import {
  append,
  entries,
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
} from './testing/world.js';

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

  test('is synced a batch at a time, however small its chunks are', async () => {
    const chunks = await collect(await sender(50));
    expect(chunks.length).toBeGreaterThan(3);
    const disk = await newDisk();
    const limits = { ...TEST_LIMITS, installBytes: 1 << 20 };
    const store = await NodeStore.open(disk, { ...IDENTITY, env: testEnv(), limits });
    let writes = 0;
    disk.hooks = {
      ...PROMPT_HOOKS,
      schedule: (operation, complete) => {
        if (operation.kind === 'write' && operation.target === 'state') writes += 1;
        PROMPT_HOOKS.schedule(operation, complete);
      },
    };
    const received = await store.stageSnapshot(2, 1, stream(chunks));
    expect(writes).toBe(2); // the rows, and that they are whole
    if (received.kind !== 'staged') return;
    await store.installStaged(received.staged);
    expect(writes).toBe(4); // the rows in place, and their meta
    expect(await scrubbed(store.state.openGroup(2))).toBeGreaterThan(3);
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

  test('of another group is refused, and nothing of it is left', async () => {
    const chunks = await collect(await sender(50));
    const store = await openNode(await newDisk());
    await expect(store.installSnapshot(5, 1, stream(chunks))).rejects.toMatchObject({
      code: 'DAMAGED',
      message: expect.stringContaining('it is of group 2') as string,
    });
    expect([store.state.has(5), store.state.has(2)]).toEqual([false, false]);
  });

  test.each(['rows', 'bytes', 'checksum'] as const)(
    'whose footer has other %s is refused, though its rows have its digest',
    async (name) => {
      const chunks = await collect(await sender(50));
      const footer = chunks.at(-1)?.footer;
      const bad = [
        ...chunks.slice(0, -1),
        { ...chunks.at(-1), footer: { ...footer, [name]: (footer?.[name] ?? 0) ^ 1 } },
      ];
      const store = await openNode(await newDisk());
      await expect(store.installSnapshot(2, 1, stream(bad))).rejects.toMatchObject({ code: 'DAMAGED' });
      expect(store.state.has(2)).toBe(false);
    },
  );

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
