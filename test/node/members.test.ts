/** Members, ack quorum and leader of a group change while it sells: nothing is lost, nothing sold twice, and who leaves goes. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Reason } from '../../src/proto/errors.js';
import { pb } from '../../src/proto/index.js';
import { askChange, changeGroup, type GroupChange } from '../sim/change-group.js';
import { Cluster, type ClusterOptions, type SimNode } from '../sim/cluster.js';
import { ask } from '../sim/operators.js';
import { lineEntry, publish, purchase, RUN } from '../sim/sample-commands.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

/** A sale that goes on by itself while a test lets time pass; every order is asked for until it is answered. */
class Buyers {
  readonly seats = new Map<string, string>();
  #order = 1;
  #maybeDone = false;
  #stopped = false;
  #idle = false;
  #wrong: string | undefined;

  constructor(private readonly group: number) {
    this.#later(1);
  }

  #later(delayMs: number): void {
    cluster.time.at(cluster.time.nowMs + delayMs, () => this.#ask());
  }

  #ask(): void {
    this.#idle = this.#stopped && !this.#maybeDone;
    if (this.#idle) return;
    const leader = cluster.live().find((node) => node.replica(this.group)?.isCurrentLeader === true);
    if (leader === undefined) {
      this.#later(100);
      return;
    }
    const { life } = leader;
    const command = pb.Command.encode(purchase(cluster.time.nowMs, `order-${this.#order}`)).finish();
    const routed = { group: this.group, maybeDone: this.#maybeDone };
    this.#maybeDone = true;
    let ended = false;
    const end = (outcome: pb.Outcome.$Properties | undefined): void => {
      if (ended) return;
      ended = true;
      this.#take(outcome);
    };
    leader.services.tickets
      .execute({ id: 'tests', role: 'operator' }, { routed, command }, leader.clock.wallMs() + 1_500)
      .then(end, (error: unknown) => {
        this.#wrong = String(error);
      });
    // A process that died answers nobody.
    const watch = (): void => {
      if (ended) return;
      if (leader.up && leader.life === life) cluster.time.at(cluster.time.nowMs + 100, watch);
      else end(undefined);
    };
    watch();
  }

  #take(outcome: pb.Outcome.$Properties | undefined): void {
    const ticket = outcome?.answer?.order?.tickets?.[0];
    if (outcome?.answer?.refusal) this.#wrong = outcome.answer.refusal.reason ?? '';
    if (ticket) {
      this.seats.set(`order-${this.#order}`, `${ticket.coach}/${ticket.seat}`);
      this.#order += 1;
      this.#maybeDone = false;
    }
    this.#later(60);
  }

  async end(): Promise<void> {
    this.#stopped = true;
    await cluster.until(() => this.#idle, 'the last order is answered');
    expect(this.#wrong).toBe(undefined);
    expect(new Set(this.seats.values()).size).toBe(this.seats.size);
    expect(this.seats.size).toBeGreaterThan(3);
  }
}

async function selling(options: Partial<ClusterOptions> = {}): Promise<{ group: number; buyers: Buyers }> {
  cluster = await Cluster.start({ seed: 1, ...options });
  const [group = 0] = await cluster.registerLines([lineEntry()]);
  const outcome = await cluster.execute(group, publish(cluster.time.nowMs, RUN, 200));
  expect(outcome.failure ?? outcome.answer?.refusal).toBeFalsy();
  const buyers = new Buyers(group);
  await cluster.run(500);
  return { group, buyers };
}

const configurationOf = (group: number) => cluster.leaderOf(group)!.running.core.host.get(group)!.meta;

const carriers = (group: number): string[] =>
  configurationOf(group)
    .members.filter(({ learner }) => !learner)
    .map(({ node }) => node)
    .sort();

/** Every order that was answered is on every member, and nothing else; who is no member has nothing. */
async function expectBooks(group: number, buyers: Buyers): Promise<void> {
  await buyers.end();
  for (const node of cluster.nodes) if (!node.up) await cluster.finish(node.start());
  await cluster.waitForLeader(group);
  const members = configurationOf(group).members.map(({ node }) => node);
  await cluster.until(() => cluster.leaderOf(group) !== undefined, 'a leader');
  const applied = () => cluster.leaderOf(group)?.running.core.host.get(group)?.applied.index ?? Infinity;
  for (const node of cluster.nodes) {
    if (!members.includes(node.id)) {
      await cluster.until(
        () => node.running.core.host.get(group) === undefined && !node.running.core.store.state.has(group),
        `${node.id} gives its copy up`,
      );
      continue;
    }
    await cluster.until(
      () => (node.running.core.host.get(group)?.applied.index ?? 0) >= applied(),
      `${node.id} has applied all`,
    );
    const request = { routed: { group }, run: RUN, read: { level: 0 } };
    const run = await cluster.finish(node.services.tickets.getRun(request, Number.POSITIVE_INFINITY));
    expect(run.inventory?.[0]?.sold?.[0]).toBe(buyers.seats.size);
  }
  await cluster.until(
    () =>
      cluster.live().every((node) => {
        const placed = node.running.core.view.group(group);
        const { epoch, configuration } = configurationOf(group);
        return (
          placed?.epoch.confVersion === epoch.confVersion &&
          placed.ackQuorum === configuration.ackQuorum &&
          placed.replicas
            .map((each) => each.node)
            .sort()
            .join() === [...members].sort().join()
        );
      }),
    'placement learns who carries the group',
  );
}

async function refusal(group: number, change: GroupChange): Promise<Reason> {
  await cluster.waitForLeader(group);
  try {
    await askChange(cluster, group, change);
  } catch (error) {
    return (error as { reason: Reason }).reason;
  }
  throw new Error('it was not refused');
}

const setAckQuorum = (ackQuorum: number): GroupChange => ({ setAckQuorum: { ackQuorum } });
const move = (fromNodeId: string, toNodeId: string): GroupChange => ({
  moveReplica: { fromNodeId, toNodeId },
});

describe('the ack quorum', () => {
  it('goes from 2 to 3 and back while the group sells', async () => {
    const { group, buyers } = await selling();
    await changeGroup(cluster, group, setAckQuorum(3));
    expect(configurationOf(group).configuration).toMatchObject({ ackQuorum: 3, votersOutgoing: [] });
    await cluster.run(500);
    await changeGroup(cluster, group, setAckQuorum(2));
    expect(configurationOf(group).configuration).toMatchObject({ ackQuorum: 2, votersOutgoing: [] });
    await cluster.run(500);
    await expectBooks(group, buyers);
  });

  it('goes from 3 to 1 and back while the group sells', async () => {
    const { group, buyers } = await selling({ ackQuorum: 3 });
    await changeGroup(cluster, group, setAckQuorum(1));
    await cluster.run(500);
    await changeGroup(cluster, group, setAckQuorum(3));
    expect(configurationOf(group).configuration.ackQuorum).toBe(3);
    await cluster.run(500);
    await expectBooks(group, buyers);
  });

  it('is asked for twice and changed once', async () => {
    const { group, buyers } = await selling();
    await changeGroup(cluster, group, setAckQuorum(3));
    const { epoch } = configurationOf(group);
    await changeGroup(cluster, group, setAckQuorum(3));
    expect(configurationOf(group).epoch).toEqual(epoch);
    await expectBooks(group, buyers);
  });

  it('is changed to the end by the next leader when the first one dies', async () => {
    const { group, buyers } = await selling({ nodes: 5, replicas: 5, ackQuorum: 2 });
    await askChange(cluster, group, setAckQuorum(3));
    cluster.leaderOf(group)?.kill();
    await changeGroup(cluster, group, setAckQuorum(3));
    await expectBooks(group, buyers);
  });
});

const FIVE: Partial<ClusterOptions> = { nodes: 5, replicas: 3 };
const others = (group: number): string[] =>
  cluster.nodes.map(({ id }) => id).filter((id) => !carriers(group).includes(id));

describe('a change whose node died for good before its copy was there', () => {
  it('gives way to another one', async () => {
    const { group, buyers } = await selling(FIVE);
    const [leaving = ''] = carriers(group);
    const [dead = '', alive = ''] = others(group);
    const node = cluster.nodes.find(({ id }) => id === dead);
    await node?.running.core.snapshots.stop(); // its copy never comes to be
    await askChange(cluster, group, move(leaving, dead));
    await cluster.until(
      () => configurationOf(group).members.some((member) => member.node === dead),
      'a learner is a member',
    );
    node?.kill();
    await cluster.run(5_000);
    await changeGroup(cluster, group, move(leaving, alive));
    expect(carriers(group)).toContain(alive);
    expect(carriers(group)).not.toContain(leaving);
    await changeGroup(cluster, group, { removeReplica: { nodeId: dead } });
    await cluster.finish(node?.start() ?? Promise.resolve());
    await expectBooks(group, buyers);
  });
});

describe('members of a group', () => {
  it('grow to five and shrink to one while it sells', async () => {
    const { group, buyers } = await selling(FIVE);
    for (const nodeId of others(group)) await changeGroup(cluster, group, { addReplica: { nodeId } });
    expect(carriers(group)).toHaveLength(5);
    await changeGroup(cluster, group, setAckQuorum(3));
    await changeGroup(cluster, group, setAckQuorum(1));
    for (const nodeId of carriers(group).slice(0, 4))
      await changeGroup(cluster, group, { removeReplica: { nodeId } });
    expect(carriers(group)).toHaveLength(1);
    await cluster.run(1_000);
    await expectBooks(group, buyers);
  });

  it('have replica ids that are never used again', async () => {
    const { group, buyers } = await selling(FIVE);
    const [to = ''] = others(group);
    const [from = ''] = carriers(group);
    const seen = new Set(configurationOf(group).members.map(({ replica }) => replica));
    for (const change of [move(from, to), move(to, from), move(from, to)]) {
      await changeGroup(cluster, group, change);
      const fresh = configurationOf(group).members.filter(({ replica }) => !seen.has(replica));
      expect(fresh).toHaveLength(1);
      seen.add(fresh[0]!.replica);
    }
    await expectBooks(group, buyers);
  });

  it('move by a snapshot when the log does not reach back', async () => {
    const { group, buyers } = await selling({
      ...FIVE,
      limits: { checkpointLogBytes: 2_048, checkpointAgeMs: 500, logKeepEntries: 1 },
    });
    await cluster.run(3_000);
    const [from = ''] = carriers(group);
    const [to = ''] = others(group);
    await changeGroup(cluster, group, move(from, to));
    expect(carriers(group)).toContain(to);
    expect(carriers(group)).not.toContain(from);
    await expectBooks(group, buyers);
  });

  it('move while the group sleeps', async () => {
    const { group, buyers } = await selling(FIVE);
    await buyers.end();
    await cluster.until(
      () => cluster.live().every((node) => node.running.core.host.get(group)?.asleep !== false),
      'the group sleeps',
    );
    const [from = ''] = carriers(group);
    const [to = ''] = others(group);
    await changeGroup(cluster, group, move(from, to));
    await expectBooks(group, buyers);
  });

  it('replace a dead node, which gives its copy up when it comes back', async () => {
    const { group, buyers } = await selling(FIVE);
    const dead = cluster.nodes.find(
      (node) => carriers(group).includes(node.id) && node !== cluster.leaderOf(group),
    )!;
    dead.kill();
    await cluster.run(3_000);
    const [to = ''] = others(group);
    await changeGroup(cluster, group, move(dead.id, to));
    await cluster.run(2_000);
    await expectBooks(group, buyers);
  });

  it('who left while it was away is told so, whatever has changed since and though nothing is sold', async () => {
    const { group, buyers } = await selling(FIVE);
    await buyers.end();
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    const away = cluster.nodes.find(
      (node) => carriers(group).includes(node.id) && node !== cluster.leaderOf(group),
    )!;
    away.kill();
    const [nodeId = ''] = others(group);
    await changeGroup(cluster, group, { removeReplica: { nodeId: away.id } });
    await changeGroup(cluster, group, { addReplica: { nodeId, learner: true } });
    await cluster.finish(away.start());
    await cluster.until(() => away.running.core.host.get(group) === undefined, 'its copy is given up');
  });

  it('that are all new bring up to date who was away meanwhile', async () => {
    const { group, buyers } = await selling(FIVE);
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    const away = cluster.nodes.find(
      (node) => carriers(group).includes(node.id) && node !== cluster.leaderOf(group),
    )!;
    away.kill();
    const [first = '', second = ''] = others(group);
    const [third = '', fourth = ''] = carriers(group).filter((id) => id !== away.id);
    await changeGroup(cluster, group, move(third, first));
    await changeGroup(cluster, group, move(fourth, second));
    await cluster.finish(away.start());
    await expectBooks(group, buyers);
    expect(carriers(group)).toEqual([away.id, first, second].sort());
  });

  it('replace a damaged replica, whose bytes are kept until then', async () => {
    const { group, buyers } = await selling(FIVE);
    // Placement would be faster.
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    const node = cluster.nodes.find(
      (each) => carriers(group).includes(each.id) && each !== cluster.leaderOf(group),
    )!;
    node.running.core.host.get(group)!.halt('a test says so');
    await cluster.run(3_000);
    expect(node.running.core.damaged.has(group)).toBe(true);
    const [to = ''] = others(group);
    await changeGroup(cluster, group, move(node.id, to));
    await cluster.until(() => !node.running.core.damaged.has(group), 'the damaged one is gone');
    await expectBooks(group, buyers);
  });
});

describe('a node', () => {
  it('remembers that a replica it never had was removed: what it has yet to apply brings none to life', async () => {
    cluster = await Cluster.start({ seed: 1 });
    const [node] = cluster.live();
    const { membership, store } = node!.running.core;
    membership.told([{ group: 77, replicaId: 3 }]);
    await cluster.run(1_000);
    expect(store.leastReplica(77)).toBe(4);
    membership.told([{ group: 77, replicaId: 2 }]);
    await cluster.run(1_000);
    node!.kill();
    await cluster.finish(node!.start());
    expect(node!.running.core.store.leastReplica(77)).toBe(4);
    expect(node!.running.core.store.replicas()).not.toContainEqual(
      expect.objectContaining({ kind: 'live', group: 77 }),
    );
  });

  it('ends when it cannot record that a replica is damaged', async () => {
    const { group } = await selling(FIVE);
    const node = cluster.nodes.find((each) => carriers(group).includes(each.id))!;
    node.running.core.store.markDamaged = () => Promise.reject(new Error('the write failed'));
    node.running.core.host.get(group)!.halt('a test says so');
    await cluster.until(() => !cluster.live().includes(node), 'it has ended');
    expect(node.exitReason).toContain(`the damage of group ${group} could not be recorded`);
  });
});

describe('a crash of the leader', () => {
  /** Milliseconds after the request at which it dies: before, in and after each of the steps. */
  it.each([1, 10, 40, 80, 120, 180, 250, 350, 500, 800])(
    'in a move, %i ms after it began, delays it and loses nothing',
    async (afterMs) => {
      const { group, buyers } = await selling({ ...FIVE, seed: afterMs });
      await cluster.waitForLeader(group);
      const leader = cluster.leaderOf(group)!;
      const from = carriers(group).find((id) => id !== leader.id) ?? '';
      const [to = ''] = others(group);
      await askChange(cluster, group, move(from, to));
      await cluster.run(afterMs);
      (cluster.leaderOf(group) ?? leader).kill();
      await cluster.run(500);
      await changeGroup(cluster, group, move(from, to));
      expect(carriers(group)).toContain(to);
      expect(carriers(group)).not.toContain(from);
      await expectBooks(group, buyers);
    },
  );

  it.each([1, 20, 60, 150, 300, 600])(
    'that is being moved itself, %i ms after it began, delays it and loses nothing',
    async (afterMs) => {
      const { group, buyers } = await selling({ ...FIVE, seed: 100 + afterMs });
      const leader = await cluster.waitForLeader(group);
      const [to = ''] = others(group);
      await askChange(cluster, group, move(leader.id, to));
      await cluster.run(afterMs);
      leader.kill();
      await cluster.run(1_500);
      await cluster.finish(leader.start());
      await changeGroup(cluster, group, move(leader.id, to));
      await expectBooks(group, buyers);
    },
  );
});

describe('a leader', () => {
  it('that is moved hands over first', async () => {
    const { group, buyers } = await selling(FIVE);
    const leader = await cluster.waitForLeader(group);
    const [to = ''] = others(group);
    await changeGroup(cluster, group, move(leader.id, to));
    expect(carriers(group)).not.toContain(leader.id);
    await expectBooks(group, buyers);
  });

  it.each([1, 2, 3])(
    'that removes itself steps down, and the others go on, ack quorum %i',
    async (ackQuorum) => {
      const { group, buyers } = await selling({ nodes: 4, replicas: 4, ackQuorum });
      const leader = await cluster.waitForLeader(group);
      const replica = leader.running.core.host.get(group)!;
      const changes = [{ type: 'remove', replica: replica.id }] as const;
      const context = new Uint8Array(0);
      const proposed = replica.proposeConfChange({ transition: 'auto', changes, ackQuorum: 0, context });
      expect(proposed.result).toBe('ok');
      await cluster.until(
        () => leader.running.core.host.get(group) === undefined,
        'it learns that it is no member, and goes',
      );
      await cluster.waitForLeader(group);
      expect(carriers(group)).toHaveLength(3);
      await expectBooks(group, buyers);
    },
  );

  it('of the only copy can be moved', async () => {
    const { group, buyers } = await selling({ nodes: 3, replicas: 1, ackQuorum: 1 });
    const leader: SimNode = await cluster.waitForLeader(group);
    const [to = ''] = others(group);
    await changeGroup(cluster, group, move(leader.id, to));
    expect(carriers(group)).toEqual([to]);
    await expectBooks(group, buyers);
  });

  it('is transferred on demand, and stays there', async () => {
    const { group, buyers } = await selling();
    const leader = await cluster.waitForLeader(group);
    const nodeId = carriers(group).find((id) => id !== leader.id) ?? '';
    // Placement would give another node as many to lead.
    await ask(cluster, (operations, caller) => operations.setMaintenance(caller, { on: true }, 1e15));
    await changeGroup(cluster, group, { transferLeader: { nodeId } });
    await cluster.run(40_000);
    expect((await cluster.waitForLeader(group)).id).toBe(nodeId);
    await expectBooks(group, buyers);
  });
});

describe('a change', () => {
  it('is refused with a reason when it makes no sense', async () => {
    const { group, buyers } = await selling(FIVE);
    await buyers.end();
    const [a = '', b = ''] = carriers(group);
    const [out = ''] = others(group);
    expect(await refusal(group, setAckQuorum(0))).toBe('ACK_QUORUM_INVALID');
    expect(await refusal(group, setAckQuorum(4))).toBe('ACK_QUORUM_INVALID');
    expect(await refusal(group, { addReplica: { nodeId: 'n9' } })).toBe('NODE_NOT_FOUND');
    expect(await refusal(group, move(a, b))).toBe('ALREADY_MEMBER');
    expect(await refusal(group, move(out, out))).toBe('INVALID_REQUEST');
    expect(await refusal(group, { transferLeader: { nodeId: out } })).toBe('NOT_A_MEMBER');
    expect(await refusal(group, {})).toBe('INVALID_REQUEST');
    expect(await refusal(0, setAckQuorum(1))).toBe('ACK_QUORUM_INVALID');
    cluster.node(out).kill();
    await cluster.run(3_000);
    expect(await refusal(group, { addReplica: { nodeId: out } })).toBe('NODE_AWAY');
  });

  it('never takes the last copy, nor more than the ack quorum allows', async () => {
    const { group, buyers } = await selling({ nodes: 2, replicas: 2, ackQuorum: 2 });
    await buyers.end();
    const [a = '', b = ''] = carriers(group);
    expect(await refusal(group, { removeReplica: { nodeId: a } })).toBe('ACK_QUORUM_INVALID');
    await changeGroup(cluster, group, { removeReplica: { nodeId: a }, ackQuorum: 1 });
    expect(await refusal(group, { removeReplica: { nodeId: b } })).toBe('LAST_COPY');
  });

  it('waits for the one under way', async () => {
    const { group, buyers } = await selling(FIVE);
    await buyers.end();
    const [a = ''] = carriers(group);
    const [out = '', other = ''] = others(group);
    await cluster.waitForLeader(group);
    const leader = cluster.leaderOf(group)!;
    await leader.services.admin.changeGroup({ id: 'one', role: 'operator' }, { group, ...move(a, out) });
    await expect(
      leader.services.admin.changeGroup(
        { id: 'two', role: 'operator' },
        { group, addReplica: { nodeId: other } },
      ),
    ).rejects.toMatchObject({ reason: 'CHANGE_PENDING' });
    await changeGroup(cluster, group, move(a, out));
  });
});
