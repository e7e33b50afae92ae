import { describe, expect, test } from 'vitest';
import { silentLogger } from '../env/env.js';
import { RailkvError, type Reason } from '../proto/errors.js';
import { ClientContext } from './context.js';
import { callUntilAnswered } from './retrying.js';
import { FakeCluster } from './testing/fake-cluster.js';
import { seededRandom } from './testing/seeded-random.js';
import { VirtualClock } from './testing/virtual-clock.js';

interface Outcome {
  readonly attempts: readonly {
    readonly address: string;
    readonly atMs: number;
    readonly timeoutMs: number;
  }[];
  readonly answer: string | undefined;
  readonly error: unknown;
  readonly endedMs: number;
}

interface Wishes {
  readonly timeoutMs?: number;
  readonly addresses?: readonly string[];
  /** Of an attempt. */
  readonly takesMs?: number;
  readonly budgetSpent?: boolean;
  /** Until a destination is found. */
  readonly choosingMs?: number;
  readonly learns?: boolean;
}

/** One call whose attempts end as `fates` say, in their order; the last goes for all that follow. */
/** More than any call here needs: one that forgets to wait would go on while the clock stands still. */
const ATTEMPTS_MAX = 100;

async function called(fates: readonly (Error | 'ok')[], wishes: Wishes = {}): Promise<Outcome> {
  const clock = new VirtualClock();
  const env = { clock, random: seededRandom(1), log: silentLogger };
  const context = new ClientContext(new FakeCluster(clock), env, { seeds: ['n1:1'], caller: 'alice' });
  if (wishes.budgetSpent === true) while (context.budget.take());
  const addresses = wishes.addresses ?? ['n1:1', 'n2:1'];
  const attempts: { address: string; atMs: number; timeoutMs: number }[] = [];
  const pass = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
  const call = callUntilAnswered(
    context,
    context.commandDeadline({ timeoutMs: wishes.timeoutMs ?? 10_000 }),
    {
      attemptTimeoutMs: 2_000,
      choose: async (tried) => {
        await pass(wishes.choosingMs ?? 0);
        const address = addresses.find((each) => !tried.has(each)) ?? addresses[0] ?? '';
        return {
          address,
          send: async ({ timeoutMs }) => {
            attempts.push({ address, atMs: clock.monotonicMs(), timeoutMs });
            if (attempts.length > ATTEMPTS_MAX) throw new Error('it asks for ever'); // which no retry is for
            const fate = fates[Math.min(attempts.length, fates.length) - 1];
            await pass(wishes.takesMs ?? 0);
            if (fate instanceof Error) throw fate;
            return `from ${address}`;
          },
        };
      },
      learn: () => wishes.learns === true,
    },
  );
  const ended = await clock.run(
    call.then(
      (answer) => ({ answer, error: undefined }),
      (error: unknown) => ({ answer: undefined, error }),
    ),
  );
  return { ...ended, attempts, endedMs: clock.monotonicMs() };
}

const failure = (reason: Reason, retryAfterMs = 0): RailkvError =>
  new RailkvError(reason, 'as the test has it', { retryAfterMs });
const asked = ({ attempts }: Outcome): string[] => attempts.map(({ address }) => address);

describe('what an error says of trying again', () => {
  test.each(['INVALID_REQUEST', 'PERMISSION_DENIED', 'SOLD_OUT'] as const)(
    '%s: never, and the caller hears it',
    async (reason) => {
      const refused = failure(reason);
      const outcome = await called([refused, 'ok']);
      expect(outcome.error).toBe(refused);
      expect(outcome.attempts).toHaveLength(1);
    },
  );

  test('elsewhere: at once at another address, and after all of them only once it waited', async () => {
    const outcome = await called([failure('NOT_LEADER'), failure('NOT_LEADER'), 'ok']);
    expect(asked(outcome)).toEqual(['n1:1', 'n2:1', 'n1:1']);
    const [first, second, third] = outcome.attempts;
    expect([first?.atMs, second?.atMs]).toEqual([0, 0]);
    expect(third?.atMs).toBeGreaterThan(0);
  });

  test('elsewhere: at once at the same address where the picture changed for certain', async () => {
    const outcome = await called([failure('EPOCH_STALE'), 'ok'], { learns: true });
    expect(outcome.attempts.map(({ address, atMs }) => [address, atMs])).toEqual([
      ['n1:1', 0],
      ['n1:1', 0],
    ]);
  });

  test.each(['ACK_QUORUM_AWAY', 'UNKNOWN'] as const)(
    '%s: after a wait, at an address that was asked already',
    async (reason) => {
      const outcome = await called([failure(reason, 300), 'ok']);
      expect(asked(outcome)).toEqual(['n1:1', 'n1:1']);
      expect(outcome.attempts[1]?.atMs).toBeGreaterThanOrEqual(300);
    },
  );

  test('what is no error of railkv ends the call', async () => {
    const thrown = new TypeError('a fault of the program');
    const outcome = await called([thrown, 'ok']);
    expect(outcome.error).toBe(thrown);
    expect(outcome.attempts).toHaveLength(1);
  });
});

describe('the deadline', () => {
  test('is met by the last error, at once, where the wait that is asked for would outlast it', async () => {
    const busy = failure('SERVER_BUSY', 5_000);
    const outcome = await called([busy], { timeoutMs: 4_000 });
    expect(outcome).toMatchObject({ error: busy, endedMs: 0 });
  });

  test('that passes while a destination is looked for sends nothing any more', async () => {
    const outcome = await called(['ok'], { timeoutMs: 1_000, choosingMs: 1_500 });
    expect(outcome.attempts).toEqual([]);
    expect(outcome.error).toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    const away = failure('NO_LEADER', 500);
    const later = await called([away, 'ok'], { timeoutMs: 2_000, choosingMs: 900 });
    expect(later).toMatchObject({ error: away, attempts: [{ atMs: 900 }] });
  });

  test('gives an attempt no longer than is left of it', async () => {
    const outcome = await called([failure('NOT_LEADER'), 'ok'], { timeoutMs: 3_000, takesMs: 1_800 });
    expect(outcome.attempts.map(({ timeoutMs }) => timeoutMs)).toEqual([2_000, 1_200]);
  });

  test('of an attempt alone says that this node does not answer, and another is asked at once', async () => {
    const outcome = await called([failure('DEADLINE_EXCEEDED'), 'ok'], { takesMs: 2_000 });
    expect(asked(outcome)).toEqual(['n1:1', 'n2:1']);
    expect(outcome.answer).toBe('from n2:1');
    const late = await called([failure('DEADLINE_EXCEEDED')], { timeoutMs: 2_000, takesMs: 2_000 });
    expect(late.error).toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
  });
});

describe('a spent retry budget', () => {
  test.each(['SERVER_BUSY', 'RATE_LIMITED'] as const)(
    'ends a call that %s would have wait',
    async (reason) => {
      const busy = failure(reason);
      const outcome = await called([busy, 'ok'], { budgetSpent: true });
      expect(outcome).toMatchObject({ error: busy, endedMs: 0 });
      expect(outcome.attempts).toHaveLength(1);
      expect((await called([busy, 'ok'])).answer).toBe('from n1:1');
    },
  );

  test('makes what waits for an election wait longest, and go on', async () => {
    const outcome = await called([failure('NO_LEADER'), 'ok'], { budgetSpent: true });
    expect(outcome.answer).toBe('from n1:1');
    expect(outcome.attempts[1]?.atMs).toBeGreaterThanOrEqual(500);
    expect((await called([failure('NO_LEADER'), 'ok'])).attempts[1]?.atMs).toBeLessThan(20);
  });
});
