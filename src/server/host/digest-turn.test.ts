import { describe, expect, it } from 'vitest';
import { DigestTurn } from './digest-turn.js';

function turn(): { turn: DigestTurn; pass: (ms: number) => void } {
  let nowMs = 0;
  const clock = { monotonicMs: () => nowMs };
  return {
    turn: new DigestTurn(clock, { digestLogBytes: 1_000, digestAgeMs: 60_000 }),
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

describe('a digest is due', () => {
  it('after so many bytes, once', () => {
    const { turn: bytes } = turn();
    bytes.applied(900);
    expect(bytes.take()).toBe(false);
    bytes.applied(100);
    expect(bytes.take()).toBe(true);
    expect(bytes.take()).toBe(false);
  });

  it('when a change is old, though few bytes came', () => {
    const { turn: age, pass } = turn();
    age.applied(1);
    pass(59_999);
    expect(age.take()).toBe(false);
    pass(1);
    expect(age.take()).toBe(true);
  });

  it('never of a group that nothing changed in, and not again when another leader named one', () => {
    const { turn: quiet, pass } = turn();
    quiet.applied(0);
    pass(1e9);
    expect(quiet.take()).toBe(false);
    quiet.applied(2_000);
    quiet.named();
    expect(quiet.take()).toBe(false);
  });
});
