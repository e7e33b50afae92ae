/** Plain keys: a counter that never goes below zero, however many buy at once. node dist/examples/count-down.js [seeds] */
import { connect, RailkvError } from 'railkv/client';

const [seeds = '127.0.0.1:7201'] = process.argv.slice(2);
const railkv = await connect({ seeds: seeds.split(','), caller: 'count-down' });

const key = `seats/${crypto.randomUUID()}`;
await railkv.kv.put(key, '10');

// Twenty at once share one stream and a log entry or two; ten of them are lucky.
const results = await Promise.allSettled(Array.from({ length: 20 }, () => railkv.kv.decrement(key)));
const sold = results.filter(({ status }) => status === 'fulfilled').length;
const refused = results.filter(
  (result) =>
    result.status === 'rejected' &&
    result.reason instanceof RailkvError &&
    result.reason.reason === 'BELOW_FLOOR',
).length;

const left = await railkv.kv.get(key, { read: 'linearizable' });
console.log(`sold ${sold}, refused ${refused}, left ${left && new TextDecoder().decode(left.value)}`);
await railkv.kv.delete(key);
await railkv.close();
