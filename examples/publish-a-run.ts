/** A railway of its own: registers a line, publishes one train on it, and shows what is on sale.
 *  node dist/examples/publish-a-run.js [seeds] */
import { connect, type RunPlan } from 'railkv/client';

const [seeds = '127.0.0.1:7201'] = process.argv.slice(2);
const railkv = await connect({ seeds: seeds.split(','), caller: 'publish-a-run' });

const stations = [
  { code: 'ZRH', name: 'Zürich HB' },
  { code: 'LUZ', name: 'Luzern' },
  { code: 'BEL', name: 'Bellinzona' },
  { code: 'LUG', name: 'Lugano' },
];
await railkv.tickets.registerLines([{ line: 'gotthard', name: 'Gotthard', stations }]);

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const plan: RunPlan = {
  run: { line: 'gotthard', train: 'EC 11', date: tomorrow },
  stops: stations.map(({ code, name }, at) => ({
    station: code,
    name,
    arrivalS: (9 + at) * 3_600, // seconds since the day began
    departureS: (9 + at) * 3_600 + 120,
  })),
  coaches: [
    { number: 1, class: 'first', rows: 12, letters: 'ABD', windows: 'AD', aisles: 'BD' },
    { number: 2, class: 'second', rows: 18, letters: 'ABCD', windows: 'AD', aisles: 'BC', missing: ['1A'] },
  ],
  dayStartMs: Date.parse(`${tomorrow}T00:00:00+01:00`),
  timezone: 'Europe/Zurich',
};
await railkv.tickets.publish(plan); // safe to repeat: the same plan is no error

const { offers } = await railkv.tickets.search({
  from: 'Luzern',
  to: 'Lugano',
  date: tomorrow,
  read: 'session', // not older than the publication above
});
for (const { run, classes } of offers) {
  const seats = classes.map((c) => `${c.class} ${c.seatsLeft} of ${c.seatsTotal}`).join(', ');
  console.log(`${run.train} on ${run.date}: ${seats}`);
}
await railkv.close();
