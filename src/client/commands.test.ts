import { describe, expect, test } from 'vitest';
import { RailkvError } from '../proto/errors.js';
import { formatOrderReference } from '../proto/order-reference.js';
import { addressOf } from './testing/fake-cluster.js';
import { PURCHASE, type TestClient, testClient } from './testing/test-client.js';

async function onLine(leader: string | null = 'n1'): Promise<TestClient> {
  const client = await testClient();
  client.cluster.addLine('jinghu', 2, leader);
  return client;
}

async function failureOf(promise: Promise<unknown>): Promise<RailkvError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof RailkvError) return error;
  throw new Error(`expected a RailkvError, got ${String(error)}`);
}

describe('a command', () => {
  test('is answered with the order, whose id is the request id', async () => {
    const { cluster, railkv, run } = await onLine();
    const order = await run(railkv.tickets.buy({ ...PURCHASE, requestId: 'r1' }));
    expect(order).toMatchObject({ reference: 'jinghu/G1/2026-12-01/r1', state: 'sold', orderId: 'r1' });
    expect(cluster.commands).toHaveLength(1);
  });

  test('carries the caller and the cluster of the first answer', async () => {
    const { cluster, railkv, run } = await onLine();
    await run(railkv.tickets.buy(PURCHASE));
    expect(cluster.calls.at(-1)?.metadata).toEqual({ caller: 'alice', cluster: 'test' });
  });

  test('that was refused throws the reason and is not sent again', async () => {
    const { cluster, railkv, run } = await onLine();
    cluster.group(2).answers.set('r1', { requestId: 'r1', refusal: { reason: 'SOLD_OUT', message: 'gone' } });
    const error = await failureOf(run(railkv.tickets.buy({ ...PURCHASE, requestId: 'r1' })));
    expect(error).toMatchObject({ reason: 'SOLD_OUT', message: 'gone', metadata: { requestId: 'r1' } });
    expect(cluster.commands).toHaveLength(1);
  });

  test('follows the hint of a follower to the leader, and remembers it', async () => {
    const { cluster, railkv, run } = await onLine('n3');
    await run(railkv.tickets.buy(PURCHASE));
    const before = cluster.commands.length;
    await run(railkv.tickets.buy(PURCHASE));
    expect(cluster.commands.at(-1)?.address).toBe(addressOf('n3'));
    expect(cluster.commands).toHaveLength(before + 1);
  });

  test('is routed again, with the same bytes, when the range was split', async () => {
    const { cluster, railkv, run } = await onLine();
    await run(railkv.tickets.buy(PURCHASE));
    const { route } = cluster.group(2);
    cluster.groups.delete(2);
    const range = {
      start: route.range?.start ?? new Uint8Array(0),
      end: route.range?.end ?? new Uint8Array(0),
    };
    cluster.addGroup(3, range.start, range.end, 'n2');
    cluster.group(3).route.epoch = { confVersion: 1, rangeVersion: 2 };
    cluster.addGroup(2, Uint8Array.of(0xf0), Uint8Array.of(0xf1), 'n1');
    cluster.group(2).route.epoch = { confVersion: 1, rangeVersion: 2 };
    const order = await run(railkv.tickets.buy({ ...PURCHASE, requestId: 'r2' }));
    expect(order.orderId).toBe('r2');
    const sent = cluster.commands.filter(({ command }) => command.requestId === 'r2');
    expect(sent.map(({ routed }) => routed.group)).toEqual(expect.arrayContaining([2, 3]));
    expect(new Set(sent.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
  });

  test('is looked up again when no node has the group any more', async () => {
    const { cluster, railkv, run } = await onLine();
    await run(railkv.tickets.buy(PURCHASE));
    cluster.groups.delete(2);
    cluster.addLine('jinghu', 7, 'n2');
    await run(railkv.tickets.buy(PURCHASE));
    expect(cluster.group(7).answers.size).toBe(1);
  });

  test('waits for an election and then goes through', async () => {
    const { clock, cluster, railkv, run } = await onLine(null);
    clock.after(1_200, () => {
      cluster.group(2).leader = 'n2';
    });
    const order = await run(railkv.tickets.buy(PURCHASE));
    expect(order.state).toBe('sold');
    expect(clock.monotonicMs()).toBeLessThan(3_500);
  });

  test('that no leader ever takes ends as not done', async () => {
    const { cluster, railkv, run } = await onLine(null);
    const error = await failureOf(run(railkv.tickets.buy(PURCHASE)));
    expect(error.reason).toBe('NO_LEADER');
    expect(cluster.commands.some(({ command }) => command.getOutcome)).toBe(false);
  });

  test('to a line that nobody registered says so', async () => {
    const { railkv, run } = await testClient();
    const error = await failureOf(run(railkv.tickets.buy(PURCHASE)));
    expect(error).toMatchObject({ reason: 'LINE_NOT_FOUND', metadata: { line: 'jinghu' } });
  });

  test('to a cluster that is down was certainly not done', async () => {
    const { cluster, railkv, run } = await onLine();
    await run(railkv.kv.put('k', 'v'));
    for (const node of ['n1', 'n2', 'n3']) {
      cluster.down.add(addressOf(node));
      cluster.breakStreams(addressOf(node));
    }
    const error = await failureOf(run(railkv.kv.put('k', 'w')));
    expect(error.reason).toBe('UNREACHABLE');
  });
});

describe('a command that may have been done', () => {
  test('is sent again with the same id and the same bytes, and done once', async () => {
    const { cluster, railkv, run } = await onLine();
    cluster.intercept((_record, attempt) => (attempt === 0 ? 'executeAndLose' : 'execute'));
    const order = await run(railkv.tickets.buy(PURCHASE));
    const sent = cluster.commands.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
    expect(sent.length).toBeGreaterThan(1);
    expect(new Set(sent).size).toBe(1);
    expect([...cluster.group(2).answers.keys()]).toEqual([order.orderId]);
  });

  test('tells the node so from its second attempt on; an id of the application is always taken for repeated', async () => {
    const { cluster, railkv, run } = await onLine();
    cluster.intercept((_record, attempt) => (attempt === 0 ? 'lose' : 'execute'));
    await run(railkv.tickets.buy(PURCHASE));
    const [first, ...others] = cluster.commands.map(({ routed }) => routed.maybeDone);
    expect(first).toBe(false);
    expect(new Set(others)).toEqual(new Set([true]));
    cluster.commands.length = 0;
    await run(railkv.tickets.buy({ ...PURCHASE, requestId: 'r1' }));
    expect(cluster.commands.map(({ routed }) => routed.maybeDone)).toContain(true);
    expect(cluster.commands.map(({ routed }) => routed.maybeDone)).not.toContain(false);
  });

  test('is sent elsewhere when its node falls silent', async () => {
    const { cluster, railkv, run } = await onLine();
    cluster.intercept(({ address }) => {
      if (address !== addressOf('n1')) return 'execute';
      cluster.group(2).leader = 'n2'; // n1 was cut off, and the others elect
      return 'silence';
    });
    const order = await run(railkv.tickets.buy(PURCHASE));
    expect(order.state).toBe('sold');
    expect(cluster.commands.at(-1)?.address).toBe(addressOf('n2'));
  });

  test('is settled by asking for its outcome before the deadline: it was done', async () => {
    const { clock, cluster, railkv, run } = await onLine();
    cluster.intercept(({ command }) => (command.getOutcome ? 'execute' : 'executeInSilence'));
    const order = await run(railkv.tickets.buy({ ...PURCHASE, requestId: 'r1' }));
    expect(order).toMatchObject({ orderId: 'r1', state: 'sold' });
    expect(clock.monotonicMs()).toBeLessThanOrEqual(10_000);
  });

  test('is settled by asking for its outcome before the deadline: it never was, and never will be', async () => {
    const { cluster, railkv, run } = await onLine();
    cluster.intercept(({ command }) => (command.getOutcome ? 'execute' : 'silence'));
    const error = await failureOf(run(railkv.tickets.buy({ ...PURCHASE, requestId: 'r1' })));
    expect(error).toMatchObject({ reason: 'ABANDONED', metadata: { requestId: 'r1' } });
  });

  test('ends UNKNOWN with what settle takes, when nobody answers at all', async () => {
    const { clock, cluster, railkv, run } = await onLine();
    cluster.intercept(() => 'executeInSilence');
    const error = await failureOf(run(railkv.tickets.buy({ ...PURCHASE, requestId: 'r1' })));
    const reference = formatOrderReference({
      line: 'jinghu',
      train: 'G1',
      date: '2026-12-01',
      orderId: 'r1',
    });
    expect(error).toMatchObject({ reason: 'UNKNOWN', metadata: { requestId: 'r1', reference } });
    expect(clock.monotonicMs()).toBeLessThanOrEqual(10_500);

    cluster.intercept(() => 'execute');
    const settlement = await run(railkv.tickets.settle(error.metadata.reference ?? ''));
    expect(settlement).toMatchObject({ outcome: 'done', order: { reference, state: 'sold' } });
  });

  test('stays in doubt when a later attempt is refused at the door', async () => {
    const { cluster, railkv, run } = await onLine();
    cluster.intercept(({ command }, attempt) => {
      if (command.getOutcome) return new RailkvError('PERMISSION_DENIED', 'not any more');
      return attempt === 0 ? 'executeAndLose' : new RailkvError('PERMISSION_DENIED', 'not any more');
    });
    const error = await failureOf(run(railkv.tickets.buy(PURCHASE)));
    expect(error.reason).toBe('UNKNOWN');
  });

  test('settles as never done when it did not arrive', async () => {
    const { railkv, run } = await onLine();
    const settlement = await run(railkv.tickets.settle('jinghu/G1/2026-12-01/never-sent'));
    expect(settlement).toEqual({ outcome: 'never' });
  });

  test('is not called "never" when its answer is not kept any longer', async () => {
    const { clock, cluster, railkv, run } = await testClient();
    cluster.intercept(() => 'executeInSilence');
    const error = await failureOf(run(railkv.kv.put('k', 'v')));
    const { key = '', requestId = '' } = error.metadata;
    cluster.group(1).answers.clear();
    cluster.intercept(() => 'execute');
    await clock.advance(15 * 60_000);
    expect((await failureOf(run(railkv.kv.settle(key, requestId)))).reason).toBe('REQUEST_EXPIRED');
    const ownId = railkv.kv.settle(key, 'own', { notAfterMs: Number(error.metadata.notAfterMs) });
    expect((await failureOf(run(ownId))).reason).toBe('REQUEST_EXPIRED');
  });

  test('is not called "refused" either when it is an order whose answer is not kept any longer', async () => {
    const { clock, cluster, railkv, run } = await onLine();
    cluster.intercept(() => 'executeInSilence');
    const error = await failureOf(run(railkv.tickets.buy(PURCHASE)));
    const { reference = '', notAfterMs } = error.metadata;
    cluster.group(2).answers.clear();
    cluster.intercept(() => 'execute');
    await clock.advance(15 * 60_000);
    const settled = railkv.tickets.settle(reference, { notAfterMs: Number(notAfterMs) });
    expect(await failureOf(run(settled))).toMatchObject({
      reason: 'REQUEST_EXPIRED',
      message: expect.stringContaining(`${reference} cannot run any more`) as string,
    });
  });

  test('about a plain key is settled by key and request id', async () => {
    const { cluster, railkv, run } = await testClient();
    cluster.intercept(() => 'executeInSilence');
    const error = await failureOf(run(railkv.kv.put('k', 'v', { requestId: 'r1' })));
    expect(error).toMatchObject({ reason: 'UNKNOWN', metadata: { requestId: 'r1', key: 'k' } });
    cluster.intercept(() => 'execute');
    const settlement = await run(railkv.kv.settle('k', 'r1'));
    expect(settlement).toEqual({ outcome: 'done', value: Uint8Array.from(Buffer.from('v')) });
  });
});

describe('giving up', () => {
  test('before it was sent throws the reason of the signal', async () => {
    const { cluster, railkv, run } = await onLine();
    const reason = new Error('the user left');
    const bought = railkv.tickets.buy({ ...PURCHASE, signal: AbortSignal.abort(reason) });
    await expect(run(bought)).rejects.toBe(reason);
    expect(cluster.commands).toHaveLength(0);
  });

  test('after it was sent says UNKNOWN, since it may be done', async () => {
    const { clock, cluster, railkv, run } = await onLine();
    const controller = new AbortController();
    const reason = new Error('the user left');
    cluster.intercept(() => {
      clock.soon(() => controller.abort(reason));
      return 'silence';
    });
    const error = await failureOf(run(railkv.tickets.buy({ ...PURCHASE, signal: controller.signal })));
    expect(error.reason).toBe('UNKNOWN');
    expect(error.cause).toBe(reason);
  });

  test('during a wait throws the reason of the signal, and leaves no timer', async () => {
    const { clock, railkv, run } = await onLine(null);
    const before = clock.timers; // of the client itself
    const controller = new AbortController();
    const reason = new Error('the user left');
    clock.after(700, () => controller.abort(reason));
    await expect(run(railkv.tickets.buy({ ...PURCHASE, signal: controller.signal }))).rejects.toBe(reason);
    await clock.advance(60_000);
    expect(clock.timers).toBe(before);
  });

  test('by closing the client fails what was sent as UNKNOWN and the rest as not done', async () => {
    const { clock, cluster, railkv, run } = await onLine();
    cluster.intercept(() => 'silence');
    const sent = failureOf(railkv.tickets.buy(PURCHASE));
    await clock.advance(100);
    await railkv.close();
    expect((await run(sent)).reason).toBe('UNKNOWN');
    expect((await failureOf(run(railkv.tickets.buy(PURCHASE)))).reason).toBe('SHUTTING_DOWN');
    expect(cluster.closed).toBe(true);
    await clock.advance(60_000);
    expect(clock.timers).toBe(0);
  });
});

describe('overload', () => {
  test('waits as long as the node asks', async () => {
    const { clock, cluster, railkv, run } = await onLine();
    cluster.intercept((_record, attempt) =>
      attempt === 0 ? new RailkvError('SERVER_BUSY', 'too many', { retryAfterMs: 1_500 }) : 'execute',
    );
    await run(railkv.tickets.buy(PURCHASE));
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(1_500);
  });

  test('ends when the retry budget is spent: retries do not multiply it', async () => {
    const { cluster, railkv, run } = await onLine();
    cluster.intercept(() => new RailkvError('SERVER_BUSY', 'too many'));
    const calls = Array.from({ length: 400 }, () => failureOf(railkv.tickets.buy(PURCHASE)));
    const errors = await run(Promise.all(calls));
    expect(new Set(errors.map(({ reason }) => reason))).toEqual(new Set(['SERVER_BUSY']));
    // 400 first attempts, 200 tokens in the bucket, 100 earned by the calls, 20 for each second that passes.
    expect(cluster.commands.length).toBeLessThan(400 + 200 + 100 + 200);
  });

  test('does not end what waits for an election, budget or not', async () => {
    const { clock, cluster, railkv, run } = await onLine(null);
    clock.after(2_000, () => {
      cluster.group(2).leader = 'n1';
    });
    const calls = Array.from({ length: 400 }, () => railkv.tickets.buy(PURCHASE));
    const orders = await run(Promise.all(calls));
    expect(orders).toHaveLength(400);
  });
});

describe('a seller', () => {
  test('names the buyer with every attempt, and when it asks what became of one', async () => {
    const { cluster, railkv, run } = await onLine();
    cluster.intercept((_record, attempt) => (attempt === 0 ? 'lose' : 'execute'));
    await run(railkv.tickets.buy({ ...PURCHASE, buyer: 'bob' }));
    expect(cluster.commands.length).toBeGreaterThan(1);
    expect(new Set(cluster.commands.map(({ routed }) => routed.buyer))).toEqual(new Set(['bob']));
  });
});
