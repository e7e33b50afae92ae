/** What a node last knew of its cluster, in a file beside its store: whom to ask at its next start, when the nodes that it
 *  began with may all be gone, and whether it was removed. Group 0 is the truth; this is where to find it. */
import { z } from 'zod';
import type { NodeAddress } from '../host/node-config.js';
import { readIfThere, writeDurably } from './durable-file.js';
import { NodeStartError } from './start-error.js';

const shape = z.object({
  clusterId: z.string(),
  /** Of group 0. */
  revision: z.int(),
  /** Why this node may not start again; empty while it may. */
  removed: z.string(),
  nodes: z.array(
    z.object({
      nodeId: z.string(),
      peerAddress: z.string(),
      clientAddress: z.string(),
      labels: z.record(z.string(), z.string()),
      placement: z.boolean(),
    }),
  ),
});

export interface KnownCluster {
  readonly clusterId: string;
  readonly revision: number;
  readonly removed: string;
  readonly nodes: readonly NodeAddress[];
}

/** @param directory the node's own */
const knownClusterPath = (directory: string): string => `${directory.replace(/\/+$/, '')}.cluster.json`;

/** @returns undefined when nothing was written yet, or by a node of another cluster.
 *  @throws NodeStartError when the file is none of ours */
export function readKnownCluster(directory: string, clusterId: string): KnownCluster | undefined {
  const path = knownClusterPath(directory);
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const read = shape.safeParse(parse(text));
  if (!read.success)
    throw new NodeStartError(
      'KNOWN_CLUSTER',
      `${path} cannot be read: remove it, and the node asks those it began with`,
    );
  return read.data.clusterId === clusterId ? read.data : undefined;
}

export function writeKnownCluster(directory: string, known: KnownCluster): void {
  writeDurably(knownClusterPath(directory), `${JSON.stringify(known, undefined, 2)}\n`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
