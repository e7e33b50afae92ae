/** Where the row of a train stands in its line's index. Rows lie in key order under their train, dates included, so that a split
 *  cuts them where it cuts the runs. A train's row stands after its dates, with the group that holds the last of them; a group
 *  whose range ends among the dates has a row of its own, where its own dates begin. Pure. */
import type { RowKey } from '../bucket.js';
import { FIRST_DATE, runBucket, trainRouteKey, trainRow } from './buckets.js';
import { encodeTrain, type LineIndex } from './line-index.js';

const isWithin = (bound: string, train: string): boolean =>
  bound.length > train.length && bound.startsWith(train);

/** @param start of the group's range, as `end` a latin1 string */
export function trainRowIn(line: string, train: string, start: string, end: string): RowKey {
  const key = trainRouteKey(line, train);
  if (!isWithin(end, key)) return trainRow(train);
  return trainRow(train, isWithin(start, key) ? start.slice(key.length) : FIRST_DATE);
}

/** What becomes of the row of the train among whose dates a split cuts: one for each half that has dates of it. */
export function splitTrain(
  index: LineIndex,
  start: string,
  cut: string,
  end: string,
): readonly (readonly [RowKey, Uint8Array | undefined])[] {
  const train = index.inOrder().find(({ name }) => isWithin(cut, trainRouteKey(index.line, name)));
  if (train === undefined) return [];
  const { line } = index;
  const stays = (date: string): boolean => runBucket(line, train.name, date) < cut;
  const before = trainRowIn(line, train.name, start, end);
  const rows: [RowKey, Uint8Array | undefined][] = [];
  for (const [row, owns] of [
    [trainRowIn(line, train.name, start, cut), stays],
    [trainRowIn(line, train.name, cut, end), (date: string) => !stays(date)],
  ] as const) {
    if ([...train.dates.keys()].some(owns)) rows.push([row, encodeTrain(train, owns)]);
    else if (row === before) rows.push([row, undefined]);
  }
  return rows;
}
