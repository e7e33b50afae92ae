/** Replicas tell each other what their rows came to at positions that their logs named, and who is wrong stops. Leaders name
 *  positions by bytes and by age; every replica takes its digest exactly there and tells the other members. One that a
 *  majority of the voters contradicts halts as damaged. While there is a difference and no majority, nobody can tell whose
 *  rows are right: the group serves neither sales nor confirmed reads nor snapshots until there is one. */

import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import { ROWS_FORMAT } from '../../proto/versions.js';
import type { LogIndex, ReplicaId } from '../../raft/ids.js';
import { type Digest, formatDigest } from '../../store/digest.js';
import { DigestTally, type DigestVerdict } from './digest-tally.js';
import type { HostedReplica } from './hosted-replica.js';
import { NOBODY } from './proposals.js';

export interface DigestsParts {
  readonly env: Env;
  readonly nodeId: string;
  readonly find: (group: number) => HostedReplica | undefined;
  readonly send: (node: string, reports: pb.DigestReport.$Properties[]) => void;
  readonly replicas: () => Iterable<HostedReplica>;
  readonly clockSuspect: () => boolean;
}

interface Compared {
  /** A replica opened anew starts with other rows: what was said of the old ones is forgotten. */
  readonly replica: HostedReplica;
  readonly tally: DigestTally;
  last: pb.DigestReport.$Properties | undefined;
  readonly convicted: Set<ReplicaId>;
}

/** In a dispute the leader names a position this often: reports may be lost, and a replica that was away can decide. */
const DISPUTE_NAME_MS = 5_000;

export class Digests {
  readonly #groups = new Map<number, Compared>();
  /** Told since the last tick; judged at the next, never in the middle of an apply. */
  readonly #fresh = new Set<number>();
  readonly #outbox = new Map<string, pb.DigestReport.$Properties[]>();
  #nextNameMs = 0;
  /** Since the start. */
  taken = 0;
  /** Differences seen since the start, own ones included. */
  differences = 0;

  constructor(private readonly parts: DigestsParts) {}

  /** Groups without a majority now. */
  get disputed(): number {
    let count = 0;
    for (const { replica } of this.#groups.values()) if (replica.dispute !== undefined) count += 1;
    return count;
  }

  took(replica: HostedReplica, index: LogIndex, digest: Digest): void {
    const compared = this.#of(replica);
    this.taken += 1;
    compared.tally.add(replica.id, index, digest);
    compared.last = {
      group: replica.group,
      replicaId: replica.id,
      index,
      digestHigh: digest.high,
      digestLow: digest.low,
      format: ROWS_FORMAT,
    };
    this.#fresh.add(replica.group);
    this.#tell(compared);
  }

  received(fromNode: string, reports: readonly pb.DigestReport.$Properties[]): void {
    for (const report of reports) {
      const replica = this.parts.find(report.group ?? 0);
      const member = replica?.members.get(report.replicaId ?? 0);
      if (replica === undefined || member?.node !== fromNode || report.format !== ROWS_FORMAT) continue;
      const digest = { high: report.digestHigh ?? 0, low: report.digestLow ?? 0 };
      this.#of(replica).tally.add(member.replica, report.index ?? 0, digest);
      this.#fresh.add(replica.group);
    }
  }

  /** Every tick: one frame a peer for all groups, then what follows from what was told. */
  tick(): void {
    for (const [node, reports] of this.#outbox) this.parts.send(node, reports);
    this.#outbox.clear();
    if (this.#fresh.size === 0) return;
    const fresh = [...this.#fresh].sort((a, b) => a - b);
    this.#fresh.clear();
    for (const group of fresh) this.#judge(group);
  }

  /** About once a second: what no command brought into the log for a while is compared by an entry of its own, and a dispute
   *  does not end by itself. */
  sweep(): void {
    for (const replica of this.parts.replicas())
      if (!replica.asleep && replica.isCurrentLeader && replica.digestTurn.isDue && this.#name(replica))
        replica.digestTurn.named();
    const nowMs = this.parts.env.clock.monotonicMs();
    const name = nowMs >= this.#nextNameMs;
    if (name) this.#nextNameMs = nowMs + DISPUTE_NAME_MS;
    for (const [group, compared] of this.#groups) {
      const { replica } = compared;
      if (replica.closed) this.#groups.delete(group);
      if (replica.closed || replica.dispute === undefined) continue;
      this.#fresh.add(group);
      this.#tell(compared);
      if (name && replica.isLeader) this.#name(replica);
    }
  }

  /** Proposes an entry that names a digest and does nothing else. @returns whether the log took it */
  #name(replica: HostedReplica): boolean {
    const wallMs = Math.floor(this.parts.env.clock.wallMs());
    if (this.parts.clockSuspect()) return false;
    return replica.propose(replica.machine.expireEntry(wallMs, true), NOBODY) === 'ok';
  }

  #of(replica: HostedReplica): Compared {
    const known = this.#groups.get(replica.group);
    if (known?.replica === replica) return known;
    const made = {
      replica,
      tally: new DigestTally(replica.id),
      last: undefined,
      convicted: new Set<number>(),
    };
    this.#groups.set(replica.group, made);
    return made;
  }

  #tell({ replica, last }: Compared): void {
    if (last === undefined) return;
    for (const { replica: member, node } of replica.members.values()) {
      if (member === replica.id) continue;
      const reports = this.#outbox.get(node) ?? [];
      reports.push(last);
      this.#outbox.set(node, reports);
    }
  }

  #judge(group: number): void {
    const compared = this.#groups.get(group);
    if (compared === undefined || compared.replica.closed) return;
    const { replica } = compared;
    const verdict = compared.tally.verdict(replica.raft.configuration.voters);
    switch (verdict.kind) {
      case 'fine':
        this.#settle(compared, verdict);
        return;
      case 'disputed':
        this.#dispute(compared, verdict);
        return;
      case 'wrong':
        this.differences += 1;
        replica.halt(
          `its rows as of entry ${verdict.index} have digest ${verdict.own}, those of the majority have ${verdict.majority}`,
        );
    }
  }

  #settle(compared: Compared, { outvoted }: DigestVerdict & { kind: 'fine' }): void {
    const { replica, convicted } = compared;
    const { group } = replica;
    for (const { replica: other, index } of outvoted) {
      if (convicted.has(other)) continue;
      convicted.add(other);
      this.differences += 1;
      const peer = replica.members.get(other)?.node;
      this.parts.env.log.error(
        { group, replica: other, peer, index },
        'a replica has other rows than the majority',
      );
    }
    if (replica.dispute === undefined) return;
    replica.dispute = undefined;
    this.parts.env.log.warn({ group }, 'a majority of the replicas has the same rows again');
  }

  #dispute({ replica, last }: Compared, verdict: DigestVerdict & { kind: 'disputed' }): void {
    const others = verdict.with
      .map((id) => `${id} on ${replica.members.get(id)?.node ?? 'no node'}`)
      .join(', ');
    const dispute = `as of entry ${verdict.index} replicas of group ${replica.group} have different rows (this one not those of ${others}), and no majority says whose are right`;
    if (replica.dispute === undefined) {
      this.differences += 1;
      const own =
        last === undefined ? '' : formatDigest({ high: last.digestHigh ?? 0, low: last.digestLow ?? 0 });
      this.parts.env.log.error({ group: replica.group, dispute, digest: own }, 'replicas differ');
    }
    replica.dispute = dispute;
  }
}
