/** D1Conservation on the product itself: after each entry, the inventory that the replica which applied it first holds in memory
 *  is the books', and so are the states of its orders (D5, D6): free + held + sold = published on each segment, and seats left on a whole journey. */

import { isOrder } from '../../../src/store/tickets/run.js';
import type { TicketMachine } from '../../../src/store/tickets/ticket-machine.js';
import type { World } from '../world.js';
import type { BookedRun, Books, Fail } from './books.js';
import type { CanonEntry, CanonListener } from './canon.js';
import { runNamed } from './scopes.js';

/** Of ticket states, by number. */
const WORDS = ['', 'held', 'sold', 'expired', 'cancelled', 'refunded'];

export class InventoryAgrees implements CanonListener {
  constructor(
    private readonly books: Books,
    private readonly world: () => World | undefined,
    private readonly fail: Fail,
  ) {}

  entry(entry: CanonEntry): void {
    if (this.books.touched.size === 0) return;
    const machine = this.world()?.node(entry.node).replica(entry.group)?.machine;
    if (machine === undefined) return;
    for (const name of this.books.touched) {
      const run = this.books.runs.get(name);
      if (run !== undefined) this.#compare(machine as unknown as TicketMachine, name, run);
    }
  }

  #compare(machine: TicketMachine, name: string, booked: BookedRun): void {
    const { line, train, date } = runNamed(name);
    const run = machine.state.loadedRun(line, train, date);
    if (run === undefined) return;
    for (const record of run.requests.values()) {
      if (!isOrder(record)) continue;
      const key = `${record.caller}/${record.requestId}`;
      const states = record.outcome.order.states.map((state) => WORDS[state]).join();
      const expected = booked.orders
        .get(key)
        ?.tickets.map(({ state }) => state)
        .join();
      if (expected === undefined || states === expected) continue;
      const expiry = states.includes('expired') || expected.includes('expired');
      this.fail(
        expiry ? 'D6ExpiresByEntryTime' : 'D5EndsOnce',
        `${name}, order ${key}: its tickets are ${states}; the books say ${expected}`,
      );
    }
    for (const [className, { published }] of booked.classes) {
      const inventory = run.classes.get(className);
      if (inventory === undefined) continue;
      for (let segment = 0; segment < booked.segments; segment += 1) {
        const held = booked.count(className, segment, 'held');
        const sold = booked.count(className, segment, 'sold');
        const free = booked.free(className, segment, segment + 1);
        const left = inventory.remaining(segment, segment + 1);
        if (
          inventory.held[segment] !== held ||
          inventory.sold[segment] !== sold ||
          left !== free ||
          free + held + sold !== published
        )
          this.fail(
            'D1Conservation',
            `${name} ${className}, segment ${segment}: ${left} free, ${inventory.held[segment]} held, ${inventory.sold[segment]} sold; the books say ${free}, ${held}, ${sold} of ${published}`,
          );
      }
      const left = inventory.remaining(0, booked.segments);
      if (left !== booked.free(className, 0, booked.segments))
        this.fail(
          'D1Conservation',
          `${name} ${className}: ${left} seats free on the whole journey, the books say ${booked.free(className, 0, booked.segments)}`,
        );
    }
  }
}
