/** Which nodes are heard, in which incarnation, and how far their clocks are from ours. Node pairs exchange heartbeats all
 *  the time, however many groups sleep; silence or a new incarnation is what wakes those groups. Rejects an old
 *  incarnation: a node that came back with an older copy of its disk has forgotten votes and acknowledged entries. */
import type { GroupId } from '../../raft/ids.js';
import type { PeerLife, PeerLives } from '../../store/peer-lives.js';
import type { HelloRefusal } from '../peer-transport.js';

interface Peer {
  heardMs: number | undefined;
  /** Of frames. */
  incarnation: number;
  silent: boolean;
  placementRevision: number;
  /** Groups whose replica there has stopped for good, as it last said. */
  damagedGroups: readonly GroupId[];
  /** Peer's wall clock minus our monotonic one, a sample a heartbeat: a step of our own wall clock shows at once, not only
   *  after new samples. A late heartbeat only lowers a sample, so the highest is the best. */
  readonly samples: number[];
}

export interface PeerView {
  readonly nodeId: string;
  readonly heard: boolean;
  readonly silentMs: number;
  readonly incarnation: number;
  readonly clockOffsetMs: number;
}

export type PeerNews = 'heardAgain' | 'newIncarnation' | undefined;

/** What a Hello says: the process it is from, and those that its directory has had before, the newest first. */
export interface Lives extends PeerLife {
  readonly past: readonly number[];
}

/** What both of our clocks show at one moment, ms. */
export interface Instant {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

const SAMPLES = 8;

export class PeerLiveness {
  readonly #peers = new Map<string, Peer>();
  /** Our wall clock minus our monotonic one when a peer's was last seen. */
  #aheadMs: number | undefined;

  #sweptMs: number | undefined;
  /** In a row. */
  #lateTurns = 0;

  constructor(
    /** Ms without a heartbeat until a peer counts as silent. */
    private readonly silenceMs: number,
    private readonly clockOffsetMsMax: number,
    /** Whose Hello was taken, ever. */
    private readonly lives: Pick<PeerLives, 'of' | 'note' | 'isDurable'>,
  ) {}

  /** Whether a frame is taken. Not one of an older incarnation than was heard; nor one of a life that a restart of ours would
   *  forget: what it promises could then be promised otherwise by an old copy of its directory. */
  admits(nodeId: string, incarnation: number): boolean {
    return incarnation >= this.#peer(nodeId).incarnation && this.lives.isDurable(nodeId, incarnation);
  }

  /** A Hello. The directory that it is from must have lived what was heard of its node: an old copy may have been started
   *  so often since that its incarnation is higher.
   *  @returns a refusal when the peer's directory is an old copy */
  greet(nodeId: string, lives: Lives): HelloRefusal | undefined {
    const { incarnation, life } = lives;
    const known = this.lives.of(nodeId);
    const why = known && whyOld(known, lives);
    if (why !== undefined)
      return {
        reason: 'OLD_COPY',
        message:
          `node ${nodeId} presents incarnation ${incarnation}, ${why}: its data directory is an ` +
          'old copy and has forgotten votes and sales. Put the newest data directory back, or remove the node and join it as a new one',
      };
    this.lives.note(nodeId, { incarnation, life });
    return undefined;
  }

  /** A heartbeat, or any other frame, came from a peer. */
  heard(
    nodeId: string,
    incarnation: number,
    now: Instant,
    heartbeat?: {
      readonly wallMs: number;
      readonly placementRevision: number;
      readonly damagedGroups?: readonly GroupId[];
    },
  ): PeerNews {
    const nowMs = now.monotonicMs;
    const peer = this.#peer(nodeId);
    if (incarnation < peer.incarnation) return undefined;
    const news: PeerNews =
      peer.incarnation !== incarnation ? 'newIncarnation' : peer.silent ? 'heardAgain' : undefined;
    if (peer.incarnation !== incarnation) peer.samples.length = 0;
    peer.incarnation = incarnation;
    peer.heardMs = nowMs;
    peer.silent = false;
    if (heartbeat) {
      peer.placementRevision = heartbeat.placementRevision;
      peer.damagedGroups = heartbeat.damagedGroups ?? [];
      peer.samples.push(heartbeat.wallMs - nowMs);
      if (peer.samples.length > SAMPLES) peer.samples.shift();
      this.#aheadMs = now.wallMs - nowMs;
    }
    return news;
  }

  /** At every turn. After one that came late, frames that arrived meanwhile are still unread: it was we who were away, so
   *  nobody is called silent before the next one, or all that sleeps would wake on a node that has too little time already.
   *  @returns peers that fell silent since the last call, in order of their names. */
  sweep(nowMs: number): string[] {
    const late = nowMs - (this.#sweptMs ?? nowMs) > this.silenceMs / 2;
    this.#sweptMs = nowMs;
    this.#lateTurns = late ? this.#lateTurns + 1 : 0;
    if (this.#lateTurns === 1) return [];
    const fallen: string[] = [];
    for (const [nodeId, peer] of this.#peers) {
      if (peer.silent || peer.heardMs === undefined || nowMs - peer.heardMs < this.silenceMs) continue;
      peer.silent = true;
      fallen.push(nodeId);
    }
    return fallen.sort();
  }

  isHeard(nodeId: string, nowMs: number): boolean {
    const heardMs = this.#peers.get(nodeId)?.heardMs;
    return heardMs !== undefined && nowMs - heardMs < this.silenceMs;
  }

  /** Whether no replica of the group answers from there until news of the node come: it was called silent, or has said that
   *  its replica is damaged. */
  isAway(nodeId: string, group: GroupId): boolean {
    const peer = this.#peers.get(nodeId);
    return peer?.heardMs === undefined || peer.silent || peer.damagedGroups.includes(group);
  }

  /** Infinity when never heard. */
  silentMs(nodeId: string, nowMs: number): number {
    const heardMs = this.#peers.get(nodeId)?.heardMs;
    return heardMs === undefined ? Number.POSITIVE_INFINITY : nowMs - heardMs;
  }

  incarnation(nodeId: string): number {
    return this.#peers.get(nodeId)?.incarnation ?? 0;
  }

  placementRevision(nodeId: string): number {
    return this.#peers.get(nodeId)?.placementRevision ?? 0;
  }

  /** Whether our clock is far from more than half of the peers heard: then it is ours that is wrong, or nobody can tell. Also
   *  when it has stepped while nobody was heard: an entry with a time far ahead would make every later command too late. */
  clockSuspect({ monotonicMs: nowMs, wallMs }: Instant): boolean {
    let heard = 0;
    let far = 0;
    for (const peer of this.#peers.values()) {
      if (peer.samples.length === 0 || peer.heardMs === undefined || nowMs - peer.heardMs >= this.silenceMs)
        continue;
      heard += 1;
      if (Math.abs(offsetOf(peer, nowMs, wallMs)) > this.clockOffsetMsMax) far += 1;
    }
    if (heard > 0) return 2 * far > heard;
    return this.#aheadMs !== undefined && Math.abs(wallMs - nowMs - this.#aheadMs) > this.clockOffsetMsMax;
  }

  /** Whether the peer finds its own clock in doubt, as far as can be told from here: it is far from more than half of those
   *  that it hears, us included. */
  isOff(nodeId: string, { monotonicMs: nowMs, wallMs }: Instant): boolean {
    const peer = this.#peers.get(nodeId);
    if (peer === undefined || peer.samples.length === 0) return false;
    const offsetMs = offsetOf(peer, nowMs, wallMs);
    let heard = 1;
    let far = Math.abs(offsetMs) > this.clockOffsetMsMax ? 1 : 0;
    for (const [other, { samples, heardMs }] of this.#peers) {
      if (other === nodeId || samples.length === 0 || nowMs - (heardMs ?? 0) >= this.silenceMs) continue;
      heard += 1;
      const between = offsetOf({ samples }, nowMs, wallMs) - offsetMs;
      if (Math.abs(between) > this.clockOffsetMsMax) far += 1;
    }
    return 2 * far > heard;
  }

  view({ monotonicMs: nowMs, wallMs }: Instant): PeerView[] {
    return [...this.#peers]
      .map(([nodeId, peer]) => ({
        nodeId,
        heard: peer.heardMs !== undefined && nowMs - peer.heardMs < this.silenceMs,
        silentMs: peer.heardMs === undefined ? 0 : Math.round(nowMs - peer.heardMs),
        incarnation: peer.incarnation,
        clockOffsetMs: Math.round(offsetOf(peer, nowMs, wallMs)),
      }))
      .sort((a, b) => (a.nodeId < b.nodeId ? -1 : a.nodeId > b.nodeId ? 1 : 0));
  }

  /** Known from the start, though never heard. */
  expect(nodeId: string): void {
    this.#peer(nodeId);
  }

  #peer(nodeId: string): Peer {
    let peer = this.#peers.get(nodeId);
    if (peer === undefined) {
      peer = {
        heardMs: undefined,
        incarnation: 0,
        silent: false,
        placementRevision: 0,
        damagedGroups: [],
        samples: [],
      };
      this.#peers.set(nodeId, peer);
    }
    return peer;
  }
}

function whyOld(known: PeerLife, { incarnation, life, past }: Lives): string | undefined {
  const { incarnation: heard } = known;
  if (incarnation < heard) return `but ${heard} was heard`;
  if (incarnation === heard) return life === known.life ? undefined : 'which another process had before';
  // Neither says so much as to be compared: an older program, or a life too long ago.
  const then = past[incarnation - heard - 1] ?? 0;
  return then === 0 || known.life === 0 || then === known.life
    ? undefined
    : `but its incarnation ${heard} was not the one that was heard`;
}

/** Peer's wall clock minus ours. */
function offsetOf({ samples }: Pick<Peer, 'samples'>, nowMs: number, wallMs: number): number {
  return samples.length === 0 ? 0 : Math.max(...samples) - (wallMs - nowMs);
}
