/** The index of one line: its trains, their patterns of stops and their dates, and which of its runs have holds that fall
 *  due. Resident once loaded; what a query needs before it touches a run, and a restart before it knows what is due. */
import { pb } from '../../proto/index.js';
import { decodeKey } from '../../proto/keys.js';
import type { BucketId, RowKey, Rows } from '../bucket.js';
import { dueRow, runBucket } from './buckets.js';
import { present } from './invariant.js';
import { type Stop, stopsOf } from './run-plan.js';

export interface Pattern {
  readonly stops: readonly Stop[];
  readonly timezone: string;
  /** How equal patterns are found. */
  readonly identity: string;
}

export interface RunDate {
  readonly date: string;
  readonly pattern: number;
  readonly dayStartMs: number;
}

export interface Train {
  /** As published, e.g. C2909/C2912. */
  readonly name: string;
  readonly patterns: Pattern[];
  readonly dates: Map<string, RunDate>;
}

export interface DueRun {
  readonly bucket: BucketId;
  readonly train: string;
  readonly date: string;
  readonly deadlineMs: number;
}

const byName = (a: Train, b: Train): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** C2909/C2912 is found by either number. */
const numbersOf = (train: string): string[] => train.split('/').map((number) => number.trim());

export class LineIndex {
  readonly line: string;
  readonly trains = new Map<string, Train>();
  readonly due = new Map<RowKey, DueRun>();
  private readonly byNumber = new Map<string, Train[]>();
  private readonly byStation = new Map<string, Set<Train>>();
  private readonly dirtyTrains = new Set<Train>();
  private readonly dirtyDue = new Set<RowKey>();
  private sorted: readonly Train[] | undefined;

  /** @param rowOf where a train's row stands: a group may hold some dates of it only */
  constructor(
    readonly bucket: BucketId,
    private readonly rowOf: (line: string, train: string) => RowKey,
  ) {
    this.line = decodeKey(Buffer.from(bucket, 'latin1')).components[0] ?? '';
  }

  static adopt(bucket: BucketId, rows: Rows, rowOf: (line: string, train: string) => RowKey): LineIndex {
    const index = new LineIndex(bucket, rowOf);
    for (const [key, value] of rows) {
      if (key.startsWith('t')) index.adoptTrain(pb.TrainRow.decode(value));
      else if (key.startsWith('d')) index.adoptDue(key, pb.DueRow.decode(value));
    }
    return index;
  }

  private adoptTrain(row: pb.TrainRow.$Properties): void {
    const train = this.trainOf(row.train ?? '');
    for (const { stops, timezone } of row.patterns ?? [])
      this.addPattern(train, makePattern(stopsOf(stops), timezone ?? ''));
    for (const { date, pattern, dayStartMs } of row.dates ?? [])
      train.dates.set(date ?? '', { date: date ?? '', pattern: pattern ?? 0, dayStartMs: dayStartMs ?? 0 });
  }

  private adoptDue(key: RowKey, row: pb.DueRow.$Properties): void {
    const train = row.train ?? '';
    const date = row.date ?? '';
    this.due.set(key, {
      bucket: runBucket(this.line, train, date),
      train,
      date,
      deadlineMs: row.deadlineMs ?? 0,
    });
  }

  private trainOf(name: string): Train {
    let train = this.trains.get(name);
    if (train !== undefined) return train;
    train = { name, patterns: [], dates: new Map() };
    this.trains.set(name, train);
    this.sorted = undefined;
    for (const number of new Set([name, ...numbersOf(name)])) {
      const same = this.byNumber.get(number);
      if (same === undefined) this.byNumber.set(number, [train]);
      else same.push(train);
      this.byNumber.get(number)?.sort(byName); // not by publication, which a restart does not know
    }
    return train;
  }

  private addPattern(train: Train, pattern: Pattern): number {
    for (const { station } of pattern.stops) {
      const calling = this.byStation.get(station);
      if (calling === undefined) this.byStation.set(station, new Set([train]));
      else calling.add(train);
    }
    return train.patterns.push(pattern) - 1;
  }

  /** A run was published. */
  addRun(
    name: string,
    date: string,
    plan: { stops: readonly Stop[]; timezone: string; dayStartMs: number },
  ): void {
    const train = this.trainOf(name);
    const pattern = makePattern(plan.stops, plan.timezone);
    const known = train.patterns.findIndex(({ identity }) => identity === pattern.identity);
    const number = known >= 0 ? known : this.addPattern(train, pattern);
    train.dates.set(date, { date, pattern: number, dayStartMs: plan.dayStartMs });
    this.dirtyTrains.add(train);
  }

  /** @param deadlineMs of the run's first hold; undefined: it has none */
  setDue(bucket: BucketId, train: string, date: string, deadlineMs: number | undefined): void {
    const key = dueRow(train, date);
    if (this.due.get(key)?.deadlineMs === deadlineMs) return;
    if (deadlineMs === undefined) this.due.delete(key);
    else this.due.set(key, { bucket, train, date, deadlineMs });
    this.dirtyDue.add(key);
  }

  // --- reads ---

  /** By name, in code unit order. */
  inOrder(): readonly Train[] {
    this.sorted ??= [...this.trains.values()].sort(byName);
    return this.sorted;
  }

  calling(station: string): ReadonlySet<Train> {
    return this.byStation.get(station) ?? new Set();
  }

  /** The published name of the train that has this name, else this number, and runs on this date: what is C2912 at weekdays
   *  may be C2909/C2912 at weekends. */
  resolve(nameOrNumber: string, date: string): string | undefined {
    if (this.trains.get(nameOrNumber)?.dates.has(date)) return nameOrNumber;
    return this.byNumber.get(nameOrNumber)?.find((train) => train.dates.has(date))?.name;
  }

  // --- rows ---

  get isDirty(): boolean {
    return this.dirtyTrains.size > 0 || this.dirtyDue.size > 0;
  }

  flush(put: (key: RowKey, value: Uint8Array | undefined) => void): void {
    for (const train of this.dirtyTrains) put(this.rowOf(this.line, train.name), encodeTrain(train));
    for (const key of this.dirtyDue) {
      const due = this.due.get(key);
      put(key, due === undefined ? undefined : pb.DueRow.encode(due).finish());
    }
    this.dirtyTrains.clear();
    this.dirtyDue.clear();
  }
}

export function patternOf(train: Train, run: RunDate): Pattern {
  return present(train.patterns[run.pattern], 'a run of a pattern that its train does not have');
}

function makePattern(stops: readonly Stop[], timezone: string): Pattern {
  return { stops, timezone, identity: JSON.stringify([timezone, stops]) };
}

/** @param owns which of its dates */
export function encodeTrain(train: Train, owns: (date: string) => boolean = () => true): Uint8Array {
  const dates = [...train.dates.values()]
    .filter(({ date }) => owns(date))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  const patterns = train.patterns.map(({ stops, timezone }) => ({ stops: [...stops], timezone }));
  return pb.TrainRow.encode({ train: train.name, patterns, dates }).finish();
}
