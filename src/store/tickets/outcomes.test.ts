/** What GetOutcome has told stays so: whichever copy of the request comes later, after a restart and a split too. */
import { describe, expect, it } from 'vitest';
import type { pb } from '../../proto/index.js';
import { trainKey } from '../../proto/keys.js';
import { ENTRY_FORMAT } from '../../proto/versions.js';
import { follow, getOutcome, MINUTE, plain, publish, purchase, RUN, T0 } from './testing/commands.js';
import { cut } from './testing/cut.js';
import { encodeEntry, Replica } from './testing/replica.js';

const reasonOf = (answer: pb.Answer.$Properties | null | undefined): string =>
  answer?.refusal?.reason ?? 'done';

/** The copy that the network holds back. */
const late = (ahead = 5): pb.Command.$Properties =>
  purchase({ class: 'business', passengers: ['p'] }, { requestId: 'x', notAfterMs: T0 + ahead * MINUTE });

/** The only seat of business is taken. */
function soldOut(): Replica {
  const replica = new Replica();
  replica.one(T0, publish());
  expect(reasonOf(replica.one(T0, purchase({ class: 'business' }, { requestId: 'taken' })))).toBe('done');
  return replica;
}

/** What is told of `x` when a copy with this notAfter may still come; 0: nobody knows which. */
const ask = (replica: Replica, ahead: number, timeMs = T0): string =>
  reasonOf(replica.one(timeMs, getOutcome('x', ahead === 0 ? 0 : T0 + ahead * MINUTE)).asked);

const seatIsFreeAt = (replica: Replica, timeMs: number): void => {
  const freed = follow('refund', 'taken', { notAfterMs: timeMs + MINUTE });
  expect(reasonOf(replica.one(timeMs, freed))).toBe('done');
};

describe('an outcome that was told', () => {
  it.each([5, 0])('of a refusal stays so until the notAfter asked about has passed (%i)', (ahead) => {
    const replica = soldOut();
    expect(reasonOf(replica.one(T0, late(1)))).toBe('SOLD_OUT');
    expect(ask(replica, ahead)).toBe('SOLD_OUT');
    seatIsFreeAt(replica, T0 + 2 * MINUTE);
    expect(replica.one(T0 + 2 * MINUTE, late())).toMatchObject({
      repeated: true,
      refusal: { reason: 'SOLD_OUT' },
    });
  });

  it('of a refusal stays so after a checkpoint and a restart', () => {
    const replica = soldOut();
    replica.one(T0, late(1));
    replica.restart();
    ask(replica, 5);
    replica.restart();
    seatIsFreeAt(replica, T0 + 2 * MINUTE);
    replica.restart();
    expect(reasonOf(replica.one(T0 + 2 * MINUTE, late()))).toBe('SOLD_OUT');
  });

  it('of a refusal goes with its run when the group is split', () => {
    const replica = soldOut();
    replica.one(T0, late(1));
    ask(replica, 5);
    const { right } = cut(replica, trainKey(RUN.line, 'G0'));
    const at = T0 + 2 * MINUTE;
    const rangeVersion = 2;
    right.send(at, { command: follow('refund', 'taken'), rangeVersion });
    expect(reasonOf(right.send(at, { command: late(), rangeVersion })[0])).toBe('SOLD_OUT');
  });

  it.each([29, 0])(
    'of an id that never ran stays so when it is asked again with a later notAfter (%i)',
    (ahead) => {
      const replica = new Replica();
      replica.one(T0, publish());
      expect(ask(replica, 5)).toBe('ABANDONED');
      replica.restart();
      const again = T0 + 14 * MINUTE;
      const question = getOutcome('x', ahead === 0 ? 0 : T0 + ahead * MINUTE, { notAfterMs: again });
      expect(reasonOf(replica.one(again, question).asked)).toBe('ABANDONED');
      replica.restart();
      expect(reasonOf(replica.one(T0 + 16 * MINUTE, late(29)))).toBe('ABANDONED');
    },
  );

  it('of a plain key stays so too', () => {
    const replica = new Replica();
    const put = (ahead: number) =>
      plain(
        { kvCompareAndSet: { key: 'k', expected: Buffer.from('1'), value: Buffer.from('2') } },
        { requestId: 'x', notAfterMs: T0 + ahead * MINUTE },
      );
    expect(reasonOf(replica.one(T0, put(1)))).toBe('CAS_MISMATCH');
    replica.one(
      T0,
      plain({ getOutcome: { key: 'k', askedRequestId: 'x', askedNotAfterMs: T0 + 5 * MINUTE } }),
    );
    const at = T0 + 2 * MINUTE;
    replica.one(at, plain({ kvPut: { key: 'k', value: Buffer.from('1') } }));
    expect(reasonOf(replica.one(at, put(5)))).toBe('CAS_MISMATCH');
  });

  it('is forgotten once no copy may come any more', () => {
    const replica = soldOut();
    replica.one(T0, late(1));
    ask(replica, 5);
    const at = T0 + 30 * MINUTE;
    seatIsFreeAt(replica, at);
    expect(reasonOf(replica.one(at, getOutcome('x', T0 + 5 * MINUTE, { notAfterMs: at })).asked)).toBe(
      'REQUEST_EXPIRED',
    );
    expect(reasonOf(replica.one(at, late(40)))).toBe('done');
  });
});

describe('an entry of the format before', () => {
  it('leaves rows as the version before left them', () => {
    const replica = soldOut();
    replica.one(T0, late(1));
    replica.checkpoint();
    const before = replica.store.dump();
    const sent = [{ command: getOutcome('x', T0 + 5 * MINUTE) }];
    replica.apply(encodeEntry(T0, sent, ENTRY_FORMAT));
    replica.checkpoint();
    expect(replica.store.dump()).toEqual(before);
    replica.apply(encodeEntry(T0, sent));
    replica.checkpoint();
    expect(replica.store.dump()).not.toEqual(before);
  });
});
