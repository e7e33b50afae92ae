/** Where the project lies, from its sources and from dist/ alike. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function find(from: string): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'cluster.yaml'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('package.json was not found above this file');
  return find(parent);
}

export const projectRoot: string = find(dirname(fileURLToPath(import.meta.url)));
