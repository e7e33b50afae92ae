import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareKeys, inRange } from '../proto/keys.js';
import type { Route } from './cluster-types.js';
import { RouteCache } from './route-cache.js';

const FOREVER = 1_000_000;

function route(group: number, start: number, end: number | undefined, version = 1, conf = 1): Route {
  return {
    group,
    range: { start: Uint8Array.of(start), end: end === undefined ? new Uint8Array(0) : Uint8Array.of(end) },
    epoch: { confVersion: conf, rangeVersion: version },
    replicas: [
      { replicaId: 1, nodeId: 'n1', learner: false },
      { replicaId: 2, nodeId: 'n2', learner: false },
    ],
    leaderReplicaId: 0,
    ackQuorum: 2,
  };
}

const groupAt = (cache: RouteCache, key: number): number | undefined =>
  cache.lookup(Uint8Array.of(key), 0)?.route.group;

describe('the route cache', () => {
  test('finds the range that holds a key, and nothing between ranges', () => {
    const cache = new RouteCache();
    cache.insert(route(2, 20, 30), FOREVER);
    cache.insert(route(1, 0, 10), FOREVER);
    cache.insert(route(3, 40, undefined), FOREVER);
    expect([0, 9, 10, 20, 29, 30, 40, 255].map((key) => groupAt(cache, key))).toEqual([
      1,
      1,
      undefined,
      2,
      2,
      undefined,
      3,
      3,
    ]);
  });

  test('a split replaces the parent, and says what it took keys from', () => {
    const cache = new RouteCache();
    cache.insert(route(1, 0, 20, 1), FOREVER);
    const insertion = cache.insert(route(2, 10, 20, 2), FOREVER);
    expect(insertion).toEqual({ changed: true, tookFrom: [1] });
    expect(groupAt(cache, 5)).toBeUndefined();
    expect(groupAt(cache, 15)).toBe(2);
  });

  test('an older range never replaces a newer one', () => {
    const cache = new RouteCache();
    cache.insert(route(2, 10, 20, 2), FOREVER);
    expect(cache.insert(route(1, 0, 20, 1), FOREVER).changed).toBe(false);
    expect(groupAt(cache, 15)).toBe(2);
  });

  test('an older configuration of the same group never replaces a newer one', () => {
    const cache = new RouteCache();
    cache.insert(route(1, 0, 20, 1, 5), FOREVER);
    expect(cache.insert(route(1, 0, 20, 1, 4), FOREVER).changed).toBe(false);
    expect(cache.lookup(Uint8Array.of(5), 0)?.route.epoch.confVersion).toBe(5);
  });

  test('the same epoch again is no news, keeps the leader, and lives on', () => {
    const cache = new RouteCache();
    cache.insert(route(1, 0, 20), 100);
    cache.setLeader(1, 'n2');
    expect(cache.insert(route(1, 0, 20), 500).changed).toBe(false);
    const entry = cache.lookup(Uint8Array.of(5), 400);
    expect(entry?.leaderNode).toBe('n2');
  });

  test('an expired route is not found', () => {
    const cache = new RouteCache();
    cache.insert(route(1, 0, 20), 100);
    expect(cache.lookup(Uint8Array.of(5), 99)).toBeDefined();
    expect(cache.lookup(Uint8Array.of(5), 100)).toBeUndefined();
  });

  test('the leader that a route names is known', () => {
    const cache = new RouteCache();
    cache.insert({ ...route(1, 0, 20), leaderReplicaId: 2 }, FOREVER);
    expect(cache.lookup(Uint8Array.of(5), 0)?.leaderNode).toBe('n2');
    expect(cache.setLeader(1, undefined)).toBe(true);
    expect(cache.setLeader(1, undefined)).toBe(false);
  });

  test('whatever is inserted, ranges stay disjoint and a look-up agrees with the last accepted route', () => {
    const anyRoute = fc
      .tuple(
        fc.integer({ min: 1, max: 5 }),
        fc.nat(40),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(4),
        fc.nat(3),
      )
      .map(([group, start, length, version, conf]) => route(group, start, start + length, version, conf));
    fc.assert(
      fc.property(fc.array(anyRoute, { maxLength: 30 }), (routes) => {
        const cache = new RouteCache();
        let model: Route[] = [];
        for (const each of routes) {
          const overlapped = model.filter((other) => overlap(each, other));
          const older = overlapped.some(
            (other) =>
              each.epoch.rangeVersion < other.epoch.rangeVersion ||
              (each.group === other.group && each.epoch.confVersion < other.epoch.confVersion),
          );
          if (!older) model = [...model.filter((other) => !overlapped.includes(other)), each];
          cache.insert(each, FOREVER);
        }
        expect(cache.size).toBe(model.length);
        for (let key = 0; key < 64; key += 1) {
          const bytes = Uint8Array.of(key);
          const holder = model.find(({ range }) => inRange(bytes, range.start, range.end));
          expect(groupAt(cache, key)).toBe(holder?.group);
        }
      }),
    );
  });
});

function overlap(a: Route, b: Route): boolean {
  return compareKeys(a.range.start, b.range.end) < 0 && compareKeys(b.range.start, a.range.end) < 0;
}
