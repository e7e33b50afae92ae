/** The sizes of quorums as the design has them, reckoned here anew: what is under test may not be its own yardstick. */
import type { ReplicaId } from '../../../src/raft/ids.js';
import type { Configuration } from '../../../src/raft/message.js';

export interface Half {
  readonly voters: readonly ReplicaId[];
  readonly ackQuorum: number;
}

const majority = (voters: number): number => Math.floor(voters / 2) + 1;

/** Copies that commit. */
export const commitSize = ({ voters, ackQuorum }: Half): number =>
  Math.min(ackQuorum, majority(voters.length));

/** Votes that elect. */
export const electSize = ({ voters, ackQuorum }: Half): number =>
  Math.max(majority(voters.length), voters.length - ackQuorum + 1);

/** One half, or the incoming and the outgoing one. */
export function halves(configuration: Configuration): Half[] {
  const { voters, ackQuorum, votersOutgoing, ackQuorumOutgoing } = configuration;
  const incoming = { voters, ackQuorum };
  return votersOutgoing.length === 0
    ? [incoming]
    : [incoming, { voters: votersOutgoing, ackQuorum: ackQuorumOutgoing }];
}
