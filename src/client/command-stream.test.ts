import { expect, test } from 'vitest';
import { RailkvError } from '../proto/errors.js';
import { pb } from '../proto/index.js';
import { withNothingRead } from '../proto/nothing-read.js';
import { errorFromFailure, errorFromStatus } from '../proto/status-details.js';
import type { ClientTransport, StreamEvents } from './client-transport.js';
import {
  BATCH_BYTES_MAX,
  BATCH_COMMANDS_MAX,
  type CommandAttempt,
  CommandStream,
  IN_FLIGHT_MAX,
} from './command-stream.js';
import { addressOf, FakeCluster } from './testing/fake-cluster.js';
import { VirtualClock } from './testing/virtual-clock.js';

interface Told {
  readonly answers: string[];
  readonly errors: RailkvError[];
}

function setUp() {
  const clock = new VirtualClock();
  const cluster = new FakeCluster(clock);
  const stream = new CommandStream(cluster, clock, addressOf('n1'), () => ({ caller: 'alice' }));
  const told: Told = { answers: [], errors: [] };
  const attempt = (requestId: string, size = 1, expiresMs = 3_000): CommandAttempt => ({
    routed: { group: 1, epoch: { confVersion: 1, rangeVersion: 1 } },
    bytes: pb.Command.encode({ requestId, kvPut: { key: 'k', value: new Uint8Array(size) } }).finish(),
    expiresMs,
    answered: (answer) => told.answers.push(answer.requestId ?? ''),
    failed: (error) => told.errors.push(error),
  });
  const submit = (count: number, size?: number) =>
    Array.from({ length: count }, (_, at) => stream.submit(attempt(`r${at}`, size)));
  return { clock, cluster, stream, told, attempt, submit };
}

test('what waits together goes together', async () => {
  const { clock, cluster, submit, told } = setUp();
  submit(5);
  await clock.advance(1);
  expect(cluster.batches).toEqual([5]);
  expect(told.answers).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
});

test('a lone command goes at once, and all share one stream', async () => {
  const { clock, cluster, submit } = setUp();
  submit(1);
  await clock.advance(0);
  submit(1);
  await clock.advance(0);
  expect(cluster.batches).toEqual([1, 1]);
  expect(cluster.calls).toHaveLength(1);
});

test('a message holds a bounded number of commands', async () => {
  const { clock, cluster, submit, told } = setUp();
  submit(BATCH_COMMANDS_MAX * 2 + 3);
  await clock.advance(1);
  expect(cluster.batches).toEqual([BATCH_COMMANDS_MAX, BATCH_COMMANDS_MAX, 3]);
  expect(told.answers).toHaveLength(BATCH_COMMANDS_MAX * 2 + 3);
});

test('a message holds a bounded number of bytes, and one command however large', async () => {
  const { clock, cluster, submit } = setUp();
  submit(4, BATCH_BYTES_MAX / 3);
  submit(1, BATCH_BYTES_MAX * 2);
  await clock.advance(1);
  expect(cluster.batches).toEqual([2, 2, 1]);
});

test('no more are in flight than the bound; the rest goes as answers come', async () => {
  const { clock, cluster, submit, told } = setUp();
  let unanswered = 0;
  cluster.intercept(() => {
    unanswered += 1;
    return unanswered <= IN_FLIGHT_MAX ? 'executeInSilence' : 'execute';
  });
  submit(IN_FLIGHT_MAX + 10);
  await clock.advance(100);
  expect(cluster.commands).toHaveLength(IN_FLIGHT_MAX);
  expect(told.answers).toHaveLength(0);
});

test('a full transport is written to again only when it has drained', async () => {
  const { clock, cluster, submit, told } = setUp();
  cluster.full = true;
  submit(BATCH_COMMANDS_MAX + 1);
  await clock.advance(10);
  expect(cluster.batches).toEqual([BATCH_COMMANDS_MAX]);
  cluster.drain();
  await clock.advance(10);
  expect(cluster.batches).toEqual([BATCH_COMMANDS_MAX, 1]);
  expect(told.answers).toHaveLength(BATCH_COMMANDS_MAX + 1);
});

test('when the stream breaks, what was written may be done and what waits was not', async () => {
  const { clock, cluster, submit, told } = setUp();
  cluster.full = true;
  cluster.intercept(() => 'silence');
  submit(BATCH_COMMANDS_MAX + 1);
  await clock.advance(10);
  cluster.breakStreams(addressOf('n1'));
  const reasons = told.errors.map(({ reason }) => reason);
  expect(reasons.filter((reason) => reason === 'UNKNOWN')).toHaveLength(BATCH_COMMANDS_MAX);
  expect(reasons.filter((reason) => reason === 'UNREACHABLE')).toHaveLength(1);
});

test.each(['UNAUTHENTICATED', 'TOKEN_EXPIRED'] as const)(
  'an open stream that ends with %s leaves open whether what was written was done, and what waits goes again',
  async (reason) => {
    const { clock, cluster, submit, told } = setUp();
    cluster.full = true;
    cluster.intercept(() => 'executeInSilence');
    submit(BATCH_COMMANDS_MAX + 1);
    await clock.advance(10);
    cluster.breakStreams(addressOf('n1'), new RailkvError(reason, 'nobody knows who calls any more'));
    const reasons = told.errors.map((error) => error.reason);
    expect(reasons.filter((each) => each === 'UNKNOWN')).toHaveLength(BATCH_COMMANDS_MAX);
    expect(reasons.filter((each) => each === 'UNREACHABLE')).toHaveLength(1);
  },
);

test.each(['UNAUTHENTICATED', 'TOKEN_EXPIRED'] as const)(
  'a node that says it read nothing, and ends the stream with %s, did nothing',
  async (reason) => {
    const { clock, cluster, submit, told } = setUp();
    cluster.intercept(() => 'silence');
    submit(2);
    await clock.advance(10);
    const failure = withNothingRead({ reason, message: 'nobody knows who calls' });
    cluster.breakStreams(addressOf('n1'), errorFromFailure(failure));
    expect(told.errors.map((error) => error.reason)).toEqual([reason, reason]);
  },
);

test('a node that cannot be reached was sent nothing', async () => {
  const { clock, cluster, submit, told } = setUp();
  cluster.down.add(addressOf('n1'));
  submit(2);
  await clock.advance(10);
  expect(told.errors.map(({ reason }) => reason)).toEqual(['UNREACHABLE', 'UNREACHABLE']);
});

test('after a break the next command opens a new stream', async () => {
  const { clock, cluster, submit, told } = setUp();
  submit(1);
  await clock.advance(1);
  cluster.breakStreams(addressOf('n1'));
  submit(1);
  await clock.advance(1);
  expect(told.answers).toHaveLength(2);
  expect(cluster.calls).toHaveLength(2);
});

test('one that expires while others are answered fails alone', async () => {
  const { clock, cluster, stream, attempt, told } = setUp();
  cluster.intercept(({ command }) => (command.requestId === 'slow' ? 'silence' : 'execute'));
  stream.submit(attempt('slow', 1, 1_000));
  await clock.advance(500);
  stream.submit(attempt('quick'));
  await clock.advance(600);
  expect(told.answers).toEqual(['quick']);
  expect(told.errors.map(({ reason }) => reason)).toEqual(['UNKNOWN']);
});

test('when nothing at all comes back, the stream is given up with everything on it', async () => {
  const { clock, cluster, stream, attempt, told } = setUp();
  cluster.intercept(() => 'silence');
  stream.submit(attempt('first', 1, 3_000));
  stream.submit(attempt('second', 1, 5_000));
  await clock.advance(3_001);
  expect(told.errors).toHaveLength(2);
  expect(clock.timers).toBe(0);
});

test('one in a hurry does not end the stream for the others', async () => {
  const { clock, cluster, stream, attempt, told } = setUp();
  cluster.intercept(() => 'silence');
  stream.submit(attempt('patient', 1, 5_000));
  stream.submit(attempt('hurried', 1, 50));
  await clock.advance(51);
  expect(told.errors).toHaveLength(1);
  expect(cluster.calls).toHaveLength(1);
});

test('a command is withdrawn without a trace before it is written, and not after', async () => {
  const { clock, cluster, submit, told } = setUp();
  cluster.intercept(() => 'silence');
  const [withdrawFirst] = submit(1);
  expect(withdrawFirst?.()).toBe(true);
  const [withdrawSecond] = submit(1);
  await clock.advance(1);
  expect(withdrawSecond?.()).toBe(false);
  await clock.advance(10_000);
  expect(cluster.commands).toHaveLength(1);
  expect(told).toEqual({ answers: [], errors: [] });
});

test('closing fails what is written and what waits, and leaves no timer', async () => {
  const { clock, cluster, stream, submit, told } = setUp();
  cluster.intercept(() => 'silence');
  submit(1);
  await clock.advance(1);
  submit(1);
  stream.close();
  expect(told.errors.map(({ reason }) => reason)).toEqual(['UNKNOWN', 'SHUTTING_DOWN']);
  expect(clock.timers).toBe(0);
});

test('of a message too large for the node only that command fails; the others on the stream go on', async () => {
  const { clock, told, attempt, setUpRefusing } = refusing(BATCH_BYTES_MAX * 4);
  const stream = setUpRefusing();
  stream.submit(attempt('small'));
  stream.submit(attempt('large', BATCH_BYTES_MAX * 8));
  await clock.advance(1);
  expect(told.errors.map(({ reason }) => reason).sort()).toEqual(['MESSAGE_TOO_LARGE', 'UNKNOWN']);
});

test('a batch that is too large as a whole was not done, and goes again in smaller ones', async () => {
  const { clock, told, attempt, setUpRefusing, sizes } = refusing(BATCH_BYTES_MAX / 2);
  const stream = setUpRefusing();
  const four = () => {
    for (let at = 0; at < 4; at += 1) stream.submit(attempt(`r${at}`, BATCH_BYTES_MAX / 5));
  };
  four();
  await clock.advance(1);
  expect(told.errors.map(({ reason }) => reason)).toEqual(Array(4).fill('UNREACHABLE'));
  four();
  await clock.advance(1);
  expect(sizes.at(-1)).toBeLessThanOrEqual(2);
});

/** A node that ends the stream at a message above its limit, as grpc-js does. */
function refusing(limit: number) {
  const { clock, cluster, told, attempt } = setUp();
  const sizes: number[] = [];
  const transport: ClientTransport = Object.create(cluster, {
    stream: {
      value: (_address: string, _method: unknown, events: StreamEvents<pb.OutcomeBatch>) => {
        clock.soon(() => events.opened());
        return {
          write: ({ commands }: pb.CommandBatch.$Properties) => {
            const bytes = pb.CommandBatch.encode({ commands: commands ?? [] }).finish().length;
            sizes.push(commands?.length ?? 0);
            const details = `Received message larger than max (${bytes} vs ${limit})`;
            if (bytes > limit) clock.soon(() => events.closed(errorFromStatus(8, details, undefined)));
            return true;
          },
          end: () => {},
          cancel: () => {},
        };
      },
    },
  }) as ClientTransport;
  const setUpRefusing = () =>
    new CommandStream(transport, clock, addressOf('n1'), () => ({ caller: 'alice' }));
  return { clock, told, attempt, sizes, setUpRefusing };
}
