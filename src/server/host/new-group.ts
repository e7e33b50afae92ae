/** The first state of a group, the same on each of its nodes: a function of its descriptor alone. */
import type { pb } from '../../proto/index.js';
import { levelToWire, ROWS_FORMAT } from '../../proto/versions.js';
import { PLACEMENT_GROUP, type PlacedGroup } from '../../shard/descriptor.js';
import type { GroupSeed } from '../../store/group-meta.js';
import type { NodeConfig } from './node-config.js';

/** As if a snapshot of nothing at (index 1, term 1) had been installed.
 *  @returns undefined when the node carries no replica of the group */
export function firstMeta(placed: PlacedGroup, node: string): GroupSeed | undefined {
  const own = placed.replicas.find((replica) => replica.node === node);
  if (own === undefined) return undefined;
  const members = [...placed.replicas].sort((a, b) => a.replica - b.replica);
  return {
    group: placed.group,
    replica: own.replica,
    range: placed.range,
    epoch: placed.epoch,
    members,
    replicaCounter: Math.max(...members.map(({ replica }) => replica % 2 ** 32)),
    recoveryEpoch: 0,
    configuration: {
      voters: members.filter(({ learner }) => !learner).map(({ replica }) => replica),
      ackQuorum: placed.ackQuorum,
      votersOutgoing: [],
      ackQuorumOutgoing: 0,
      learners: members.filter(({ learner }) => learner).map(({ replica }) => replica),
      learnersNext: [],
      autoLeave: false,
    },
    applied: { index: 1, term: 1 },
    format: ROWS_FORMAT,
    host: new Uint8Array(0),
  };
}

/** Group 0 is never asleep and never split; the others hold tickets and plain keys. */
export const isPlacement = (group: number): boolean => group === PLACEMENT_GROUP;

/** What group 0 begins with. */
export const bootstrapOf = (config: NodeConfig): pb.BootstrapCluster.$Properties => ({
  clusterId: config.clusterId,
  nodes: config.nodes.map((node) => ({
    nodeId: node.nodeId,
    peerAddress: node.peerAddress,
    clientAddress: node.clientAddress,
    labels: { ...node.labels },
    placement: node.placement,
  })),
  defaultReplicas: config.defaultReplicas,
  defaultAckQuorum: config.defaultAckQuorum,
  level: levelToWire(config.versions.level),
});
