/** The power goes at each write in turn, with nothing or everything under way surviving; then the node starts. */
import { describe, expect, test } from 'vitest';
import { trainKey } from '../proto/keys.js';
import { RECORD_KINDS } from './log-layout.js';
import type { MemoryDisk } from './memory/memory-disk.js';
import type { NodeStore } from './node-store.js';
import { PowerCut } from './testing/power-cut.js';
import { collect, fill, finish, scrubbed, sender, stream } from './testing/rows.js';
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

  test('in the install of a replica that never was here leaves nothing, the wish for one, or the new one without the wish', async () => {
    const chunks = await collect(await sender(60));
    await cutSweep(
      async () => {},
      async (store) => {
        const result = await store.installSnapshot(2, 1, stream(chunks));
        if (result.kind !== 'installed') throw new Error(result.kind);
        await finish(store, result.meta);
      },
      async (store, disk, through) => {
        const [found, ...more] = store.replicas();
        expect(more).toEqual([]);
        if (through) expect(found).toMatchObject({ kind: 'live', meta: { applied: { index: 60 } } });
        const intents = disk.keys('log').filter((key) => key[0] === 2 && key[1] === RECORD_KINDS.intent);
        // A wish that outlived the install would throw away, at a later start, what the replica acknowledged since.
        expect(intents).toHaveLength(found?.kind === 'installing' ? 1 : 0);
        if (found?.kind === 'live') await scrubbed(store.state.openGroup(2));
        if (found?.kind !== 'installing') return;
        expect(found).toMatchObject({ replica: 1, atLeast: 60 });
        const again = await store.installSnapshot(2, 1, stream(chunks));
        if (again.kind !== 'installed') throw new Error(again.kind);
        await finish(store, again.meta);
        await append(store, 2, entries(61, 63, 3), hard(3, 1, 60));
      },
    );
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
