/** One node and one group of the picture, put together from what is replicated and what was heard. Pure. */
import { PLACEMENT_GROUP, type PlacedGroup, type PlacedNode } from '../descriptor.js';
import type { PlacedOperator } from '../operator.js';
import { placementCopies } from '../placement-copies.js';
import type { PictureGroup, PictureMember, PictureNode } from './cluster-picture.js';
import type { Hearing } from './hearing.js';

/** @param lost nodes that recoveries from lost quorum declared lost */
export function pictureNode(
  node: PlacedNode,
  hearing: Pick<Hearing, 'node'>,
  lost: ReadonlySet<string>,
): PictureNode {
  return {
    node: node.node,
    zone: node.labels.get('zone') ?? '',
    host: node.labels.get('host') ?? '',
    state: node.state,
    health: node.health,
    lowOnDisk: hearing.node(node.node)?.report.lowOnDisk === true,
    lost: lost.has(node.node),
  };
}

export interface GroupParts {
  readonly hearing: Pick<Hearing, 'group'>;
  readonly nodeOf: (id: string) => PlacedNode | undefined;
  readonly isDamaged: (node: string, group: number) => boolean;
  readonly defaultReplicas: number;
  /** Nodes that stay in the cluster. */
  readonly staying: number;
}

export function pictureGroup(
  placed: PlacedGroup,
  operator: PictureGroup['operator'],
  { hearing, nodeOf, isDamaged, defaultReplicas, staying }: GroupParts,
): PictureGroup {
  const heard = hearing.group(placed.group);
  const asked = placed.wantedReplicas === 0 ? defaultReplicas : placed.wantedReplicas;
  const figures =
    heard !== undefined && (heard.figures.leaderTerm ?? 0) >= placed.leader.term ? heard.figures : undefined;
  const leading = figures?.leaderReplicaId ?? placed.leader.replica;
  const leader = placed.replicas.find(({ replica }) => replica === leading)?.node ?? '';
  const behind = figures?.notCaughtUp ?? [];
  const members = placed.replicas.map(
    ({ replica, node, learner }): PictureMember => ({
      node,
      replica,
      learner,
      damaged: isDamaged(node, placed.group),
      caughtUp: figures !== undefined && !behind.includes(replica),
    }),
  );
  return {
    group: placed.group,
    members,
    leader: nodeOf(leader)?.health === 'up' ? leader : '',
    preferred: placed.replicas[0]?.node ?? '',
    wanted: placed.group === PLACEMENT_GROUP ? placementCopies(asked, staying) : asked,
    ackQuorum: placed.ackQuorum,
    keptAckQuorum: placed.keptAckQuorum ?? 0,
    confVersion: placed.epoch.confVersion,
    joint: figures?.joint === true && (figures.confVersion ?? 0) >= placed.epoch.confVersion,
    begun: placed.placementLearners,
    commandsPerSecond: figures?.commandsPerSecond ?? 0,
    splitKey: figures?.splitKey ?? NO_KEY,
    operator,
  };
}

const NO_KEY = new Uint8Array(0);

export const pictureOperator = (operator: PlacedOperator): PictureGroup['operator'] => ({
  id: operator.id,
  kind: operator.kind,
  steps: operator.steps,
  doing: operator.waitsFor || operator.doing,
});
