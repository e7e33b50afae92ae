/** The demonstration in a short form. Its audit must find nothing when nodes are killed or lose power, and must find the
 *  sales that are gone when the nodes do not sync: an audit that cannot fail would prove nothing. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Said, watch } from './faults/command-line.js';
import './faults/patience.js';
import { projectRoot } from './project-root.js';

async function demo(...args: string[]): Promise<Said> {
  const script = join(projectRoot, 'dist/test/cluster/sale/demo.js');
  const said = await watch(process.execPath, [script, '--pressure', '20', '--buyers', '400', ...args], {
    cwd: projectRoot,
  }).ended;
  const kept = /everything is kept in (\S+)/.exec(said.out)?.[1];
  if (kept !== undefined) rmSync(kept, { recursive: true, force: true });
  return said;
}

it('sells every seat once and loses nothing while leaders are killed', async () => {
  const said = await demo('--scenario', 'kill-leaders', '--kills', '1', '--seconds', '6');
  expect(said.out).toMatch(/audit: nothing sold twice, nothing lost/);
  expect(said.out).toMatch(/demo: passed\n$/);
  expect(said.code).toBe(0);
});

it('loses nothing when the power fails everywhere at once', async () => {
  const said = await demo('--scenario', 'power-cut', '--seconds', '6');
  expect(said.out).toMatch(/power cut on n1: /);
  expect(said.out).toMatch(/demo: passed\n$/);
  expect(said.code).toBe(0);
});

it('is found out when its nodes do not sync what they write', async () => {
  const said = await demo('--scenario', 'power-cut', '--unsynced', '--seconds', '6');
  expect(said.code).toBe(1);
  // The slot file, synced beside LevelDB, knows what LevelDB lost: the nodes refuse to go on.
  expect(said.out).toMatch(/demo: FAILED/);
  expect(said.out).toMatch(/it ends at batch \d+, but batch \d+ was durable/);
});
