/** What all nodes say of themselves, put together: each node's answer or silence, and each group as its replicas see it. */
import {
  type Cluster,
  type ClusterNode,
  type GroupStatus,
  type NodeStatus,
  type RailkvClient,
  RailkvError,
} from '../../client/index.js';
import { describeRange } from '../../proto/boundary.js';
import { throwWhereAllRefuse } from './caller-refused.js';

export interface NodePicture {
  readonly node: ClusterNode;
  /** Absent when it did not answer. */
  readonly status: NodeStatus | undefined;
  readonly silence: RailkvError | undefined;
}

export interface ReplicaPicture {
  readonly nodeId: string;
  readonly status: GroupStatus;
}

export interface GroupPicture {
  readonly group: number;
  /** What it holds: `placement`, `plain keys`, a line, or the part of one. */
  readonly holds: string;
  /** By node id; only replicas that could be asked. */
  readonly replicas: readonly ReplicaPicture[];
  /** The replica that leads in the highest term known, if it could be asked. */
  readonly leader: ReplicaPicture | undefined;
  /** Nodes that carry a replica, asked or not. */
  readonly members: readonly string[];
}

export interface ClusterPicture {
  readonly cluster: Cluster;
  readonly nodes: readonly NodePicture[];
  readonly groups: readonly GroupPicture[];
}

/** The group that places all others. */
export const PLACEMENT_GROUP = 0;
const PLAIN_GROUP = 1;
export const NODE_TIMEOUT_MS = 2_000;
const DAY_MS = 86_400_000;

/** @throws RailkvError when not even the list of nodes can be had, or every node refuses the caller */
export async function takePicture(
  client: RailkvClient,
  call: { readonly timeoutMs?: number },
): Promise<ClusterPicture> {
  const cluster = await client.cluster.describe(call);
  const timeoutMs = call.timeoutMs ?? NODE_TIMEOUT_MS;
  const nodes = await Promise.all(cluster.nodes.map((node) => askNode(client, node, timeoutMs)));
  throwWhereAllRefuse(nodes.map(({ silence }) => silence));
  return { cluster, nodes, groups: picturesOfGroups(nodes) };
}

async function askNode(client: RailkvClient, node: ClusterNode, timeoutMs: number): Promise<NodePicture> {
  try {
    const status = await client.cluster.nodeStatus(node.nodeId, { groups: true, timeoutMs });
    return { node, status, silence: undefined };
  } catch (error) {
    if (!(error instanceof RailkvError)) throw error;
    return { node, status: undefined, silence: error };
  }
}

function picturesOfGroups(nodes: readonly NodePicture[]): GroupPicture[] {
  const replicasOf = new Map<number, ReplicaPicture[]>();
  for (const { node, status } of nodes) {
    for (const group of status?.groups ?? []) {
      const replicas = replicasOf.get(group.group) ?? [];
      replicas.push({ nodeId: node.nodeId, status: group });
      replicasOf.set(group.group, replicas);
    }
  }
  return [...replicasOf]
    .sort(([a], [b]) => a - b)
    .map(([group, replicas]) => ({
      group,
      holds: contentOf(group, replicas),
      replicas,
      leader: leaderOf(replicas),
      members: membersOf(replicas),
    }));
}

/** By the newest range that a replica of it knows: one that is behind has not heard of a split. */
function contentOf(group: number, replicas: readonly ReplicaPicture[]): string {
  let newest: GroupStatus | undefined;
  for (const { status } of replicas)
    if (newest === undefined || status.epoch.rangeVersion > newest.epoch.rangeVersion) newest = status;
  return nameOf(group, newest?.range);
}

export function nameOf(group: number, range: GroupStatus['range'] | undefined): string {
  if (group === PLACEMENT_GROUP) return 'placement';
  const named = range === undefined ? undefined : describeRange(range);
  return named ?? (group === PLAIN_GROUP ? 'plain keys' : '-');
}

/** What is switched on; undefined while no node answers. */
export function clusterLevel(nodes: readonly NodePicture[]): number | undefined {
  const known = nodes.flatMap(({ status }) => (status === undefined ? [] : [status.clusterLevel]));
  return known.length === 0 ? undefined : Math.max(...known);
}

/** By the node's own clock; negative: it has expired. @returns undefined for a node without TLS */
export function certificateDaysLeft({ certificateUntilMs, wallClockMs }: NodeStatus): number | undefined {
  return certificateUntilMs === 0 ? undefined : Math.floor((certificateUntilMs - wallClockMs) / DAY_MS);
}

/** A replica that believes to lead while another leads in a higher term has been deposed and does not know yet. */
function leaderOf(replicas: readonly ReplicaPicture[]): ReplicaPicture | undefined {
  let leader: ReplicaPicture | undefined;
  for (const replica of replicas) {
    if (replica.status.role !== 'leader') continue;
    if (leader === undefined || replica.status.term > leader.status.term) leader = replica;
  }
  return leader;
}

/** As the replica with the newest configuration knows them. */
function membersOf(replicas: readonly ReplicaPicture[]): string[] {
  let newest: GroupStatus | undefined;
  for (const { status } of replicas) {
    if (newest === undefined || status.epoch.confVersion > newest.epoch.confVersion) newest = status;
  }
  return (newest?.replicas ?? []).map((replica) => replica.nodeId).sort();
}
