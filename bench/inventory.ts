/** How long the inventory takes: `npm run build && node dist/bench/inventory.js`. Choosing and taking seats of a 1,200-seat
 *  class, then whole purchases through the state machine, encoded command to answer. */
import type { pb } from '../src/proto/index.js';
import { Inventory } from '../src/store/tickets/inventory.js';
import { SeatLayout } from '../src/store/tickets/seat-layout.js';
import { encodeEntry, Replica } from '../src/store/tickets/testing/replica.js';

const COACHES = Array.from({ length: 16 }, (_, at) => ({
  number: at + 1,
  class: 'second',
  rows: 15,
  letters: 'ABCDF',
  windows: 'AF',
  aisles: 'CD',
}));
const layout = new SeatLayout(COACHES);

/** A small linear congruential generator: the same journeys each time. */
function journeys(segments: number, count: number): { from: number; to: number }[] {
  let state = 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () => {
    const from = next(segments);
    return { from, to: from + 1 + next(segments - from) };
  });
}

function report(name: string, count: number, run: () => void): void {
  const start = performance.now();
  run();
  const us = ((performance.now() - start) * 1000) / count;
  console.log(`${name.padEnd(64)} ${us.toFixed(2).padStart(8)} us`);
}

function sell(segments: number, party: number): void {
  const wishes = journeys(segments, 20_000);
  const preferences = Array.from({ length: party }, () => undefined);
  let inventory = new Inventory(layout, segments);
  let sold = 0;
  const round = (): void => {
    inventory = new Inventory(layout, segments);
    sold = 0;
    for (const { from, to } of wishes) {
      const seats = inventory.choose(from, to, preferences);
      if (seats === undefined) continue;
      sold += seats.length;
      for (const seat of seats) inventory.take(seat, from, to, 'sold');
    }
  };
  round(); // warms up
  report(
    `choose + take, ${segments} segments, party of ${party}, until full (per wish)`,
    wishes.length,
    round,
  );
  const full = { from: 0, to: segments };
  report(`sold out, ${segments} segments (of ${sold} seats sold)`, 1_000_000, () => {
    for (let n = 0; n < 1_000_000; n += 1) inventory.choose(full.from, full.to, preferences);
  });
}

for (const segments of [10, 41, 63]) for (const party of [1, 3]) sell(segments, party);

function machine(count: number, size: number): void {
  const replica = new Replica();
  const segments = 10;
  const run = { line: 'jinghu', train: 'G1', date: '2026-12-01' };
  const dayStartMs = Date.parse('2026-12-01T00:00:00+08:00');
  const stops = Array.from({ length: segments + 1 }, (_, at) => ({
    station: `S${at}`,
    name: `Station ${at}`,
    arrivalS: 36_000 + 1800 * at,
    departureS: 36_000 + 1800 * at,
  }));
  const envelope = (requestId: string) => ({ requestId, notAfterMs: dayStartMs + 60_000 });
  const publish = { run, stops, coaches: COACHES, dayStartMs, timezone: 'Asia/Shanghai' };
  replica.one(dayStartMs, { ...envelope('publish'), publish });
  const entries: Uint8Array[] = [];
  const wishes = journeys(segments, count);
  for (let at = 0; at < count; at += size) {
    const commands: pb.Command.$Properties[] = wishes.slice(at, at + size).map(({ from, to }, n) => ({
      ...envelope(`request-${at + n}`),
      purchase: {
        run,
        fromStop: from,
        toStop: to,
        fromStation: `S${from}`,
        toStation: `S${to}`,
        class: 'second',
        passengers: [{ passengerId: `passenger-${at + n}` }],
      },
    }));
    entries.push(
      encodeEntry(
        dayStartMs,
        commands.map((command) => ({ command, caller: 'shop' })),
      ),
    );
  }
  report(`purchase through the machine, entries of ${size}`, count, () => {
    for (const entry of entries) replica.apply(entry);
  });
  report('  its rows at a checkpoint', count, () => replica.checkpoint());
}

for (const size of [1, 100, 1000]) machine(20_000, size);
