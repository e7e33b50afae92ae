import { expect, test } from 'vitest';
import type { pb } from '../proto/index.js';
import { compareKeys, plainKey, SPACE_PLAIN } from '../proto/keys.js';
import { KV } from '../proto/services.js';
import type { KvPair } from './kv-types.js';
import { type TestClient, testClient } from './testing/test-client.js';

const text = (value: Uint8Array | undefined) => value && Buffer.from(value).toString();

/** Plain keys in three ranges; the server gives two pairs a page and only its own. */
async function withPairs(keys: readonly string[]): Promise<TestClient> {
  const client = await testClient();
  const { cluster } = client;
  const bounds = [Uint8Array.of(SPACE_PLAIN), plainKey('h'), plainKey('p'), Uint8Array.of(SPACE_PLAIN + 1)];
  for (let at = 0; at < 3; at += 1) cluster.addGroup(at + 1, bounds[at]!, bounds[at + 1]!, 'n1');
  cluster.answer(KV.scan, ({ routed, from, to, limit }) => {
    const { range } = cluster.group(routed?.group ?? 0).route;
    const inside = keys
      .filter((key) => compareKeys(plainKey(key), range?.start ?? plainKey('')) >= 0)
      .filter((key) => compareKeys(plainKey(key), range?.end ?? plainKey('')) < 0)
      .filter((key) => compareKeys(plainKey(key), plainKey(from)) >= 0)
      .filter((key) => to === '' || compareKeys(plainKey(key), plainKey(to)) < 0);
    const page = inside.slice(0, Math.min(2, limit));
    const pairs = page.map((key) => ({ key, value: Buffer.from(`value of ${key}`) }));
    return { pairs, more: inside.length > page.length, asOf: { position: { group: 1, index: 10 } } };
  });
  return client;
}

async function collect(pairs: AsyncIterable<KvPair>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of pairs) keys.push(key);
  return keys;
}

const KEYS = ['a', 'b', 'c', 'h', 'i', 'j', 'k', 'p', 'z', '京'];

test('a scan goes page by page over every range, in key order', async () => {
  const { railkv, run } = await withPairs(KEYS);
  expect(await run(collect(railkv.kv.scan()))).toEqual(KEYS);
});

test('a scan keeps to its bounds and its limit', async () => {
  const { railkv, run } = await withPairs(KEYS);
  expect(await run(collect(railkv.kv.scan({ from: 'b', to: 'p' })))).toEqual(['b', 'c', 'h', 'i', 'j', 'k']);
  expect(await run(collect(railkv.kv.scan({ from: 'b', limit: 5 })))).toEqual(['b', 'c', 'h', 'i', 'j']);
  expect(await run(collect(railkv.kv.scan({ from: 'c', to: 'h' })))).toEqual(['c']);
});

test('values are copies: they do not keep the message they came in', async () => {
  const { railkv, run } = await withPairs(['a']);
  const first = railkv.kv.scan()[Symbol.asyncIterator]();
  const { value } = await run(first.next());
  expect(text(value.value)).toBe('value of a');
  expect(value.value.buffer.byteLength).toBe(value.value.byteLength);
});

function answerWith(client: TestClient, answer: (command: pb.Command) => pb.Answer.$Properties): void {
  client.cluster.execute = ({ command }) => ({
    requestId: command.requestId,
    position: { group: 1, index: 7 },
    ...answer(command),
  });
}

test('a compare-and-set that does not match is a result, with the present value', async () => {
  const client = await testClient();
  answerWith(client, () => ({
    refusal: { reason: 'CAS_MISMATCH' },
    kv: { found: true, value: Buffer.from('other') },
  }));
  const { railkv, run } = client;
  const swapped = await run(railkv.kv.compareAndSet('k', { expected: 'mine', value: 'next' }));
  expect(swapped).toMatchObject({ swapped: false, position: { group: 1, index: 7 } });
  expect(text(swapped.value)).toBe('other');
});

test('a compare-and-set tells "nothing there" from "empty there"', async () => {
  const client = await testClient();
  const sent: (boolean | null | undefined)[] = [];
  answerWith(client, ({ kvCompareAndSet }) => {
    sent.push(kvCompareAndSet?.expectAbsent);
    return { kv: { found: true, value: Buffer.from('next') } };
  });
  const { railkv, run } = client;
  await run(railkv.kv.compareAndSet('k', { expected: null, value: 'next' }));
  await run(railkv.kv.compareAndSet('k', { expected: '', value: 'next' }));
  expect(sent).toEqual([true, false]);
});

test('a counter goes down to its floor and no further', async () => {
  const client = await testClient();
  let left = 1;
  answerWith(client, () => {
    if (left === 0) return { refusal: { reason: 'BELOW_FLOOR', message: '0 left' } };
    left -= 1;
    return { kv: { found: true, value: Buffer.from(String(left)) } };
  });
  const { railkv, run } = client;
  expect(await run(railkv.kv.decrement('seats'))).toMatchObject({ value: 0 });
  await expect(run(railkv.kv.decrement('seats'))).rejects.toMatchObject({ reason: 'BELOW_FLOOR' });
});

test('an amount that no number holds is refused before it is sent', async () => {
  const { cluster, railkv, run } = await testClient();
  const decremented = railkv.kv.decrement('seats', { by: 2 ** 53 });
  await expect(run(decremented)).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
  expect(cluster.commands).toHaveLength(0);
});
