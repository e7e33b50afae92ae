/** What the leader knows of one replica, and how it may send to it. The transitions are here; when they happen is decided
 *  in replication.ts. Shape and states are etcd-io/raft's `tracker/progress.go`. */
import type { LogIndex, ReplicaId } from './ids.js';
import { Inflights } from './inflights.js';
import { assert } from './invariant.js';

/** `probe`: one append per heartbeat, until one is answered. `replicate`: optimistic, bounded by the window. `snapshot`:
 *  nothing but heartbeats until a snapshot is installed. */
export type ProgressState = 'probe' | 'replicate' | 'snapshot';

export class Progress {
  readonly id: ReplicaId;
  readonly inflights: Inflights;
  /** Durable there, and equal to the leader's log, up to here. */
  match: LogIndex = 0;
  /** Next entry to send; (match, next) is in flight. match < next, always. */
  next: LogIndex;
  /** Highest commit index in flight to it. */
  sentCommit: LogIndex = 0;
  state: ProgressState = 'probe';
  /** Index of the snapshot that was offered; 0 when none. */
  pendingSnapshot: LogIndex = 0;
  /** Heard from since the last check of the quorum. */
  recentActive = false;
  /** Heard from in the interval before that one. */
  wasActive = false;
  /** No append until an answer or a heartbeat's answer arrives. */
  appendsPaused = false;
  /** The entries to send are not in memory: nothing is sent until they have been fetched. */
  awaitingEntries = false;
  learner: boolean;
  readAck = 0;

  constructor(
    id: ReplicaId,
    next: LogIndex,
    learner: boolean,
    maxInflight: number,
    maxInflightBytes: number,
  ) {
    this.id = id;
    this.next = next;
    this.learner = learner;
    this.inflights = new Inflights(maxInflight, maxInflightBytes);
  }

  /** Forgets everything at a change of term or role. */
  reset(next: LogIndex, match: LogIndex): void {
    assert(match < next, 'match must stay below next');
    this.#enter('probe');
    this.match = match;
    this.next = next;
    this.sentCommit = 0;
    this.recentActive = false;
    this.wasActive = false;
    this.readAck = 0;
  }

  get paused(): boolean {
    return this.state === 'snapshot' || this.appendsPaused;
  }

  get active(): boolean {
    return this.recentActive || this.wasActive;
  }

  /** From `snapshot` it goes on behind the snapshot, unless that failed (pendingSnapshot cleared by the caller). */
  becomeProbe(): void {
    const behindSnapshot = this.state === 'snapshot' ? this.pendingSnapshot + 1 : 0;
    this.#enter('probe');
    this.next = Math.max(this.match + 1, behindSnapshot);
    this.sentCommit = Math.min(this.sentCommit, this.next - 1);
  }

  becomeReplicate(): void {
    this.#enter('replicate');
    this.next = this.match + 1;
  }

  becomeSnapshot(index: LogIndex): void {
    this.#enter('snapshot');
    this.pendingSnapshot = index;
    // A snapshot may be offered again to a replica that has meanwhile moved past it.
    this.next = Math.max(index, this.match) + 1;
    this.sentCommit = index;
  }

  sentEntries(count: number, bytes: number): void {
    switch (this.state) {
      case 'replicate':
        if (count > 0) {
          this.next += count;
          this.inflights.add(this.next - 1, bytes);
        }
        // Into a full window only a probe goes, once per heartbeat: should all of it be lost, the answer frees it.
        this.appendsPaused = this.inflights.full;
        return;
      case 'probe':
        if (count > 0) this.appendsPaused = true;
        return;
      case 'snapshot':
        assert(false, 'nothing is appended to a replica that waits for a snapshot');
    }
  }

  /** Whether telling it `commit` could move its commit index, as far as it may have entries. */
  wantsCommit(commit: LogIndex): boolean {
    return commit > this.sentCommit && this.sentCommit < this.next - 1;
  }

  /** An acknowledgement of everything up to `index`. False when that is no news. */
  acked(index: LogIndex): boolean {
    if (index <= this.match) return false;
    this.match = index;
    this.next = Math.max(this.next, index + 1);
    this.appendsPaused = false;
    return true;
  }

  /** A refusal of the append that followed `rejected`; `hint` is the highest index that may match. False when stale. */
  refused(rejected: LogIndex, hint: LogIndex): boolean {
    if (this.state === 'replicate') {
      if (rejected <= this.match) return false;
      this.next = this.match + 1;
      this.sentCommit = Math.min(this.sentCommit, this.next - 1);
      return true;
    }
    // Probes go one at a time: an answer to another one is stale.
    if (this.next - 1 !== rejected) return false;
    this.next = Math.max(Math.min(rejected, hint + 1), this.match + 1);
    this.sentCommit = Math.min(this.sentCommit, this.next - 1);
    this.appendsPaused = false;
    return true;
  }

  #enter(state: ProgressState): void {
    this.state = state;
    this.appendsPaused = false;
    this.awaitingEntries = false;
    this.pendingSnapshot = 0;
    this.inflights.reset();
  }
}
