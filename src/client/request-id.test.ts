import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeOrderId, makeTimedId, notAfterOf } from './request-id.js';
import { seededRandom } from './testing/seeded-random.js';

test('ids do not repeat, and come again from the same seed', () => {
  const ids = Array.from(
    { length: 10_000 },
    (
      (random) => () =>
        makeOrderId(random)
    )(seededRandom(1)),
  );
  expect(new Set(ids).size).toBe(10_000);
  expect(ids.every((id) => /^[0-9a-hjkmnp-tv-z]{24}$/.test(id))).toBe(true);
  expect(makeOrderId(seededRandom(1))).toBe(ids[0]);
});

test('an id that carries a time gives it back, rounded up to a second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30_000_000_000_000 }), fc.integer(), (notAfterMs, seed) => {
      const id = makeTimedId(seededRandom(seed), notAfterMs);
      expect(id).toHaveLength(24);
      expect(notAfterOf(id)).toBe(Math.ceil(notAfterMs / 1_000) * 1_000);
    }),
  );
});

test('no other id is taken to carry a time', () => {
  for (const id of ['r1', 'my-own-id', makeOrderId(seededRandom(3)), '0000000-000000000000000u']) {
    expect(notAfterOf(id)).toBeUndefined();
  }
});
