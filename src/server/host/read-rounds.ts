/** Linearizable reads of one replica: one ReadIndex round serves all that wait when it begins; those that come later wait
 *  for the next. Rounds travel on lossy messages: one that stays out is asked again under a new id. */
import type { LogIndex } from '../../raft/ids.js';
import type { RawNode } from '../../raft/raw-node.js';
import type { ReadState } from '../../raft/ready.js';
import type { HostLimits } from './node-config.js';

export interface ReadRequest {
  /** Monotonic. */
  readonly deadlineMs: number;
  /** The replica has applied all that was acknowledged before the read was asked for. */
  ready(): void;
  failed(why: string): void;
}

interface Round {
  readonly requestId: number;
  readonly requests: ReadRequest[];
  ticks: number;
  index: LogIndex | undefined;
}

export class ReadRounds {
  #waiting: ReadRequest[] = [];
  /** The round under way; its index is known once it is confirmed. */
  #round: Round | undefined;
  /** Confirmed, and waiting for the replica to apply. */
  #confirmed: Round[] = [];
  #nextId = 1;

  constructor(
    private readonly raft: Pick<RawNode, 'readIndex'>,
    private readonly limits: Pick<HostLimits, 'electionTicks'>,
  ) {}

  get size(): number {
    return this.#waiting.length + (this.#round?.requests.length ?? 0) + this.#confirmed.length;
  }

  add(request: ReadRequest): void {
    this.#waiting.push(request);
  }

  /** Starts a round when some wait and none is under way. */
  begin(): void {
    if (this.#round !== undefined || this.#waiting.length === 0) return;
    const requestId = this.#nextId;
    if (this.raft.readIndex(requestId) !== 'ok') return; // no leader: asked again at the next pump
    this.#nextId += 1;
    this.#round = { requestId, requests: this.#waiting, ticks: 0, index: undefined };
    this.#waiting = [];
  }

  confirmed(state: ReadState): void {
    if (this.#round?.requestId !== state.requestId) return;
    this.#round.index = state.index;
    this.#confirmed.push(this.#round);
    this.#round = undefined;
  }

  /** The core gave the round up: its reads wait for the next, until their deadlines. */
  dropped(requestId: number): void {
    if (this.#round?.requestId === requestId) this.#giveBack(this.#round);
  }

  /** @returns whether any read waits. */
  tick(): boolean {
    if (this.#round !== undefined) {
      this.#round.ticks += 1;
      if (this.#round.ticks > this.limits.electionTicks) this.#giveBack(this.#round);
    }
    return this.size > 0;
  }

  #giveBack(round: Round): void {
    this.#round = undefined;
    this.#waiting = [...round.requests, ...this.#waiting];
  }

  applied(index: LogIndex): void {
    if (this.#confirmed.length === 0) return;
    const ready = this.#confirmed.filter((round) => (round.index ?? 0) <= index);
    if (ready.length === 0) return;
    this.#confirmed = this.#confirmed.filter((round) => (round.index ?? 0) > index);
    for (const round of ready) for (const request of round.requests) request.ready();
  }

  expire(nowMs: number): void {
    const alive = (request: ReadRequest): boolean => {
      if (request.deadlineMs > nowMs) return true;
      request.failed('no leader confirmed the read before its deadline');
      return false;
    };
    this.#waiting = this.#waiting.filter(alive);
    for (const round of [...(this.#round ? [this.#round] : []), ...this.#confirmed]) {
      const kept = round.requests.filter(alive);
      round.requests.splice(0, round.requests.length, ...kept);
    }
    this.#confirmed = this.#confirmed.filter((round) => round.requests.length > 0);
  }

  close(why: string): void {
    const all = [
      ...this.#waiting,
      ...(this.#round?.requests ?? []),
      ...this.#confirmed.flatMap(({ requests }) => requests),
    ];
    this.#waiting = [];
    this.#round = undefined;
    this.#confirmed = [];
    for (const request of all) request.failed(why);
  }
}
