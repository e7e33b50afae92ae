/** Which nodes to ask first: from --cluster, RAILKV_CLUSTER, or the cluster file. Only the client addresses are read here;
 *  `serve` and `start` read the whole file with every check. */
import { existsSync, readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { UsageError } from './usage-error.js';

export const DEFAULT_CONFIG = 'cluster.yaml';

export interface SeedSource {
  readonly cluster: string | undefined;
  readonly config: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** @returns client addresses, host:port. @throws UsageError when nothing names any. */
export function findSeeds(source: SeedSource): string[] {
  if (source.cluster !== undefined) return splitSeeds(source.cluster, '--cluster');
  if (source.config === undefined) {
    const fromEnv = source.env['RAILKV_CLUSTER'];
    if (fromEnv !== undefined && fromEnv !== '') return splitSeeds(fromEnv, 'RAILKV_CLUSTER');
  }
  const path = source.config ?? DEFAULT_CONFIG;
  if (!existsSync(path)) {
    throw new UsageError(
      source.config === undefined
        ? `no cluster is named, and there is no ${DEFAULT_CONFIG} in this directory`
        : `there is no file ${path}`,
      'name the nodes with --cluster 127.0.0.1:7201,127.0.0.1:7202, or the cluster file with --config PATH',
    );
  }
  return seedsOfFile(path, readFileSync(path, 'utf8'));
}

/** @param where it was said, for the complaint. @throws UsageError */
export function splitSeeds(text: string, where: string): string[] {
  const seeds = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const bad = seeds.find((seed) => !/^(\[[0-9a-fA-F:]+\]|[^\s:[\]]+):\d{1,5}$/.test(seed));
  if (seeds.length === 0 || bad !== undefined) {
    throw new UsageError(
      `'${bad ?? text}' in ${where} is no host:port`,
      `write client addresses as ${where.startsWith('--') ? `${where} ` : `${where}=`}127.0.0.1:7201,127.0.0.1:7202`,
    );
  }
  return seeds;
}

function seedsOfFile(path: string, text: string): string[] {
  const next = `look at the cluster file ${path}, or name the nodes with --cluster host:port,...`;
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    if (error instanceof YAMLParseError) throw new UsageError(`${path}: ${error.message}`, next);
    throw error;
  }
  const nodes = field(document, 'nodes');
  const seeds = (Array.isArray(nodes) ? nodes : [])
    .map((node) => field(node, 'client'))
    .filter((client): client is string => typeof client === 'string');
  if (seeds.length === 0) throw new UsageError(`${path} lists no node with a client address`, next);
  return seeds;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
