/** Buys a ticket in ten lines: node dist/examples/buy-a-ticket.js [seeds] [date]
 *  Expects the sample timetable (railkv timetable import examples/sample-feed --from today --days 7). */
import { connect } from 'railkv/client';

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const [seeds = '127.0.0.1:7201', date = tomorrow] = process.argv.slice(2);

const railkv = await connect({ seeds: seeds.split(','), caller: 'buy-a-ticket' });
const { offers } = await railkv.tickets.search({ from: '北京南', to: '上海虹桥', date });
const offer = offers.find(({ classes }) => classes.some((c) => c.class === 'second' && c.seatsLeft > 0));
if (!offer) throw new Error(`nothing left in second class on ${date}`);
const passenger = crypto.randomUUID(); // a pseudonym of the travel document
const order = await railkv.tickets.buy({ offer, class: 'second', passengers: [passenger] });
const [ticket] = order.tickets;
console.log(
  `${order.run.train} on ${date}: coach ${ticket?.coach}, seat ${ticket?.seat}, ${order.reference}`,
);
await railkv.close();
