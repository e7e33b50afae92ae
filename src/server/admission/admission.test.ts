import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import { Admission } from './admission.js';
import { workOf } from './command-kind.js';
import { NodeLimit } from './node-limit.js';
import { TokenBuckets } from './token-bucket.js';

function admission(limits: Partial<Record<string, number>> = {}) {
  const clock = { now: 0 };
  const made = new Admission({
    limits: {
      queriesPerSecond: 10,
      queriesBurst: 10,
      callers: 100,
      inFlightMin: 4,
      inFlightMax: 80,
      eventLoopDelay: 50,
      ...limits,
    },
    nowMs: () => clock.now,
    random: () => 0.5,
  });
  return { made, clock };
}

function refusal(run: () => void): RailkvError {
  try {
    run();
  } catch (error) {
    if (error instanceof RailkvError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('a token bucket', () => {
  it('lets a burst through, then the rate, and says when to come back', () => {
    let now = 0;
    const buckets = new TokenBuckets(10, 3, 100, () => now);
    expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([0, 0, 0, 100]);
    now = 99;
    expect(buckets.take('a')).toBe(1);
    now = 100;
    expect(buckets.take('a')).toBe(0);
  });

  it('keeps callers apart, and forgets the one longest unseen', () => {
    const buckets = new TokenBuckets(1, 1, 2, () => 0);
    expect(buckets.take('a')).toBe(0);
    expect(buckets.take('b')).toBe(0);
    expect(buckets.take('a')).toBeGreaterThan(0);
    expect(buckets.take('c')).toBe(0); // b is forgotten
    expect(buckets.callers).toBe(2);
    expect(buckets.take('a')).toBeGreaterThan(0);
    expect(buckets.take('b')).toBe(0);
  });

  it('never lets more through than burst plus rate times time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }), (steps) => {
        let now = 0;
        let through = 0;
        const buckets = new TokenBuckets(20, 5, 10, () => now);
        for (const step of steps) {
          now += step;
          if (buckets.take('a') === 0) through += 1;
        }
        expect(through).toBeLessThanOrEqual(5 + (20 * now) / 1_000 + 1e-6);
      }),
    );
  });
});

describe('the limit of a node', () => {
  it('shrinks while the event loop is late, down to its least', () => {
    const limit = new NodeLimit(4, 80, 50);
    for (let i = 0; i < 100; i += 1) limit.sample(51);
    expect(limit.current).toBe(4);
  });

  it('grows only while it is what holds work back', () => {
    const limit = new NodeLimit(4, 80, 50);
    const start = limit.current;
    for (let i = 0; i < 100; i += 1) limit.sample(1);
    expect(limit.current).toBe(start);
    for (let i = 0; i < 100; i += 1) {
      limit.release(limit.inFlight);
      limit.acquire('sale', 1_000);
      limit.sample(1);
    }
    expect(limit.current).toBe(80);
  });

  it('refuses queries before sales, and settling never', () => {
    const limit = new NodeLimit(10, 10, 50);
    expect(limit.acquire('query', 20)).toBe(8);
    expect(limit.acquire('query')).toBe(0);
    expect(limit.acquire('sale', 20)).toBe(2);
    expect(limit.acquire('sale')).toBe(0);
    expect(limit.acquire('settle', 500)).toBe(500);
    expect(limit.inFlight).toBe(510);
  });

  it('stops a release of what was never admitted', () => {
    expect(() => new NodeLimit(1, 1, 1).release()).toThrow(/released 1 of 0/);
  });
});

describe('admission', () => {
  it('refuses a caller that queries too fast, and only that one', () => {
    const { made, clock } = admission({ inFlightMin: 80 });
    for (let i = 0; i < 10; i += 1) {
      made.admit('query', 'scraper');
      made.release();
    }
    const refused = refusal(() => made.admit('query', 'scraper'));
    expect(refused).toMatchObject({ reason: 'RATE_LIMITED', retryAfterMs: 100 });
    made.admit('query', 'other');
    made.admit('sale', 'scraper');
    clock.now = 100;
    made.admit('query', 'scraper');
    expect(made.figures().refused).toEqual({ rate: 1, query: 0, sale: 0 });
  });

  it('refuses sales with when to come back, later the later the event loop is, and lets a cancel in', () => {
    const { made } = admission({ inFlightMin: 2, inFlightMax: 2 });
    expect(made.admitSales(5)).toBe(2);
    const soon = refusal(() => made.admit('sale', 'a'));
    expect(soon).toMatchObject({ reason: 'SERVER_BUSY', retryAfterMs: 50 });
    made.sample(500);
    expect(refusal(() => made.admit('sale', 'a')).retryAfterMs).toBe(1_000);
    made.admit('settle', 'a');
    made.release(3);
    expect(made.figures()).toMatchObject({ inFlight: 0, refused: { sale: 2 } });
  });
});

describe('the kind of an encoded command', () => {
  const encoded = (body: pb.Command.$Properties): Uint8Array =>
    pb.Command.encode({ requestId: 'r-1', notAfterMs: 1_800_000_000_000, ...body }).finish();

  it('is a sale for what takes seats or writes, and settling for what frees or asks', () => {
    for (const body of [
      { purchase: {} },
      { publish: {} },
      { setSale: {} },
      { kvPut: {} },
      { kvDecrement: {} },
    ])
      expect(workOf(encoded(body))).toBe('sale');
    for (const body of [{ confirm: {} }, { cancel: {} }, { refund: {} }, { getOutcome: {} }])
      expect(workOf(encoded(body))).toBe('settle');
  });

  it('is a sale, and quickly so, for any bytes that are no command', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(['sale', 'settle']).toContain(workOf(bytes));
      }),
    );
    expect(workOf(new Uint8Array(0))).toBe('sale');
    expect(workOf(Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f))).toBe('sale');
  });
});
