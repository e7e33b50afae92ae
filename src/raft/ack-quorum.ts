/** How many of n voters must hold an entry, grant a vote or confirm a read, for an ack quorum of d.
 *  Pure arithmetic. elect = max(floor(n/2)+1, n-d+1): FlexiRaft (CIDR 2023) section 4; the first term is Raft's own need,
 *  no two leaders of one term, and is easy to forget. */
import { assert } from './invariant.js';

export interface QuorumSizes {
  readonly voters: number;
  /** Copies, the leader's own included, before a sale is answered: d. */
  readonly answer: number;
  /** Copies before an entry is committed: min(d, majority). Above a majority d is a longer wait, not another rule. */
  readonly commit: number;
  /** Votes and pre-votes to lead: meets every commit quorum, and every other election quorum. */
  readonly elect: number;
  /** Voters that confirm a read or keep a leader in office: exactly what stops another from being elected. */
  readonly confirm: number;
}

/** @param voters n, at least 1; @param ackQuorum d, 1..n */
export function quorumSizes(voters: number, ackQuorum: number): QuorumSizes {
  assert(voters >= 1, 'a quorum needs at least one voter');
  assert(ackQuorum >= 1 && ackQuorum <= voters, 'the ack quorum must lie in 1..voters');
  const majority = Math.floor(voters / 2) + 1;
  const elect = Math.max(majority, voters - ackQuorum + 1);
  return {
    voters,
    answer: ackQuorum,
    commit: Math.min(ackQuorum, majority),
    elect,
    confirm: voters - elect + 1,
  };
}

export type VoteOutcome = 'won' | 'pending' | 'lost';

/** Lost as soon as the votes still missing could not help. */
export function voteOutcome(sizes: QuorumSizes, granted: number, refused: number): VoteOutcome {
  if (granted >= sizes.elect) return 'won';
  return refused > sizes.voters - sizes.elect ? 'lost' : 'pending';
}

/** The k-th largest of `values[0..count)`, which are sorted in place (descending): the highest position that k hold. */
export function kthLargest(values: number[], count: number, k: number): number {
  assert(k >= 1 && k <= count, 'k must lie in 1..count');
  for (let i = 1; i < count; i++) {
    const value = values[i] as number;
    let j = i - 1;
    while (j >= 0 && (values[j] as number) < value) {
      values[j + 1] = values[j] as number;
      j--;
    }
    values[j + 1] = value;
  }
  return values[k - 1] as number;
}
