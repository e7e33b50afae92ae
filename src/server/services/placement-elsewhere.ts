/** A node without a replica of group 0 names one that has one. */
import { RailkvError } from '../../proto/errors.js';
import { leaderHintMetadata } from '../../proto/leader-hint.js';
import { PLACEMENT_GROUP } from '../../shard/descriptor.js';
import type { NodeCore } from '../host/node-core.js';

export function placementElsewhere({ view, config }: NodeCore): RailkvError {
  const group = view.group(PLACEMENT_GROUP);
  const leader = group?.replicas.find(({ replica }) => replica === group.leader.replica);
  const node =
    (leader ?? group?.replicas[0])?.node ?? config.nodes.find(({ placement }) => placement)?.nodeId ?? '';
  const address =
    view.node(node)?.clientAddress ?? config.nodes.find(({ nodeId }) => nodeId === node)?.clientAddress ?? '';
  return new RailkvError(
    'NOT_PLACEMENT',
    `node ${config.nodeId} carries no replica of group 0: ask ${node}`,
    { metadata: leaderHintMetadata({ nodeId: node, address }) },
  );
}
