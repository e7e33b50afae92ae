/** For tests: group 0's real state machine with a driver at it, and nodes that do as they are told, a step a second. Leaders
 *  speak through the same reports and figures as real ones. */
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';
import type { PlacedGroup } from '../descriptor.js';
import type { Hearing } from '../driver/hearing.js';
import { PlacementDriver } from '../driver/placement-driver.js';
import { encodePlacementEntry } from '../placement-entry.js';
import type { PlacementMachine } from '../placement-machine.js';
import { applyBytes } from './machine.js';

interface Heard {
  readonly node: string;
  readonly figures: pb.GroupFigures.$Properties;
  readonly atMs: number;
}

export class DrivenCluster implements Hearing {
  nowMs = 0;
  readonly wallStartMs = 1_700_000_000_000;
  driver: PlacementDriver;
  /** Nodes that say nothing. */
  readonly silent = new Set<string>();
  readonly damaged = new Map<string, number[]>();
  /** Copies of which placement's map says nothing, by node. */
  readonly hidden = new Map<string, number[]>();
  /** Groups whose leader has a newer configuration than it reported. */
  readonly ahead = new Set<GroupId>();
  readonly load = new Map<GroupId, { rate: number; key: Uint8Array }>();
  readonly cancelledOrders: pb.StepOrder.$Properties[] = [];
  /** Groups whose leader refuses what it is ordered, and why. */
  readonly refusing = new Map<GroupId, string>();
  /** Nodes whose learners never catch up. */
  readonly stuck = new Set<string>();
  readonly #reports = new Map<string, { report: pb.NodeReport.$Properties; atMs: number }>();
  readonly #groups = new Map<GroupId, Heard>();
  readonly #answers = new Map<GroupId, pb.StepReport.$Properties>();
  #news = new Set<GroupId>();

  constructor(public machine: PlacementMachine) {
    this.driver = this.newDriver();
  }

  newDriver(): PlacementDriver {
    return new PlacementDriver({ hearing: this, facts: () => this.machine });
  }

  node(id: string) {
    return this.#reports.get(id);
  }
  group(id: GroupId) {
    return this.#groups.get(id);
  }
  takeNews(): ReadonlySet<GroupId> {
    const news = this.#news;
    this.#news = new Set();
    return news;
  }

  get wallMs(): number {
    return this.wallStartMs + this.nowMs;
  }

  apply(command: pb.PlacementCommand.$Properties) {
    const envelope = { timeMs: this.wallMs, caller: 'driver' };
    return applyBytes(this.machine, encodePlacementEntry(command, envelope))[0];
  }

  /** Seconds pass: everybody speaks, the driver has its turn, orders are carried out. */
  run(seconds: number, until: () => boolean = () => false): void {
    for (let second = 0; second < seconds && !until(); second += 1) {
      this.nowMs += 1_000;
      this.speak();
      const { commands, orders } = this.driver.turn(this.nowMs, this.wallMs);
      for (const command of commands) this.driver.answered(command, this.apply(command));
      for (const [node, list] of orders) for (const order of list) this.#carryOut(node, order);
    }
  }

  speak(): void {
    for (const { node, state } of this.machine.view.nodes()) {
      if (this.silent.has(node) || state === 'removed') continue;
      const { view } = this.machine;
      const hidden = this.hidden.get(node) ?? [];
      const carried = [...view.groupsOn(node).map(({ group }) => group), ...hidden];
      const report = {
        version: '0.1.0',
        damagedGroups: this.damaged.get(node) ?? [],
        placementRevision: view.revision,
        unknownGroups: hidden.filter((group) => view.group(group) === undefined),
        carried: state === 'decommissioning' ? { groups: carried } : null,
      };
      this.#reports.set(node, { report, atMs: this.nowMs });
    }
    for (const group of this.machine.view.groups()) this.#figures(group);
  }

  #figures(group: PlacedGroup): void {
    const sound = group.replicas.filter(
      ({ node, learner }) =>
        !learner && !this.silent.has(node) && this.damaged.get(node)?.includes(group.group) !== true,
    );
    if (sound.length * 2 <= group.replicas.filter(({ learner }) => !learner).length) return;
    const leader = sound.find(({ replica }) => replica === group.leader.replica) ?? sound[0];
    if (leader === undefined) return;
    const term = leader.replica === group.leader.replica ? group.leader.term : group.leader.term + 1;
    if (term !== group.leader.term)
      this.#report(group, { leaderReplicaId: leader.replica, leaderTerm: term });
    const load = this.load.get(group.group);
    const figures = {
      group: group.group,
      leaderReplicaId: leader.replica,
      leaderTerm: term,
      confVersion: group.epoch.confVersion + (this.ahead.has(group.group) ? 1 : 0),
      notCaughtUp: group.replicas
        .filter(({ node }) => this.silent.has(node) || this.stuck.has(node))
        .map(({ replica }) => replica),
      commandsPerSecond: load?.rate ?? 0,
      splitKey: load?.key ?? null,
      step: this.#answers.get(group.group) ?? null,
    };
    this.#groups.set(group.group, { node: leader.node, figures, atMs: this.nowMs });
    this.#news.add(group.group);
  }

  #report(group: PlacedGroup, news: pb.GroupReport.$Properties): void {
    const replicas = group.replicas.map(({ replica, node, learner }) => ({
      replicaId: replica,
      nodeId: node,
      learner,
    }));
    const report = {
      group: group.group,
      epoch: { ...group.epoch },
      replicas,
      ackQuorum: group.ackQuorum,
      leaderReplicaId: group.leader.replica,
      leaderTerm: group.leader.term,
      ...news,
    };
    this.apply({ reportGroups: { reports: [report] } });
  }

  #carryOut(node: string, order: pb.StepOrder.$Properties): void {
    const id = order.group ?? 0;
    const group = this.machine.view.group(id);
    if (group === undefined || this.silent.has(node) || this.group(id)?.node !== node) return;
    if (order.cancelled === true) {
      this.cancelledOrders.push(order);
      return;
    }
    const refused = this.refusing.get(id);
    if (refused !== undefined) {
      const { operatorId = 0, step = 0 } = order;
      this.#answers.set(id, { operatorId, step, refused, refusedReason: 'LAST_COPY' });
      return;
    }
    const what = order.what ?? {};
    const replicas = group.replicas.map((each) => ({
      replicaId: each.replica,
      nodeId: each.node,
      learner: each.learner,
    }));
    const next = Math.max(...replicas.map(({ replicaId }) => replicaId)) + 1;
    const changed = (after: pb.Replica.$Properties[]): void =>
      this.#report(group, {
        epoch: { ...group.epoch, confVersion: group.epoch.confVersion + 1 },
        replicas: after,
      });
    if (what.addLearner && !replicas.some(({ nodeId }) => nodeId === what.addLearner?.nodeId))
      changed([...replicas, { replicaId: next, nodeId: what.addLearner.nodeId ?? '', learner: true }]);
    if (what.joint) {
      const { addNodeId, removeNodeId } = what.joint;
      changed(
        replicas
          .filter(({ nodeId }) => nodeId !== removeNodeId)
          .map((each) => (each.nodeId === addNodeId ? { ...each, learner: false } : each)),
      );
    }
    if (what.remove) changed(replicas.filter(({ nodeId }) => nodeId !== what.remove?.nodeId));
    if (what.transferLeader) {
      const to = replicas.find(({ nodeId }) => nodeId === what.transferLeader?.nodeId);
      this.#report(group, { leaderReplicaId: to?.replicaId ?? 0, leaderTerm: group.leader.term + 1 });
    }
  }
}
