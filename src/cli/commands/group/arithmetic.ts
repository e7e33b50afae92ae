/** What so many voters with such an ack quorum live through, in words: printed before a change of either. Pure. */
import type { VoteCounts } from '../../../client/index.js';

export interface Survival {
  /** Nodes that may be down while the group sells. */
  readonly selling: number;
  /** Nodes that may be down while a leader is elected. */
  readonly electing: number;
  /** Disks that may be lost for good without an answered sale. */
  readonly disks: number;
}

/** The table of the design: an election needs max(floor(n/2)+1, n-d+1) of n voters with an ack quorum of d. */
export function survivalOf({ voters, ackQuorum }: VoteCounts): Survival {
  const majority = Math.floor(voters / 2) + 1;
  const elect = Math.max(majority, voters - ackQuorum + 1);
  return { selling: voters - ackQuorum, electing: voters - elect, disks: ackQuorum - 1 };
}

export function describeVotes(votes: VoteCounts): string {
  const { selling, electing, disks } = survivalOf(votes);
  const voters = `${votes.voters} ${votes.voters === 1 ? 'voter' : 'voters'}, ack quorum ${votes.ackQuorum}`;
  return `${voters}: sells with ${selling} down, elects a leader with ${electing} down, answered sales survive ${disks} lost ${disks === 1 ? 'disk' : 'disks'}`;
}

/** What of it gets worse. */
export function losses(now: VoteCounts, after: VoteCounts): string[] {
  const before = survivalOf(now);
  const then = survivalOf(after);
  const lost: string[] = [];
  if (then.disks < before.disks)
    lost.push(
      then.disks === 0
        ? 'one lost disk can lose sales that were answered'
        : `answered sales survive ${then.disks} lost disks, not ${before.disks}`,
    );
  if (then.electing < before.electing)
    lost.push(
      then.electing === 0
        ? 'with any voter down no leader can be elected'
        : `a leader is elected with ${then.electing} down, not ${before.electing}`,
    );
  if (then.selling < before.selling)
    lost.push(
      then.selling === 0
        ? 'with any voter down nothing is sold'
        : `it sells with ${then.selling} down, not ${before.selling}`,
    );
  return lost;
}
