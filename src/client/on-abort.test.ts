import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { onAbort } from './on-abort.js';
import { PURCHASE, testClient } from './testing/test-client.js';

test('one signal for many calls has one listener while they run, and none afterwards', async () => {
  const { cluster, railkv, run } = await testClient();
  cluster.addLine('jinghu', 2);
  const { signal } = new AbortController();
  const seen = new Set<number>();
  cluster.intercept(() => {
    seen.add(getEventListeners(signal, 'abort').length);
    return 'execute';
  });
  await run(Promise.all(Array.from({ length: 20 }, () => railkv.tickets.buy({ ...PURCHASE, signal }))));
  expect([...seen]).toEqual([1]);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('an abort ends every call that the signal was given to, and those alone that still listen', () => {
  const controller = new AbortController();
  const told: string[] = [];
  const tell = (): void => {
    told.push('same');
  };
  onAbort(controller.signal, tell);
  onAbort(controller.signal, tell);
  const stop = onAbort(controller.signal, () => told.push('stopped'));
  let leave = (): void => {};
  onAbort(controller.signal, () => {
    told.push('first');
    leave();
  });
  leave = onAbort(controller.signal, () => told.push('left meanwhile'));
  stop();
  controller.abort();
  expect(told).toEqual(['same', 'same', 'first']);
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
});
