import { describe, expect, test } from 'vitest';
import { trainKey } from '../proto/keys.js';
import { sameDigest } from './digest.js';
import type { GroupState } from './group-state.js';
import { PROMPT_HOOKS } from './memory/faults.js';
import type { MemoryDisk } from './memory/memory-disk.js';
import type { NodeStore } from './node-store.js';
import { fill, lineIndex, planOf, scrubbed, trainRow } from './testing/rows.js';
import {
  append,
  entries,
  hard,
  metaOf,
  newDisk,
  newGroup,
  openNode,
  run,
  text,
  value,
} from './testing/world.js';

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

  test('cuts an index that nobody had loaded', async () => {
    const disk = await newDisk();
    await parentOf(await openNode(disk));
    disk.crash();
    const store = await openNode(disk);
    const child = await store.splitGroup(store.state.openGroup(2), halves);
    await scrubbed(store.state.openGroup(2));
    await scrubbed(child!);
    expect([...(await child!.load(lineIndex('jinghu'))).keys()]).toEqual(['G5', 'G9'].map(trainRow));
  });

  test.each([
    ['come into memory', (parent: GroupState) => parent.load(run('jinghu', 'G9')), []],
    ['leave memory', (parent: GroupState) => parent.forget(run('jinghu', 'G9')), ['G5', 'G9']],
  ] as const)('counts rows once that %s while it looks', async (_what, meanwhile, loaded) => {
    const disk = await newDisk();
    await parentOf(await openNode(disk));
    disk.crash();
    let store = await openNode(disk);
    const parent = store.state.openGroup(2);
    for (const train of loaded) await parent.load(run('jinghu', train));
    const rowsOf = store.state.rowsOf.bind(store.state);
    let first = true;
    store.state.rowsOf = async function* (table, spans) {
      for await (const pair of rowsOf(table, spans)) {
        if (first) await meanwhile(parent);
        first = false;
        yield pair;
      }
    };
    await store.splitGroup(parent, halves);
    expect(first).toBe(false);
    disk.crash();
    store = await openNode(disk);
    expect(store.replicas()).toMatchObject([{ kind: 'live' }, { kind: 'live' }]);
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

  test('while the keys of a child that has no place here are cleared, nobody else begins among them', async () => {
    const other = await openNode(await newDisk());
    const range = { start: trainKey('jinghu', 'G9'), end: whole.range.end };
    const grandchild = await newGroup(other, metaOf(4, 'jinghu', { range }));
    await append(other, 4, entries(2, 9, 1), hard(1, 1, 9));
    await fill(grandchild, 'jinghu', ['G9'], 9);

    const disk = await newDisk();
    const store = await openNode(disk);
    const parent = await parentOf(store);
    await store.removeGroup(3, 9);
    const clear = heldClear(disk);
    const splitting = store.splitGroup(parent, halves);
    await clear.begun;
    const early = await store.installSnapshot(4, 1, grandchild.exportSnapshot());
    clear.release();
    expect(await splitting).toBeUndefined();
    expect(early).toEqual({ kind: 'overlap', groups: [3] });

    expect((await store.installSnapshot(4, 1, grandchild.exportSnapshot())).kind).toBe('installed');
    expect(await planOf(store.state.openGroup(4), 'jinghu', 'G9')).toBe('G9p@9');
    await scrubbed(store.state.openGroup(4));
  });
});

/** The next clearing of rows begins, and takes effect only when it is let go. */
function heldClear(disk: MemoryDisk): { readonly begun: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    let held = false;
    disk.hooks = {
      ...PROMPT_HOOKS,
      schedule: (operation, complete) => {
        if (held || operation.kind !== 'clear' || operation.target !== 'state') {
          PROMPT_HOOKS.schedule(operation, complete);
          return;
        }
        held = true;
        release = complete;
        resolve();
      },
    };
  });
  return { begun, release: () => release() };
}
