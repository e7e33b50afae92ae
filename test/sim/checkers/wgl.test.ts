import { describe, expect, it } from 'vitest';
import type { Operation, Outcome } from '../workload/operation.js';
import { KEY_MODEL, RUN_MODEL } from './linearizability.js';
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

  it('finds a seat that was sold twice', () => {
    const buy = (reference: string, calledMs: number): Interval<Told> =>
      did(
        {
          type: 'buy',
          trip: { run: { line: 'l', train: 'G1', date: 'd' }, from: 0, to: 2 },
          class: 'second',
          passengers: ['p'],
          holdMs: 0,
          requestId: undefined,
          fresh: true,
        },
        calledMs,
        calledMs + 10,
        {
          order: { reference, tickets: [{ passengerId: 'p', coach: 1, seat: '1A', state: 'sold' }] },
        } as unknown as Outcome,
      );
    expect(linearizable([buy('o1', 0)], RUN_MODEL)).toBe('linearizable');
    expect(linearizable([buy('o1', 0), buy('o2', 5)], RUN_MODEL)).toBe('notLinearizable');
  });
});
