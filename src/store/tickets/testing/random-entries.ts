/** Random entries about one small run, crowded enough that ids, passengers, seats and deadlines collide all the time. */
import fc from 'fast-check';
import type { pb } from '../../../proto/index.js';
import { follow, getOutcome, MINUTE, publish, purchase, STATIONS, setSale, T0 } from './commands.js';

export interface RandomCommand {
  readonly caller: string;
  readonly command: pb.Command.$Properties;
}

export interface RandomEntry {
  readonly timeMs: number;
  readonly sent: readonly RandomCommand[];
  /** What is done to the replica after the entry. */
  readonly afterwards: 'nothing' | 'flush' | 'trim' | 'restart';
}

/** A grid of instants, so that deadlines, confirmations and notAfters fall on the same tick. */
const STEP = 5 * MINUTE;
const instant = fc.integer({ min: 0, max: 12 }).map((step) => T0 + step * STEP);
const id = fc.integer({ min: 0, max: 14 }).map((number) => `r${number}`);
const caller = fc.constantFrom('ann', 'ann', 'ann', 'bob');
const passengerId = fc.integer({ min: 0, max: 9 }).map((number) => `p${number}`);
const preference = fc.constantFrom('', '', 'window', 'aisle');
const stop = fc.integer({ min: 0, max: STATIONS.length - 1 });

const envelope = fc.record({ requestId: id, notAfterMs: instant.map((at) => at + 2 * STEP) });

const buying = fc
  .record({
    envelope,
    from: stop,
    to: stop,
    class: fc.constantFrom('second', 'second', 'second', 'business', 'sleeper'),
    passengers: fc.uniqueArray(fc.record({ passengerId, preference }), {
      minLength: 1,
      maxLength: 3,
      selector: (passenger) => passenger.passengerId,
    }),
    holdMs: fc.constantFrom(0, 0, STEP, STEP, 2 * STEP),
  })
  .map(({ envelope: more, ...wish }) => purchase(wish, more));

const following = fc
  .record({
    kind: fc.constantFrom('confirm', 'confirm', 'cancel', 'refund', 'refund'),
    order: id,
    envelope,
    named: fc.uniqueArray(passengerId, { maxLength: 2 }),
  })
  .map(({ kind, order, envelope: more, named }) => follow(kind, order, more, named));

const command = fc.oneof(
  { weight: 8, arbitrary: buying },
  { weight: 6, arbitrary: following },
  { weight: 1, arbitrary: envelope.map((more) => publish({}, more)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(true, true, false), envelope)
      .map(([open, more]) => setSale(open, more)),
  },
  { weight: 1, arbitrary: fc.tuple(id, envelope).map(([asked, more]) => getOutcome(asked, 0, more)) },
);

const entry = fc.record({
  forwardSteps: fc.constantFrom(0, 0, 0, 1),
  fresh: fc.array(fc.record({ caller, command }), { maxLength: 4 }),
  /** Commands of earlier entries sent again, by their number counted back. */
  again: fc.array(fc.nat(12), { maxLength: 2 }),
  afterwards: fc.constantFrom('nothing', 'nothing', 'nothing', 'flush', 'trim', 'restart'),
});

/** Published first, then anything, retries of what was sent before included. */
export const randomEntries = fc.array(entry, { minLength: 1, maxLength: 40 }).map((drawn): RandomEntry[] => {
  const published: RandomCommand = { caller: 'railway', command: publish({}, { requestId: 'publish' }) };
  const entries: RandomEntry[] = [{ timeMs: T0, sent: [published], afterwards: 'nothing' }];
  const all: RandomCommand[] = [];
  let timeMs = T0;
  for (const { forwardSteps, fresh, again, afterwards } of drawn) {
    timeMs += forwardSteps * STEP;
    const repeated = again.flatMap((back) => all[all.length - 1 - back] ?? []);
    entries.push({ timeMs, sent: [...fresh, ...repeated], afterwards });
    all.push(...fresh);
  }
  return entries;
});
