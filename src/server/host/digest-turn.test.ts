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
  it('after so many bytes, until it was named', () => {
    const { turn: bytes } = turn();
    bytes.applied(900);
    expect(bytes.isDue).toBe(false);
    bytes.applied(100);
    expect([bytes.isDue, bytes.isDue]).toEqual([true, true]);
    bytes.named();
    expect(bytes.isDue).toBe(false);
  });

  it('when a change is old, though few bytes came', () => {
    const { turn: age, pass } = turn();
    age.applied(1);
    pass(59_999);
    expect(age.isDue).toBe(false);
    pass(1);
    expect(age.isDue).toBe(true);
  });

  it('never of a group that nothing changed in, and not again when another leader named one', () => {
    const { turn: quiet, pass } = turn();
    quiet.applied(0);
    pass(1e9);
    expect(quiet.isDue).toBe(false);
    quiet.applied(2_000);
    quiet.named();
    expect(quiet.isDue).toBe(false);
  });
});
