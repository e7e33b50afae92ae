import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getOrder, getRun } from './reads.js';
import { DAY_START_MS, RUN, STATIONS, STOPS } from './testing/commands.js';
import { type RandomEntry, randomEntries } from './testing/random-entries.js';
import { ReferenceModel } from './testing/reference-model.js';
import { answerBytes, encodeEntry, Replica } from './testing/replica.js';

const PLAN = new Map([
  ['second', ['2-1A', '2-1B', '2-1C', '2-2A', '2-2B']],
  ['business', ['1-1A']],
]);

const model = (): ReferenceModel =>
  new ReferenceModel(
    STATIONS,
    STOPS.map(({ departureS }) => DAY_START_MS + 1000 * (departureS ?? 0)),
    PLAN,
  );

function treat(replica: Replica, how: RandomEntry['afterwards']): void {
  if (how === 'flush') replica.checkpoint();
  if (how === 'restart') replica.restart();
  if (how === 'trim') {
    replica.checkpoint();
    replica.machine.trim(0);
  }
}

/** Inventory, journeys and orders are those of the model. */
function compare(replica: Replica, reference: ReferenceModel): void {
  if (!reference.published) return;
  const request = { run: RUN };
  replica.load(() => replica.machine.missing(encodeEntry(0, [])));
  replica.load(() => (replica.machine.state.isKnown(BUCKET) ? [] : [BUCKET]));
  const { inventory } = getRun(replica.machine, request);
  for (const { class: name, published, free, held, sold } of inventory ?? []) {
    const className = name ?? '';
    expect(held).toEqual(reference.count(className, 'held'));
    expect(sold).toEqual(reference.count(className, 'sold'));
    for (const [segment, count] of (free ?? []).entries()) {
      expect(count).toBe(reference.free(className, segment, segment + 1).length);
      expect(count + (held?.[segment] ?? 0) + (sold?.[segment] ?? 0)).toBe(published);
    }
    const seats = replica.machine.state.loadedRun(RUN.line, RUN.train, RUN.date)?.classes.get(className);
    for (let from = 0; from < STATIONS.length - 1; from += 1)
      for (let to = from + 1; to < STATIONS.length; to += 1)
        expect(seats?.remaining(from, to)).toBe(reference.free(className, from, to).length);
  }
  for (const order of reference.orders) {
    const { order: read } = getOrder(replica.machine, order.caller, {
      order: { run: RUN, orderId: order.id },
    });
    expect(read?.tickets?.map(({ state }) => state)).toEqual(order.tickets.map(({ state }) => state));
  }
}

const BUCKET = '\x10jinghu\0\0G1\0\x002026-12-01\0\0';

function play(entries: readonly RandomEntry[], how: (entry: RandomEntry) => RandomEntry['afterwards']) {
  const replica = new Replica();
  const answers = entries.map((entry) => {
    const given = replica.send(entry.timeMs, ...entry.sent).map(answerBytes);
    treat(replica, how(entry));
    return given;
  });
  replica.checkpoint();
  return { answers, rows: replica.store.dump() };
}

describe('the machine and the reference model', () => {
  it('agree on every answer, every seat and every order, whatever is sent, repeated, expired or restarted', () => {
    fc.assert(
      fc.property(randomEntries, (entries) => {
        const replica = new Replica();
        const reference = model();
        for (const { timeMs, sent, afterwards } of entries) {
          reference.follow(timeMs, sent, replica.send(timeMs, ...sent));
          treat(replica, afterwards);
          compare(replica, reference);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('two replicas of one log', () => {
  it('have the same answers and the same rows, whenever each flushed, trimmed or restarted', () => {
    fc.assert(
      fc.property(randomEntries, (entries) => {
        const steady = play(entries, () => 'nothing');
        const restless = play(entries, (entry) => entry.afterwards);
        const restarted = play(entries, () => 'restart');
        expect(restless).toEqual(steady);
        expect(restarted).toEqual(steady);
      }),
      { numRuns: 60 },
    );
  });
});

describe('bytes that are not an entry', () => {
  it('never make the machine throw, and never change a seat', () => {
    const range = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(range, (bytes) => {
        const replica = new Replica();
        const data = encodeEntry(1, []);
        const commands = new Uint8Array([...data, 0x1a, bytes.length, ...bytes]);
        for (const answer of replica.apply(bytes.length < 128 ? commands : data))
          expect(answer.refusal).toBeDefined();
      }),
    );
  });
});
