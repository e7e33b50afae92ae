/** cluster.yaml, from text to a frozen, typed value. Reads no file: the caller hands over the text and its name.
 *  It only starts a cluster: once a cluster runs, its replicated state is the truth about members and quorums. */
import { isCollection, isMap, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Complaint, ConfigError } from './config-error.js';
import { crossChecks } from './cross-checks.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { clusterSchema, type LOG_LEVELS, type RawCluster } from './schema.js';

export interface ConfiguredNode {
  readonly id: string;
  /** host:port, each. */
  readonly peer: string;
  readonly client: string;
  readonly http: string;
  /** Copies of a line are kept apart by these. */
  readonly labels: Readonly<Record<string, string>>;
  /** Carries a replica of group 0. */
  readonly placement: boolean;
}

/** Paths as written; `{node}` stands for the id of the node that reads them. */
export interface ConfiguredTls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

export interface ConfiguredSecurity {
  readonly peer: ConfiguredTls;
  readonly client: ConfiguredTls;
  /** Public keys of tokens; absent: none are taken. */
  readonly tokens?: string | undefined;
}

export interface ClusterConfig {
  /** The file's name, for messages. */
  readonly file: string;
  readonly cluster: { readonly name: string; readonly replicas: number; readonly ackQuorum: number };
  /** Absent: plain text, on loopback only. */
  readonly security: ConfiguredSecurity | undefined;
  /** As written; relative to the directory of the file. */
  readonly dataDirectory: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly nodes: readonly ConfiguredNode[];
  readonly limits: Limits;
}

type Path = readonly (string | number)[];

/** Where in the text a path stands. */
type Locate = (path: Path, what: 'key' | 'value') => { line: number; column: number };

/** @throws ConfigError with every complaint there is, in the order of the file. */
export function parseClusterConfig(text: string, file: string): ClusterConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = [...document.errors, ...document.warnings].map((problem): Complaint => {
    const { line, col } = lines.linePos(problem.pos[0]);
    return { file, line, column: col, path: '', message: `is not YAML as expected: ${problem.message}` };
  });
  if (syntax.length > 0) throw new ConfigError(syntax);
  if (document.contents === null)
    throw new ConfigError([
      { file, line: 1, column: 1, path: '', message: 'the file is empty: docs/configuration.md shows one' },
    ]);

  const locate = locator(document.contents, lines);
  const parsed = clusterSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const found = parsed.error.issues.flatMap(findings).map((finding) => {
      const missing = finding.path.length > 0 && !document.hasIn(finding.path);
      return missing ? { ...finding, message: `is missing: it ${finding.message}` } : finding;
    });
    throw complaints(file, found, locate);
  }
  const raw = parsed.data;
  const ackQuorum = raw.cluster.ackQuorum ?? Math.floor(raw.cluster.replicas / 2) + 1;
  const limits = Object.freeze({ ...DEFAULT_LIMITS, ...definedOf(raw.limits) });
  const crossed = crossChecks(raw, ackQuorum, limits);
  if (crossed.length > 0)
    throw complaints(
      file,
      crossed.map(({ path, message }) => ({ path, message, at: 'value' as const })),
      locate,
    );
  return freeze(raw, ackQuorum, limits, file);
}

export function findNode(config: ClusterConfig, id: string): ConfiguredNode | undefined {
  return config.nodes.find((node) => node.id === id);
}

function freeze(raw: RawCluster, ackQuorum: number, limits: Limits, file: string): ClusterConfig {
  const stated = raw.nodes.some((node) => node.placement !== undefined);
  const byDefault = defaultPlacementCount(raw.nodes.length);
  const nodes = raw.nodes.map(({ id, peer, client, http, zone, host, placement }, index) =>
    Object.freeze({
      id,
      peer,
      client,
      http,
      labels: Object.freeze({
        ...(zone === undefined ? {} : { zone }),
        ...(host === undefined ? {} : { host }),
      }),
      placement: stated ? placement === true : index < byDefault,
    }),
  );
  return Object.freeze({
    file,
    cluster: Object.freeze({ name: raw.cluster.name, replicas: raw.cluster.replicas, ackQuorum }),
    security: raw.security && Object.freeze(raw.security),
    dataDirectory: raw.dataDirectory,
    logLevel: raw.logLevel,
    nodes: Object.freeze(nodes),
    limits,
  });
}

/** How many nodes, the first ones listed, carry group 0 when none says so: the most that is odd, up to five. Of two nodes
 *  both do: a lost disk must not lose the cluster's map. */
function defaultPlacementCount(nodes: number): number {
  if (nodes <= 2) return nodes;
  return nodes < 5 ? 3 : 5;
}

interface Finding {
  readonly path: Path;
  readonly message: string;
  /** Which part of the entry is wrong. */
  readonly at: 'key' | 'value';
}

function findings(issue: z.core.$ZodIssue): Finding[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message, at: 'value' }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: 'is not a key that railkv knows: correct or remove it (docs/configuration.md lists them all)',
    at: 'key',
  }));
}

function complaints(file: string, found: readonly Finding[], locate: Locate): ConfigError {
  const all = found.map(({ path, message, at }): Complaint => {
    const { line, column } = locate(path, at);
    return { file, line, column, path: path.join('.'), message };
  });
  all.sort((a, b) => a.line - b.line || a.column - b.column);
  return new ConfigError(all);
}

/** A path that is missing stands where its nearest parent does. */
function locator(root: ParsedNode | null, lines: LineCounter): Locate {
  return (path, what) => {
    let node: unknown = root;
    let offset = root?.range[0] ?? 0;
    for (const [depth, part] of path.entries()) {
      if (!isCollection(node)) break;
      if (what === 'key' && depth === path.length - 1 && isMap(node)) {
        const key = node.items.find(
          (item) => isScalar(item.key) && String(item.key.value) === String(part),
        )?.key;
        offset = isScalar(key) ? (key.range?.[0] ?? offset) : offset;
        break;
      }
      node = node.get(part, true);
      const range = (node as ParsedNode | undefined)?.range;
      if (!range) break;
      offset = range[0];
    }
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

function definedOf<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
