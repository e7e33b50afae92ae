import { describe, expect, it } from 'vitest';
import type { Sample } from './samples.js';
import { figuresOf, longestPause, pausesOf, secondsOf } from './timeline.js';

const sample = (dueMs: number, endMs: number, over: Partial<Sample> = {}): Sample => ({
  dueMs,
  endMs,
  lateMs: 0,
  kind: 'buy',
  line: 'a',
  outcome: 'ok',
  ...over,
});

describe('a timeline of a steady sale', () => {
  it('counts latency from when a request was due, and answers when they came', () => {
    const samples = [sample(0, 10), sample(500, 1_500), sample(900, 1_600, { outcome: 'SOLD_OUT' })];
    const [first, second] = secondsOf({ fromMs: 0, toMs: 2_000 }).map((span) => figuresOf(samples, span));
    expect(first).toMatchObject({ due: 3, answeredPerSecond: 1, slowestMs: 1_000 });
    expect(first!.saidNo).toEqual(new Map([['SOLD_OUT', 1]]));
    expect(second).toMatchObject({ due: 0, answeredPerSecond: 2 });
  });

  it('keeps what failed and what is unknown apart from what was refused for good reason', () => {
    const outcomes = ['UNKNOWN', 'NO_LEADER', 'NO_LEADER', 'SERVER_BUSY', 'SOLD_OUT', 'ok'];
    const figures = figuresOf(
      outcomes.map((outcome) => sample(0, 1, { outcome })),
      { name: 'x', fromMs: 0, toMs: 1_000 },
    );
    expect(figures.unknown).toBe(1);
    expect([...figures.failed]).toEqual([
      ['NO_LEADER', 2],
      ['SERVER_BUSY', 1],
    ]);
  });

  it('calls it a pause only while something was due', () => {
    expect(longestPause('a', [sample(0, 5), sample(10_000, 10_007)]).lengthMs).toBe(7);
  });

  it('measures a pause from the last answer when something was due by then', () => {
    const pause = longestPause('a', [sample(0, 100), sample(50, 2_100), sample(90, 2_101)]);
    expect(pause).toEqual({ line: 'a', lengthMs: 2_000, atMs: 100 });
  });

  it('does not end a pause with a failure', () => {
    const failed = sample(100, 600, { outcome: 'NO_LEADER' });
    expect(longestPause('a', [sample(0, 50), failed, sample(700, 1_100)]).lengthMs).toBe(1_000);
    expect(longestPause('a', [sample(0, 50), failed]).lengthMs).toBe(500);
  });

  it('tells lines apart, and queries do not end the pause of a sale', () => {
    const samples = [
      sample(0, 10),
      sample(0, 900, { line: 'b' }),
      sample(0, 20, { line: 'b', kind: 'query' }),
    ];
    expect(
      pausesOf(samples, { fromMs: 0, toMs: 1_000 }).map(({ line, lengthMs }) => [line, lengthMs]),
    ).toEqual([
      ['all', 890],
      ['b', 900],
      ['a', 10],
    ]);
  });
});
