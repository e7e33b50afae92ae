/** What of a group was lost with its nodes: whether those who are left can still elect, and whether an answered sale can be
 *  among what is gone. Pure arithmetic on configurations. */
import { quorumSizes } from '../../raft/ack-quorum.js';
import type { ReplicaId } from '../../raft/ids.js';
import type { SurveyedReplica } from './survey.js';

type Configuration = SurveyedReplica['configuration'];

interface Half {
  readonly voters: readonly ReplicaId[];
  readonly ackQuorum: number;
}

const halvesOf = (configuration: Configuration): readonly Half[] => {
  const { voters, ackQuorum, votersOutgoing, ackQuorumOutgoing } = configuration;
  const outgoing = { voters: votersOutgoing, ackQuorum: ackQuorumOutgoing };
  return votersOutgoing.length === 0 ? [{ voters, ackQuorum }] : [{ voters, ackQuorum }, outgoing];
};

const gone = ({ voters }: Half, left: ReadonlySet<ReplicaId>): number =>
  voters.filter((voter) => !left.has(voter)).length;

/** Whether the replicas left can elect a leader; a commit never needs more of them than an election. */
export function canElect(configuration: Configuration, left: ReadonlySet<ReplicaId>): boolean {
  return halvesOf(configuration).every((half) => {
    const { voters, elect } = quorumSizes(half.voters.length, half.ackQuorum);
    return voters - gone(half, left) >= elect;
  });
}

/** Whether a leader among the replicas left stays one and commits: with an ack quorum below the majority it does with fewer
 *  than could elect the next one. */
export function keepsLeader(configuration: Configuration, left: ReadonlySet<ReplicaId>): boolean {
  return halvesOf(configuration).every((half) => {
    const { voters, commit, confirm } = quorumSizes(half.voters.length, half.ackQuorum);
    return voters - gone(half, left) >= Math.max(commit, confirm);
  });
}

export interface Loss {
  readonly voters: number;
  readonly ackQuorum: number;
  readonly lostCopies: number;
  /** Whether a sale can have been answered whose copies are all gone. */
  readonly mayLose: boolean;
  /** Not as far as the survivors know; but who is gone could lower the ack quorum without them, being enough to commit that.
   *  Absent from a file of an older command. */
  readonly unlessLowered?: boolean;
}

/** An answered sale is on d voters at least: while fewer than d copies are gone, a survivor has it, and then so has the one
 *  whose log goes furthest. While a change was under way that has to hold for both halves. The d is the survivors': above a
 *  majority so many may be gone that they could have agreed on another one while the survivors were away. */
export function lossOf(configuration: Configuration, left: ReadonlySet<ReplicaId>): Loss {
  const halves = halvesOf(configuration);
  const worst = halves.reduce((a, b) => (b.ackQuorum - gone(b, left) < a.ackQuorum - gone(a, left) ? b : a));
  const lostCopies = gone(worst, left);
  const mayLose = lostCopies >= worst.ackQuorum;
  const unlessLowered =
    !mayLose &&
    halves.every((half) => gone(half, left) >= quorumSizes(half.voters.length, half.ackQuorum).commit);
  return { voters: worst.voters.length, ackQuorum: worst.ackQuorum, lostCopies, mayLose, unlessLowered };
}
