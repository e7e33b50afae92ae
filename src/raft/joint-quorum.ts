/** The decisions of a configuration, which is one set of voters, or two while it changes: then both halves must agree.
 *  Pure: reads what the progresses say, changes nothing. Voters are looked up in the configuration of now, so that what a
 *  removed replica once said counts for nothing. */
import { kthLargest, type QuorumSizes, quorumSizes, type VoteOutcome, voteOutcome } from './ack-quorum.js';
import type { LogIndex, ReplicaId } from './ids.js';
import type { Configuration } from './message.js';

/** What the leader knows of a voter. */
export interface VoterAcks {
  readonly id: ReplicaId;
  /** Highest index known to be durable there and equal to the leader's. */
  readonly match: LogIndex;
  /** Highest read position it has confirmed. */
  readonly readAck: number;
}

interface Half {
  readonly voters: readonly VoterAcks[];
  readonly sizes: QuorumSizes;
}

// Shared by all groups: the core is synchronous, and this is filled and read within one call.
const scratch: number[] = [];

export class JointQuorum {
  readonly #incoming: Half;
  readonly #outgoing: Half | undefined;

  constructor(configuration: Configuration, acksOf: (id: ReplicaId) => VoterAcks) {
    this.#incoming = {
      voters: configuration.voters.map(acksOf),
      sizes: quorumSizes(configuration.voters.length, configuration.ackQuorum),
    };
    this.#outgoing =
      configuration.votersOutgoing.length === 0
        ? undefined
        : {
            voters: configuration.votersOutgoing.map(acksOf),
            sizes: quorumSizes(configuration.votersOutgoing.length, configuration.ackQuorumOutgoing),
          };
  }

  /** Highest index that a commit quorum of each half holds. The caller checks its term. */
  committed(): LogIndex {
    const incoming = heldBy(this.#incoming, this.#incoming.sizes.commit);
    if (this.#outgoing === undefined) return incoming;
    return Math.min(incoming, heldBy(this.#outgoing, this.#outgoing.sizes.commit));
  }

  /** Highest index that d of the incoming voters hold, d the incoming ack quorum. The caller caps it by the commit. */
  answerable(): LogIndex {
    return heldBy(this.#incoming, this.#incoming.sizes.answer);
  }

  /** Highest read position that a confirming quorum of each half has acknowledged. */
  confirmedReads(): number {
    const incoming = readBy(this.#incoming);
    return this.#outgoing === undefined ? incoming : Math.min(incoming, readBy(this.#outgoing));
  }

  votes(votes: ReadonlyMap<ReplicaId, boolean>): VoteOutcome {
    const incoming = tally(this.#incoming, votes);
    if (this.#outgoing === undefined) return incoming;
    const outgoing = tally(this.#outgoing, votes);
    if (incoming === outgoing) return incoming;
    return incoming === 'lost' || outgoing === 'lost' ? 'lost' : 'pending';
  }

  /** Whether the active voters stop anybody else from being elected: what a leader needs to stay one. */
  confirmedBy(active: (id: ReplicaId) => boolean): boolean {
    return (
      count(this.#incoming, active) >= this.#incoming.sizes.confirm &&
      (this.#outgoing === undefined || count(this.#outgoing, active) >= this.#outgoing.sizes.confirm)
    );
  }

  /** Whether the active voters could elect somebody. */
  electableBy(active: (id: ReplicaId) => boolean): boolean {
    return (
      count(this.#incoming, active) >= this.#incoming.sizes.elect &&
      (this.#outgoing === undefined || count(this.#outgoing, active) >= this.#outgoing.sizes.elect)
    );
  }

  /** Whether an election needs more than a majority, so that a single refusal may spoil it. */
  electionIsTight(): boolean {
    return tight(this.#incoming) || (this.#outgoing !== undefined && tight(this.#outgoing));
  }
}

function heldBy(half: Half, copies: number): LogIndex {
  const { voters } = half;
  for (let i = 0; i < voters.length; i++) scratch[i] = (voters[i] as VoterAcks).match;
  return kthLargest(scratch, voters.length, copies);
}

function readBy(half: Half): number {
  const { voters } = half;
  for (let i = 0; i < voters.length; i++) scratch[i] = (voters[i] as VoterAcks).readAck;
  return kthLargest(scratch, voters.length, half.sizes.confirm);
}

function tally(half: Half, votes: ReadonlyMap<ReplicaId, boolean>): VoteOutcome {
  let granted = 0;
  let refused = 0;
  for (const { id } of half.voters) {
    const vote = votes.get(id);
    if (vote === true) granted++;
    else if (vote === false) refused++;
  }
  return voteOutcome(half.sizes, granted, refused);
}

function count(half: Half, active: (id: ReplicaId) => boolean): number {
  let found = 0;
  for (const { id } of half.voters) if (active(id)) found++;
  return found;
}

function tight(half: Half): boolean {
  return half.sizes.elect > Math.floor(half.sizes.voters / 2) + 1;
}
