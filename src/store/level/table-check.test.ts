import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLevelEngine } from './level-engine.js';
import { damagedTables, tableProblem } from './table-check.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'railkv-tables-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** Tables with many blocks, as LevelDB writes them: opening again turns its log into one. */
async function tables(compress: boolean): Promise<Buffer[]> {
  const engine = await openLevelEngine(directory, { create: true, compress });
  const ops = Array.from({ length: 2_000 }, (_, i) => ({
    type: 'put' as const,
    key: Buffer.from(`key-${i}-${'k'.repeat(i % 40)}`),
    value: Buffer.from(`${i * 7919}`.repeat(1 + (i % 9))),
  }));
  await engine.write(ops, { sync: true });
  await engine.close();
  await (await openLevelEngine(directory, { create: false, compress })).close();
  const names = (await readdir(directory)).filter((name) => name.endsWith('.ldb'));
  return Promise.all(names.map((name) => readFile(join(directory, name))));
}

describe.each([true, false])('tables, compressed: %s', (compress) => {
  it('are whole as they were written', async () => {
    expect((await tables(compress)).length).toBeGreaterThan(0);
    expect(await damagedTables(directory)).toEqual([]);
  });

  it('are not with any one byte flipped, except in the padding of the end', async () => {
    for (const table of await tables(compress)) {
      const step = Math.max(1, Math.floor(table.length / 500));
      for (let at = 0; at < table.length - 48; at += step) {
        const flipped = Buffer.from(table);
        flipped[at] = flipped[at]! ^ 0x10;
        expect(tableProblem(flipped), `byte ${at} of ${table.length}`).toMatch(
          /written|after the table|no end/,
        );
      }
      expect(tableProblem(table.subarray(0, -1))).toBe('its end is not what was written');
    }
  });
});
