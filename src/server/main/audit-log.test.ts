import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { testEnv } from '../grpc/testing.js';
import type { AuditLine } from '../identity/audit.js';
import { AuditLog } from './audit-log.js';

const directory = mkdtempSync(join(tmpdir(), 'railkv-audit-'));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const LINE: AuditLine = {
  caller: 'olga',
  role: 'operator',
  from: '10.0.0.9:4711',
  act: 'Admin/ChangeGroup',
  on: '{"group":2}',
  result: 'DONE',
};

describe('the audit log', () => {
  it('has a line for each act, in order, for its owner alone, and goes on after a restart', async () => {
    for (const group of [1, 2]) {
      const log = new AuditLog(testEnv, directory, 'n1');
      log.record({ ...LINE, on: `group ${group}` });
      log.record({ ...LINE, result: 'PERMISSION_DENIED' });
      await log.close();
    }
    const path = join(directory, 'audit', 'audit.log');
    const lines = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditLine);
    expect(lines.map(({ on, result }) => `${on} ${result}`)).toEqual([
      'group 1 DONE',
      '{"group":2} PERMISSION_DENIED',
      'group 2 DONE',
      '{"group":2} PERMISSION_DENIED',
    ]);
    expect(lines[0]).toMatchObject({
      node: 'n1',
      caller: 'olga',
      role: 'operator',
      time: expect.any(String),
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('sets full files aside and forgets the oldest', async () => {
    const log = new AuditLog(testEnv, directory, 'n1', 100);
    for (let i = 0; i < 20; i += 1) {
      log.record({ ...LINE, on: String(i) });
      await log.close();
    }
    const names = readdirSync(join(directory, 'audit'));
    expect(names).toHaveLength(16);
    expect(readFileSync(join(directory, 'audit', 'audit.log.1'), 'utf8')).toContain('"on":"19"');
    expect(readFileSync(join(directory, 'audit', 'audit.log.16'), 'utf8')).toContain('"on":"4"');
  });

  it('begins a line of its own after one that a crash cut', async () => {
    mkdirSync(join(directory, 'audit'), { recursive: true });
    const path = join(directory, 'audit', 'audit.log');
    writeFileSync(path, `${JSON.stringify({ on: 'whole' })}\n{"on":"cut`);
    const log = new AuditLog(testEnv, directory, 'n1');
    log.record({ ...LINE, on: 'after' });
    await log.close();
    const [whole, cut, after, end] = readFileSync(path, 'utf8').split('\n');
    expect([whole, cut, end]).toEqual(['{"on":"whole"}', '{"on":"cut', '']);
    expect(JSON.parse(after ?? '')).toMatchObject({ on: 'after' });
  });

  it('keeps its history from a caller who is refused over and over, and says how often', async () => {
    let nowMs = 0;
    const clock = { ...testEnv.clock, monotonicMs: () => nowMs };
    const log = new AuditLog({ ...testEnv, clock }, directory, 'n1');
    log.record({ ...LINE, on: 'what counts' });
    const refused = { ...LINE, caller: 'mallory', role: 'buyer', result: 'PERMISSION_DENIED' };
    for (let i = 0; i < 5_000; i += 1) log.record(refused);
    log.record({ ...refused, caller: 'bob' });
    for (let i = 0; i < 5_000; i += 1) log.record({ ...LINE, result: 'UNKNOWN' });
    nowMs = 1_000;
    log.record(refused);
    await log.close();
    const lines = readFileSync(join(directory, 'audit', 'audit.log'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditLine);
    const of = (caller: string) => lines.filter((line) => line.caller === caller);
    expect(of('olga')).toHaveLength(5_001);
    expect(of('bob')).toHaveLength(1);
    expect(of('mallory')).toHaveLength(1_001);
    expect(of('mallory').at(-1)).toMatchObject({ leftOut: 4_000 });
  });

  it('ends the process when it cannot be written', async () => {
    const blocked = mkdtempSync(join(tmpdir(), 'railkv-audit-'));
    writeFileSync(join(blocked, 'audit'), 'a file where the folder should be');
    const ended: string[] = [];
    const env = {
      ...testEnv,
      fatal: (reason: string): never => {
        ended.push(reason);
        throw new Error(reason);
      },
    };
    const log = new AuditLog(env, blocked, 'n1');
    log.record(LINE);
    await expect(log.close()).rejects.toThrow('cannot be written');
    expect(ended).toHaveLength(1);
    rmSync(blocked, { recursive: true });
  });
});
