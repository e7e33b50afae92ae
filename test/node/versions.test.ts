/** A cluster whose nodes are upgraded one after the other: it sells on, uses nothing that one of them does not know, switches
 *  the new on once all of them do, and lets nobody go back. */
import { afterEach, describe, expect, it } from 'vitest';
import { VERSIONS, type Versions } from '../../src/proto/versions.js';
import { changeGroup } from '../sim/change-group.js';
import type { Cluster } from '../sim/cluster.js';
import { purchase } from '../sim/sample-commands.js';
import { at, Crowd, connect, onSale, runOf, soldOf } from '../sim/split-world.js';
import { EPOCH_MS } from '../sim/virtual-clock.js';

/** The first version: no splits, no operators, no reports of nodes. */
const BEFORE: Versions = { protocolMin: 1, protocolMax: 1, level: 1 };
/** The version before this one: what GetOutcome told could change once the row of the id was swept. */
const LAST: Versions = { protocolMin: 1, protocolMax: 2, level: 2 };

let cluster: Cluster;

afterEach(() => cluster.shutDown());

const operator = { id: 'operator', role: 'operator' } as const;

async function restart(id: string, versions: Versions): Promise<void> {
  const node = cluster.node(id);
  await cluster.finish(node.stop());
  node.install(versions);
  await cluster.finish(node.start());
  await cluster.until(() => node.up && node.running.notReady() === undefined, `${id} is back`);
}

const levels = (): number[] => cluster.live().map((node) => node.running.core.view.level);

/** Starts a node that may end by itself meanwhile. */
async function ends(id: string): Promise<string> {
  const node = cluster.node(id);
  void node.start().catch(() => undefined);
  await cluster.until(() => !node.up, `${id} ends`);
  return node.exitReason ?? '';
}

describe('a cluster of the first version', () => {
  it('sells on while it is upgraded, splits only when the last node is, and takes nobody back', async () => {
    const made = await onSale({ versions: BEFORE });
    cluster = made.cluster;
    const { group } = made;
    const crowd = new Crowd(cluster, [await connect(cluster, 'c0'), await connect(cluster, 'c1')]);
    const split = () => changeGroup(cluster, group, { splitGroup: { key: at('G5') } });
    await cluster.run(2_000);
    expect(levels()).toEqual([1, 1, 1]);
    await expect(split()).rejects.toMatchObject({ reason: 'VERSION_TOO_OLD' });

    for (const id of ['n1', 'n2']) {
      const before = crowd.count;
      await restart(id, VERSIONS);
      await cluster.run(3_000);
      expect(crowd.count).toBeGreaterThan(before);
      expect(levels()).toEqual([1, 1, 1]);
      await expect(split()).rejects.toMatchObject({ reason: 'VERSION_TOO_OLD' });
    }
    expect(cluster.node('n1').running.core.versions.protocolWith('n2')).toBe(2);
    expect(cluster.node('n1').running.core.versions.protocolWith('n3')).toBe(1);

    await restart('n3', VERSIONS);
    await cluster.until(() => levels().every((level) => level === VERSIONS.level), 'the new is switched on');
    const child = (await split()).child?.group ?? 0;
    expect(child).toBeGreaterThan(group);
    await cluster.run(1_000);

    await cluster.finish(cluster.node('n2').stop());
    cluster.node('n2').install(BEFORE);
    expect(await ends('n2')).toContain(`the cluster is at level ${VERSIONS.level}`);
    expect(await ends('n2')).toContain('supports levels up to 1: start');
    cluster.node('n2').install(VERSIONS);
    await cluster.finish(cluster.node('n2').start());
    await cluster.run(2_000);

    await crowd.end();
    expect(crowd.failures).toEqual([]);
    expect([...cluster.node('n2').running.core.damaged]).toEqual([]);
    const client = await connect(cluster, 'auditor');
    for (const [run, sold] of crowd.sold) {
      const [train = '', date = ''] = run.split('/');
      expect(await soldOf(cluster, client, runOf(train, date))).toBe(sold.size);
    }
  });

  it('names who has to be upgraded before it splits', async () => {
    const made = await onSale({ versions: BEFORE });
    cluster = made.cluster;
    for (const id of ['n1', 'n2']) await restart(id, VERSIONS);
    const leader = await cluster.waitForLeader(made.group);
    await cluster.run(3_000);
    await expect(
      leader.services.admin.changeGroup(operator, { group: made.group, splitGroup: { key: at('G5') } }),
    ).rejects.toMatchObject({
      reason: 'VERSION_TOO_OLD',
      message: expect.stringMatching(/n3 \(railkv sim, level 1\)/),
    });
  });

  it('lets no node join, and a cluster of today no node of the version before', async () => {
    cluster = (await onSale({ versions: BEFORE })).cluster;
    await expect(cluster.join('n4')).rejects.toMatchObject({ reason: 'VERSION_TOO_OLD' });
    for (const id of ['n1', 'n2', 'n3']) await restart(id, VERSIONS);
    await cluster.until(() => levels().every((level) => level === VERSIONS.level), 'the new is switched on');
    await expect(cluster.join('n4', { versions: BEFORE })).rejects.toMatchObject({
      reason: 'VERSION_TOO_OLD',
      message: expect.stringContaining('supports levels up to 1'),
    });
    await cluster.join('n4');
  });

  it('waits for a node that is away: it may come back with any program', async () => {
    cluster = (await onSale({ versions: BEFORE })).cluster;
    cluster.node('n3').kill();
    for (const id of ['n1', 'n2']) await restart(id, VERSIONS);
    await cluster.run(20_000);
    expect(levels()).toEqual([1, 1]);
    cluster.node('n3').install(VERSIONS);
    await cluster.finish(cluster.node('n3').start());
    await cluster.until(() => levels().every((level) => level === VERSIONS.level), 'the new is switched on');
  });
});

describe('what GetOutcome told', () => {
  const ahead = (ms: number): number => EPOCH_MS + cluster.time.nowMs + ms;
  const ask = (askedRequestId: string, askedNotAfterMs: number) => ({
    requestId: `what-of-${askedRequestId}`,
    notAfterMs: ahead(60_000),
    getOutcome: { run: runOf('G1'), askedRequestId, askedNotAfterMs },
  });

  /** Whether a copy that comes later than its first one could meets what was told of it. */
  async function staysSo(group: number, id: string): Promise<boolean> {
    const bought = purchase(0, id, { run: runOf('G1') }).purchase;
    const refused = (ms: number) => ({
      requestId: id,
      notAfterMs: ahead(ms),
      purchase: { ...bought, class: 'none' },
    });
    const copy = refused(60_000);
    const first = await cluster.execute(group, refused(1_000));
    expect(first.answer?.refusal?.reason).toBe('CLASS_NOT_FOUND');
    const told = await cluster.execute(group, ask(id, copy.notAfterMs));
    expect(told.answer?.asked?.refusal?.reason).toBe('CLASS_NOT_FOUND');
    await cluster.run(2_000);
    return (await cluster.execute(group, copy, { maybeDone: true })).answer?.repeated === true;
  }

  it('stays so from the level on at which every node keeps its row, and the version before is not taken back', async () => {
    const made = await onSale({ versions: LAST });
    cluster = made.cluster;
    for (const id of ['n1', 'n2']) await restart(id, VERSIONS);
    await cluster.run(3_000);
    expect(levels()).toEqual([2, 2, 2]);
    expect(await staysSo(made.group, 'before')).toBe(false);
    expect(cluster.live()).toHaveLength(3);

    await restart('n3', VERSIONS);
    await cluster.until(() => levels().every((level) => level === 3), 'the new is switched on');
    expect(await staysSo(made.group, 'after')).toBe(true);

    await cluster.finish(cluster.node('n3').stop());
    cluster.node('n3').install(LAST);
    expect(await ends('n3')).toMatch(/reads formats up to 2|supports levels up to 2/);
    cluster.node('n3').install(VERSIONS);
    await cluster.finish(cluster.node('n3').start());
    await cluster.run(20_000);
    for (const node of cluster.live()) expect([...node.running.core.damaged]).toEqual([]);
  });

  it('is not asked with a notAfter that no command can have, which would keep a row for ever', async () => {
    const made = await onSale();
    cluster = made.cluster;
    const refused = await cluster.execute(made.group, ask('x', ahead(60 * 60_000)));
    expect(refused.failure).toMatchObject({
      reason: 'INVALID_REQUEST',
      metadata: { field: 'asked_not_after_ms' },
    });
    const asked = await cluster.execute(made.group, ask('x', ahead(14 * 60_000)));
    expect(asked.answer?.asked?.refusal?.reason).toBe('ABANDONED');
  });
});

describe('a process that an upgrade has left behind', () => {
  it('ends at an entry that it cannot read, and its replica is sound under the newer program', async () => {
    const { cluster: made, group } = await onSale();
    cluster = made;
    await changeGroup(cluster, group, { splitGroup: { key: at('G5') } });
    const n3 = cluster.node('n3');
    n3.kill();
    n3.install(BEFORE);
    expect(await ends('n3')).toMatch(/reads formats up to 1|the cluster is at level \d/);
    n3.install(VERSIONS);
    await cluster.finish(n3.start());
    await cluster.run(2_000);
    expect([...n3.running.core.damaged]).toEqual([]);
  });

  it('is refused where no common protocol is spoken, with both ranges and the remedy', async () => {
    const { cluster: made } = await onSale();
    cluster = made;
    const { versions, view } = cluster.node('n1').running.core;
    const hello = { nodeId: 'n2', protocolMin: 7, protocolMax: 9, level: 9, version: '9.0' };
    const refusal = versions.check(hello, view);
    expect(refusal?.reason).toBe('PROTOCOL');
    expect(refusal?.message).toBe(
      "node n2 (railkv 9.0) speaks versions 7 to 9 of the protocol between nodes, node n1 (railkv sim) 1 to 2: upgrade n1 to a version that speaks one of the other's",
    );
  });
});
