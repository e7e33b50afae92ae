/** Two operations in a short form, as the command runs them: leaders handed about and copies moved, and a node that dies for
 *  good and is replaced, while trains are sold. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Said, watch } from '../faults/command-line.js';
import '../faults/patience.js';
import { projectRoot } from '../project-root.js';

async function operations(...args: string[]): Promise<Said> {
  const script = join(projectRoot, 'dist/test/cluster/operations/main.js');
  const said = await watch(process.execPath, [script, ...args], { cwd: projectRoot }).ended;
  const kept = /everything is kept in (\S+)/.exec(said.out)?.[1];
  if (kept !== undefined) rmSync(kept, { recursive: true, force: true });
  return said;
}

describe('operations under sale', () => {
  it.each(['move', 'dead-node'])('%s: no purchase fails, and the audit finds nothing', async (name) => {
    const said = await operations('--scenario', name, '--minutes', '0.1', '--rate', '40');
    expect(said.out).toMatch(/audit: nothing sold twice, nothing lost/);
    expect(said.out).toMatch(/operations: passed\n$/);
    expect(said.code).toBe(0);
  });

  it('says which scenarios there are', async () => {
    const said = await operations('--scenario', 'nonsense');
    expect(said.err).toMatch(/'nonsense' is invalid\. Allowed choices are join, decommission,/);
    expect(said.code).toBe(2);
  });
});
