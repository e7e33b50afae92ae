import { describe, expect, test } from 'vitest';
import { RailkvError } from '../proto/errors.js';
import { pb } from '../proto/index.js';
import { plainKey, SPACE_PLAIN } from '../proto/keys.js';
import { KV } from '../proto/services.js';
import { addressOf, NODES } from './testing/fake-cluster.js';
import { type TestClient, testClient } from './testing/test-client.js';

async function withKeys(): Promise<TestClient> {
  const client = await testClient();
  client.cluster.answer(KV.get, ({ routed }, address) => ({
    found: true,
    value: Buffer.from(address),
    asOf: { position: { group: routed?.group ?? 0, index: 10 }, ageMs: 5, nodeId: address },
  }));
  return client;
}

/** Who was asked by each read, in order. */
function asked({ cluster }: TestClient): string[] {
  return cluster.calls.filter(({ path }) => path === KV.get.path).map(({ address }) => address);
}

function readOptions({ cluster }: TestClient): pb.ReadOptions.$Properties[] {
  return cluster.calls
    .filter(({ path }) => path === KV.get.path)
    .map(({ request }) => (request as pb.KvGetRequest).read ?? {});
}

describe('a stale read', () => {
  test('goes round the replicas and says how old it may be', async () => {
    const client = await withKeys();
    const { railkv, run } = client;
    const values = [];
    for (let n = 0; n < 6; n += 1) values.push(await run(railkv.kv.get('k', { read: 'stale' })));
    expect(new Set(asked(client))).toEqual(new Set(NODES.map(addressOf)));
    expect(values[0]?.asOf).toEqual({ group: 1, index: 10, ageMs: 5, nodeId: asked(client)[0] });
  });

  test('goes on at the next replica when one is down, and leaves that one alone for a while', async () => {
    const client = await withKeys();
    const { cluster, railkv, run } = client;
    cluster.down.add(addressOf('n2'));
    for (let n = 0; n < 6; n += 1) await run(railkv.kv.get('k', { read: 'stale' }));
    expect(asked(client).filter((address) => address === addressOf('n2'))).toHaveLength(1);
  });

  test('goes on at the next replica when one does not answer', async () => {
    const client = await withKeys();
    const { clock, cluster, railkv, run } = client;
    cluster.answer(KV.get, (_request, address) =>
      address === addressOf('n1') ? ('silence' as never) : { found: false },
    );
    for (let n = 0; n < 3; n += 1) await run(railkv.kv.get('k', { read: 'stale' }));
    expect(asked(client)).toHaveLength(4);
    expect(clock.monotonicMs()).toBe(1_500);
  });
});

describe('a session read', () => {
  test('asks for no less than what this client has seen', async () => {
    const client = await withKeys();
    const { cluster, railkv, run } = client;
    await run(railkv.kv.get('k'));
    expect(readOptions(client)[0]).toMatchObject({ level: pb.ReadLevel.READ_LEVEL_SESSION });
    expect(readOptions(client)[0]?.minPosition ?? undefined).toBeUndefined();
    cluster.group(1).index = 41;
    await run(railkv.kv.put('k', 'v'));
    await run(railkv.kv.get('k'));
    expect(readOptions(client).at(-1)?.minPosition).toMatchObject({ group: 1, index: 42 });
  });

  test('turns to the leader when a follower is too old', async () => {
    const client = await withKeys();
    const { cluster, railkv, run } = client;
    await run(railkv.kv.put('k', 'v')); // the client learns who leads
    cluster.answer(KV.get, (_request, address) => {
      if (address !== addressOf('n1')) throw new RailkvError('READ_TOO_OLD', 'not applied yet');
      return { found: false };
    });
    for (let n = 0; n < 3; n += 1) await run(railkv.kv.get('k'));
    expect(asked(client).length).toBeLessThanOrEqual(6);
  });

  test('binds the child of a split to what was seen of its parent', async () => {
    const client = await withKeys();
    const { cluster, railkv, run } = client;
    cluster.group(1).index = 41;
    await run(railkv.kv.put('m', 'v'));
    cluster.addGroup(9, plainKey('m'), Uint8Array.of(SPACE_PLAIN + 1), 'n1');
    cluster.group(9).route.epoch = { confVersion: 1, rangeVersion: 2 };
    cluster.group(9).index = 42;
    const parent = cluster.group(1).route;
    cluster.group(1).route = {
      ...parent,
      range: { start: parent.range?.start ?? null, end: plainKey('m') },
      epoch: { confVersion: 1, rangeVersion: 2 },
    };
    await run(railkv.kv.put('m', 'w'));
    cluster.group(9).index = 60;
    await run(railkv.kv.get('m'));
    expect(readOptions(client).at(-1)?.minPosition).toMatchObject({ group: 9, index: 43 });
  });

  test('is the leader’s to answer where only a route of before a split is to be had', async () => {
    const client = await withKeys();
    const { cluster, railkv, run } = client;
    const whole = cluster.group(1).route;
    const cut = { confVersion: 1, rangeVersion: 2 };
    cluster.addGroup(9, plainKey('m'), Uint8Array.of(SPACE_PLAIN + 1), 'n1');
    cluster.group(9).route.epoch = cut;
    cluster.group(1).route = {
      ...whole,
      range: { start: whole.range?.start ?? null, end: plainKey('m') },
      epoch: cut,
    };
    await run(Promise.all([railkv.kv.put('a', 'v'), railkv.kv.put('m', 'w')]));
    // Both moved away from where they are asked, and whoever is asked for them has not heard of the split.
    cluster.groups.delete(9);
    cluster.group(1).route = whole;
    cluster.answer(KV.get, ({ routed }) => {
      if (routed?.epoch?.rangeVersion === 2) throw new RailkvError('GROUP_NOT_FOUND', 'it is not here');
      return { found: false, asOf: { position: { group: 1, index: 11 }, ageMs: 5, nodeId: 'n1' } };
    });
    await run(Promise.all([railkv.kv.get('a'), railkv.kv.get('m')]));
    const linearizable = pb.ReadLevel.READ_LEVEL_LINEARIZABLE;
    expect(
      readOptions(client)
        .slice(-2)
        .map(({ level }) => level),
    ).toEqual([linearizable, linearizable]);
    await run(railkv.kv.get('b', { read: 'stale' }));
    expect(readOptions(client).at(-1)?.level).toBe(pb.ReadLevel.READ_LEVEL_STALE);
  });
});

describe('a linearizable read', () => {
  test('asks the leader first, when it is known', async () => {
    const client = await withKeys();
    const { cluster, railkv, run } = client;
    cluster.group(1).leader = 'n3';
    await run(railkv.kv.put('k', 'v'));
    for (let n = 0; n < 3; n += 1) await run(railkv.kv.get('k', { read: 'linearizable' }));
    expect(new Set(asked(client))).toEqual(new Set([addressOf('n3')]));
    expect(readOptions(client)[0]?.level).toBe(pb.ReadLevel.READ_LEVEL_LINEARIZABLE);
  });
});

test('a read that nobody answers ends with the last reason, within its deadline', async () => {
  const { clock, cluster, railkv, run } = await withKeys();
  for (const node of NODES) cluster.down.add(addressOf(node));
  const read = railkv.kv.get('k', { timeoutMs: 3_000 });
  await expect(run(read)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  expect(clock.monotonicMs()).toBeLessThanOrEqual(3_000);
});

test('a read that is given up throws the reason of the signal', async () => {
  const { clock, cluster, railkv, run } = await withKeys();
  cluster.answer(KV.get, () => 'silence' as never);
  const controller = new AbortController();
  const reason = new Error('the page was left');
  clock.after(30, () => controller.abort(reason));
  await expect(run(railkv.kv.get('k', { signal: controller.signal }))).rejects.toBe(reason);
});

describe('a read of a group whose every node was replaced', () => {
  test('asks where the group is now, though nobody is left to say that it has moved', async () => {
    const client = await withKeys();
    const { cluster, railkv, run } = client;
    const onlyOn = (nodeId: string, confVersion: number): void => {
      const group = cluster.group(1);
      group.leader = nodeId;
      group.route = {
        ...group.route,
        replicas: [{ replicaId: confVersion, nodeId }],
        epoch: { confVersion, rangeVersion: 1 },
      };
    };
    onlyOn('n1', 1);
    await run(railkv.kv.get('k'));
    onlyOn('n2', 2);
    cluster.down.add(addressOf('n1'));
    await run(railkv.kv.get('k'));
    expect(asked(client).at(-1)).toBe(addressOf('n2'));
  });
});
