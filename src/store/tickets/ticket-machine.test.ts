import { describe, expect, it } from 'vitest';
import { pb } from '../../proto/index.js';
import { lineKey, prefixEnd } from '../../proto/keys.js';
import { ENTRY_FORMAT_MAX } from '../../proto/versions.js';
import { eventRow, eventsBucket, inventoryRow, ROW_RUN, runBucket } from './buckets.js';
import { EVENT_ENTRIES_KEPT } from './limits.js';
import {
  COACHES,
  follow,
  getOutcome,
  MINUTE,
  plain,
  publish,
  purchase,
  RUN,
  STOPS,
  setSale,
  T0,
} from './testing/commands.js';
import { answerBytes, Replica } from './testing/replica.js';

const reasonOf = (answer: pb.Answer.$Properties): string => answer.refusal?.reason ?? 'done';

/** A replica with the run on sale. */
function onSale(): Replica {
  const replica = new Replica();
  expect(reasonOf(replica.one(T0, publish()))).toBe('done');
  return replica;
}

const BUCKET = runBucket(RUN.line, RUN.train, RUN.date);

describe('publish', () => {
  it('is done again by the same plan and refused by another', () => {
    const replica = onSale();
    expect(reasonOf(replica.one(T0, publish()))).toBe('done');
    expect(reasonOf(replica.one(T0, publish({ coaches: COACHES.slice(1) })))).toBe('RUN_EXISTS');
  });

  it.each<[string, pb.Publish.$Properties]>([
    ['one stop', { stops: STOPS.slice(0, 1) }],
    ['times that go backwards', { stops: [...STOPS].reverse() }],
    ['two coaches of one number', { coaches: [COACHES[0]!, { ...COACHES[1]!, number: 2 }] }],
    ['a missing seat that never was', { coaches: [{ ...COACHES[0]!, missing: ['3A'] }] }],
    ['letters twice', { coaches: [{ ...COACHES[0]!, letters: 'AAB', missing: [] }] }],
    ['no seat at all', { coaches: [{ ...COACHES[1]!, missing: ['1A'] }] }],
    ['no coach', { coaches: [] }],
  ])('refuses %s as malformed', (_what, change) => {
    expect(reasonOf(new Replica().one(T0, publish(change)))).toBe('INVALID_REQUEST');
  });
});

describe('purchase', () => {
  it('gives the lowest seat of the class, outright', () => {
    const { order } = onSale().one(T0, purchase({ passengers: ['p1'] }, { requestId: 'r1' }));
    expect(order?.tickets).toEqual([{ passengerId: 'p1', coach: 2, seat: '1A', state: 'sold' }]);
    expect(order?.reference).toBe('jinghu/G1/2026-12-01/r1');
    expect(order?.departureMs).toBe(T0 + 9 * 3_600_000);
    expect(order?.deadlineMs).toBe(0);
  });

  it('sells the same seat again on segments that do not touch', () => {
    const replica = onSale();
    const first = replica.one(T0, purchase({ from: 0, to: 1, class: 'business' }));
    const second = replica.one(T0, purchase({ from: 1, to: 3, class: 'business' }));
    expect([first.order?.tickets?.[0]?.seat, second.order?.tickets?.[0]?.seat]).toEqual(['1A', '1A']);
    expect(reasonOf(replica.one(T0, purchase({ from: 0, to: 2, class: 'business' })))).toBe('SOLD_OUT');
  });

  it('gives a party all its seats or none', () => {
    const replica = onSale();
    expect(reasonOf(replica.one(T0, purchase({ passengers: ['a', 'b', 'c'] })))).toBe('done');
    expect(reasonOf(replica.one(T0, purchase({ passengers: ['d', 'e', 'f'] })))).toBe('SOLD_OUT');
    expect(reasonOf(replica.one(T0, purchase({ passengers: ['d', 'e'] })))).toBe('done');
  });

  it('lets a passenger have one live ticket of a run, whoever buys it', () => {
    const replica = onSale();
    const first = replica.one(T0, purchase({ passengers: ['p'], from: 0, to: 1 }), 'ann');
    expect(reasonOf(replica.one(T0, purchase({ passengers: ['p'], from: 2, to: 3 }), 'bob'))).toBe(
      'PASSENGER_HOLDS_TRAIN',
    );
    replica.one(T0, follow('refund', first.requestId), 'ann');
    expect(reasonOf(replica.one(T0, purchase({ passengers: ['p'], from: 2, to: 3 }), 'bob'))).toBe('done');
  });

  it('checks the stations against the stops', () => {
    const replica = onSale();
    const wish = purchase();
    const named = (fromStation: string) =>
      replica.one(T0, {
        ...wish,
        requestId: `at-${fromStation}`,
        purchase: { ...wish.purchase, fromStation },
      });
    expect(reasonOf(named('JNK'))).toBe('STATION_MISMATCH');
    expect(reasonOf(named('XXX'))).toBe('STATION_NOT_FOUND');
    expect(reasonOf(replica.one(T0, purchase({ from: 2, to: 2 })))).toBe('FROM_NOT_BEFORE_TO');
    expect(reasonOf(replica.one(T0, purchase({ class: 'sleeper' })))).toBe('CLASS_NOT_FOUND');
  });

  it('ends at the departure from the stop, by the time of the entry', () => {
    const replica = onSale();
    const departure = T0 + 9 * 3_600_000;
    const late = { notAfterMs: departure + MINUTE };
    expect(reasonOf(replica.one(departure - 1, purchase({}, late)))).toBe('done');
    expect(reasonOf(replica.one(departure, purchase({}, late)))).toBe('DEPARTED');
    expect(reasonOf(replica.one(departure, purchase({ from: 1 }, late)))).toBe('done');
  });

  it('is refused once a close is applied, and not before', () => {
    const replica = onSale();
    const answers = replica.send(
      T0,
      { command: purchase() },
      { command: setSale(false) },
      { command: purchase() },
      { command: setSale(true) },
      { command: purchase() },
    );
    expect(answers.map(reasonOf)).toEqual(['done', 'done', 'SALE_CLOSED', 'done', 'done']);
  });

  it('names the published train when asked for one of its numbers', () => {
    const replica = new Replica();
    const run = { ...RUN, train: 'C2909/C2912' };
    replica.one(T0, publish({ run }));
    const answer = replica.one(T0, purchase({ run: { ...RUN, train: 'C2912' } }));
    expect(answer.refusal).toMatchObject({ reason: 'RUN_NOT_FOUND', metadata: { published: 'C2909/C2912' } });
  });
});

describe('a hold', () => {
  it('becomes a sale when confirmed in time', () => {
    const replica = onSale();
    const hold = replica.one(T0, purchase({ holdMs: MINUTE }));
    expect(hold.order).toMatchObject({ state: 'held', deadlineMs: T0 + MINUTE });
    expect(replica.machine.nextDeadlineMs()).toBe(T0 + MINUTE);
    expect(replica.one(T0 + MINUTE - 1, follow('confirm', hold.requestId)).order?.state).toBe('sold');
    expect(replica.machine.nextDeadlineMs()).toBeUndefined();
    expect(reasonOf(replica.one(T0 + MINUTE, follow('confirm', hold.requestId)))).toBe('NOT_A_HOLD');
  });

  it.each(['confirm', 'cancel'] as const)('has ended when %s comes at its deadline', (kind) => {
    const replica = onSale();
    const hold = replica.one(T0, purchase({ holdMs: MINUTE, class: 'business' }));
    expect(reasonOf(replica.one(T0 + MINUTE, follow(kind, hold.requestId)))).toBe('HOLD_EXPIRED');
    expect(reasonOf(replica.one(T0 + MINUTE, purchase({ class: 'business' })))).toBe('done');
  });

  it('ends by an entry without commands', () => {
    const replica = onSale();
    replica.one(T0, purchase({ holdMs: MINUTE, class: 'business' }));
    expect(replica.apply(replica.machine.expireEntry(T0 + MINUTE))).toEqual([]);
    expect(replica.machine.nextDeadlineMs()).toBeUndefined();
    expect(reasonOf(replica.one(T0 + MINUTE, purchase({ class: 'business' })))).toBe('done');
  });

  it('still falls due after a restart, without its run being loaded', () => {
    const replica = onSale();
    replica.one(T0, purchase({ holdMs: MINUTE }));
    replica.restart();
    expect(replica.machine.nextDeadlineMs()).toBe(T0 + MINUTE);
    expect(replica.machine.missing(replica.machine.expireEntry(T0))).toEqual([]);
    expect(replica.machine.missing(replica.machine.expireEntry(T0 + MINUTE))).toEqual([BUCKET]);
  });

  it('ends once: cancelled, it is neither confirmed nor expired', () => {
    const replica = onSale();
    const hold = replica.one(T0, purchase({ holdMs: MINUTE }));
    expect(replica.one(T0, follow('cancel', hold.requestId)).order?.state).toBe('cancelled');
    expect(reasonOf(replica.one(T0, follow('confirm', hold.requestId)))).toBe('ALREADY_CANCELLED');
    expect(replica.machine.nextDeadlineMs()).toBeUndefined();
  });

  it('never ends by a clock that went back', () => {
    const replica = onSale();
    replica.one(T0 + 5 * MINUTE, purchase({ holdMs: MINUTE }));
    const hold = replica.one(T0, purchase({ holdMs: MINUTE }));
    expect(hold.order?.deadlineMs).toBe(T0 + 6 * MINUTE);
  });
});

describe('a refund', () => {
  it('is given exactly once a ticket', () => {
    const replica = onSale();
    const { requestId } = replica.one(T0, purchase({ passengers: ['a', 'b', 'c'] }));
    const one = replica.one(T0, follow('refund', requestId, {}, ['b']));
    expect(one.order?.tickets?.map(({ state }) => state)).toEqual(['sold', 'refunded', 'sold']);
    expect(reasonOf(replica.one(T0, follow('refund', requestId, {}, ['a', 'b'])))).toBe('ALREADY_REFUNDED');
    expect(replica.one(T0, follow('refund', requestId)).order?.state).toBe('refunded');
    expect(reasonOf(replica.one(T0, follow('refund', requestId)))).toBe('ALREADY_REFUNDED');
  });

  it('belongs to who bought', () => {
    const replica = onSale();
    const { requestId } = replica.one(T0, purchase(), 'ann');
    expect(reasonOf(replica.one(T0, follow('refund', requestId), 'eve'))).toBe('ORDER_NOT_FOUND');
  });

  it('is not for holds', () => {
    const replica = onSale();
    const { requestId } = replica.one(T0, purchase({ holdMs: MINUTE }));
    expect(reasonOf(replica.one(T0, follow('refund', requestId)))).toBe('NOT_SOLD');
  });
});

describe('a request id', () => {
  it('gets the same answer again, byte for byte, though the order has changed since and the machine was restarted', () => {
    const replica = onSale();
    const command = purchase({ holdMs: MINUTE });
    const first = replica.one(T0, command);
    replica.one(T0, follow('confirm', first.requestId));
    replica.restart();
    const again = replica.one(T0 + 2 * MINUTE, command);
    expect(again.repeated).toBe(true);
    expect(answerBytes(again)).toBe(answerBytes(first));
  });

  it('gets the same refusal again, though there are seats by now', () => {
    const replica = onSale();
    const taken = replica.one(T0, purchase({ class: 'business' }));
    const command = purchase({ class: 'business' });
    const first = replica.one(T0, command);
    replica.one(T0, follow('refund', taken.requestId));
    expect(answerBytes(replica.one(T0, command))).toBe(answerBytes(first));
    expect(reasonOf(first)).toBe('SOLD_OUT');
  });

  it('is refused with other fields, without effect', () => {
    const replica = onSale();
    const command = purchase({ class: 'business' }, { requestId: 'x' });
    replica.one(T0, command);
    expect(reasonOf(replica.one(T0, purchase({ class: 'second' }, { requestId: 'x' })))).toBe(
      'REQUEST_ID_REUSED',
    );
    expect(replica.one(T0, command).order?.class).toBe('business');
  });

  it('is the same request with a later notAfter', () => {
    const replica = onSale();
    const first = replica.one(T0, purchase({}, { requestId: 'x', notAfterMs: T0 + MINUTE }));
    const again = replica.one(T0, purchase({}, { requestId: 'x', notAfterMs: T0 + 9 * MINUTE }));
    expect(again).toEqual({ ...first, repeated: true });
  });

  it('is kept for as long as its latest copy may come', () => {
    const replica = onSale();
    replica.one(T0, setSale(false, { requestId: 'x', notAfterMs: T0 + MINUTE }));
    replica.one(T0, setSale(false, { requestId: 'x', notAfterMs: T0 + 9 * MINUTE }));
    const late = setSale(false, { requestId: 'x', notAfterMs: T0 + 9 * MINUTE });
    expect(replica.one(T0 + 5 * MINUTE, late).repeated).toBe(true);
  });

  it('is scoped by its caller', () => {
    const replica = onSale();
    const mine = purchase({ passengers: ['a'] }, { requestId: 'x' });
    const theirs = purchase({ passengers: ['b'] }, { requestId: 'x' });
    expect([reasonOf(replica.one(T0, mine, 'ann')), reasonOf(replica.one(T0, theirs, 'bob'))]).toEqual([
      'done',
      'done',
    ]);
  });

  it('never runs later than its notAfter, nor with one too far ahead', () => {
    const replica = onSale();
    const at = { notAfterMs: T0 + MINUTE };
    expect(reasonOf(replica.one(T0 + MINUTE, purchase({}, at)))).toBe('done');
    expect(reasonOf(replica.one(T0 + MINUTE + 1, purchase({}, at)))).toBe('REQUEST_EXPIRED');
    const far = replica.one(T0, purchase({}, { notAfterMs: T0 + 20 * MINUTE }));
    expect([reasonOf(far), far.unrecorded]).toEqual(['NOT_AFTER_TOO_FAR', true]);
  });

  it('is kept for the latest notAfter it came with, though it came again with an earlier one and the machine was restarted', () => {
    const replica = onSale();
    const close = (ahead: number) => setSale(false, { requestId: 'r', notAfterMs: T0 + ahead * MINUTE });
    replica.one(T0, close(10));
    replica.one(T0, close(1));
    replica.restart();
    const later = T0 + 5 * MINUTE;
    replica.one(later, setSale(true, { notAfterMs: later }));
    expect(replica.one(later, close(10)).repeated).toBe(true);
    expect(reasonOf(replica.one(later, purchase({}, { notAfterMs: later })))).toBe('done');
  });

  it('is not kept longer for a notAfter that is too far ahead, though its answer is known', () => {
    const replica = onSale();
    const sent = (ahead: number) =>
      replica.one(T0, purchase({}, { requestId: 'r', notAfterMs: T0 + ahead * MINUTE }));
    expect(reasonOf(sent(1))).toBe('done');
    expect(reasonOf(sent(10))).toBe('done');
    const far = sent(20);
    expect([reasonOf(far), far.unrecorded]).toEqual(['NOT_AFTER_TOO_FAR', true]);
  });

  it('is swept after its notAfter and cannot run again', () => {
    const replica = onSale();
    const command = setSale(false, { notAfterMs: T0 + MINUTE });
    replica.one(T0, command);
    replica.checkpoint();
    const rows = replica.store.rowsOf(BUCKET).size;
    replica.one(T0 + MINUTE, setSale(true, { notAfterMs: T0 + 2 * MINUTE }));
    expect(reasonOf(replica.one(T0 + MINUTE + 1, command))).toBe('REQUEST_EXPIRED');
    replica.checkpoint();
    expect(replica.store.rowsOf(BUCKET).size).toBe(rows);
  });
});

describe('GetOutcome', () => {
  it('gives the answer that the id has', () => {
    const replica = onSale();
    const bought = replica.one(T0, purchase());
    const { asked } = replica.one(T0, getOutcome(bought.requestId ?? ''));
    expect(answerBytes(asked ?? {})).toBe(answerBytes(bought));
  });

  it('keeps an id that never ran from ever running', () => {
    const replica = onSale();
    const command = purchase({}, { requestId: 'late' });
    expect(reasonOf(replica.one(T0, getOutcome('late')).asked ?? {})).toBe('ABANDONED');
    replica.restart();
    const came = replica.one(T0 + MINUTE, command);
    expect([reasonOf(came), came.repeated]).toEqual(['ABANDONED', true]);
  });

  it('writes nothing for an id whose time has passed', () => {
    const replica = onSale();
    replica.checkpoint();
    const rows = replica.store.rowsOf(BUCKET).size;
    expect(reasonOf(replica.one(T0, getOutcome('old', T0 - 1)).asked ?? {})).toBe('REQUEST_EXPIRED');
    replica.checkpoint();
    expect(replica.store.rowsOf(BUCKET).size).toBe(rows);
  });
});

describe('an entry', () => {
  it('answers malformed commands and goes on with the others', () => {
    const replica = onSale();
    const commands = [
      { caller: 'ann', epoch: { rangeVersion: 1 }, command: new Uint8Array([0xff, 0xff, 0xff]) },
      { caller: 'ann', epoch: { rangeVersion: 1 }, command: pb.Command.encode(purchase()).finish() },
    ];
    const answers = replica.apply(pb.CommandEntry.encode({ format: 1, timeMs: T0, commands }).finish());
    expect(answers.map(reasonOf)).toEqual(['INVALID_REQUEST', 'done']);
  });

  it('that is not a CommandEntry is answered, not thrown at', () => {
    expect(
      onSale()
        .apply(new Uint8Array([0x0a, 0xff, 0x01]))
        .map(reasonOf),
    ).toEqual(['INVALID_REQUEST']);
  });

  it('of a newer format halts the replica', () => {
    const data = pb.CommandEntry.encode({ format: ENTRY_FORMAT_MAX + 1, timeMs: T0 }).finish();
    expect(() => onSale().apply(data)).toThrow(/upgrade/);
  });

  it('has no effect outside the range or by another route than its own', () => {
    const range = { start: lineKey('k'), end: prefixEnd(lineKey('k')), confVersion: 1, rangeVersion: 2 };
    const replica = new Replica(7, undefined, range);
    const sent = (command: pb.Command.$Properties, rangeVersion: number) =>
      reasonOf(replica.send(T0, { command, rangeVersion })[0]!);
    expect(sent(publish(), 2)).toBe('EPOCH_STALE');
    expect(sent(publish({ run: { ...RUN, line: 'k' } }), 1)).toBe('EPOCH_STALE');
    expect(sent(publish({ run: { ...RUN, line: 'k' } }), 3)).toBe('EPOCH_STALE');
    expect(sent(publish({ run: { ...RUN, line: 'k' } }), 2)).toBe('done');
    expect(sent(plain({ kvPut: { key: 'a' } }), 2)).toBe('EPOCH_STALE');
  });

  it('tells what it changed in one row, whose events are in order', () => {
    const replica = onSale();
    const held = purchase({ holdMs: MINUTE }, { requestId: 'h' });
    replica.send(
      T0,
      { command: held },
      { command: purchase({}, { requestId: 's' }) },
      { command: purchase({ class: 'x' }) },
    );
    const row = replica.store.rowsOf(eventsBucket(7)).get(eventRow(replica.index))!;
    const { events, runs } = pb.EventRow.decode(row);
    expect(runs).toHaveLength(1);
    expect(events?.map(({ kind, orderId }) => [kind, orderId])).toEqual([
      [pb.EventKind.EVENT_KIND_HELD, 'h'],
      [pb.EventKind.EVENT_KIND_SOLD, 's'],
    ]);
  });

  it('drops event rows that are too old', () => {
    const replica = onSale();
    const first = replica.index;
    replica.index += EVENT_ENTRIES_KEPT - 1;
    replica.one(T0, purchase());
    expect(replica.store.rowsOf(eventsBucket(7)).has(eventRow(first))).toBe(false);
  });
});

describe('plain keys', () => {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text));
  const text = (value: Uint8Array | null | undefined) => Buffer.from(value ?? []).toString();

  it('are set, compared, counted down to a floor, and deleted', () => {
    const replica = new Replica();
    const send = (body: pb.Command.$Properties) => replica.one(T0, plain(body));
    expect(reasonOf(send({ kvDecrement: { key: 'n', by: 1 } }))).toBe('KEY_NOT_FOUND');
    send({ kvPut: { key: 'n', value: bytes('5') } });
    expect(text(send({ kvDecrement: { key: 'n', by: 4, floor: 1 } }).kv?.value)).toBe('1');
    expect(reasonOf(send({ kvDecrement: { key: 'n', by: 1, floor: 1 } }))).toBe('BELOW_FLOOR');
    const missed = send({ kvCompareAndSet: { key: 'n', expected: bytes('5'), value: bytes('6') } });
    expect([reasonOf(missed), text(missed.kv?.value)]).toEqual(['CAS_MISMATCH', '1']);
    expect(reasonOf(send({ kvCompareAndSet: { key: 'n', expected: bytes('1'), value: bytes('x') } }))).toBe(
      'done',
    );
    expect(reasonOf(send({ kvDecrement: { key: 'n', by: 1 } }))).toBe('NOT_A_NUMBER');
    expect(reasonOf(send({ kvCompareAndSet: { key: 'n', expectAbsent: true, value: bytes('y') } }))).toBe(
      'CAS_MISMATCH',
    );
    expect(send({ kvDelete: { key: 'n' } }).kv?.found).toBe(true);
    expect(send({ kvDelete: { key: 'n' } }).kv?.found).toBe(false);
    expect(reasonOf(send({ kvCompareAndSet: { key: 'n', expectAbsent: true, value: bytes('y') } }))).toBe(
      'done',
    );
  });

  it('count down once for a repeated request', () => {
    const replica = new Replica();
    replica.one(T0, plain({ kvPut: { key: 'n', value: bytes('5') } }));
    const command = plain({ kvDecrement: { key: 'n', by: 2 } });
    const first = replica.one(T0, command);
    replica.restart();
    expect(answerBytes(replica.one(T0, command))).toBe(answerBytes(first));
  });
});

describe('the fast path of a leader', () => {
  it('refuses only what is sold out, with nothing due and an id that has no row', () => {
    const replica = onSale();
    const first = purchase({ class: 'business', holdMs: MINUTE });
    const second = purchase({ class: 'business' });
    expect(replica.machine.refusalWithoutLog('ann', first, T0)).toBeUndefined();
    replica.one(T0, first);
    expect(replica.machine.refusalWithoutLog('ann', first, T0)).toBeUndefined();
    expect(replica.machine.refusalWithoutLog('ann', second, T0)).toMatchObject({
      refusal: { reason: 'SOLD_OUT' },
      unrecorded: true,
    });
    expect(replica.machine.refusalWithoutLog('ann', second, T0 + MINUTE)).toBeUndefined();
  });
});

describe('rows that contradict each other', () => {
  it('are damage when an inventory row does not say what the orders say', () => {
    const replica = onSale();
    replica.one(T0, purchase());
    replica.checkpoint();
    const key = inventoryRow('second');
    replica.store.damage(BUCKET, key, (row) => {
      row[row.length - 1]! ^= 1;
    });
    expect(() => replica.machine.adopt(BUCKET, replica.store.rowsOf(BUCKET))).toThrow(/not its inventory/);
  });

  it('are damage when one cannot be read', () => {
    const replica = onSale();
    replica.checkpoint();
    expect(() => replica.machine.adopt(BUCKET, new Map([[ROW_RUN, new Uint8Array([0xff])]]))).toThrow(
      /cannot be read/,
    );
  });
});

describe('rows', () => {
  it('of many commands are encoded as they come, so that a checkpoint does not stop the node', () => {
    const replica = onSale();
    replica.checkpoint();
    const buy = (n: number): pb.Answer.$Properties =>
      replica.one(T0, purchase({ passengers: [`p${n}`] }, { requestId: `r${n}` }));
    buy(0);
    expect(replica.store.isDirty(BUCKET)).toBe(false);
    for (let n = 1; n < 1_000; n += 1) buy(n);
    expect(replica.store.isDirty(BUCKET)).toBe(true);
  });

  it('of runs that are built alike share one layout', () => {
    const replica = onSale();
    replica.one(T0, publish({ run: { ...RUN, train: 'G2' } }, { requestId: 'second' }));
    const layouts = ['G1', 'G2'].map(
      (train) => replica.machine.state.loadedRun(RUN.line, train, RUN.date)?.plan?.layouts,
    );
    const [one, two] = layouts.map((of) => [...(of?.values() ?? [])]);
    expect(one?.length).toBeGreaterThan(0);
    for (const [at, layout] of (one ?? []).entries()) expect(two?.[at]).toBe(layout);
  });
});
