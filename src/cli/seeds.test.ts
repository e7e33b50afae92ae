import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSeeds } from './seeds.js';
import { UsageError } from './usage-error.js';

const nothing = { cluster: undefined, config: undefined, env: {} };

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'railkv-seeds-')), 'cluster.yaml');
  writeFileSync(path, text);
  return path;
}

describe('seeds', () => {
  it('come from --cluster before anything else', () => {
    const env = { RAILKV_CLUSTER: 'elsewhere:1' };
    expect(findSeeds({ ...nothing, cluster: 'a:1, [::1]:2', config: 'missing.yaml', env })).toEqual([
      'a:1',
      '[::1]:2',
    ]);
  });

  it('come from the environment unless a file is named', () => {
    const env = { RAILKV_CLUSTER: 'elsewhere:1' };
    const config = file(
      'nodes: [{ id: n1, client: "127.0.0.1:7201" }, { id: n2, client: "127.0.0.1:7202" }]',
    );
    expect(findSeeds({ ...nothing, env })).toEqual(['elsewhere:1']);
    expect(findSeeds({ ...nothing, config, env })).toEqual(['127.0.0.1:7201', '127.0.0.1:7202']);
  });

  it.each(['', 'localhost', 'a:1,b', 'a b:1', 'a:port'])('refuse the address %j', (cluster) => {
    expect(() => findSeeds({ ...nothing, cluster })).toThrow(UsageError);
  });

  it('refuse a file that is missing, is no YAML, or names no node', () => {
    expect(() => findSeeds({ ...nothing, config: '/nowhere/cluster.yaml' })).toThrow(/there is no file/);
    expect(() => findSeeds({ ...nothing, config: file('nodes: [') })).toThrow(UsageError);
    expect(() => findSeeds({ ...nothing, config: file('cluster: {}') })).toThrow(/lists no node/);
  });
});
