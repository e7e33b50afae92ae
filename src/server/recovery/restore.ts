/** A new cluster from the snapshots of an old one: the same rows at the same positions, on new nodes, under a cluster id, a
 *  recovery epoch and replica ids of their own. Pure but for the store it fills. */
import type { pb } from '../../proto/index.js';
import { type GroupId, replicaId } from '../../raft/ids.js';
import {
  decodeGroup,
  encodeGroup,
  encodeNode,
  nodeFromWire,
  PLACEMENT_BUCKET,
  PLACEMENT_GROUP,
  type PlacedGroup,
  placementGroup,
} from '../../shard/descriptor.js';
import { Loads, placeGroup } from '../../shard/place-group.js';
import { decodeHead, encodeHead, groupRow, HEAD_ROW, nodeRow, parseRow } from '../../shard/placement-rows.js';
import { PlacementState } from '../../shard/placement-state.js';
import { compareText } from '../../shard/replica-placement.js';
import type { Rows } from '../../store/bucket.js';
import { encodeConfiguration, encodeMembers, type GroupMeta } from '../../store/group-meta.js';
import type { NodeStore } from '../../store/node-store.js';
import { decodeRowKey, TABLE_ROWS } from '../../store/physical-key.js';
import { assert } from '../host/invariant.js';
import { firstMeta } from '../host/new-group.js';
import type { NodeConfig } from '../host/node-config.js';

export interface RestorePlan {
  readonly recoveryEpoch: number;
  readonly groups: readonly PlacedGroup[];
  readonly placementRows: Rows;
}

type Chunk = pb.SnapshotChunk.$Properties;

/** The rows of group 0's bucket, of its snapshot. */
export function takePlacementRows(into: Map<string, Uint8Array>, chunk: Chunk): void {
  for (const { key, value } of chunk.rows ?? []) {
    const at = key?.[0] === TABLE_ROWS ? decodeRowKey(key) : undefined;
    if (at?.bucket === PLACEMENT_BUCKET) into.set(at.row, Uint8Array.from(value ?? []));
  }
}

/** The groups that placement rows tell of, in order. */
export function groupsOfRows(rows: Rows): PlacedGroup[] {
  const groups: PlacedGroup[] = [];
  for (const [key, value] of rows) if (parseRow(key).kind === 'group') groups.push(decodeGroup(value));
  return groups.sort((a, b) => a.group - b.group);
}

/** @param metas of every group's snapshot  @param rows of group 0's */
export function planRestore(
  config: Pick<NodeConfig, 'clusterId' | 'nodes' | 'defaultReplicas' | 'defaultAckQuorum'>,
  metas: readonly GroupMeta[],
  rows: Rows,
): RestorePlan {
  const recoveryEpoch = 1 + Math.max(0, ...metas.map((meta) => meta.recoveryEpoch));
  const headRow = rows.get(HEAD_ROW);
  assert(headRow !== undefined, 'group 0 was saved before its bootstrap');
  const head = decodeHead(headRow);
  const revision = head.revision + 1;
  const nodes = config.nodes.map(({ labels, ...node }) =>
    nodeFromWire({ ...node, labels: { ...labels }, revision, level: head.level }),
  );
  const placement = placementGroup(nodes);
  const loads = new Loads(nodes, [placement]);
  const made = { ackQuorum: config.defaultAckQuorum, revision, createdAtMs: 0 };
  const metaOf = new Map(metas.map((meta) => [meta.group, meta]));
  const groups = groupsOfRows(rows).map((old): PlacedGroup => {
    const meta = metaOf.get(old.group);
    assert(meta !== undefined, `group ${old.group} was not saved`);
    const fresh =
      old.group === PLACEMENT_GROUP
        ? { ...placement, revision }
        : placeGroup(old.group, old.range, config.defaultReplicas, loads, made);
    const confVersion = Math.max(old.epoch.confVersion, meta.epoch.confVersion) + 1;
    return {
      ...fresh,
      createdAtMs: old.createdAtMs,
      epoch: { confVersion, rangeVersion: meta.epoch.rangeVersion },
      replicas: fresh.replicas.map((replica, at) => ({
        ...replica,
        replica: replicaId(recoveryEpoch, at + 1),
      })),
    };
  });
  const { clusterId, defaultReplicas, defaultAckQuorum } = config;
  const placementRows = new Map<string, Uint8Array>();
  for (const [key, value] of rows)
    if (['line', 'station', 'settings'].includes(parseRow(key).kind)) placementRows.set(key, value);
  placementRows.set(
    HEAD_ROW,
    encodeHead({
      ...head,
      clusterId,
      revision,
      defaultReplicas,
      defaultAckQuorum,
      // Other nodes, under their own names: nobody of them was lost, and all groups are known.
      recoveries: [],
      reconciledEpoch: recoveryEpoch,
    }),
  );
  for (const node of nodes) placementRows.set(nodeRow(node.node), encodeNode(node));
  for (const group of groups) placementRows.set(groupRow(group.group), encodeGroup(group));
  PlacementState.fromRows(placementRows); // what contradicts itself is found now
  return { recoveryEpoch, groups, placementRows };
}

/** Puts one node's replica of a group into its store. @param chunks of the group's snapshot */
export async function restoreReplica(
  store: NodeStore,
  plan: RestorePlan,
  meta: GroupMeta,
  chunks: () => AsyncIterable<Chunk>,
): Promise<void> {
  const { node } = store.identity;
  const placed = plan.groups.find(({ group }) => group === meta.group);
  const first = placed === undefined ? undefined : firstMeta(placed, node);
  if (first === undefined) return;
  const seed = { ...first, recoveryEpoch: plan.recoveryEpoch, applied: meta.applied, format: meta.format };
  if (meta.group === PLACEMENT_GROUP) {
    const made = await store.createGroup(seed);
    assert(made.kind === 'created', `group 0 could not be made on node ${node}: ${made.kind}`);
    await made.state.load(PLACEMENT_BUCKET);
    for (const [key, value] of [...plan.placementRows].sort(([a], [b]) => compareText(a, b)))
      made.state.put(PLACEMENT_BUCKET, key, value);
    await made.state.checkpoint(meta.applied, {});
    return;
  }
  await install(store, seed, chunks());
}

async function install(
  store: NodeStore,
  seed: Pick<
    GroupMeta,
    | 'group'
    | 'replica'
    | 'epoch'
    | 'members'
    | 'replicaCounter'
    | 'recoveryEpoch'
    | 'configuration'
    | 'applied'
  >,
  chunks: AsyncIterable<Chunk>,
): Promise<void> {
  const { group, replica, applied } = seed;
  const header = {
    metadata: { ...applied, configuration: encodeConfiguration(seed.configuration) },
    epoch: { ...seed.epoch },
    members: encodeMembers(seed.members),
    replicaCounter: seed.replicaCounter,
    recoveryEpoch: seed.recoveryEpoch,
  };
  const result = await store.installSnapshot(group, replica, withHeader(chunks, header));
  assert(result.kind === 'installed', `group ${group} could not be installed: ${result.kind}`);
}

async function* withHeader(
  chunks: AsyncIterable<Chunk>,
  header: pb.SnapshotHeader.$Properties,
): AsyncGenerator<Chunk> {
  for await (const chunk of chunks)
    yield chunk.header ? { ...chunk, header: { ...chunk.header, ...header } } : chunk;
}

/** Which groups a node carries. */
export const groupsOn = (plan: RestorePlan, node: string): GroupId[] =>
  plan.groups.filter(({ replicas }) => replicas.some((each) => each.node === node)).map(({ group }) => group);
