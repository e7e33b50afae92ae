/** What this node refuses before anything is proposed, why, and where to go instead. It decides; it changes nothing. */
import { RailkvError } from '../../proto/errors.js';
import { leaderHintMetadata } from '../../proto/leader-hint.js';
import { ENTRY_FORMAT, LEVEL_OF, OUTCOME_ENTRY_FORMAT } from '../../proto/versions.js';
import type { GroupId } from '../../raft/ids.js';
import { routeToWire } from '../../shard/descriptor.js';
import type { PlacementView } from '../../shard/placement-view.js';
import type { HostedReplica } from './hosted-replica.js';
import type { ProposalGates, TicketReplica } from './proposals.js';
import { siblingRoutes } from './siblings.js';

export interface GatesParts {
  readonly nodeId: string;
  readonly stopping: () => boolean;
  readonly view: () => PlacementView;
  /** Whether the replica of a group on a node could hold a sale now: the node is heard, and has not said that it is damaged. */
  readonly responds: (node: string, group: GroupId) => boolean;
  readonly clockSuspect: () => boolean;
  /** Why the replica of a group here is damaged. */
  readonly damage: (group: GroupId) => string | undefined;
  readonly isInstalling: (group: GroupId) => boolean;
  readonly find: (group: GroupId) => HostedReplica | undefined;
}

export class Gates implements ProposalGates {
  constructor(private readonly parts: GatesParts) {}

  /** What keeps a leader from proposing sales now. */
  obstacle(replica: TicketReplica): RailkvError | undefined {
    const { nodeId } = this.parts;
    if (this.parts.stopping())
      return new RailkvError('SHUTTING_DOWN', 'this node is shutting down: try another');
    if (replica.dispute !== undefined)
      return new RailkvError('REPLICA_DAMAGED', `${replica.dispute}: nothing was done`);
    const { configuration } = replica.raft;
    let responding = 0;
    for (const voter of configuration.voters) {
      const node = replica.members.get(voter)?.node;
      if (node !== undefined && this.parts.responds(node, replica.group)) responding += 1;
    }
    if (responding < configuration.ackQuorum)
      return new RailkvError(
        'ACK_QUORUM_AWAY',
        `${responding} of ${configuration.voters.length} replicas of group ${replica.group} respond and a sale needs ${configuration.ackQuorum}: nothing was done`,
        { retryAfterMs: 1_000 },
      );
    if (this.parts.clockSuspect())
      return new RailkvError(
        'CLOCK_SUSPECT',
        `the clock of node ${nodeId} is far from its peers': nothing was done`,
        { retryAfterMs: 1_000 },
      );
    return undefined;
  }

  notLeader(replica: HostedReplica): RailkvError {
    const node = replica.leaderNode;
    if (node === undefined || node === this.parts.nodeId)
      return new RailkvError('NO_LEADER', `group ${replica.group} is electing a leader: try again`, {
        retryAfterMs: 200,
      });
    const address = this.parts.view().node(node)?.clientAddress ?? '';
    return new RailkvError('NOT_LEADER', `group ${replica.group} is led by node ${node}`, {
      metadata: leaderHintMetadata(address === '' ? { nodeId: node } : { nodeId: node, address }),
    });
  }

  epochStale(replica: HostedReplica): RailkvError {
    return new RailkvError('EPOCH_STALE', `the range of group ${replica.group} is another now`, {
      routes: siblingRoutes(replica, this.parts.find),
    });
  }

  /** After a start the level is not known until group 0 is heard: an outcome told by an entry of the first format could change. */
  outcomeObstacle(): RailkvError | undefined {
    if (this.parts.view().revision > 0) return undefined;
    return new RailkvError(
      'NO_LEADER',
      `node ${this.parts.nodeId} has not heard of group 0 yet, and cannot tell outcomes before: try again`,
      { retryAfterMs: 200 },
    );
  }

  commandFormat(): number {
    return this.parts.view().level >= LEVEL_OF.keptOutcomes ? OUTCOME_ENTRY_FORMAT : ENTRY_FORMAT;
  }

  /** Why there is no running replica of a group here, and where there are some. */
  absent(group: GroupId): RailkvError {
    const { nodeId } = this.parts;
    const damage = this.parts.damage(group);
    if (damage !== undefined)
      return new RailkvError(
        'REPLICA_DAMAGED',
        `the replica of group ${group} on this node is damaged: ${damage}`,
      );
    if (this.parts.isInstalling(group))
      return new RailkvError(
        'READ_TOO_OLD',
        `group ${group} is being copied to this node: ask another replica`,
      );
    const placed = this.parts.view().group(group);
    return new RailkvError('GROUP_NOT_FOUND', `node ${nodeId} has no replica of group ${group}`, {
      routes: placed === undefined ? [] : [routeToWire(placed, 0)],
    });
  }
}
