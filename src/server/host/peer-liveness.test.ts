import { describe, expect, it } from 'vitest';
import type { PeerLife } from '../../store/peer-lives.js';
import { PeerLiveness } from './peer-liveness.js';

/** Both clocks read the same, unless ours has stepped. */
const at = (monotonicMs: number, stepMs = 0) => ({ monotonicMs, wallMs: monotonicMs + stepMs });
const beat = (wallMs = 0) => ({ wallMs, placementRevision: 0 });

/** What is on disk, at once. */
function memory() {
  const lives = new Map<string, PeerLife>();
  const durable = new Set<string>();
  return {
    of: (node: string) => lives.get(node),
    note: (node: string, life: PeerLife) => {
      lives.set(node, life);
      durable.add(`${node} ${life.incarnation}`);
    },
    isDurable: (node: string, incarnation: number) => durable.has(`${node} ${incarnation}`),
    durable,
  };
}

const hello = (incarnation: number, life: number, ...past: number[]) => ({ incarnation, life, past });

describe('peer liveness', () => {
  it('tells once that a peer fell silent, and that it is heard again', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    expect(peers.heard('n2', 1, at(0), beat())).toBe('newIncarnation');
    expect(peers.sweep(500)).toEqual([]);
    expect(peers.sweep(1_000)).toEqual(['n2']);
    expect(peers.sweep(2_000)).toEqual([]);
    expect(peers.isHeard('n2', 2_000)).toBe(false);
    expect(peers.heard('n2', 1, at(2_500), beat())).toBe('heardAgain');
    expect(peers.heard('n2', 1, at(2_600), beat())).toBeUndefined();
  });

  it('calls nobody silent in a turn that came late itself: what was sent meanwhile is not read yet', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    peers.heard('n2', 1, at(0), beat());
    peers.heard('n3', 1, at(0), beat());
    expect(peers.sweep(100)).toEqual([]);
    expect(peers.sweep(3_000)).toEqual([]);
    peers.heard('n2', 1, at(3_010), beat());
    expect(peers.sweep(3_100)).toEqual(['n3']);
  });

  it('notices silence also while every turn comes late', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    peers.heard('n2', 1, at(0), beat());
    expect(peers.sweep(100)).toEqual([]);
    expect(peers.sweep(900)).toEqual([]);
    expect(peers.sweep(1_700)).toEqual(['n2']);
  });

  it('knows of a peer that its clock is in doubt there, when most others are far from it', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    peers.heard('n2', 1, at(0), beat(3_600_000));
    expect(peers.isOff('n2', at(100))).toBe(true); // of two clocks nobody knows which is right
    peers.heard('n3', 1, at(0), beat());
    expect(peers.isOff('n2', at(100))).toBe(true);
    expect(peers.isOff('n3', at(100))).toBe(false);
    expect(peers.isOff('n2', at(100, 3_600_000))).toBe(false); // we are the one that is wrong
    peers.heard('n4', 1, at(0), beat(-3_600_000));
    expect(peers.isOff('n4', at(100))).toBe(true);
    expect(peers.isOff('n3', at(100))).toBe(true); // of four clocks only two agree
  });

  it('tells of a restart that was too fast for a silence', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    peers.heard('n2', 4, at(0), beat());
    expect(peers.heard('n2', 5, at(100), beat())).toBe('newIncarnation');
  });

  it('refuses an older incarnation with the remedy, and does not count it as heard', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    expect(peers.greet('n2', hello(5, 77))).toBeUndefined();
    peers.heard('n2', 5, at(0), beat());
    const refusal = peers.greet('n2', hello(4, 76));
    expect(refusal?.reason).toBe('OLD_COPY');
    expect(refusal?.message).toContain('newest data directory');
    expect([4, 5, 6].map((incarnation) => peers.admits('n2', incarnation))).toEqual([false, true, false]);
    peers.heard('n2', 4, at(5_000), beat());
    expect(peers.isHeard('n2', 5_000)).toBe(false);
  });

  it('refuses another process with an incarnation that it has seen: a copy made while the node was stopped', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    expect(peers.greet('n2', hello(5, 77))).toBeUndefined();
    expect(peers.greet('n2', hello(5, 77))).toBeUndefined(); // the same one, dialling again
    expect(peers.greet('n2', hello(5, 78))?.reason).toBe('OLD_COPY');
    expect(peers.greet('n2', hello(6, 79, 77))).toBeUndefined();
    expect(peers.greet('n2', hello(5, 77))?.reason).toBe('OLD_COPY');
  });

  it('refuses an old copy that was started so often that its incarnation is higher', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    peers.greet('n2', hello(5, 77, 76));
    expect(peers.greet('n2', hello(7, 91, 90, 89, 76))?.reason).toBe('OLD_COPY');
    expect(peers.greet('n2', hello(7, 91, 90, 77, 76))).toBeUndefined();
  });

  it('welcomes a life whose directory does not say what came before: an older program, or long ago', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    peers.greet('n2', hello(5, 77));
    expect(peers.greet('n2', hello(6, 78))).toBeUndefined();
    expect(peers.greet('n2', hello(100, 500, 499, 498))).toBeUndefined();
  });

  it('refuses an old copy also after it was started anew itself', () => {
    const lives = memory();
    new PeerLiveness(1_000, 5_000, lives).greet('n2', hello(5, 77));
    const peers = new PeerLiveness(1_000, 5_000, lives);
    expect(peers.greet('n2', hello(5, 78))?.reason).toBe('OLD_COPY');
    expect(peers.greet('n2', hello(5, 77))).toBeUndefined();
  });

  it('takes no frame of a life that it would forget at a power cut', () => {
    const lives = memory();
    const peers = new PeerLiveness(1_000, 5_000, lives);
    peers.greet('n2', hello(5, 77));
    lives.durable.clear();
    expect(peers.admits('n2', 5)).toBe(false);
    lives.durable.add('n2 5');
    expect(peers.admits('n2', 5)).toBe(true);
  });

  it('suspects our clock when more than half of those heard are far from it', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    peers.heard('n2', 1, at(0), beat(60_000));
    peers.heard('n3', 1, at(0), beat(10));
    expect(peers.clockSuspect(at(0))).toBe(false);
    peers.heard('n3', 1, at(0), beat(-60_000));
    peers.heard('n3', 2, at(0), beat(-60_000));
    expect(peers.clockSuspect(at(0))).toBe(true);
    expect(peers.clockSuspect(at(2_000))).toBe(false);
  });

  it('is not misled by heartbeats that came late', () => {
    const peers = new PeerLiveness(10_000, 5_000, memory());
    peers.heard('n2', 1, at(0), beat(-20));
    for (let late = 1; late <= 5; late += 1) peers.heard('n2', 1, at(late), beat(-9_000));
    expect(peers.clockSuspect(at(10))).toBe(false);
  });

  it('suspects our clock as soon as it steps, before any new heartbeat', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    for (let beats = 0; beats < 8; beats += 1) peers.heard('n2', 1, at(beats), beat(beats));
    expect(peers.clockSuspect(at(10))).toBe(false);
    expect(peers.clockSuspect(at(10, 3_600_000))).toBe(true);
    expect(peers.clockSuspect(at(10, -6_000))).toBe(true);
  });

  it('suspects our clock when it steps while nobody is heard', () => {
    const peers = new PeerLiveness(1_000, 5_000, memory());
    expect(peers.clockSuspect(at(0, 60_000))).toBe(false); // nobody to compare with, ever
    peers.heard('n2', 1, at(0), beat(0));
    expect(peers.clockSuspect(at(20_000))).toBe(false);
    expect(peers.clockSuspect(at(20_000, 60_000))).toBe(true);
  });
});
