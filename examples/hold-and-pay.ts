/** Holds seats while the buyer pays, sells them, and gives one back: node dist/examples/hold-and-pay.js [seeds] [date]
 *  Shows what to do when it is not known whether a purchase was done. Expects the sample timetable, as buy-a-ticket. */
import { connect, type Order, RailkvError } from 'railkv/client';

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const [seeds = '127.0.0.1:7201', date = tomorrow] = process.argv.slice(2);
const railkv = await connect({ seeds: seeds.split(','), caller: 'hold-and-pay' });

/** A purchase has three ends: done, refused, and not known yet. */
async function hold(passengers: readonly string[]): Promise<Order> {
  const train = { train: 'G1', date, from: '北京南', to: '上海虹桥' };
  try {
    return await railkv.tickets.hold({ ...train, class: 'second', passengers, holdMs: 10 * 60_000 });
  } catch (error) {
    if (!(error instanceof RailkvError) || error.reason !== 'UNKNOWN') throw error;
    // No leader answered within ten seconds. Keep the reference: it says, now or after a restart, what became of it.
    const settlement = await railkv.tickets.settle(error.metadata.reference ?? '', { timeoutMs: 60_000 });
    if (settlement.outcome === 'done' && settlement.order) return settlement.order;
    throw error; // refused, or never done: then it never will be
  }
}

const family = [crypto.randomUUID(), crypto.randomUUID()];
const held = await hold(family);
console.log(`held until ${new Date(held.holdUntilMs ?? 0).toISOString()}: ${seatsOf(held)}`);

const sold = await railkv.tickets.confirm(held.reference);
console.log(`sold: ${seatsOf(sold)}`);

const left = await railkv.tickets.refund(held.reference, { passengers: family.slice(1) });
console.log(`after the refund: ${seatsOf(left)}`);

// A session read: it shows what this client did, whichever replica answers.
const order = await railkv.tickets.order(held.reference);
console.log(`${order.reference}: ${order.tickets.map(({ state }) => state).join(', ')}`);
await railkv.close();

function seatsOf({ tickets }: Order): string {
  return tickets.map(({ coach, seat, state }) => `coach ${coach} seat ${seat} (${state})`).join(', ');
}
