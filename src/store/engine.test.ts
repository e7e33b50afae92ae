/** One conformance suite that both engines must pass. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Disk, Engine, Op } from './engine.js';
import { LevelDisk } from './level/level-disk.js';
import { MemoryDisk } from './memory/memory-disk.js';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const text = (value: Uint8Array | undefined) =>
  value === undefined ? undefined : Buffer.from(value).toString('latin1');
const put = (key: string, value: string): Op => ({ type: 'put', key: bytes(key), value: bytes(value) });
const del = (key: string): Op => ({ type: 'del', key: bytes(key) });
const sync = { sync: true };

const kinds: readonly { name: string; make(): Promise<{ disk: Disk; drop(): Promise<void> }> }[] = [
  {
    name: 'LevelDB',
    async make() {
      const directory = await mkdtemp(join(tmpdir(), 'railkv-engine-'));
      return { disk: new LevelDisk(directory), drop: () => rm(directory, { recursive: true }) };
    },
  },
  { name: 'memory', make: async () => ({ disk: new MemoryDisk(), drop: async () => {} }) },
];

describe.each(kinds)('the $name engine', ({ make }) => {
  let disk: Disk;
  let drop: () => Promise<void>;
  let engine: Engine;
  beforeEach(async () => {
    ({ disk, drop } = await make());
    engine = await disk.openEngine('state', { create: true });
  });
  afterEach(async () => {
    await engine.close();
    await drop();
  });
  const all = async () => (await engine.scan({}, 1e6, 1e9)).map(({ key, value }) => [text(key), text(value)]);

  test('gives back what was written, and undefined for what was not', async () => {
    await engine.write([put('a', '1'), put('b', ''), put('\xff\x00', '3')], sync);
    const found = await engine.getMany(['a', 'b', 'c', '\xff\x00'].map(bytes));
    expect(found.map(text)).toEqual(['1', '', undefined, '3']);
  });

  test('applies the operations of a batch in order', async () => {
    await engine.write([put('a', '1'), del('a'), put('b', '1'), put('b', '2')], sync);
    expect(await all()).toEqual([['b', '2']]);
  });

  test('copies what it is given: the caller may use its buffers again at once', async () => {
    const key = bytes('a');
    const value = bytes('1');
    const written = engine.write([{ type: 'put', key, value }], sync);
    key.fill(0x7a);
    value.fill(0x7a);
    await written;
    expect(await all()).toEqual([['a', '1']]);
  });

  test('scans half-open ranges in byte order', async () => {
    await engine.write([put('b', '2'), put('\xff', '4'), put('a', '1'), put('a\x00', '1b')], sync);
    const found = await engine.scan({ gte: bytes('a\x00'), lt: bytes('\xff') }, 10, 1000);
    expect(found.map(({ key }) => text(key))).toEqual(['a\x00', 'b']);
  });

  test('a scan ends at its limit, or soon after its bytes', async () => {
    await engine.write(
      Array.from({ length: 100 }, (_, i) => put(`k${String(i).padStart(3, '0')}`, 'x'.repeat(100))),
      sync,
    );
    expect(await engine.scan({}, 7, 1e6)).toHaveLength(7);
    expect((await engine.scan({}, 100, 1000)).length).toBeGreaterThanOrEqual(1);
    expect(await engine.scan({ gte: bytes('z') }, 7, 1000)).toEqual([]);
  });

  test('clears a range and nothing else', async () => {
    await engine.write(
      Array.from({ length: 2500 }, (_, i) => put(`k${String(i).padStart(4, '0')}`, 'v')),
      sync,
    );
    await engine.clear({ gte: bytes('k0001'), lt: bytes('k2499') });
    expect(await all()).toEqual([
      ['k0000', 'v'],
      ['k2499', 'v'],
    ]);
  });

  test('a snapshot reads the moment it was taken', async () => {
    await engine.write([put('a', '1'), put('b', '1')], sync);
    const snapshot = engine.snapshot();
    await engine.write([put('a', '2'), del('b'), put('c', '2')], sync);
    const found = await snapshot.scan({}, 10, 1000);
    await snapshot.close();
    expect(found.map(({ key, value }) => [text(key), text(value)])).toEqual([
      ['a', '1'],
      ['b', '1'],
    ]);
    expect(await all()).toEqual([
      ['a', '2'],
      ['c', '2'],
    ]);
  });

  test('keeps what was written over a close and an open', async () => {
    await engine.write([put('a', '1')], sync);
    await engine.close();
    engine = await disk.openEngine('state', { create: false });
    expect(await all()).toEqual([['a', '1']]);
  });

  test('a database that is missing is not created by the way', async () => {
    await expect(disk.openEngine('log', { create: false })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is opened by one at a time', async () => {
    await expect(disk.openEngine('state', { create: false })).rejects.toMatchObject({ code: 'LOCKED' });
  });

  test('a file reads back what was written at its offset, and undefined beyond its end', async () => {
    await expect(disk.openFile('slots', { create: false })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const file = await disk.openFile('slots', { create: true });
    await file.write(0, bytes('hello'));
    await file.write(3, bytes('LOW'));
    expect(text(await file.read(0, 6))).toBe('helLOW');
    expect(await file.read(1, 6)).toBeUndefined();
    await file.close();
    await disk.removeFile('slots');
    await expect(disk.openFile('slots', { create: false })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('agrees with a plain map over any batches', async () => {
    const key = fc.integer({ min: 0, max: 40 }).map((i) => `key${i}`);
    const op = fc.oneof(
      fc.tuple(key, fc.string({ maxLength: 5 })).map(([k, v]) => put(k, v)),
      key.map(del),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(op, { maxLength: 30 }), { maxLength: 8 }), async (batches) => {
        await engine.clear({});
        const model = new Map<string, string>();
        for (const ops of batches) {
          await engine.write(ops, sync);
          for (const op of ops) {
            if (op.type === 'put') model.set(text(op.key)!, text(op.value)!);
            else model.delete(text(op.key)!);
          }
        }
        expect(await all()).toEqual([...model].sort(([a], [b]) => (a < b ? -1 : 1)));
      }),
      { numRuns: 30 },
    );
  });
});
