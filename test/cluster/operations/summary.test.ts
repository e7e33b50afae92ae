import { describe, expect, it } from 'vitest';
import type { Sample } from './samples.js';
import { emptySummary, summaryOf, summaryTable } from './summary.js';

const sample = (dueMs: number, endMs: number, over: Partial<Sample> = {}): Sample => ({
  dueMs,
  endMs,
  lateMs: 0,
  kind: 'buy',
  line: 'a',
  outcome: 'ok',
  ...over,
});

const PHASES = [
  { name: 'before', fromMs: 0, toMs: 1_000 },
  { name: 'first half', fromMs: 1_000, toMs: 2_000 },
  { name: 'second half', fromMs: 2_000, toMs: 3_000 },
  { name: 'after', fromMs: 3_000, toMs: 4_000 },
];
const PLAYED = {
  scenario: 'join',
  failures: [],
  seconds: 12,
  perSecond: 7,
  moves: { copies: 3, leaders: 1 },
};

describe('the summary of a scenario', () => {
  it('counts as during all that was due between the quiet before and the quiet after', () => {
    const samples = [
      sample(10, 20),
      sample(1_100, 1_900),
      sample(2_100, 2_200, { outcome: 'NO_LEADER' }),
      sample(2_300, 2_400, { outcome: 'NO_LEADER', kind: 'query' }),
      sample(2_500, 2_600, { outcome: 'SOLD_OUT' }),
      sample(2_700, 2_800, { outcome: 'UNKNOWN' }),
      sample(3_500, 3_600, { outcome: 'NO_LEADER' }),
    ];
    const { before, during, pause } = summaryOf(PLAYED, samples, PHASES);
    expect(before).toMatchObject({ answeredPerSecond: 1, p99Ms: 10, refused: 0, failed: 0 });
    // A query that failed is no purchase that did.
    expect(during).toMatchObject({ answeredPerSecond: 1, p99Ms: 800, refused: 1, failed: 1, unknown: 1 });
    expect(pause).toMatchObject({ line: 'a', lengthMs: 800 });
  });

  it('is a row of a table that says what failed and where the generator was late', () => {
    const late = summaryOf(PLAYED, [sample(1_500, 1_900, { lateMs: 300 })], PHASES);
    const text = summaryTable([late, emptySummary('zones', ['there was no zone'], 3)]);
    expect(text).toMatch(/^join +passed +12 +7\*/m);
    expect(text).toMatch(/^zones +FAILED +3 +0 /m);
    expect(text).toContain('zones FAILED because there was no zone');
    expect(text).toContain('the load generator itself was late');
  });
});
