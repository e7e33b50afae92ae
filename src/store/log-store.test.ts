import { describe, expect, test } from 'vitest';
import { type DiskOperation, PROMPT_HOOKS } from './memory/faults.js';
import type { MemoryDisk } from './memory/memory-disk.js';
import {
  append,
  entries,
  entry,
  hard,
  metaOf,
  newDisk,
  newGroup,
  openNode,
  TEST_LIMITS,
  testEnv,
} from './testing/world.js';

const terms = (list: readonly { index: number; term: number }[] | string) =>
  typeof list === 'string' ? list : list.map(({ index, term }) => `${index}.${term}`);

describe('the log', () => {
  test('of a new group is empty after (index 1, term 1)', async () => {
    const store = await openNode(await newDisk());
    await newGroup(store, metaOf(2, 'jinghu'));
    const log = store.log.group(2);
    expect([log.firstIndex(), log.lastIndex(), log.term(1), log.term(0), log.term(2)]).toEqual([
      2,
      1,
      1,
      undefined,
      undefined,
    ]);
    expect(log.initialState()).toMatchObject({ hardState: { term: 1, vote: 0, commit: 1 }, applied: 1 });
  });

  test('gives back after a restart what was durable: entries, terms and hard state', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 5, 1), hard(1, 1, 3));
    await append(store, 2, entries(6, 7, 4), hard(4, 1, 5));
    disk.crash();
    store = await openNode(disk);
    const log = store.log.group(2);
    expect(terms(log.entries(2, 8, 1e6))).toEqual(['2.1', '3.1', '4.1', '5.1', '6.4', '7.4']);
    expect(
      Buffer.from(
        (log.entries(6, 7, 1e6) as { data: Uint8Array }[] & readonly unknown[])[0]!.data,
      ).toString(),
    ).toBe('e6.4');
    expect([log.term(5), log.term(6), log.lastIndex()]).toEqual([1, 4, 7]);
    expect(log.hardState).toEqual(hard(4, 1, 5));
  });

  test('an overwrite deletes the old tail in its own batch', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 9, 1), hard(1, 1, 3));
    await append(store, 2, [entry(5, 2)], hard(2, 1, 3));
    expect(store.log.group(2).lastIndex()).toBe(5);
    disk.crash();
    store = await openNode(disk);
    const log = store.log.group(2);
    expect(terms(log.entries(2, 6, 1e6))).toEqual(['2.1', '3.1', '4.1', '5.2']);
    expect(log.term(6)).toBeUndefined();
  });

  test('several writes of a group in one batch act in order', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    const order: string[] = [];
    const write = (list: ReturnType<typeof entries>, hardState: ReturnType<typeof hard>, name: string) =>
      store.log.submit({ group: 2, replica: 1, hardState, entries: list, done: () => order.push(name) });
    write(entries(2, 6, 1), hard(1), 'a');
    write(entries(4, 5, 2), hard(2), 'b');
    write([entry(5, 3)], hard(3), 'c');
    await store.log.settled();
    expect(order).toEqual(['a', 'b', 'c']);
    disk.crash();
    store = await openNode(disk);
    expect(terms(store.log.group(2).entries(2, 6, 1e6))).toEqual(['2.1', '3.1', '4.2', '5.3']);
  });

  test('gathers what all groups submit while a batch runs into the next one', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    for (let group = 2; group < 12; group += 1) await newGroup(store, metaOf(group, `line${group}`));
    const writes: DiskOperation[] = [];
    disk.hooks = {
      schedule(operation, complete) {
        if (operation.kind === 'write') writes.push(operation);
        PROMPT_HOOKS.schedule(operation, complete);
      },
    };
    for (let index = 2; index < 5; index += 1)
      for (let group = 2; group < 12; group += 1)
        store.log.submit({ group, replica: 1, hardState: hard(1), entries: [entry(index, 1)] });
    await store.log.settled();
    expect(writes).toHaveLength(1);
    expect(writes.every(({ sync }) => sync)).toBe(true);
  });

  test('writes no more in one batch than its bound, but an entry of any size', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    const large = 'x'.repeat(TEST_LIMITS.batchBytesMax * 0.4);
    const writes: DiskOperation[] = [];
    disk.hooks = {
      schedule(operation, complete) {
        if (operation.kind === 'write') writes.push(operation);
        PROMPT_HOOKS.schedule(operation, complete);
      },
    };
    const submit = (index: number, text: string) =>
      store.log.submit({ group: 2, replica: 1, hardState: hard(1), entries: [entry(index, 1, text)] });
    for (let index = 2; index <= 5; index += 1) submit(index, large);
    submit(6, large.repeat(3));
    await store.log.settled();
    expect(writes).toHaveLength(3);
    expect(store.log.group(2).lastIndex()).toBe(6);
  });

  test('says nothing is done before the batch and the slot beside it are durable', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    const held: { operation: DiskOperation; complete: () => void }[] = [];
    disk.hooks = { schedule: (operation, complete) => held.push({ operation, complete }) };
    let done = 0;
    const submit = (index: number) =>
      store.log.submit({
        group: 2,
        replica: 1,
        hardState: hard(1),
        entries: [entry(index, 1)],
        done: () => (done += 1),
      });
    const turn = async () => {
      for (let i = 0; i < 20; i += 1) await Promise.resolve();
    };
    submit(2);
    await turn();
    held.splice(0).forEach(({ complete }) => void complete());
    await turn();
    expect(done).toBe(1);
    expect(held.map(({ operation }) => operation.kind)).toEqual(['fileWrite']); // nothing waits: the slot learns of it at once
    submit(3);
    await turn();
    const [slot, batch] = held.splice(0);
    expect(batch!.operation.kind).toBe('write');
    batch!.complete();
    await turn();
    expect(done).toBe(1); // the batch is durable, the slot that says the one before was is not
    slot!.complete();
    await turn();
    expect(done).toBe(2);
  });

  test('keeps the newest entries in memory within the bound of all groups, and fetches older ones', async () => {
    const store = await openNode(await newDisk());
    await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 500, 1), hard(1, 1, 1));
    const log = store.log.group(2);
    expect(log.memoryBytes).toBeLessThanOrEqual(4096);
    expect(log.entries(2, 10, 1e6)).toBe('unavailable');
    await log.fetch(2, 10, 1e6);
    expect(terms(log.entries(2, 4, 1e6))).toEqual(['2.1', '3.1']);
    expect(log.entries(499, 501, 1e6)).toHaveLength(2);
    expect(log.entries(499, 501, 1)).toHaveLength(1);
  });

  test('an overwrite of an entry that is not in memory goes on with its chain', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 500, 1), hard(1, 1, 1));
    await store.log.group(2).fetch(2, 100, 1e6);
    await append(store, 2, entries(10, 12, 2), hard(2, 1, 1));
    expect(store.log.group(2).entries(5, 6, 1e6)).toBe('unavailable'); // what was fetched before is stale
    disk.crash();
    store = await openNode(disk);
    expect(store.replicas()).toMatchObject([{ kind: 'live' }]);
    await store.log.group(2).fetch(8, 13, 1e6);
    expect(terms(store.log.group(2).entries(8, 13, 1e6))).toEqual(['8.1', '9.1', '10.2', '11.2', '12.2']);
  });

  test('compaction carries index, term and chain, and deletes what lies before', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    const state = await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 50, 3), hard(3, 1, 50));
    await state.checkpoint({ index: 40, term: 3 }, {});
    const before = disk.keys('log').length;
    await append(store, 2, [], hard(3, 1, 50), { compactTo: 30 });
    expect([
      store.log.group(2).firstIndex(),
      store.log.group(2).term(30),
      store.log.group(2).term(29),
    ]).toEqual([31, 3, undefined]);
    expect(store.log.group(2).entries(30, 40, 1e6)).toBe('compacted');
    await store.close();
    expect(disk.keys('log').length).toBe(before - 29);
    store = await openNode(disk);
    expect(store.replicas()).toMatchObject([{ kind: 'live' }]);
    expect(store.log.group(2).term(30)).toBe(3);
    expect(terms(store.log.group(2).entries(31, 33, 1e6))).toEqual(['31.3', '32.3']);
  });

  test('a clean-up that a crash cut short is finished by the next start', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    const state = await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 50, 3), hard(3, 1, 50));
    await state.checkpoint({ index: 40, term: 3 }, {});
    const before = disk.keys('log').length;
    disk.hooks = {
      schedule: (operation, complete) =>
        operation.kind !== 'clear' && PROMPT_HOOKS.schedule(operation, complete),
    };
    await append(store, 2, [], hard(3, 1, 50), { compactTo: 30 });
    expect(disk.keys('log').length).toBe(before);
    disk.crash();
    disk.hooks = PROMPT_HOOKS;
    store = await openNode(disk);
    expect(store.replicas()).toMatchObject([{ kind: 'live' }]);
    expect(disk.keys('log').length).toBe(before - 29);
  });

  test('knows about how many bytes it has on disk', async () => {
    const store = await openNode(await newDisk());
    await newGroup(store, metaOf(2, 'jinghu'));
    const log = store.log.group(2);
    const big = Array.from({ length: 100 }, (_, i) => entry(2 + i, 1, 'x'.repeat(10_000)));
    for (let at = 0; at < 100; at += 5) await append(store, 2, big.slice(at, at + 5), hard(1, 1, 1));
    expect(log.bytes).toBeGreaterThan(1_000_000);
    await append(store, 2, [], hard(1, 1, 100), { compactTo: 51 });
    expect(log.bytes).toBeGreaterThan(400_000);
    expect(log.bytes).toBeLessThan(600_000);
  });

  test('what Raft never takes back is refused before it is written', async () => {
    for (const wrong of [
      { hardState: hard(4, 1, 5), entries: [] }, // an older term
      { hardState: hard(5, 2, 5), entries: [] }, // a second vote
      { hardState: hard(5, 1, 4), entries: [] }, // a lower commit
      { hardState: hard(5, 1, 5), entries: [entry(5, 5)] }, // overwrites a committed entry
      { hardState: hard(5, 1, 5), entries: [entry(9, 5)] }, // leaves a gap
    ]) {
      const env = testEnv();
      const store = await openNode(await newDisk(), env);
      await newGroup(store, metaOf(2, 'jinghu'));
      await append(store, 2, entries(2, 7, 5), hard(5, 1, 5));
      store.log.submit({ group: 2, replica: 1, ...wrong });
      for (let i = 0; i < 50; i += 1) await Promise.resolve();
      expect(env.fatals).toHaveLength(1);
    }
  });

  test.each(['write', 'fileWrite'] as const)(
    'a failed %s ends the process, and nothing is acknowledged after it',
    async (kind) => {
      const disk = await newDisk();
      const env = testEnv();
      const store = await openNode(disk, env);
      await newGroup(store, metaOf(2, 'jinghu'));
      await append(store, 2, [entry(2, 1)], hard(1));
      let failures = 1;
      disk.hooks = {
        ...PROMPT_HOOKS,
        fail: (operation) => (operation.kind === kind && failures-- > 0 ? new Error('ENOSPC') : undefined),
      };
      let done = 0;
      for (let index = 3; index < 6; index += 1) {
        store.log.submit({
          group: 2,
          replica: 1,
          hardState: hard(1),
          entries: [entry(index, 1)],
          done: () => (done += 1),
        });
        for (let i = 0; i < 50; i += 1) await Promise.resolve();
      }
      expect(env.fatals).toHaveLength(1);
      // The slot that follows a batch may fail after that batch was told of; nothing after it is.
      expect(done).toBe(0);
    },
  );
});

describe('the head and the slots', () => {
  const filled = async (): Promise<MemoryDisk> => {
    const disk = await newDisk();
    const store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    await newGroup(store, metaOf(3, 'jingguang'));
    for (let index = 2; index < 8; index += 1) {
      await append(store, 2, [entry(index, 1)], hard(1, 1, index));
      await append(store, 3, [entry(index, 1)], hard(1, 1, index));
    }
    await store.close();
    return disk;
  };

  test('a tail that the disk lost without a word is seen at the start', async () => {
    for (let lost = 1; lost < 8; lost += 1) {
      const disk = await filled();
      disk.loseTail('log', lost);
      await expect(openNode(disk)).rejects.toMatchObject({ code: 'DAMAGED' });
    }
  });

  test('a lost tail is seen although the log never rested: the slot follows one batch behind', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    let index = 1;
    const next = (): void => {
      index += 1;
      store.log.submit({ group: 2, replica: 1, hardState: hard(1), entries: [entry(index, 1)], done: next });
    };
    next();
    while (index < 20) await Promise.resolve();
    disk.crash();
    disk.loseTail('log', 2);
    await expect(openNode(disk)).rejects.toMatchObject({ code: 'DAMAGED' });
  });

  test('a lost record of a group is seen at the start, and so is a flipped bit in any record or in the head', async () => {
    const records = (await filled()).keys('log').filter((key) => key[0] !== 3);
    expect(records.length).toBe(3);
    for (const key of records) {
      const lost = await filled();
      lost.dropKey('log', key);
      await expect(openNode(lost)).rejects.toMatchObject({ code: 'DAMAGED' });
      for (let bit = 0; ; bit += 5) {
        const disk = await filled();
        if (!disk.flipBit('log', key, bit)) break;
        await expect(openNode(disk)).rejects.toMatchObject({ code: 'DAMAGED' });
      }
    }
  });

  test('one torn slot is no damage, two are', async () => {
    const disk = await filled();
    disk.flipFileBit('slots', 100);
    await (await openNode(disk)).close();
    const both = await filled();
    both.flipFileBit('slots', 100);
    both.flipFileBit('slots', 4096 * 8 + 100);
    await expect(openNode(both)).rejects.toMatchObject({ code: 'DAMAGED' });
  });

  test('a flipped bit, or a missing entry, damages that replica alone', async () => {
    const keys = (await filled()).keys('log').filter((key) => key[0] === 3 && key[8] === 2);
    expect(keys).toHaveLength(6);
    for (const key of keys) {
      for (const harm of [0, 70, 90, -1]) {
        const disk = await filled();
        if (harm < 0) disk.dropKey('log', key);
        else expect(disk.flipBit('log', key, harm)).toBe(true);
        const store = await openNode(disk);
        expect(store.replicas()).toMatchObject([
          { kind: 'damaged', group: 2 },
          { kind: 'live', group: 3 },
        ]);
        expect(() => store.log.group(2)).toThrow();
        expect(store.log.group(3).lastIndex()).toBe(7);
        await append(store, 3, [entry(8, 1)], hard(1, 1, 7));
        await store.close();
        // It keeps its bytes, and is damaged at the next start too.
        expect((await openNode(disk)).replicas()).toMatchObject([{ kind: 'damaged' }, { kind: 'live' }]);
      }
    }
  });

  test('a bit that flips while the node runs is seen by the fetch', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 500, 1), hard(1, 1, 1));
    const key = disk.keys('log').filter((at) => at[0] === 3)[3]!; // index 5
    disk.flipBit('log', key, 75);
    await store.log.group(2).fetch(2, 10, 1e6);
    expect(store.log.group(2).entries(2, 10, 1e6)).toHaveLength(3);
    await expect(store.log.group(2).fetch(5, 10, 1e6)).rejects.toMatchObject({ code: 'DAMAGED' });
  });
});
