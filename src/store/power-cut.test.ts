/** The power goes at each write in turn, with nothing or everything under way surviving; then the node starts. */
import { describe, expect, test } from 'vitest';
import { trainKey } from '../proto/keys.js';
import { RECORD_KINDS } from './log-layout.js';
import { PROMPT_HOOKS } from './memory/faults.js';
import type { MemoryDisk } from './memory/memory-disk.js';
import type { NodeStore } from './node-store.js';
import { PowerCut } from './testing/power-cut.js';
import { collect, fill, planOf, scrubbed, sender, stream } from './testing/rows.js';
import { append, entries, entry, hard, metaOf, newDisk, newGroup, openNode, run } from './testing/world.js';

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

  const wishes = (disk: MemoryDisk) =>
    disk.keys('log').filter((key) => key[0] === 2 && key[1] === RECORD_KINDS.intent).length;
  const stagedKeys = (disk: MemoryDisk) => disk.keys('state').filter((key) => key[0] === 4).length;

  const old = async (store: NodeStore) => {
    const state = await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 40, 1), hard(2, 1, 40));
    await fill(state, 'jinghu', ['G1', 'G8'], 30);
  };

  const install = async (store: NodeStore, chunks: Awaited<ReturnType<typeof collect>>) => {
    const result = await store.installSnapshot(2, 1, stream(chunks));
    expect(result.kind).toBe('installed');
  };

  /** The rows of before with their log, or those of the snapshot with theirs; never anything between. */
  const wholeOldOrNew = async (store: NodeStore, disk: MemoryDisk) => {
    expect(store.replicas()).toMatchObject([{ kind: 'live', group: 2, replica: 1 }]);
    expect([wishes(disk), stagedKeys(disk)]).toEqual([0, 0]);
    const state = store.state.openGroup(2);
    await scrubbed(state);
    const { index } = state.meta.applied;
    const log = store.log.group(2);
    expect([30, 60]).toContain(index);
    expect(log.lastIndex()).toBe(index === 30 ? 40 : 60);
    expect(log.hardState).toEqual(index === 30 ? hard(2, 1, 40) : hard(2, 1, 60));
    expect(await planOf(state, 'jinghu', 'G1')).toBe(`G1p@${index}`);
    expect((await state.load(run('jinghu', 'G8'))).size).toBe(index === 30 ? 3 : 0);
    return index;
  };

  test('in an install leaves the old state whole or the new one, and needs nobody else for it', async () => {
    const chunks = await collect(await sender(60));
    const found: number[] = [];
    await cutSweep(
      old,
      (store) => install(store, chunks),
      async (store, disk, through) => {
        found.push(await wholeOldOrNew(store, disk));
        if (through) expect(found.at(-1)).toBe(60);
      },
    );
    // The old one while rows are received, the new one from the wish on.
    expect(found.filter((index) => index === 30).length).toBeGreaterThan(2 * chunks.length);
    expect(found.filter((index) => index === 60).length).toBeGreaterThan(2 * chunks.length);
  });

  test('in the start that finishes an install leaves it to the next start', async () => {
    const chunks = await collect(await sender(60));
    let finished = 0;
    for (let at = 1; ; at += 1) {
      // How long the install is cut short, and then the start.
      let cut = true;
      for (let start = 1; cut; start += 1) {
        const disk = await newDisk();
        const store = await openNode(disk);
        await old(store);
        const power = new PowerCut(disk, at, 'everything');
        await power.during(() => install(store, chunks));
        if (!power.cut) {
          expect(finished).toBeGreaterThan(20);
          return;
        }
        if (wishes(disk) === 0) break;
        const again = new PowerCut(disk, start, start % 2 === 0 ? 'nothing' : 'everything');
        await again.during(async () => void (await openNode(disk)));
        cut = again.cut;
        expect(await wholeOldOrNew(await openNode(disk), disk)).toBe(60);
        finished += 1;
      }
    }
  });

  test('while a snapshot is received leaves the replica its term, its vote and its entries of then', async () => {
    const chunks = await collect(await sender(60));
    const disk = await newDisk();
    const store = await openNode(disk);
    await old(store);
    await expect(
      store.stageSnapshot(
        2,
        1,
        (async function* () {
          yield* chunks.slice(0, 3);
          await append(store, 2, entries(41, 43, 5), hard(5, 3, 40));
          await fill(store.state.openGroup(2), 'jinghu', ['G1', 'G8'], 40);
          yield* chunks.slice(3, -1);
          throw new Error('the sender is gone for good');
        })(),
      ),
    ).rejects.toThrow('the sender is gone');
    expect(stagedKeys(disk)).toBe(0);
    const unharmed = async (opened: NodeStore) => {
      const state = opened.state.openGroup(2);
      await scrubbed(state);
      expect(state.meta.applied.index).toBe(40);
      expect(opened.log.group(2).lastIndex()).toBe(43);
      expect(opened.log.group(2).hardState).toEqual(hard(5, 3, 40));
    };
    await unharmed(store);
    disk.crash();
    await unharmed(await openNode(disk));
  });

  test('in the install of a replica that never was here leaves nothing, or the new one without the wish', async () => {
    const chunks = await collect(await sender(60));
    await cutSweep(
      async () => {},
      (store) => install(store, chunks),
      async (store, disk, through) => {
        const [found, ...more] = store.replicas();
        expect(more).toEqual([]);
        // A wish that outlived the install would throw away, at a later start, what the replica acknowledged since.
        expect([wishes(disk), stagedKeys(disk)]).toEqual([0, 0]);
        if (found === undefined) {
          expect(through).toBe(false);
          expect(disk.keys('state')).toEqual([]);
          await install(store, chunks);
        } else expect(found).toMatchObject({ kind: 'live', replica: 1, meta: { applied: { index: 60 } } });
        await scrubbed(store.state.openGroup(2));
        if (store.log.group(2).lastIndex() === 60) await append(store, 2, entries(61, 63, 3), hard(3, 1, 60));
      },
    );
  });

  test('in the install of a replica that only ever voted leaves it without rows, or with all of them', async () => {
    const chunks = await collect(await sender(60));
    await cutSweep(
      (store) => append(store, 2, [], hard(7, 4, 0)),
      (store) => install(store, chunks),
      async (store, _, through) => {
        const [found] = store.replicas();
        expect(found?.kind).toBe(store.state.has(2) ? 'live' : 'uninitialised');
        if (through) expect(store.state.has(2)).toBe(true);
        expect(store.log.group(2).hardState).toEqual(hard(7, 4, store.state.has(2) ? 60 : 0));
        if (store.state.has(2)) await scrubbed(store.state.openGroup(2));
      },
    );
  });

  test('with a lost disk page leaves the wish without what it wants: the replica is damaged, and says so', async () => {
    const chunks = await collect(await sender(60));
    const disk = await newDisk();
    const store = await openNode(disk);
    await old(store);
    disk.hooks = {
      schedule: (operation, complete) => {
        if (operation.kind !== 'clear' || wishes(disk) === 0) PROMPT_HOOKS.schedule(operation, complete);
      },
    };
    void install(store, chunks);
    for (let turn = 0; turn < 20_000; turn += 1) await Promise.resolve();
    expect(wishes(disk)).toBe(1);
    disk.crash();
    disk.hooks = PROMPT_HOOKS;
    const [row] = disk.keys('state').filter((key) => key[0] === 4 && key[9] === 3);
    if (row === undefined) throw new Error('nothing is staged');
    disk.flipBit('state', row, 3);
    const found = (await openNode(disk)).replicas();
    expect(found).toMatchObject([{ kind: 'damaged', group: 2, replica: 1 }]);
    expect(found[0]).toMatchObject({ reason: expect.stringContaining('staged snapshot of group 2') });
    expect(stagedKeys(disk)).toBeGreaterThan(0);
  });

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
