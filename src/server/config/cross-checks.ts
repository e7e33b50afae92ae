/** What the keys of cluster.yaml say about each other: quorums and counts, ids and addresses used once, limits in order. */
import { isLoopback, parseAddress } from './address.js';
import type { Limits } from './limits.js';
import type { RawCluster } from './schema.js';

export interface CrossComplaint {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export function crossChecks(raw: RawCluster, ackQuorum: number, limits: Limits): CrossComplaint[] {
  return [
    ...securityChecks(raw),
    ...countChecks(raw, ackQuorum),
    ...duplicateChecks(raw),
    ...placementChecks(raw),
    ...limitChecks(limits),
  ];
}

const PLAINTEXT =
  'is not a loopback address, and this cluster speaks plaintext (insecure: true): use 127.0.0.1, [::1] or localhost, or give it a security section (docs/security.md)';

/** In plain text only where no other machine can listen. */
function securityChecks({ insecure, security, nodes }: RawCluster): CrossComplaint[] {
  if (insecure === undefined) return security === undefined ? [NEITHER] : authorityChecks(security);
  if (security !== undefined) return [BOTH];
  return nodes.flatMap((node, index) =>
    (['peer', 'client', 'http'] as const).flatMap((key) => {
      const host = parseAddress(node[key])?.host ?? '';
      return isLoopback(host) ? [] : [{ path: ['nodes', index, key], message: `${host} ${PLAINTEXT}` }];
    }),
  );
}

const NEITHER: CrossComplaint = {
  path: ['security'],
  message:
    'is missing: give the certificates of the cluster (railkv cert makes them, docs/security.md shows it), or say insecure: true, on loopback only',
};

const BOTH: CrossComplaint = {
  path: ['insecure'],
  message: 'and security cannot stand together: remove one of them',
};

function authorityChecks({ peer, client }: NonNullable<RawCluster['security']>): CrossComplaint[] {
  if (peer.ca !== client.ca) return [];
  const message =
    'is the authority of clients too: a client could then speak Raft. Nodes need one of their own (railkv cert ca makes both)';
  return [{ path: ['security', 'peer', 'ca'], message }];
}

function countChecks({ cluster, nodes }: RawCluster, ackQuorum: number): CrossComplaint[] {
  const found: CrossComplaint[] = [];
  if (cluster.replicas > nodes.length)
    found.push({
      path: ['cluster', 'replicas'],
      message: `${cluster.replicas} copies of a line need as many nodes, and ${nodes.length} are listed: add nodes or lower it`,
    });
  if (ackQuorum > cluster.replicas)
    found.push({
      path: ['cluster', 'ackQuorum'],
      message: `a sale cannot be on ${ackQuorum} disks when a line has ${cluster.replicas} copies: use 1 to ${cluster.replicas}`,
    });
  return found;
}

function duplicateChecks({ nodes }: RawCluster): CrossComplaint[] {
  const found: CrossComplaint[] = [];
  const ids = new Map<string, number>();
  const addresses = new Map<string, string>();
  for (const [index, node] of nodes.entries()) {
    const first = ids.get(node.id);
    if (first !== undefined)
      found.push({
        path: ['nodes', index, 'id'],
        message: `nodes.${first} has the id "${node.id}" too: ids are used once`,
      });
    else ids.set(node.id, index);
    for (const key of ['peer', 'client', 'http'] as const) {
      const owner = addresses.get(node[key]);
      const isAnyPort = node[key].endsWith(':0'); // the system picks one
      if (owner !== undefined)
        found.push({
          path: ['nodes', index, key],
          message: `${owner} has ${node[key]} too: each listener needs its own`,
        });
      else if (!isAnyPort) addresses.set(node[key], `nodes.${index}.${key}`);
    }
  }
  return found;
}

function placementChecks({ nodes }: RawCluster): CrossComplaint[] {
  if (nodes.every((node) => node.placement === undefined)) return [];
  const chosen = nodes.filter((node) => node.placement === true).length;
  if (chosen >= 1 && chosen <= 7) return [];
  const message = `placement: true on ${chosen} nodes: group 0 needs 1 to 7 of them, best 3 or 5 (or leave the key out everywhere)`;
  return [{ path: ['nodes'], message }];
}

/** The first of each pair must not be above the second. */
const ORDERED: readonly (readonly [keyof Limits, keyof Limits, string])[] = [
  ['inFlightMin', 'inFlightMax', 'the least a node takes on cannot be above the most'],
  ['deadlineDefault', 'deadlineMax', 'a call without a deadline gets the default, which has to be allowed'],
  ['queriesPerSecond', 'queriesBurst', 'a burst smaller than one second would never let the rate be reached'],
  ['entryBytes', 'frameBytes', 'a frame to a peer has to carry an entry'],
  ['frameBytes', 'peerMessage', 'a peer has to accept the frames it is sent'],
  ['entryBytes', 'queuedBytes', 'a queue has to hold what goes into one entry'],
  ['peerMessage', 'peerQueue', 'the queue of a peer has to hold one message'],
  ['batchCommands', 'streamCommands', 'a stream has to take one batch'],
];

function limitChecks(limits: Limits): CrossComplaint[] {
  const found: CrossComplaint[] = [];
  for (const [small, large, why] of ORDERED) {
    if (limits[small] > limits[large])
      found.push({ path: ['limits', small], message: `must not be above limits.${large}: ${why}` });
  }
  if (limits.electionTicks < 3 * limits.heartbeatTicks)
    found.push({
      path: ['limits', 'electionTicks'],
      message:
        'must be at least three times limits.heartbeatTicks: one lost heartbeat must not start an election',
    });
  if (limits.peerHeartbeat * 3 > limits.tick * limits.electionTicks)
    found.push({
      path: ['limits', 'peerHeartbeat'],
      message: 'must fit three times into an election timeout (limits.tick x limits.electionTicks)',
    });
  return found;
}
