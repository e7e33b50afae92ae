/** Reads that wait to be confirmed. Acknowledgements name a position in the queue that only rises, never the caller's id:
 *  so a late answer to an earlier round can't confirm a later read, and one round confirms all that came before it. */
import type { LogIndex, ReplicaId } from './ids.js';
import { assert } from './invariant.js';

/** A read that the leader was asked for, by itself or by a follower. */
export interface WaitingRead {
  readonly from: ReplicaId;
  /** The host's request id, or the follower's position. */
  readonly token: number;
}

export interface ConfirmedRead extends WaitingRead {
  readonly index: LogIndex;
}

/** The leader's side. Lives for one term in office. */
export class ReadQueue {
  /** Held back until an entry of the leader's term is committed: only then is its commit index the group's. */
  #held: WaitingRead[] = [];
  #waiting: ConfirmedRead[] = [];
  #confirmed = 0;
  #asked = 0;

  /** @param commit the leader's commit index now, or undefined while no entry of its term is committed */
  add(read: WaitingRead, commit: LogIndex | undefined): void {
    if (commit === undefined) this.#held.push(read);
    else this.#waiting.push({ ...read, index: commit });
  }

  /** The first entry of the term is committed. */
  release(commit: LogIndex): void {
    if (this.#held.length === 0) return;
    for (const read of this.#held) this.#waiting.push({ ...read, index: commit });
    this.#held = [];
  }

  get isEmpty(): boolean {
    return this.#held.length === 0 && this.#waiting.length === 0;
  }

  /** What the next round confirms: every read that waits now. 0 when none does. */
  get position(): number {
    return this.#waiting.length === 0 ? 0 : this.#confirmed + this.#waiting.length;
  }

  /** Reads wait and no round is under way: later ones join the next. A lost round is repeated by the heartbeats. */
  get wantsRound(): boolean {
    return this.position > this.#asked && this.#confirmed === this.#asked;
  }

  /** The highest position that was asked for: nobody can have acknowledged more. */
  get askedTo(): number {
    return this.#asked;
  }

  asked(position: number): void {
    this.#asked = Math.max(this.#asked, position);
  }

  /** Takes off the reads up to `position`, which a quorum has confirmed. */
  confirm(position: number): readonly ConfirmedRead[] {
    if (position <= this.#confirmed) return [];
    const count = position - this.#confirmed;
    assert(count <= this.#waiting.length, 'a read was confirmed that nobody asked for');
    this.#confirmed = position;
    this.#asked = Math.max(this.#asked, position);
    return this.#waiting.splice(0, count);
  }

  /** The leader is one no more: nothing is confirmed. */
  drain(): readonly WaitingRead[] {
    const reads = [...this.#waiting, ...this.#held];
    this.#held = [];
    this.#waiting = [];
    this.#confirmed = 0;
    this.#asked = 0;
    return reads;
  }
}

/** The follower's side: reads it sent to its leader, several per message. Positions never repeat, not over a restart
 *  either, so that an answer to somebody's earlier life confirms nothing. */
export class ForwardedReads {
  #waiting: { readonly position: number; readonly requestId: number }[] = [];
  #position: number;
  #sent: number;
  #heardSinceSent = 0;

  /** @param first above every position used before */
  constructor(first: number) {
    this.#position = first;
    this.#sent = first;
  }

  add(requestId: number): void {
    this.#position++;
    assert(Number.isSafeInteger(this.#position), 'read positions are used up');
    this.#waiting.push({ position: this.#position, requestId });
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  get hasUnsent(): boolean {
    return this.#waiting.length > 0 && this.#sent < this.#position;
  }

  /** The position to send: it stands for every read that waits. */
  send(): number {
    this.#sent = this.#position;
    this.#heardSinceSent = 0;
    return this.#position;
  }

  /** The leader is alive and has not answered: the question or its answer may be lost. */
  heardLeader(): void {
    if (this.#waiting.length === 0) return;
    this.#heardSinceSent++;
    if (this.#heardSinceSent >= 3) this.#sent = (this.#waiting[0]?.position ?? 1) - 1;
  }

  /** Takes off the reads up to an answered position. */
  answered(position: number): readonly number[] {
    let count = 0;
    while (count < this.#waiting.length && (this.#waiting[count]?.position ?? 0) <= position) count++;
    return this.#waiting.splice(0, count).map(({ requestId }) => requestId);
  }

  drain(): readonly number[] {
    const ids = this.#waiting.map(({ requestId }) => requestId);
    this.#waiting = [];
    this.#sent = this.#position;
    return ids;
  }
}
