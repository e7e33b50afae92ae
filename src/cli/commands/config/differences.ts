/** Where a cluster file differs from the replicated state, which is the truth once a cluster runs. Pure. */
import type { Cluster, NodePicture } from '../../../client/index.js';
import type { ClusterConfig } from '../../../server/config/cluster-config.js';
import { type Descriptor, labelsOf, sayLabels, stateOf } from '../node/words.js';

export interface Difference {
  /** What it is about: `node n4`, `cluster.replicas`. */
  readonly where: string;
  /** '-': not there. */
  readonly file: string;
  readonly cluster: string;
  /** Which of them to change, and how. */
  readonly next: string;
}

export function differencesOf(
  config: ClusterConfig,
  cluster: Cluster,
  nodes: readonly NodePicture[],
): Difference[] {
  const held = new Map(nodes.flatMap(({ node }) => (node ? [[node.nodeId ?? '', node] as const] : [])));
  const listed = new Set(config.nodes.map(({ id }) => id));
  const found: Difference[] = [];
  const figure = (where: string, file: number, real: number): void => {
    if (file !== real)
      found.push({
        where,
        file: String(file),
        cluster: String(real),
        next: `write ${real} into the file: it counts only when a cluster is made; of a group that is there: railkv group --help`,
      });
  };
  figure('cluster.replicas', config.cluster.replicas, cluster.defaultReplicas);
  figure('cluster.ackQuorum', config.cluster.ackQuorum, cluster.defaultAckQuorum);
  for (const node of config.nodes) found.push(...ofNode(node, held.get(node.id)));
  for (const [id, node] of held)
    if (!listed.has(id) && stateOf(node) !== 'removed')
      found.push({
        where: `node ${id}`,
        file: '-',
        cluster: `${node.clientAddress ?? ''}, ${stateOf(node)}`,
        next: 'it joined later: list it too if other commands are to find it by this file',
      });
  return found;
}

function ofNode(
  { id, peer, client, labels, placement }: ClusterConfig['nodes'][number],
  node: Descriptor | undefined,
): Difference[] {
  const where = `node ${id}`;
  if (node === undefined)
    return [
      {
        where,
        file: client,
        cluster: '-',
        next: `a file adds no node: railkv serve --join HOST:PORT --id ${id} ...`,
      },
    ];
  if (stateOf(node) === 'removed')
    return [
      { where, file: client, cluster: 'removed', next: 'take it out of the file: its id never comes back' },
    ];
  const found: Difference[] = [];
  const compare = (what: string, file: string, real: string, next: string): void => {
    if (file !== real) found.push({ where: `${where} ${what}`, file, cluster: real, next });
  };
  const correct = 'correct the file';
  compare('peer', peer, node.peerAddress ?? '', correct);
  compare('client', client, node.clientAddress ?? '', correct);
  const wanted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const real = labelsOf(node).filter(([key]) => key === 'zone' || key === 'host' || key in labels);
  compare(
    'labels',
    sayLabels(wanted),
    sayLabels(real),
    wanted.length === 0 ? correct : `correct the file, or: railkv node label ${id} ${sayLabels(wanted)}`,
  );
  compare(
    'placement',
    String(placement),
    String(node.placement ?? false),
    'write down who carries group 0 (railkv group show 0)',
  );
  return found;
}
