import { beforeEach, describe, expect, it } from 'vitest';
import type { pb } from '../../../src/proto/index.js';
import { trainKey } from '../../../src/proto/keys.js';
import type { Operation, Outcome } from '../workload/operation.js';
import type { SimEvent } from '../world.js';
import { Books } from './books.js';
import { Canon } from './canon.js';
import { History, Places } from './history.js';
import { KvBooks } from './kv-books.js';
import { Lineage, OneReplicaOfAKey } from './lineage.js';
import { ModelAgrees } from './model-agrees.js';
import { RunPast } from './run-past.js';
import { StateMachineSafety } from './state-machine-safety.js';
import { applied, FakeWorld } from './testing.js';

const RUN = { line: 'l', train: 'G1', date: '2026-12-20' };
const STATIONS = ['A', 'B', 'C'];
const LATER = 1_000_000;

type Given = { command: pb.Command.$Properties; answer: pb.Answer.$Properties; caller?: string };

const publish: Given = {
  command: {
    requestId: 'publish',
    notAfterMs: LATER,
    publish: {
      run: RUN,
      stops: STATIONS.map((station, at) => ({
        station,
        name: station,
        arrivalS: at * 60,
        departureS: at * 60 + 30,
      })),
      coaches: [{ number: 1, class: 'second', rows: 1, letters: 'AB' }],
      dayStartMs: LATER * 100,
    },
  },
  answer: {},
};

const ref = (id: string) => ({ run: RUN, orderId: id });

function tickets(states: readonly [string, string][], passengers = ['p']): pb.Ticket.$Properties[] {
  return states.map(([seat, state], at) => ({ passengerId: passengers[at] ?? '', coach: 1, seat, state }));
}

interface Bought {
  readonly from?: number;
  readonly to?: number;
  readonly holdMs?: number;
  readonly nowMs?: number;
  readonly passenger?: string;
}

function buy(id: string, seat: string | undefined, options: Bought = {}): Given {
  const { from = 0, to = 2, holdMs = 0, nowMs = 0, passenger = `p-${id}` } = options;
  const command: pb.Command.$Properties = {
    requestId: id,
    notAfterMs: LATER,
    purchase: {
      run: RUN,
      fromStop: from,
      toStop: to,
      fromStation: STATIONS[from] ?? '',
      toStation: STATIONS[to] ?? '',
      class: 'second',
      passengers: [{ passengerId: passenger, preference: '' }],
      holdMs,
    },
  };
  if (seat === undefined) return { command, answer: { requestId: id, refusal: { reason: 'SOLD_OUT' } } };
  const state = holdMs > 0 ? 'held' : 'sold';
  const order: pb.Order.$Properties = {
    ref: ref(id),
    state,
    class: 'second',
    fromStop: from,
    toStop: to,
    deadlineMs: holdMs > 0 ? nowMs + holdMs : 0,
    tickets: tickets([[seat, state]], [passenger]),
  };
  return { command, answer: { requestId: id, order } };
}

const confirm = (id: string, of: string): Given => ({
  command: { requestId: id, notAfterMs: LATER, confirm: { order: ref(of) } },
  answer: { requestId: id, order: { state: 'sold' } },
});

const refund = (id: string, of: string, seat: string): Given => ({
  command: { requestId: id, notAfterMs: LATER, refund: { order: ref(of), passengerIds: [] } },
  answer: { requestId: id, order: { tickets: tickets([[seat, 'refunded']]) } },
});

const setSale = (id: string, open: boolean): Given => ({
  command: { requestId: id, notAfterMs: LATER, setSale: { run: RUN, open } },
  answer: { requestId: id },
});

let world: FakeWorld;
let history: { books: Books; kv: KvBooks };

beforeEach(() => {
  const fail = (property: string, message: string): void => world.fail(property, message);
  const books = new Books(fail);
  const kv = new KvBooks(fail);
  const past = new RunPast(books);
  const places = new Places();
  const lineage = new Lineage(fail);
  const canon = new Canon([lineage, places, books, past, kv]);
  history = { books, kv };
  const told = new History(canon, lineage, places, books, kv, past);
  world = new FakeWorld(new StateMachineSafety(), canon, told, new OneReplicaOfAKey());
});

/** Each at its own position, from 2 on, one millisecond after the other. */
function log(...entries: readonly Given[]): string | undefined {
  return world.see(...entries.map((entry, at) => applied(at + 2, at, [entry])));
}

describe('the books', () => {
  it('find nothing wrong with a sale in order', () => {
    expect(
      log(
        publish,
        buy('o1', '1A'),
        buy('o2', '1B'),
        buy('o3', undefined),
        refund('r1', 'o1', '1A'),
        buy('o4', '1A'),
      ),
    ).toBeUndefined();
  });

  it('D2: find a seat with two owners on one segment, and none where segments do not meet', () => {
    expect(log(publish, buy('o1', '1A', { to: 1 }), buy('o2', '1A', { from: 1 }))).toBeUndefined();
    expect(world.see(applied(9, 9, [buy('o3', '1A', { from: 1 })]))).toBe('D2Exclusivity');
  });

  it('D1: find SOLD_OUT where a seat is free', () => {
    expect(log(publish, buy('o1', '1A'), buy('o2', undefined))).toBe('D1Conservation');
  });

  it('D8: find a seat that does not exist, another journey than was asked, a passenger nobody named', () => {
    expect(log(publish, buy('o1', '9Z'))).toBe('D8NoPhantom');
    const other = buy('o2', '1A');
    expect(
      world.see(applied(7, 7, [{ ...other, answer: { order: { ...other.answer.order, toStop: 1 } } }])),
    ).toBe('D8NoPhantom');
    const stranger = buy('o3', '1A', { passenger: 'x' });
    expect(world.see(applied(8, 8, [{ ...buy('o3', '1A'), answer: stranger.answer }]))).toBe('D8NoPhantom');
  });

  it('D9: find a sale after the sale was closed', () => {
    expect(log(publish, setSale('s1', false), buy('o1', '1A'))).toBe('D9ClosedSellsNothing');
  });

  it('D5: find a second refund, and a confirmation of what was confirmed', () => {
    expect(log(publish, buy('o1', '1A'), refund('r1', 'o1', '1A'), refund('r2', 'o1', '1A'))).toBe(
      'D5EndsOnce',
    );
    const held = buy('o2', '1B', { holdMs: 100, nowMs: 10 });
    expect(world.see(applied(10, 10, [held]), applied(11, 11, [confirm('c1', 'o2')]))).toBeUndefined();
    expect(world.see(applied(12, 12, [confirm('c2', 'o2')]))).toBe('D5EndsOnce');
  });

  it('D6: find a hold that is confirmed after its deadline', () => {
    const held = buy('o1', '1A', { holdMs: 5, nowMs: 1 });
    expect(world.see(applied(2, 0, [publish]), applied(3, 1, [held]))).toBeUndefined();
    expect(world.see(applied(4, 6, [confirm('c1', 'o1')]))).toBe('D6ExpiresByEntryTime');
  });

  it('D4: find the same id with two answers', () => {
    expect(log(publish, buy('o1', '1A'))).toBeUndefined();
    const again = buy('o1', '1B');
    expect(world.see(applied(9, 9, [{ ...again, answer: { ...again.answer, repeated: true } }]))).toBe(
      'D4Idempotency',
    );
  });

  it('D4: find an id that runs twice, and one that is accepted for another command', () => {
    expect(log(publish, buy('o1', '1A'), buy('o1', '1B'))).toBe('D4Idempotency');
    const other = buy('o1', '1B', { to: 1 });
    expect(world.see(applied(9, 9, [{ ...other, answer: { ...other.answer, repeated: true } }]))).toBe(
      'D4Idempotency',
    );
  });

  it('D4: know that an id refused anew, once it may be forgotten, is answered with that refusal (seed 10000264)', () => {
    const at = (index: number, notAfterMs: number, more = {}): Given => {
      const refused = buy('o3', undefined);
      return {
        command: { ...refused.command, notAfterMs },
        answer: { ...refused.answer, position: { group: 2, index }, ...more },
      };
    };
    expect(log(publish, buy('o1', '1A'), buy('o2', '1B'), at(4, 10))).toBeUndefined();
    expect(world.see(applied(10, 11, [at(10, 30)]))).toBeUndefined();
    expect(world.see(applied(11, 12, [at(10, 30, { repeated: true })]))).toBeUndefined();
    expect(world.see(applied(12, 13, [at(4, 30, { repeated: true })]))).toBe('D4Idempotency');
  });

  it('D4: find a command that runs after it was declared abandoned, or later than its notAfter', () => {
    const asked: Given = {
      command: { requestId: 'q1', notAfterMs: LATER, getOutcome: { run: RUN, askedRequestId: 'o1' } },
      answer: { asked: { refusal: { reason: 'ABANDONED' } } },
    };
    expect(log(publish, asked, buy('o1', '1A'))).toBe('D4Idempotency');
    expect(world.see(applied(20, LATER + 1, [buy('o2', '1B')]))).toBe('D4Idempotency');
  });
});

describe('the model', () => {
  it('ReplayAgrees: finds a seat that is not the tightest fit', () => {
    const model = new ModelAgrees((property, message) => world.fail(property, message));
    const canon = new Canon([model]);
    world = new FakeWorld(canon);
    expect(log(publish, buy('o1', '1B', { to: 1 }))).toBe('ReplayAgrees');
  });

  it('ReplayAgrees: knows that a publication was abandoned before its run existed (seed 1005)', () => {
    const model = new ModelAgrees((property, message) => world.fail(property, message));
    world = new FakeWorld(new Canon([model]));
    const refusal = { reason: 'ABANDONED' };
    const asked: Given = {
      command: { requestId: 'q1', notAfterMs: LATER, getOutcome: { run: RUN, askedRequestId: 'publish' } },
      answer: { requestId: 'q1', asked: { requestId: 'publish', refusal } },
    };
    const late: Given = { ...publish, answer: { requestId: 'publish', refusal, repeated: true } };
    const again: Given = { ...publish, command: { ...publish.command, requestId: 'publish-2' } };
    const soon = [asked, late, again, late, buy('o1', '1A', { to: 1 })].map((given) => ({
      ...given,
      command: { ...given.command, notAfterMs: LATER / 2 },
    }));
    expect(log(...soon)).toBe(undefined);
  });
});

describe('plain keys', () => {
  const put = (id: string, value: string): Given => ({
    command: { requestId: id, notAfterMs: LATER, kvPut: { key: 'k', value: Buffer.from(value) } },
    answer: { requestId: id, kv: { found: true } },
  });
  const decrement = (id: string, floor: number, value: string): Given => ({
    command: { requestId: id, notAfterMs: LATER, kvDecrement: { key: 'k', by: 1, floor } },
    answer: { requestId: id, kv: { found: true, value: Buffer.from(value) } },
  });

  it('KvSequential: find a counter that is wrong, or below its floor', () => {
    expect(log(put('a', '5'), decrement('b', 0, '4'), decrement('c', 0, '4'))).toBe('KvSequential');
    expect(world.see(applied(9, 9, [decrement('d', 3, '2')]))).toBe('KvSequential');
  });

  it('remember what a key held at each position', () => {
    expect(log(put('a', '5'), decrement('b', 0, '4'))).toBeUndefined();
    expect([1, 2, 3, 9].map((index) => history.kv.at('k', index))).toEqual([undefined, '5', '4', '4']);
  });
});

describe('StateMachineSafety', () => {
  it('finds different entries at one index, different answers, a skipped entry', () => {
    const entry = applied(2, 0, [publish]) as Extract<SimEvent, { kind: 'applied' }>;
    expect(world.see(entry, { ...entry, node: 'n2', hash: 99 })).toBe('StateMachineSafety');
    expect(world.see({ ...entry, node: 'n3', answers: [{ refusal: { reason: 'RUN_EXISTS' } }] })).toBe(
      'SameAnswers',
    );
    world.see({ ...entry, index: 3, hash: 3 }, { ...entry, index: 4, hash: 4 });
    const opened = { kind: 'opened', node: 'n2', group: 2, replica: 3, applied: 2 } as unknown as SimEvent;
    expect(world.see(opened, { ...entry, node: 'n2', index: 4, hash: 4 })).toBe('AppliesEveryEntry');
  });
});

describe('what clients were told', () => {
  const buying: Operation = {
    type: 'buy',
    trip: { run: RUN, from: 0, to: 2 },
    class: 'second',
    passengers: ['p-o1'],
    holdMs: 0,
    requestId: 'o1',
    fresh: true,
  };
  const call = (id: number, operation: Operation, client = 'c1'): SimEvent => ({
    kind: 'call',
    client,
    call: id,
    what: '',
    detail: operation,
  });
  const returned = (id: number, outcome: string, detail: Outcome, client = 'c1'): SimEvent => ({
    kind: 'return',
    client,
    call: id,
    outcome,
    detail,
  });
  const order = (seat: string): Outcome =>
    ({
      requestId: 'o1',
      order: { tickets: [{ passengerId: 'p-o1', coach: 1, seat, state: 'sold' }] },
    }) as unknown as Outcome;

  it('D3: find an acknowledgement that no log has', () => {
    expect(world.see(applied(2, 0, [publish]), call(1, buying), returned(1, 'ok', order('1A')))).toBe(
      'D3AcknowledgedIsKept',
    );
  });

  it('D3: allow an order read back as it was when the read began, and find one as it was not since', () => {
    expect(log(publish, buy('o1', '1A', { holdMs: 1_000, nowMs: 1 }))).toBeUndefined();
    const as = (state: string) =>
      ({ order: { tickets: [{ passengerId: 'p-o1', coach: 1, seat: '1A', state }] } }) as unknown as Outcome;
    const read = {
      type: 'readBack',
      reference: 'l/G1/2026-12-20/o1',
      bought: as('held').order,
    } as unknown as Operation;
    world.see(call(1, read), call(2, read));
    expect(
      world.see(
        applied(4, 4, [confirm('c1', 'o1')]),
        returned(1, 'ok', as('held')),
        returned(2, 'ok', as('sold')),
      ),
    ).toBeUndefined();
    world.see(call(3, read));
    expect(world.see(returned(3, 'ok', as('held')))).toBe('D3AcknowledgedIsKept');
  });

  it('AnswersAreCanonical: find another seat than the log gave', () => {
    expect(log(publish)).toBeUndefined();
    expect(world.see(call(1, buying), applied(3, 1, [buy('o1', '1A')]), returned(1, 'ok', order('1B')))).toBe(
      'AnswersAreCanonical',
    );
  });

  const cut = (index: number): SimEvent =>
    ({
      ...applied(index, index, []),
      split: { key: trainKey('l', 'G1'), child: 3 },
    }) as SimEvent;
  const inChild = (event: SimEvent): SimEvent => ({ ...event, group: 3 }) as SimEvent;

  it('OneOwnerOfAKey: find a command that the parent carries out after a split took its run away', () => {
    log(publish);
    world.see(cut(3));
    expect(world.see(inChild(applied(4, 4, [buy('o1', '1A')])))).toBeUndefined();
    expect(world.see(applied(4, 5, [buy('o2', '1B')]))).toBe('OneOwnerOfAKey');
  });

  it('OneOwnerOfAKey: find a command of a child that its parent has not given the run', () => {
    log(publish);
    expect(world.see(inChild(applied(3, 3, [buy('o1', '1A')])))).toBe('OneOwnerOfAKey');
  });

  it('OneOwnerOfAKey: find a read from a parent that stands behind the split, and allow one from before', () => {
    log(publish);
    world.see(cut(3));
    const read: Operation = { type: 'run', run: RUN, level: 'stale' };
    const from = (index: number) =>
      ({ asOf: { group: 2, index, nodeId: 'n1', ageMs: 0 } }) as unknown as Outcome;
    world.see(call(1, read));
    expect(world.see(returned(1, 'ok', from(3)))).toBe('OneOwnerOfAKey');
  });

  it('D10Reads: find a read from before a split by a client that has seen the child’s answer', () => {
    log(publish);
    world.see(cut(3));
    world.see(call(1, buying), inChild(applied(4, 4, [buy('o1', '1A')])), returned(1, 'ok', order('1A')));
    world.see(call(2, { type: 'run', run: RUN, level: 'session' }));
    const asOf = { group: 2, index: 2, nodeId: 'n1', ageMs: 0 };
    expect(world.see(returned(2, 'ok', { asOf }))).toBe('D10Reads');
  });

  it('RealTimeOrder: find a command that stands before one that had ended when it began', () => {
    log(publish);
    world.see(call(1, buying), applied(5, 5, [buy('o1', '1A')]), returned(1, 'ok', order('1A')));
    const second: Operation = { ...buying, requestId: 'o2', passengers: ['p-o2'] };
    const placed = new Places();
    placed.entry({ group: 2, index: 4, nowMs: 4, node: 'n1', commands: [] });
    world.see(call(2, second));
    // Its position lies below what was acknowledged: as if another log had been written.
    const canon = world.checkers.find((checker): checker is Canon => checker instanceof Canon);
    const { listeners } = canon as unknown as { listeners: readonly object[] };
    const places = listeners.find((listener): listener is Places => listener instanceof Places);
    const { command, answer } = buy('o2', '1B');
    places?.entry({
      group: 2,
      index: 4,
      nowMs: 4,
      node: 'n1',
      commands: [{ caller: 'c1', command, body: '', answer }],
    });
    const told = {
      requestId: 'o2',
      order: { tickets: [{ passengerId: 'p-o2', coach: 1, seat: '1B', state: 'sold' }] },
    } as unknown as Outcome;
    expect(world.see(returned(2, 'ok', told))).toBe('RealTimeOrder');
  });

  it('D10: find reads that are older than promised, or show what never was', () => {
    const put: Given = {
      command: { requestId: 'a', notAfterMs: LATER, kvPut: { key: 'k', value: Buffer.from('5') } },
      answer: { requestId: 'a', kv: { found: true } },
    };
    const puts: Operation = { type: 'put', key: 'k', value: '5', requestId: 'a', fresh: true };
    world.see(call(1, puts), applied(7, 0, [put]), returned(1, 'ok', { requestId: 'a' }));
    const asOf = (index: number) => ({ group: 2, index, ageMs: 0, nodeId: 'n2' });
    const get = (level: 'stale' | 'session' | 'linearizable'): Operation => ({
      type: 'get',
      key: 'k',
      level,
    });
    const read = (
      id: number,
      level: 'stale' | 'session' | 'linearizable',
      index: number,
      value: string,
      client: string,
    ) =>
      world.see(
        call(id, get(level), client),
        returned(id, 'ok', { found: true, value, asOf: asOf(index) }, client),
      );
    expect(read(2, 'linearizable', 6, '5', 'c2')).toBe('D10Reads');
    expect(read(3, 'session', 6, '5', 'c1')).toBe('D10Reads');
    expect(read(4, 'stale', 7, '6', 'c2')).toBe('D10Reads');
    expect(read(5, 'linearizable', 7, '5', 'c2')).toBeUndefined();
  });

  it('UnknownIsSettled: find "never" of what the log has, and of what comes to it later', () => {
    log(publish);
    const settle: Operation = { type: 'settle', scope: 'l/G1/2026-12-20', requestId: 'o1' };
    expect(world.see(call(1, settle), returned(1, 'ok', { settled: 'never' }))).toBeUndefined();
    expect(world.see(applied(5, 5, [buy('o1', '1A')]))).toBeUndefined();
    expect(world.finish()).toBe('UnknownIsSettled');
  });

  it('SoldOutIsTrue: find an unrecorded refusal while a seat was free all along', () => {
    log(publish, buy('x', '1A'));
    const unrecorded: Operation = { ...buying, requestId: undefined };
    expect(world.see(call(1, unrecorded), returned(1, 'SOLD_OUT', { requestId: 'made' }))).toBe(
      'SoldOutIsTrue',
    );
    const full = [
      call(2, unrecorded),
      applied(9, 9, [buy('y', '1B')]),
      returned(2, 'SOLD_OUT', { requestId: 'made2' }),
    ];
    expect(world.see(...full)).toBeUndefined();
  });
});
