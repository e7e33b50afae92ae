import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
