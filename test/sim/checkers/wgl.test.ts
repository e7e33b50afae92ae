import { describe, expect, it } from 'vitest';
import type { Operation, Outcome } from '../workload/operation.js';
import { KEY_MODEL } from './linearizability.js';
import { RUN_MODEL, withExpiries } from './run-model.js';
import { type Interval, linearizable } from './wgl.js';

type Told = Parameters<typeof KEY_MODEL.step>[1];

const put = (value: string): Operation => ({ type: 'put', key: 'k', value, requestId: '', fresh: true });
const get: Operation = { type: 'get', key: 'k', level: 'linearizable' };
const decrement: Operation = { type: 'decrement', key: 'k', by: 1, floor: 0, requestId: '', fresh: true };

const did = (
  operation: Operation,
  calledMs: number,
  returnedMs: number,
  detail: Outcome = {},
  outcome = 'ok',
): Interval<Told> => ({
  op: { operation, outcome: Number.isFinite(returnedMs) ? outcome : undefined, detail },
  calledMs,
  returnedMs,
});

describe('the search for an order', () => {
  it('accepts what some order explains', () => {
    const history = [
      did(put('2'), 0, 10),
      did(decrement, 5, 20, { counter: 1 }),
      did(get, 12, 15, { value: '2' }),
    ];
    expect(linearizable(history, KEY_MODEL)).toBe('linearizable');
  });

  it('finds a read that is older than a write that had ended', () => {
    const history = [did(put('1'), 0, 10), did(put('2'), 20, 30), did(get, 40, 50, { value: '1' })];
    expect(linearizable(history, KEY_MODEL)).toBe('notLinearizable');
  });

  it('finds two decrements that count as one', () => {
    const history = [
      did(put('5'), 0, 1),
      did(decrement, 2, 9, { counter: 4 }),
      did(decrement, 3, 9, { counter: 4 }),
    ];
    expect(linearizable(history, KEY_MODEL)).toBe('notLinearizable');
  });

  it('takes an unknown outcome as done at any time since, or never', () => {
    const unknown = did(put('7'), 2, Number.POSITIVE_INFINITY);
    const before = did(put('1'), 0, 1);
    expect(linearizable([before, unknown, did(get, 50, 60, { value: '7' })], KEY_MODEL)).toBe('linearizable');
    expect(linearizable([before, unknown, did(get, 50, 60, { value: '1' })], KEY_MODEL)).toBe('linearizable');
    expect(
      linearizable(
        [before, unknown, did(get, 50, 60, { value: '7' }), did(get, 70, 80, { value: '1' })],
        KEY_MODEL,
      ),
    ).toBe('notLinearizable');
  });
});

describe('a run in the search for an order', () => {
  const run = { line: 'l', train: 'G1', date: 'd' };
  const order = (reference: string, state: string): Outcome =>
    ({
      order: { reference, tickets: [{ passengerId: 'p', coach: 1, seat: '1A', state }] },
    }) as unknown as Outcome;
  const buy = (reference: string, calledMs: number, holdMs = 0): Interval<Told> =>
    did(
      {
        type: 'buy',
        trip: { run, from: 0, to: 2 },
        class: 'second',
        passengers: ['p'],
        holdMs,
        requestId: undefined,
        fresh: true,
      },
      calledMs,
      calledMs + 10,
      order(reference, holdMs > 0 ? 'held' : 'sold'),
    );
  const end = (
    type: 'confirm' | 'cancel' | 'refund',
    reference: string,
    calledMs: number,
    returnedMs = calledMs + 10,
  ): Interval<Told> =>
    did(
      { type, reference, run, passengers: [], requestId: '', fresh: true },
      calledMs,
      returnedMs,
      order(reference, type === 'refund' ? 'refunded' : 'sold'),
    );
  const read = (calledMs: number, held: number, sold: number): Interval<Told> =>
    did({ type: 'run', run, level: 'linearizable' }, calledMs, calledMs + 10, {
      detail: { stops: [1, 2, 3], inventory: [{ held: [held, held], sold: [sold, sold] }] },
    } as unknown as Outcome);
  const judge = (...history: Interval<Told>[]): string => linearizable(withExpiries(history), RUN_MODEL);

  it('finds a seat that was sold twice', () => {
    expect(judge(buy('o1', 0))).toBe('linearizable');
    expect(judge(buy('o1', 0), buy('o2', 5))).toBe('notLinearizable');
  });

  it('lets a hold expire, and nobody else', () => {
    expect(judge(buy('o1', 0, 500), buy('o2', 20))).toBe('linearizable');
    expect(judge(buy('o1', 0, 500), end('confirm', 'o1', 20), buy('o2', 40))).toBe('notLinearizable');
  });

  it('finds a hold that was confirmed after its seat went to another', () => {
    expect(judge(buy('o1', 0, 500), buy('o2', 20), end('confirm', 'o1', 40))).toBe('notLinearizable');
  });

  it('finds a hold that was both confirmed and cancelled', () => {
    const hold = buy('o1', 0, 500);
    expect(judge(hold, end('confirm', 'o1', 20), end('cancel', 'o1', 20))).toBe('notLinearizable');
    expect(judge(hold, end('confirm', 'o1', 20), end('cancel', 'o1', 20, Number.POSITIVE_INFINITY))).toBe(
      'linearizable',
    );
  });

  it('takes a refusal for no change', () => {
    const late = did(
      { type: 'confirm', reference: 'o1', run, passengers: [], requestId: '', fresh: true },
      60,
      70,
      {},
      'ALREADY_REFUNDED',
    );
    expect(judge(buy('o1', 0), end('refund', 'o1', 20), late)).toBe('linearizable');
  });

  it('finds a read that shows a hold as free, or as sold before it was confirmed', () => {
    const hold = buy('o1', 0, 500);
    expect(judge(hold, read(20, 1, 0), end('confirm', 'o1', 40), read(60, 0, 1))).toBe('linearizable');
    expect(judge(hold, read(20, 0, 1), end('confirm', 'o1', 40))).toBe('notLinearizable');
    expect(judge(hold, end('confirm', 'o1', 20), read(40, 0, 0))).toBe('notLinearizable');
    expect(judge(hold, end('confirm', 'o1', 20), end('refund', 'o1', 40), read(60, 0, 0))).toBe(
      'linearizable',
    );
  });
});
