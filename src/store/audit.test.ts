import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type AuditFinding, audit } from './audit.js';
import { type DumpedRow, dumpLog, dumpState } from './dump.js';
import type { Disk } from './engine.js';
import { LevelDisk } from './level/level-disk.js';
import { PROMPT_HOOKS } from './memory/faults.js';
import type { MemoryDisk } from './memory/memory-disk.js';
import { NodeStore } from './node-store.js';
import { collect, sender, stream } from './testing/rows.js';
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
  value,
} from './testing/world.js';

async function fill(disk: Disk): Promise<void> {
  const store = await NodeStore.open(disk, { ...IDENTITY, env: testEnv(), limits: TEST_LIMITS });
  for (const [group, line] of [
    [2, 'jinghu'],
    [3, 'jingguang'],
  ] as const) {
    const state = await newGroup(store, metaOf(group, line));
    await append(store, group, entries(2, 30, 1), hard(1, 1, 30));
    await state.load(run(line));
    for (const row of ['p', 'i', 'r']) state.put(run(line), row, value(`${line} ${row}`));
    await state.checkpoint({ index: 20, term: 1 }, {});
    await append(store, group, [], hard(1, 1, 30), { compactTo: 10 });
  }
  await store.removeGroup(4, 2);
  await store.close();
}

const filled = async (): Promise<MemoryDisk> => {
  const disk = await newDisk();
  await fill(disk);
  return disk;
};

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

const problems = (findings: readonly AuditFinding[]) => findings.filter(({ kind }) => kind === 'problem');

describe('an audit of a directory', () => {
  test('that is whole finds its groups and no problem, and may be repeated', async () => {
    const disk = await filled();
    for (let turn = 0; turn < 2; turn += 1) {
      const findings = await all(audit(disk));
      expect(problems(findings)).toEqual([]);
      expect(findings).toMatchObject([
        { kind: 'identity', identity: { node: 'n1', incarnation: 1 } },
        { kind: 'tombstone', group: 4, leastReplica: 2 },
        {
          kind: 'group',
          group: 2,
          state: 'live',
          applied: 20,
          firstIndex: 11,
          lastIndex: 30,
          commit: 30,
          rows: 4,
        },
        { kind: 'group', group: 3, state: 'live' },
      ]);
    }
    expect((await NodeStore.identityOf(disk)).incarnation).toBe(1);
  });

  test('sees a flipped bit in every kind of record of both databases', async () => {
    const whole = await filled();
    for (const name of ['log', 'state'] as const) {
      for (const key of whole.keys(name)) {
        const disk = await filled();
        expect(disk.flipBit(name, key, 17)).toBe(true);
        expect(problems(await all(audit(disk))).length).toBeGreaterThan(0);
      }
    }
  });

  test('sees a key of any kind that is missing', async () => {
    const whole = await filled();
    for (const name of ['log', 'state'] as const) {
      for (const key of whole.keys(name)) {
        const disk = await filled();
        disk.dropKey(name, key);
        expect(problems(await all(audit(disk))).length).toBeGreaterThan(0);
      }
    }
  });

  test('tells a torn slot from a lost one, and sees a log that ends before the slot', async () => {
    const torn = await filled();
    torn.flipFileBit('slots', 200);
    expect((await all(audit(torn))).filter(({ kind }) => kind === 'note')).toHaveLength(1);
    const lost = await filled();
    lost.flipFileBit('slots', 200);
    lost.flipFileBit('slots', 4096 * 8 + 200);
    expect(problems(await all(audit(lost)))).toHaveLength(1);
    const short = await filled();
    short.loseTail('log', 1);
    expect(problems(await all(audit(short)))).toHaveLength(1);
  });

  test('that a node runs is refused', async () => {
    const disk = await filled();
    await NodeStore.open(disk, { ...IDENTITY, env: testEnv(), limits: TEST_LIMITS });
    await expect(all(audit(disk))).rejects.toMatchObject({ code: 'LOCKED' });
  });
});

describe('a dump', () => {
  test('shows every key of both databases, of all groups or of one', async () => {
    const disk = await filled();
    const log = await all(dumpLog(disk));
    const state = await all(dumpState(disk));
    expect([log.length, state.length]).toEqual([disk.keys('log').length, disk.keys('state').length]);
    expect([...log, ...state].every(({ whole }) => whole)).toBe(true);
    const shown = ({ table, key, value: text }: DumpedRow) => `${table} ${key}: ${text}`;
    expect(log.map(shown)).toContain('entry 2/11: term 1 normal e11.1');
    expect(state.map(shown)).toContain(
      'row \\x10jinghu\\x00\\x00G1\\x00\\x002026-12-01\\x00\\x00 | i: jinghu i',
    );
    expect((await all(dumpState(disk, 3))).length).toBeLessThan(state.length);
    expect((await all(dumpLog(disk, 3))).every(({ group }) => group === 3 || group === undefined)).toBe(true);
  });
});

describe('a snapshot that is staged', () => {
  const chunks = async () => collect(await sender(60));
  const install = (store: NodeStore, parts: Awaited<ReturnType<typeof chunks>>) =>
    store.installSnapshot(2, 1, stream(parts));
  /** Until the disk is asked to clear rows once the wish is there. */
  const stopped = async (): Promise<MemoryDisk> => {
    const disk = await newDisk();
    const store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    let wished = false;
    disk.hooks = {
      schedule: (operation, complete) => {
        wished ||= operation.kind === 'write' && operation.target === 'log';
        if (operation.kind !== 'clear' || !wished) PROMPT_HOOKS.schedule(operation, complete);
      },
    };
    void install(store, await chunks());
    for (let turn = 0; turn < 20_000; turn += 1) await Promise.resolve();
    disk.crash();
    disk.hooks = PROMPT_HOOKS;
    return disk;
  };
  const notes = (findings: AuditFinding[]) =>
    findings.flatMap((finding) => (finding.kind === 'note' ? [finding.what] : []));
  const dumped = async (disk: MemoryDisk) =>
    (await all(dumpState(disk))).filter(({ table }) => table === 'staged');

  test('is no damage, and the audit says that the next start puts it in place', async () => {
    const disk = await stopped();
    const findings = await all(audit(disk));
    expect(problems(findings)).toEqual([]);
    expect(notes(findings)).toContain('the next start puts the snapshot at 60 in its place');
    expect(findings).toContainEqual(expect.objectContaining({ state: 'finishInstall', applied: 60 }));
    const rows = await dumped(disk);
    expect(rows.every(({ whole, group }) => whole && group === 2)).toBe(true);
    expect(rows.map(({ key }) => key)).toContain('group 2: it is whole');
    await (await openNode(disk)).close();
    expect(problems(await all(audit(disk)))).toEqual([]);
    expect(await dumped(disk)).toEqual([]);
  });

  test('and is not what was staged is a problem', async () => {
    const disk = await stopped();
    const row = disk.keys('state').find((key) => key[0] === 4 && key[9] === 3)!;
    disk.flipBit('state', row, 3);
    expect(problems(await all(audit(disk)))).toHaveLength(1);
    expect((await dumped(disk)).filter(({ whole }) => !whole)).toHaveLength(1);
  });

  test('and was cut short is a note, and gone after the next start', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    await newGroup(store, metaOf(2, 'jinghu'));
    const parts = await chunks();
    void store.stageSnapshot(
      2,
      1,
      (async function* () {
        yield* parts.slice(0, 4);
        await new Promise(() => undefined);
      })(),
    );
    for (let turn = 0; turn < 5_000; turn += 1) await Promise.resolve();
    disk.crash();
    expect((await dumped(disk)).length).toBeGreaterThan(0);
    const findings = await all(audit(disk));
    expect(problems(findings)).toEqual([]);
    expect(notes(findings)).toEqual([expect.stringContaining('waits to be dropped')]);
    await (await openNode(disk)).close();
    expect(await dumped(disk)).toEqual([]);
  });
});

describe('on a real disk', () => {
  const directories: string[] = [];
  afterAll(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true }))));
  const levelDisk = async () => {
    const directory = await mkdtemp(join(tmpdir(), 'railkv-store-'));
    directories.push(directory);
    const disk = new LevelDisk(join(directory, 'n1'));
    await NodeStore.create(disk, IDENTITY, TEST_LIMITS);
    return disk;
  };

  test('the same store opens, is written, audited, and opened again', async () => {
    const disk = await levelDisk();
    await fill(disk);
    expect(problems(await all(audit(disk)))).toEqual([]);
    const store = await NodeStore.open(disk, { ...IDENTITY, env: testEnv(), limits: TEST_LIMITS });
    expect(store.incarnation).toBe(2);
    expect(store.replicas()).toMatchObject([
      { group: 2, kind: 'live' },
      { group: 3, kind: 'live' },
      { kind: 'tombstone' },
    ]);
    const state = store.state.openGroup(2);
    expect((await state.load(run('jinghu'))).size).toBe(3);
    await expect(all(audit(disk))).rejects.toMatchObject({ code: 'LOCKED' });
    expect(await store.freeBytes()).toBeGreaterThan(0);
    const chunks = await all(state.exportSnapshot());
    const other = await NodeStore.open(await levelDisk(), {
      ...IDENTITY,
      env: testEnv(),
      limits: TEST_LIMITS,
    });
    const result = await other.installSnapshot(
      2,
      1,
      (async function* () {
        yield* chunks;
      })(),
    );
    if (result.kind !== 'installed') throw new Error(result.kind);
    expect(other.state.openGroup(2).digest()).toEqual(state.digest());
    await other.close();
    await store.close();
  });

  test('a second creation in the same directory is refused', async () => {
    await expect(NodeStore.create(await levelDisk(), IDENTITY)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
  });
});
