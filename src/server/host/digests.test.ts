import { expect, it } from 'vitest';
import { testEnv } from '../../store/testing/world.js';
import { DigestTurn } from './digest-turn.js';
import { Digests } from './digests.js';
import type { HostedReplica } from './hosted-replica.js';
import { HOST_LIMITS } from './node-config.js';

/** A group led here with a change that is old enough to be compared, and nothing else to do. */
function quiet() {
  let nowMs = 0;
  const digestTurn = new DigestTurn({ monotonicMs: () => nowMs }, HOST_LIMITS);
  digestTurn.applied(1);
  nowMs = HOST_LIMITS.digestAgeMs;
  const world = { clockSuspect: false, answer: 'ok', proposed: 0 };
  const replica = {
    group: 2,
    asleep: false,
    isCurrentLeader: true,
    digestTurn,
    machine: { expireEntry: () => new Uint8Array(0) },
    propose: () => {
      if (world.answer === 'ok') world.proposed += 1;
      return world.answer;
    },
  } as unknown as HostedReplica;
  const digests = new Digests({
    env: testEnv(),
    nodeId: 'n1',
    find: () => replica,
    send: () => {},
    replicas: () => [replica],
    clockSuspect: () => world.clockSuspect,
  });
  return { world, digests };
}

it('the last change of a group that goes quiet is compared once the clock is right and its log has room', () => {
  const { world, digests } = quiet();
  world.clockSuspect = true;
  digests.sweep();
  world.clockSuspect = false;
  world.answer = 'busy';
  digests.sweep();
  expect(world.proposed).toBe(0);
  world.answer = 'ok';
  digests.sweep();
  expect(world.proposed).toBe(1);
  digests.sweep();
  expect(world.proposed).toBe(1);
});
