/** A snapshot of a cluster that sells, and a new cluster made of it: every sale answered before the save is there. */
import { afterEach, expect, it } from 'vitest';
import type { pb } from '../../src/proto/index.js';
import { replicaId } from '../../src/raft/ids.js';
import {
  groupsOfRows,
  planRestore,
  restoreReplica,
  takePlacementRows,
} from '../../src/server/recovery/restore.js';
import type { GroupMeta } from '../../src/store/group-meta.js';
import { NodeStore } from '../../src/store/node-store.js';
import {
  checkedChunks,
  decodeFrames,
  encodeFrame,
  SNAPSHOT_FILE_MARK,
} from '../../src/store/snapshot-file.js';
import { testEnv } from '../../src/store/testing/world.js';
import { Cluster } from '../sim/cluster.js';
import { lineEntry, purchase, RUN } from '../sim/sample-commands.js';
import { trainOnSale } from '../sim/train-on-sale.js';

let cluster: Cluster;
let restored: Cluster | undefined;

afterEach(() => {
  cluster.shutDown();
  restored?.shutDown();
});

async function buy(at: Cluster, group: number, id: string): Promise<string> {
  const outcome = await at.execute(group, purchase(at.time.nowMs, id));
  const ticket = outcome.answer?.order?.tickets?.[0];
  expect(ticket?.seat, JSON.stringify(outcome.failure ?? outcome.answer?.refusal)).toBeTruthy();
  return `${ticket?.coach}/${ticket?.seat}`;
}

/** The bytes of one group's file. */
async function save(group: number): Promise<Buffer> {
  const { admin } = cluster.live().find((node) => node.replica(group) !== undefined)!.services;
  const parts: Uint8Array[] = [SNAPSHOT_FILE_MARK];
  const all = async (): Promise<void> => {
    for await (const chunk of checkedChunks(group, admin.scanReplica({ group, confirmed: true })))
      parts.push(encodeFrame(chunk));
  };
  await cluster.finish(all());
  return Buffer.concat(parts);
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

async function metaOf(
  group: number,
  bytes: Buffer,
  seen: (chunk: pb.SnapshotChunk.$Properties) => void = () => {},
): Promise<GroupMeta> {
  const chunks = checkedChunks(group, decodeFrames(`group ${group}`, pieces(bytes)));
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) return next.value.meta;
    seen(next.value);
  }
}

async function withTrain(): Promise<number> {
  restored = undefined;
  const made = await trainOnSale({ seed: 3 }, 60);
  cluster = made.cluster;
  return made.group;
}

it('a new cluster has every sale answered before the save, sells on, and gives no seat twice', async () => {
  const line = await withTrain();
  const seats = new Map<string, string>();
  for (let at = 0; at < 9; at += 1) seats.set(`order-${at}`, await buy(cluster, line, `order-${at}`));
  const files = new Map<number, Buffer>();
  for (const group of [0, 1, line]) {
    files.set(group, await save(group));
    await buy(cluster, line, `meanwhile-${group}`);
  }
  const rows = new Map<string, Uint8Array>();
  const metas: GroupMeta[] = [];
  for (const [group, bytes] of files)
    metas.push(await metaOf(group, bytes, (chunk) => group === 0 && takePlacementRows(rows, chunk)));
  expect(groupsOfRows(rows).map(({ group }) => group)).toEqual([0, 1, line]);

  const next = new Cluster({ seed: 4, nodes: 5 });
  restored = next;
  const plan = planRestore(next.nodes[0]!.config, metas, rows);
  expect(plan.recoveryEpoch).toBe(1);
  for (const node of next.nodes) {
    const identity = { cluster: node.config.clusterId, node: node.id };
    const fill = async (): Promise<void> => {
      await NodeStore.create(node.store.disk, identity, next.storeLimits);
      const store = await NodeStore.open(node.store.disk, {
        ...identity,
        env: testEnv(),
        limits: next.storeLimits,
      });
      for (const meta of metas)
        await restoreReplica(store, plan, meta, () => decodeFrames('', pieces(files.get(meta.group)!)));
      await store.close();
    };
    await next.finish(fill());
  }
  for (const node of next.nodes) await next.finish(node.start());
  for (const group of [0, 1, line]) await next.waitForLeader(group);
  const leader = next.leaderOf(line)!;
  const { meta } = leader.replica(line)!;
  expect(meta.recoveryEpoch).toBe(1);
  expect(meta.members.map(({ replica }) => replica)).toEqual([1, 2, 3].map((n) => replicaId(1, n)));
  const saved = metas.find(({ group }) => group === line)!;
  expect(meta.applied.index).toBeGreaterThanOrEqual(saved.applied.index);
  for (const [id, seat] of seats) {
    const order = { run: RUN, orderId: id };
    const request = { routed: { group: line }, order, read: { level: 2 } };
    const found = await next.finish(
      leader.services.tickets.getOrder({ id: 'tests', role: 'operator' }, request, Number.POSITIVE_INFINITY),
    );
    const [ticket] = found.order?.tickets ?? [];
    expect(`${ticket?.coach}/${ticket?.seat}`).toBe(seat);
  }
  for (let at = 0; at < 5; at += 1) {
    const seat = await buy(next, line, `new-${at}`);
    expect([...seats.values()]).not.toContain(seat);
    seats.set(`new-${at}`, seat);
  }
  const [other = 0] = await next.registerLines([lineEntry('jingguang')]);
  expect(other).toBeGreaterThan(line);
  await next.waitForLeader(other);
});

it('a file that is cut short, changed in any byte or longer than it was is refused with the place', async () => {
  const line = await withTrain();
  await buy(cluster, line, 'order-1');
  const bytes = await save(line);
  await metaOf(line, bytes);
  const refused = (harmed: Buffer) => expect(metaOf(line, harmed)).rejects;
  for (let length = 0; length < bytes.length; length += 97)
    await refused(bytes.subarray(0, length)).toMatchObject({ code: 'DAMAGED' });
  await refused(bytes.subarray(0, bytes.length - 1)).toThrow(`damaged at byte ${bytes.length - 1}`);
  for (let at = 0; at < bytes.length; at += 53) {
    const harmed = Buffer.from(bytes);
    harmed[at]! ^= 0x10;
    await refused(harmed).toMatchObject({ name: 'StoreError' });
  }
  await refused(Buffer.concat([bytes, Buffer.of(0)])).toThrow(`damaged at byte ${bytes.length}`);
  const newer = Buffer.from(bytes);
  newer[7] = 0x39;
  await refused(newer).toMatchObject({ code: 'NEWER_FORMAT' });
});
