/** What a ticket group makes of its rows when its range is cut: each half has what its keys need, and nothing of the other. */
import { describe, expect, it } from 'vitest';
import { pb } from '../../proto/index.js';
import { lineKey, plainKey, runKey, trainKey } from '../../proto/keys.js';
import { SPLIT_ENTRY_FORMAT } from '../../proto/versions.js';
import { lineBucket } from './buckets.js';
import { MINUTE, publish, purchase, RUN, T0 } from './testing/commands.js';
import { CHILD, cut } from './testing/cut.js';
import { MemoryBuckets } from './testing/memory-buckets.js';
import { Replica, WHOLE_RANGE } from './testing/replica.js';

const DATES = ['2026-12-01', '2026-12-02', '2026-12-03'];

function onSale(trains: readonly string[], range = WHOLE_RANGE): Replica {
  const replica = new Replica(7, new MemoryBuckets(), range);
  for (const train of trains)
    for (const date of DATES)
      replica.one(T0, publish({ run: { ...RUN, train, date } }, { requestId: `${train}${date}` }));
  return replica;
}

const datesOf = (half: Replica, train: string): string[] => [
  ...(half.machine.state.line(RUN.line).trains.get(train)?.dates.keys() ?? []),
];

const sold = (half: Replica, train: string, date: string, requestId: string): string => {
  const command = purchase({ run: { ...RUN, train, date } }, { requestId });
  const { rangeVersion } = half.machine.state.range;
  const [answer] = half.send(T0 + 10, { command, rangeVersion });
  return answer?.refusal?.reason ?? 'sold';
};

describe('a split of a ticket group', () => {
  it('between trains leaves each half its own, at the time of both', () => {
    const { left, right } = cut(onSale(['G1', 'G3']), trainKey(RUN.line, 'G3'));
    expect([...left.machine.state.line(RUN.line).trains.keys()]).toEqual(['G1']);
    expect([...right.machine.state.line(RUN.line).trains.keys()]).toEqual(['G3']);
    expect(right.machine.state.timeMs).toBe(T0);
    expect(sold(left, 'G1', DATES[0]!, 'a')).toBe('sold');
    expect(sold(left, 'G3', DATES[0]!, 'a')).toBe('EPOCH_STALE');
    expect(sold(right, 'G3', DATES[0]!, 'a')).toBe('sold');
  });

  it('between dates of a train divides its row, and so does one of either half', () => {
    const { left, right } = cut(onSale(['G1', 'G3']), runKey(RUN.line, 'G1', DATES[1]!));
    expect(datesOf(left, 'G1')).toEqual([DATES[0]]);
    expect(datesOf(right, 'G1')).toEqual(DATES.slice(1));
    expect(datesOf(left, 'G3')).toEqual([]);
    expect(datesOf(right, 'G3')).toEqual(DATES);
    const again = cut(right, runKey(RUN.line, 'G1', DATES[2]!));
    expect(datesOf(again.left, 'G1')).toEqual([DATES[1]]);
    expect(datesOf(again.right, 'G1')).toEqual([DATES[2]]);
    expect(datesOf(again.right, 'G3')).toEqual(DATES);
    expect(sold(again.left, 'G1', DATES[1]!, 'a')).toBe('sold');
    expect(sold(again.left, 'G1', DATES[2]!, 'a')).toBe('EPOCH_STALE');
  });

  it('at a date from which on a train does not run yet keeps its row, and takes what is published later', () => {
    const { left, right } = cut(onSale(['G1']), runKey(RUN.line, 'G1', '2026-12-09'));
    expect(datesOf(left, 'G1')).toEqual(DATES);
    expect(right.machine.state.timeMs).toBe(T0);
    for (const [half, date] of [
      [left, '2026-12-04'],
      [right, '2026-12-09'],
    ] as const) {
      const command = publish({ run: { ...RUN, train: 'G1', date } }, { requestId: date });
      expect(half.send(T0, { command, rangeVersion: 2 })[0]?.refusal).toBeUndefined();
      half.restart();
    }
    expect(datesOf(left, 'G1')).toEqual([...DATES, '2026-12-04']);
    expect(datesOf(right, 'G1')).toEqual(['2026-12-09']);
  });

  it('takes holds and answers to request ids along with their runs', () => {
    const parent = onSale(['G1', 'G3']);
    for (const train of ['G1', 'G3'])
      parent.one(
        T0,
        purchase({ run: { ...RUN, train, date: DATES[1]! }, holdMs: MINUTE }, { requestId: `hold-${train}` }),
      );
    const { left, right } = cut(parent, runKey(RUN.line, 'G1', DATES[2]!));
    expect(left.machine.nextDeadlineMs()).toBe(T0 + MINUTE);
    expect(right.machine.nextDeadlineMs()).toBe(T0 + MINUTE);
    const again = purchase(
      { run: { ...RUN, train: 'G3', date: DATES[1]! }, holdMs: MINUTE },
      { requestId: 'hold-G3' },
    );
    expect(right.send(T0 + 5, { command: again, rangeVersion: 2 })[0]).toMatchObject({ repeated: true });
  });

  it('between lines gives each half its lines', () => {
    const parent = onSale(['G1']);
    parent.one(T0, publish({ run: { ...RUN, line: 'z' } }, { requestId: 'z' }));
    const { left, right } = cut(parent, lineKey('z'));
    expect(left.machine.state.isKnown(lineBucket('z'))).toBe(false);
    expect(right.machine.state.isKnown(lineBucket('z'))).toBe(true);
    expect(right.machine.state.isKnown(lineBucket(RUN.line))).toBe(false);
  });
});

describe('an order to split', () => {
  const order = (fields: Partial<pb.SplitOrder.$Properties>): Uint8Array =>
    pb.CommandEntry.encode({
      format: SPLIT_ENTRY_FORMAT,
      timeMs: T0,
      split: {
        key: trainKey(RUN.line, 'G3'),
        child: CHILD,
        confVersion: 1,
        rangeVersion: 1,
        replicas: [{ replicaId: 1, nodeId: 'n1' }],
        ...fields,
      },
    }).finish();
  const range = { ...WHOLE_RANGE, start: lineKey(RUN.line), end: lineKey('z') };
  const ordered = (fields: Partial<pb.SplitOrder.$Properties>): boolean => {
    const replica = onSale(['G1', 'G3'], range);
    expect(replica.apply(order(fields))).toEqual([]);
    return replica.machine.splitOrdered !== undefined;
  };

  it('is carried out at the epoch it was planned at', () => {
    expect(ordered({})).toBe(true);
  });

  it.each([
    ['another range', { rangeVersion: 2 }],
    ['other members', { confVersion: 2 }],
    ['no number for the child', { child: 0 }],
    ['no replicas', { replicas: [] }],
    ['a key before the range', { key: lineKey('a') }],
    ['the key at which the range begins', { key: lineKey(RUN.line) }],
    ['a key behind the range', { key: lineKey('z') }],
    ['a plain key', { key: plainKey('a') }],
    ['a key within a component', { key: trainKey(RUN.line, 'G3').subarray(0, 10) }],
  ])('of %s has no effect', (_what, fields) => {
    expect(ordered(fields)).toBe(false);
  });
});
