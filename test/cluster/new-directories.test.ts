/** Directories that a cluster makes for itself survive a power cut: a name is durable only once the directory it is in is. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildRecorder, isDirectorySynced } from './power-cut/power-cut.js';
import { projectRoot } from './project-root.js';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'railkv-new-directories-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('an init makes each directory durable that leads to what it wrote', () => {
  const config = join(directory, 'cluster.yaml');
  writeFileSync(
    config,
    'cluster: { name: new, replicas: 1, ackQuorum: 1 }\ninsecure: true\ndataDirectory: far/below\nnodes:\n' +
      "  - { id: n1, peer: '127.0.0.1:0', client: '127.0.0.1:0', http: '127.0.0.1:0' }\n",
  );
  const record = join(directory, 'record');
  const cli = join(projectRoot, 'dist/src/cli/main.js');
  execFileSync(process.execPath, [cli, 'init', '--config', config], {
    env: { ...process.env, LD_PRELOAD: buildRecorder(directory), SYNC_RECORD: record },
  });
  const way = ['.', 'far', 'far/below', 'far/below/n1'];
  expect(way.filter((path) => !isDirectorySynced(record, join(directory, path)))).toEqual([]);
  expect(statSync(join(directory, 'far/below/n1')).mode & 0o777, 'passengers are in it').toBe(0o700);
});

it('an audit log makes the directory durable that names it', () => {
  const record = join(directory, 'record');
  const built = (path: string): string => JSON.stringify(join(projectRoot, 'dist/src', path));
  const script = `
    const { AuditLog } = await import(${built('server/main/audit-log.js')});
    const { realEnv } = await import(${built('server/main/real-env.js')});
    const log = new AuditLog(realEnv('silent', 'n1'), ${JSON.stringify(directory)}, 'n1');
    log.record({ caller: 'olga', role: 'operator', from: '', act: 'publish', on: '', result: 'DONE' });
    await log.close();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, LD_PRELOAD: buildRecorder(directory), SYNC_RECORD: record },
  });
  const way = ['.', 'audit'];
  expect(way.filter((path) => !isDirectorySynced(record, join(directory, path)))).toEqual([]);
});
