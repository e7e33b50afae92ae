/** What one purchase costs a replica, in CPU time of this process, so that a busy machine does not matter: decoding and applying
 *  entries of many purchases, encoding rows included.
 *
 *    npm run build, then node dist/bench/apply.js [commands per entry] [purchases] */
import { pb } from '../src/proto/index.js';
import type { BucketId, BucketStore, RowKey, Rows } from '../src/store/bucket.js';
import { LoadedBucket } from '../src/store/loaded-bucket.js';
import { TicketMachine } from '../src/store/tickets/ticket-machine.js';

const perEntry = Number(process.argv[2] ?? 500);
const purchases = Number(process.argv[3] ?? 100_000);
const STOPS = 33;
const NOW_MS = Date.parse('2026-12-01T00:00:00Z');

/** The overlay of a real group state, on nothing. */
class Overlay implements BucketStore {
  private readonly loaded = new Map<BucketId, LoadedBucket>();
  load(bucket: BucketId): Promise<Rows> {
    this.loaded.set(bucket, new LoadedBucket(bucket));
    return Promise.resolve(new Map());
  }
  isLoaded(bucket: BucketId): boolean {
    return this.loaded.has(bucket);
  }
  put(bucket: BucketId, row: RowKey, value: Uint8Array | undefined): void {
    let into = this.loaded.get(bucket);
    if (into === undefined) {
      into = new LoadedBucket(bucket);
      this.loaded.set(bucket, into);
    }
    into.put(row, value);
  }
  isDirty(): boolean {
    return true;
  }
  forget(): void {}
}

const whole = { start: new Uint8Array(), end: new Uint8Array(), confVersion: 1, rangeVersion: 1 };
const machine = new TicketMachine({ group: 2, store: new Overlay(), range: whole });
const run = { line: 'jinghu', train: 'G1', date: '2026-12-02' };
let index = 1;

function entryOf(commands: readonly pb.Command.$Properties[]): Uint8Array {
  return pb.CommandEntry.encode({
    format: 1,
    timeMs: NOW_MS,
    commands: commands.map((command) => ({
      caller: 'buyer-1',
      epoch: { rangeVersion: 1 },
      command: pb.Command.encode(command).finish(),
    })),
  }).finish();
}

function apply(data: Uint8Array): readonly pb.Answer.$Properties[] {
  for (let missing = machine.missing(data); missing.length > 0; missing = machine.missing(data))
    for (const bucket of missing) machine.adopt(bucket, new Map());
  index += 1;
  return machine.apply({ group: 2, index, term: 1 }, data);
}

const stops = Array.from({ length: STOPS }, (_, i) => ({
  station: `S${i}`,
  name: `Station ${i}`,
  arrivalS: 86_400 + i * 600,
  departureS: 86_400 + i * 600 + (i === STOPS - 1 ? 0 : 60),
}));
const coaches = Array.from({ length: 16 }, (_, i) => ({
  number: i + 1,
  class: 'second',
  rows: 50,
  letters: 'ABCDF',
  windows: 'AF',
  aisles: 'CD',
}));
const notAfterMs = NOW_MS + 60_000;
const [published] = apply(
  entryOf([
    {
      requestId: 'publish',
      notAfterMs,
      publish: { run, stops, coaches, dayStartMs: NOW_MS, timezone: 'UTC' },
    },
  ]),
);
if (published?.refusal) throw new Error(`not published: ${published.refusal.reason}`);

const entries: Uint8Array[] = [];
for (let at = 0; at < purchases; at += perEntry)
  entries.push(
    entryOf(
      Array.from({ length: perEntry }, (_, i) => {
        const n = at + i;
        const from = (n * 7) % (STOPS - 1);
        return {
          requestId: `01J${String(n).padStart(23, '0')}`,
          notAfterMs,
          purchase: {
            run,
            fromStop: from,
            toStop: from + 1,
            fromStation: `S${from}`,
            toStation: `S${from + 1}`,
            class: 'second',
            passengers: [{ passengerId: `passenger-${n}` }],
          },
        };
      }),
    ),
  );

const bytesBefore = process.memoryUsage().heapUsed;
const before = process.cpuUsage();
let sold = 0;
let answerBytes = 0;
let encodeUs = 0;
for (const data of entries) {
  const answers = apply(data);
  for (const answer of answers) if (answer.order) sold += 1;
  const start = process.cpuUsage();
  const outcomes = answers.map((answer, sequence) => ({ sequence, answer }));
  answerBytes += pb.OutcomeBatch.encode({ outcomes }).finish().length;
  const { user, system } = process.cpuUsage(start);
  encodeUs += user + system;
}
const { user, system } = process.cpuUsage(before);
const us = (user + system - encodeUs) / sold;
process.stdout.write(
  `${sold} sold, ${perEntry} an entry: ${us.toFixed(1)} us of CPU to apply one, ${(encodeUs / sold).toFixed(1)} us to encode its answer of ${Math.round(answerBytes / sold)} bytes; heap +${Math.round((process.memoryUsage().heapUsed - bytesBefore) / sold)} bytes a sale\n`,
);
