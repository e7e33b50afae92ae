/** Snapshots that are cut short, by their sender or by the receiver's power: what the receiver had stays. */
import { afterEach, describe, expect, it } from 'vitest';
import type { pb } from '../../src/proto/index.js';
import type { Message } from '../../src/raft/message.js';
import { decodeRecordKey } from '../../src/store/log-layout.js';
import { scrubbed } from '../../src/store/testing/rows.js';
import type { Cluster, SimNode } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { publish, purchase } from '../sim/sample-commands.js';
import { onSale, runOf } from '../sim/split-world.js';

const NOTHING = new Uint8Array(0);

let cluster: Cluster;
let group: number;

afterEach(() => cluster.shutDown());

const hosted = (node: SimNode) => node.running.core.host.get(group);

const buy = (id: string) => cluster.execute(group, purchase(cluster.time.nowMs, id, { run: runOf('G7') }));

/** One of three copies is down, and further behind than the log of the others reaches. */
async function oneBehind(between: (leader: SimNode, other: SimNode) => void = () => undefined) {
  const made = await onSale({ limits: { logKeepEntries: 1, checkpointAgeMs: 500 } });
  cluster = made.cluster;
  group = made.group;
  await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
  const leader = await cluster.waitForLeader(group);
  const [behind, other] = cluster.live().filter((node) => node !== leader);
  await cluster.run(2_000);
  behind!.kill();
  between(leader, other!);
  for (let day = 10; day < 20; day += 1)
    await cluster.execute(group, publish(cluster.time.nowMs, runOf('G1', `2026-12-${day}`), 40));
  await cluster.run(3_000);
  return { leader, behind: behind!, other: other! };
}

/** It holds every entry from now on, and hears of none that it is committed. */
function hearsOfNoCommit(node: SimNode): void {
  const replica = hosted(node)!;
  const { commit } = replica.raft;
  const receive = replica.receive.bind(replica);
  replica.receive = (message: Message) => receive({ ...message, commit: Math.min(message.commit, commit) });
}

const wishes = (node: SimNode): boolean =>
  node.disk.keys('log').some((key) => {
    const record = decodeRecordKey(key);
    return record?.kind === 'intent' && record.group === group;
  });

describe('a copy that takes a snapshot', () => {
  it('needs no other disk once it began to replace its rows: its vote elects who holds the rest, though the sender is lost for good', async () => {
    const { leader, behind, other } = await oneBehind((_, third) => hearsOfNoCommit(third));
    const sold = await buy('order-1');
    expect(sold.answer?.order?.tickets).toHaveLength(1);
    await cluster.run(2_000);
    const snapshot = hosted(leader)!.state.meta.applied.index;
    expect(hosted(other)!.applied.index).toBeLessThan(snapshot);
    await cluster.finish(behind.start());
    await cluster.until(() => wishes(behind), 'the copy replaces its rows');
    behind.kill();
    leader.kill();
    leader.lost = true;
    await cluster.finish(behind.start());
    const next = await cluster.waitForLeader(group);
    expect([behind, other]).toContain(next);
    expect((await buy('order-1')).answer?.order?.tickets).toEqual(sold.answer?.order?.tickets);
    expect((await buy('order-2')).answer?.order?.tickets).toHaveLength(1);
  });

  const cases: [
    string,
    (chunks: AsyncIterable<pb.SnapshotChunk.$Properties>) => AsyncIterable<pb.SnapshotChunk.$Properties>,
  ][] = [
    [
      'is cut',
      async function* (chunks) {
        for await (const chunk of chunks) {
          if (chunk.footer) throw new Error('the sender is gone');
          yield chunk;
        }
      },
    ],
    [
      'is not what was sent',
      async function* (chunks) {
        for await (const { rows, ...chunk } of chunks)
          yield {
            ...chunk,
            rows: (rows ?? []).map((row) => ({
              ...row,
              value: (row.value ?? NOTHING).map((byte) => byte ^ 1),
            })),
          };
      },
    ],
  ];

  it.each(cases)('keeps its rows in use while what it is sent %s', async (_, harm) => {
    const { leader, behind } = await oneBehind();
    const { snapshots } = leader.running.core;
    const serve = snapshots.serve.bind(snapshots);
    let pulls = 0;
    snapshots.serve = (request) => {
      pulls += 1;
      return harm(serve(request));
    };
    await cluster.finish(behind.start());
    const replica = hosted(behind)!;
    const { index } = replica.applied;
    await cluster.until(() => pulls >= 3, 'it is sent again and again');
    await cluster.run(3_000);
    expect(hosted(behind)).toBe(replica);
    expect([replica.closed, replica.applied.index]).toEqual([false, index]);
    await cluster.finish(scrubbed(replica.state));
    snapshots.serve = serve;
    await cluster.until(() => (hosted(behind)?.applied.index ?? 0) > index, 'a whole one is installed');
    await cluster.until(() => !behind.running.core.snapshots.isInstalling(group), 'all is done');
    expect(behind.disk.keys('state').filter((key) => key[0] === 4)).toEqual([]);
    expect(behind.running.core.snapshots.installed).toBe(1);
  });
});
