import { expect, it } from 'vitest';
import type { Route } from '../../src/client/cluster-types.js';
import { RememberingRoutes } from './remembering-routes.js';

const key = (at: number): Uint8Array => Uint8Array.of(at);

function route(group: number, start: number, end: number, rangeVersion: number): Route {
  return {
    group,
    range: { start: key(start), end: key(end) },
    epoch: { confVersion: 1, rangeVersion },
    replicas: [],
    leaderReplicaId: 0,
    ackQuorum: 2,
  };
}

it('gives back the ranges of before a split, and takes the later ones again', () => {
  const routes = new RememberingRoutes();
  for (const each of [route(2, 1, 9, 1), route(2, 1, 5, 2), route(3, 5, 9, 2)]) routes.insert(each, 100);
  expect(routes.lookup(key(7), 0)?.route.group).toBe(3);
  routes.goBack();
  expect(routes.lookup(key(7), 0)?.route).toEqual(route(2, 1, 9, 1));
  routes.insert(route(3, 5, 9, 2), 100);
  expect(routes.lookup(key(7), 0)?.route.group).toBe(3);
  routes.forget();
  expect(routes.size).toBe(0);
});
