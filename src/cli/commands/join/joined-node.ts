/** What a node that joined, or is about to, says of itself: node.json in its data directory. It stands in for the cluster
 *  file, which only starts a cluster. Written before the cluster is asked, so that a second try is the same node's. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ClusterConfig, ConfiguredSecurity } from '../../../server/config/cluster-config.js';
import { DEFAULT_LIMITS } from '../../../server/config/limits.js';
import { LOG_LEVELS } from '../../../server/config/schema.js';
import { readIfThere, writeDurably } from '../../../server/main/durable-file.js';
import { UsageError } from '../../usage-error.js';

const shape = z.object({
  /** asking: the cluster may know it; entered: it does, and there is no store yet; made: the store is whole. */
  phase: z.enum(['asking', 'entered', 'made']),
  joinId: z.string().min(1),
  nodeId: z.string(),
  /** Empty while asking. */
  clusterId: z.string(),
  peer: z.string(),
  client: z.string(),
  http: z.string(),
  labels: z.record(z.string(), z.string()),
  /** Of a cluster with TLS: where its certificates are, and the cluster's name as they say it. */
  certs: z.object({ directory: z.string(), clusterName: z.string() }).optional(),
  logLevel: z.enum(LOG_LEVELS),
  replicas: z.int(),
  ackQuorum: z.int(),
});

export type JoinedNode = Readonly<z.infer<typeof shape>>;

const FILE = 'node.json';

export const storeOf = (data: string, node: Pick<JoinedNode, 'nodeId'>): string => join(data, node.nodeId);

/** @returns undefined when no node of ours is or was about to be here.
 *  @throws UsageError when the file is not as it was written, or something else is in the directory */
export function readJoinedNode(data: string): JoinedNode | undefined {
  const path = join(data, FILE);
  const text = readIfThere(path);
  if (text === undefined) {
    const strange = entriesOf(data).find((name) => name !== 'lost+found' && name !== `${FILE}.new`);
    if (strange === undefined) return undefined;
    throw new UsageError(
      `${data} is not empty (${strange}), and no node that joined has written it`,
      'a new node begins with an empty directory: name another one with --data',
    );
  }
  const read = shape.safeParse(parse(text));
  if (read.success) return read.data;
  throw new UsageError(
    `${path} is not as this program wrote it`,
    'bring it back from where it was changed; a node whose directory is lost joins as a new one, with an empty directory',
  );
}

export function writeJoinedNode(data: string, node: JoinedNode): void {
  mkdirSync(data, { recursive: true });
  writeDurably(join(data, FILE), `${JSON.stringify(node, undefined, 2)}\n`);
}

/** Of a try that was refused, before there was a store. */
export function forgetJoinedNode(data: string): void {
  rmSync(join(data, FILE), { force: true });
}

/** What a cluster file would say of it. */
export function configOf(data: string, node: JoinedNode): ClusterConfig {
  const { nodeId, peer, client, http, labels, certs } = node;
  return {
    file: join(data, FILE),
    cluster: {
      name: certs?.clusterName ?? node.clusterId,
      replicas: node.replicas,
      ackQuorum: node.ackQuorum,
    },
    security: certs && securityOf(certs.directory, nodeId),
    dataDirectory: data,
    logLevel: node.logLevel,
    nodes: [{ id: nodeId, peer, client, http, labels, placement: false }],
    limits: DEFAULT_LIMITS,
  };
}

/** The files as `railkv cert` names them. */
function securityOf(certs: string, nodeId: string): ConfiguredSecurity {
  const tls = (use: 'peer' | 'client') => ({
    ca: join(certs, `${use}-ca.crt`),
    cert: join(certs, `${nodeId}.${use}.crt`),
    key: join(certs, `${nodeId}.${use}.key`),
  });
  const tokens = join(certs, 'token.pub');
  return { peer: tls('peer'), client: tls('client'), ...(existsSync(tokens) ? { tokens } : {}) };
}

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
