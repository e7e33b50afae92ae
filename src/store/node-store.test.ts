import { describe, expect, test } from 'vitest';
import { lineKey, trainKey } from '../proto/keys.js';
import { DiskError, PROMPT_HOOKS } from './memory/faults.js';
import { MemoryDisk } from './memory/memory-disk.js';
import { NodeStore } from './node-store.js';
import { decodeRowKey, TABLE_ROWS } from './physical-key.js';
import { SlotFile } from './slot-file.js';
import { EVENTS, fill, lineIndex, scrubbed } from './testing/rows.js';
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
  value,
} from './testing/world.js';

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

  test('a directory is of a newer format once it took part in a recovery: an older binary would take its records for damage', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    expect(store.identity.format).toBe(1);
    await store.giveUp(2, { epoch: 1, id: 'a1', lostNodes: ['n2'], successor: 2 ** 32 + 1 });
    disk.crash();
    expect(await NodeStore.identityOf(disk)).toMatchObject({ format: 2, incarnation: 1 });
    expect((await openNode(disk)).identity).toMatchObject({ format: 2, incarnation: 2 });
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

  test('a checkpoint that was under way when it was found damaged brings nothing of it back', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    const bare = disk.keys('state').length;
    const state = await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 9, 1), hard(1, 1, 9));
    await state.load(run('jinghu', 'G1'));
    state.put(run('jinghu', 'G1'), 'p', value('plan'));
    let goOn = (): void => undefined;
    disk.hooks = {
      ...PROMPT_HOOKS,
      schedule: (operation, complete) => {
        const first = operation.kind === 'write' && operation.target === 'state';
        if (first) {
          disk.hooks = PROMPT_HOOKS;
          goOn = complete;
        } else PROMPT_HOOKS.schedule(operation, complete);
      },
    };
    const checkpoint = state.checkpoint({ index: 9, term: 1 }, {});
    await store.markDamaged(2, 1, 'a majority contradicts it');
    const removed = store.removeGroup(2, 2);
    for (let turn = 0; turn < 500; turn += 1) await Promise.resolve();
    goOn();
    await Promise.all([checkpoint, removed]);
    expect(disk.keys('state')).toHaveLength(bare);
  });

  test('takes only what is its own with it: clearing skips what others own', async () => {
    const store = await openNode(await newDisk());
    const state = await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 9, 1), hard(1, 1, 9));
    await fill(state, 'jinghu', ['G1', 'G2'], 9);
    const left = metaOf(9, 'jinghu', { range: { start: lineKey('jinghu'), end: trainKey('jinghu', 'G2') } });
    store.state.claim(9, [left.range]);
    await store.removeGroup(2, 2);
    const rest = [];
    for await (const { key } of store.state.rowsOf(TABLE_ROWS, [{ from: '', to: '\xff' }]))
      rest.push(decodeRowKey(key));
    const g1 = run('jinghu', 'G1');
    expect(rest.map((at) => at?.bucket)).toEqual([g1, g1, g1, lineIndex('jinghu')]);
  });
});
