import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDigest, type Digest, rowHash, ZERO_DIGEST } from './digest.js';
import type { GroupState } from './group-state.js';
import { PROMPT_HOOKS } from './memory/faults.js';
import type { MemoryDisk } from './memory/memory-disk.js';
import type { NodeStore } from './node-store.js';
import { rowKey } from './physical-key.js';
import {
  append,
  entries,
  hard,
  metaOf,
  newDisk,
  newGroup,
  openNode,
  run,
  testEnv,
  text,
  value,
} from './testing/world.js';

const EVENTS = '\x31\0\0\0\0\0\0\0\x02';

/** A node with group 2 on the line jinghu, its log long enough to apply anything. */
async function world(): Promise<{ disk: MemoryDisk; store: NodeStore; state: GroupState }> {
  const disk = await newDisk();
  const store = await openNode(disk);
  const state = await newGroup(store, metaOf(2, 'jinghu'));
  await append(store, 2, entries(2, 100, 1), hard(1, 1, 100));
  return { disk, store, state };
}

const reopen = async (disk: MemoryDisk): Promise<GroupState> => {
  disk.crash();
  const store = await openNode(disk);
  expect(store.replicas()).toMatchObject([{ kind: 'live' }]);
  return store.state.openGroup(2);
};

const rows = async (state: GroupState, bucket: string) =>
  Object.fromEntries([...(await state.load(bucket))].map(([row, bytes]) => [row, text(bytes)]));

describe('the rows of a group', () => {
  test('are what the last checkpoint holds, with its applied index, after a crash', async () => {
    const { disk, state } = await world();
    expect(await rows(state, run('jinghu'))).toEqual({});
    state.put(run('jinghu'), 'p', value('plan'));
    state.put(run('jinghu'), 'i1', value('seats'));
    await state.checkpoint({ index: 5, term: 1 }, { host: value('mine') });
    state.put(run('jinghu'), 'p', value('later'));
    const again = await reopen(disk);
    expect(again.meta.applied).toEqual({ index: 5, term: 1 });
    expect(text(again.meta.host)).toBe('mine');
    expect(await rows(again, run('jinghu'))).toEqual({ p: 'plan', i1: 'seats' });
  });

  test('a checkpoint that does not reach the disk leaves the one before', async () => {
    const { disk, state } = await world();
    await state.load(run('jinghu'));
    state.put(run('jinghu'), 'p', value('one'));
    await state.checkpoint({ index: 5, term: 1 }, {});
    state.put(run('jinghu'), 'p', value('two'));
    disk.hooks = { schedule() {} };
    void state.checkpoint({ index: 9, term: 1 }, {});
    await Promise.resolve();
    disk.crash();
    disk.hooks = PROMPT_HOOKS;
    const again = await reopen(disk);
    expect(again.meta.applied.index).toBe(5);
    expect(await rows(again, run('jinghu'))).toEqual({ p: 'one' });
  });

  test('what is put while a checkpoint runs stays dirty and belongs to the next', async () => {
    const { disk, state } = await world();
    await state.load(run('jinghu'));
    state.put(run('jinghu'), 'p', value('one'));
    const running = state.checkpoint({ index: 5, term: 1 }, {});
    state.put(run('jinghu'), 'q', value('two'));
    await running;
    expect(state.isDirty(run('jinghu'))).toBe(true);
    expect(() => state.forget(run('jinghu'))).toThrow();
    await state.checkpoint({ index: 6, term: 1 }, {});
    expect(state.isDirty(run('jinghu'))).toBe(false);
    expect(state.dirtyBytes).toBe(0);
    state.forget(run('jinghu'));
    expect(await rows(state, run('jinghu'))).toEqual({ p: 'one', q: 'two' });
    expect(await rows(await reopen(disk), run('jinghu'))).toEqual({ p: 'one', q: 'two' });
  });

  test('a large checkpoint is encoded a slice a turn, and holds nothing that was put meanwhile', async () => {
    const disk = await newDisk();
    const env = testEnv();
    let turns = 0;
    const soon = (callback: () => void): void => {
      turns += 1;
      env.clock.soon(callback);
    };
    const store = await openNode(disk, { ...env, clock: { ...env.clock, soon } });
    const state = await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 100, 1), hard(1, 1, 100));
    await state.load(run('jinghu'));
    for (let row = 0; row < 3_500; row += 1) state.put(run('jinghu'), `r${row}`, value('one'));
    turns = 0;
    const running = state.checkpoint({ index: 5, term: 1 }, {});
    state.put(run('jinghu'), 'r0', value('two'));
    await running;
    expect(turns).toBeGreaterThanOrEqual(3);
    const again = await rows(await reopen(disk), run('jinghu'));
    expect(Object.keys(again)).toHaveLength(3_500);
    expect(again).toMatchObject({ r0: 'one', r3499: 'one' });
  });

  test('the same promise is given to all who load a bucket at once, and a loaded one is not loaded again', async () => {
    const { state } = await world();
    const first = state.load(run('jinghu'));
    expect(state.load(run('jinghu'))).toBe(first);
    await first;
    expect(() => state.load(run('jinghu'))).toThrow();
  });

  test('a bucket is loaded before it is changed, unless it is append-only', async () => {
    const { state } = await world();
    expect(() => state.put(run('jinghu'), 'p', value('x'))).toThrow();
    state.put(EVENTS, 'e', value('x'));
    expect(() => state.load(EVENTS)).toThrow();
  });

  test('events are read in order, those not yet checkpointed included, and are outside the digest', async () => {
    const { disk, state } = await world();
    for (const name of ['a', 'b', 'c', 'd', 'e']) state.put(EVENTS, name, value(name));
    await state.checkpoint({ index: 5, term: 1 }, {});
    state.put(EVENTS, 'b', undefined);
    state.put(EVENTS, 'f', value('f'));
    const names = async (after: string, limit: number) =>
      (await state.scanAppendOnly(EVENTS, after, limit)).map(({ row }) => row).join('');
    expect([await names('', 10), await names('a', 2), await names('c', 2), await names('e', 9)]).toEqual([
      'acdef',
      'cd',
      'de',
      'f',
    ]);
    expect(state.digest()).toEqual(ZERO_DIGEST);
    await state.checkpoint({ index: 6, term: 1 }, {});
    const again = await reopen(disk);
    expect((await again.scanAppendOnly(EVENTS, '', 10)).map(({ row }) => row).join('')).toBe('acdef');
  });

  test('the digest is the sum of the hashes of all rows, whatever way they came', async () => {
    const { state } = await world();
    await state.load(run('jinghu'));
    await state.load(run('jinghu', 'G2'));
    state.put(run('jinghu'), 'p', value('wrong'));
    state.put(run('jinghu'), 'x', value('gone'));
    await state.checkpoint({ index: 5, term: 1 }, {});
    state.put(run('jinghu'), 'p', value('one'));
    state.put(run('jinghu'), 'x', undefined);
    state.put(run('jinghu', 'G2'), 'p', value('two'));
    const expected = [
      rowHash(rowKey(run('jinghu'), 'p'), value('one')),
      rowHash(rowKey(run('jinghu', 'G2'), 'p'), value('two')),
    ].reduce(addDigest);
    expect(state.digest()).toEqual(expected);
  });

  test('a checkpoint that cannot be written ends the process and is never reported', async () => {
    const { disk, store: _ } = await world();
    disk.crash();
    const env = testEnv();
    const store = await openNode(disk, env);
    const state = store.state.openGroup(2);
    await state.load(run('jinghu'));
    state.put(run('jinghu'), 'p', value('one'));
    disk.hooks = { ...PROMPT_HOOKS, fail: ({ kind }) => (kind === 'write' ? new Error('EIO') : undefined) };
    let reported = false;
    void state.checkpoint({ index: 5, term: 1 }, {}).then(() => (reported = true));
    for (let i = 0; i < 50; i += 1) await Promise.resolve();
    expect(env.fatals).toHaveLength(1);
    expect(reported).toBe(false);
  });
});

describe('damage in the rows', () => {
  const filled = async () => {
    const { disk, store, state } = await world();
    for (const train of ['G1', 'G2', 'G3']) {
      await state.load(run('jinghu', train));
      for (const row of ['p', 'i', 'r1', 'r2']) state.put(run('jinghu', train), row, value(`${train}${row}`));
    }
    await state.checkpoint({ index: 50, term: 1 }, {});
    await store.close();
    return disk;
  };

  test('a flipped bit in any row is seen by its load, and by the scrubber', async () => {
    const keys = (await filled()).keys('state').filter((key) => key[0] === 3);
    expect(keys).toHaveLength(12);
    for (const key of keys) {
      const disk = await filled();
      disk.flipBit('state', key, 9);
      const state = (await openNode(disk)).state.openGroup(2);
      const loads = await Promise.allSettled(
        ['G1', 'G2', 'G3'].map((train) => state.load(run('jinghu', train))),
      );
      expect(loads.filter(({ status }) => status === 'rejected')).toMatchObject([
        { reason: { code: 'DAMAGED' } },
      ]);
      const scrubbed = (async () => {
        for await (const _ of state.scrub());
      })();
      await expect(scrubbed).rejects.toMatchObject({ code: 'DAMAGED' });
    }
  });

  test('a row that is missing, or was put in place of another, is seen by its load', async () => {
    const key = rowKey(run('jinghu', 'G2'), 'r1');
    const lost = await filled();
    lost.dropKey('state', key);
    await expect((await openNode(lost)).state.openGroup(2).load(run('jinghu', 'G2'))).rejects.toMatchObject({
      code: 'DAMAGED',
    });
  });

  test('a lost checkpoint, a lost or flipped digest or meta row is seen at the start', async () => {
    const before = await filled();
    const store = await openNode(before);
    const state = store.state.openGroup(2);
    await state.load(run('jinghu', 'G4'));
    state.put(run('jinghu', 'G4'), 'p', value('x'));
    await state.checkpoint({ index: 60, term: 1 }, {});
    const log = store.log.group(2);
    await append(store, 2, [], log.hardState, { compactTo: 60 });
    await store.close();
    before.loseTail('state', 1);
    expect((await openNode(before)).replicas()).toMatchObject([{ kind: 'damaged', group: 2 }]);

    const keys = (await filled()).keys('state').filter((key) => key[0] !== 3);
    expect(keys).toHaveLength(4);
    for (const key of keys) {
      for (const harm of [0, 20, 60, -1]) {
        const disk = await filled();
        if (harm < 0) disk.dropKey('state', key);
        else expect(disk.flipBit('state', key, harm)).toBe(true);
        const node = await openNode(disk);
        expect(node.replicas()).toMatchObject([{ kind: 'damaged', group: 2 }]);
        expect(() => node.state.openGroup(2)).toThrow();
      }
    }
  });

  test('rows that were made by another log are seen at the start', async () => {
    const disk = await filled();
    const image = disk.image();
    const store = await openNode(disk);
    await append(store, 2, entries(101, 103, 2), hard(2, 1, 103));
    const state = store.state.openGroup(2);
    await state.checkpoint({ index: 102, term: 2 }, {});
    await store.close();
    const newer = disk.image();
    disk.restore({
      engines: [
        ...newer.engines.filter(([name]) => name === 'state'),
        ...image.engines.filter(([name]) => name === 'log'),
      ],
      files: image.files,
    });
    expect((await openNode(disk)).replicas()).toMatchObject([{ kind: 'damaged', group: 2 }]);
  });

  test('the scrubber reads everything and finds nothing wrong in a whole group, while it is written', async () => {
    const disk = await filled();
    const state = (await openNode(disk)).state.openGroup(2);
    let read = 0;
    for await (const step of state.scrub()) {
      read += step.rows;
      if (!state.isLoaded(run('jinghu', 'G9'))) await state.load(run('jinghu', 'G9'));
      state.put(run('jinghu', 'G9'), `r${read}`, value('new'));
      await state.checkpoint({ index: 60, term: 1 }, {});
    }
    expect(read).toBe(12 + 3);
  });
});

describe('against a plain map', () => {
  type Command =
    | { kind: 'put'; bucket: number; row: number; value: string | undefined }
    | { kind: 'checkpoint' }
    | { kind: 'forget'; bucket: number }
    | { kind: 'crash' };
  const bucket = fc.nat({ max: 3 });
  const command: fc.Arbitrary<Command> = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('put' as const),
        bucket,
        row: fc.nat({ max: 5 }),
        value: fc.option(fc.string({ maxLength: 4 }), { nil: undefined }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('checkpoint' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('forget' as const), bucket }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
  );
  const buckets = [run('jinghu', 'G1'), run('jinghu', 'G2'), '\x11jinghu\0\0', '\x01\0\0\0\0\0\0\0\x02'];

  test('any puts, checkpoints, evictions and crashes give the same rows and the same digest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 60 }), async (commands) => {
        const made = await world();
        let { state } = made;
        let model = new Map<string, string>();
        let saved = new Map<string, string>();
        let index = 1;
        for (const step of commands) {
          if (step.kind === 'checkpoint') {
            index += 1;
            await state.checkpoint({ index, term: 1 }, {});
            saved = new Map(model);
          } else if (step.kind === 'crash') {
            state = await reopen(made.disk);
            model = new Map(saved);
            index = state.meta.applied.index;
          } else {
            const id = buckets[step.bucket]!;
            if (step.kind === 'forget') {
              if (state.isLoaded(id) && !state.isDirty(id)) state.forget(id);
              continue;
            }
            if (!state.isLoaded(id)) {
              const found = [...(await state.load(id))].map(([row, bytes]) => [
                `${step.bucket}/${row}`,
                text(bytes),
              ]);
              const expected = [...model].filter(([name]) => name.startsWith(`${step.bucket}/`));
              expect(found.sort()).toEqual(expected.sort());
            }
            const row = `t${step.row}\0\0`;
            state.put(id, row, step.value === undefined ? undefined : value(step.value));
            if (step.value === undefined) model.delete(`${step.bucket}/${row}`);
            else model.set(`${step.bucket}/${row}`, step.value);
          }
        }
        let sum: Digest = ZERO_DIGEST;
        for (const [name, content] of model) {
          const at = name.indexOf('/');
          sum = addDigest(
            sum,
            rowHash(rowKey(buckets[Number(name.slice(0, at))]!, name.slice(at + 1)), value(content)),
          );
        }
        expect(state.digest()).toEqual(sum);
      }),
      { numRuns: 150 },
    );
  });
});
