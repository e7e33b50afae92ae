/** What a node holds, for operators; and the rows of a replica at one index, for auditors. */
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { nodeToWire } from '../../shard/descriptor.js';
import { mergeRecoveries, recoveriesToWire } from '../../shard/recoveries.js';
import { formatDigest } from '../../store/digest.js';
import { encodeConfiguration, encodeMembers } from '../../store/group-meta.js';
import type { HostedReplica } from '../host/hosted-replica.js';
import type { Vitals } from '../host/node-config.js';
import type { NodeCore, NodeRef } from '../host/node-core.js';
import { reach } from '../host/reach.js';
import { lostNodesOf, recoveriesOf, recoveryEpochOf } from '../recovery/lost-nodes.js';
import { recoverReplicas } from '../recovery/recover-replicas.js';
import type { Traffic } from '../traffic/traffic.js';
import { changeGroup } from './group-change.js';
import { scrub } from './scrub.js';
import type { AdminService, Caller } from './service.js';

/** How long a scan waits for a replica to reach the index that others were scanned at. */
const CATCH_UP_MS = 5_000;

export class NodeAdminService implements AdminService {
  #recovering = false;

  constructor(
    private readonly node: NodeRef,
    private readonly vitals: () => Vitals,
    private readonly traffic: Traffic,
  ) {}

  private get core(): NodeCore {
    return this.node.core;
  }

  async nodeStatus(request: pb.NodeStatusRequest.$Properties): Promise<pb.NodeStatusResponse.$Properties> {
    const { core } = this;
    const replicas = [...core.host.replicas()].sort((a, b) => a.group - b.group);
    const { rssBytes, cpuSeconds, certificateUntilMs = 0 } = this.vitals();
    const own = core.view.node(core.config.nodeId);
    const { recoveries } = core.store;
    return {
      clusterId: core.config.clusterId,
      nodeId: core.config.nodeId,
      incarnation: core.store.incarnation,
      version: core.config.version,
      uptimeMs: core.uptimeMs,
      groupsLed: replicas.filter(({ isLeader }) => isLeader).length,
      groupsHosted: replicas.length + core.damaged.size,
      groupsAsleep: replicas.filter(({ asleep }) => asleep).length,
      groupsDamaged: core.damaged.size,
      groups: request.groups === true ? [...replicas.map(groupStatus), ...damagedStatus(core)] : [],
      peers: core.liveness.view(core.instant()).map((peer) => ({
        nodeId: peer.nodeId,
        silentMs: peer.silentMs,
        heard: peer.heard,
        clockOffsetMs: peer.clockOffsetMs,
      })),
      dataDirectory: core.config.dataDirectory,
      rssBytes,
      cpuSeconds,
      lowOnDisk: core.disk.low,
      descriptor: own === undefined ? null : nodeToWire(own),
      diskFreeBytes: core.disk.freeBytes ?? 0,
      wallClockMs: core.env.clock.wallMs(),
      level: core.config.versions.level,
      clusterLevel: core.view.level,
      protocolMin: core.config.versions.protocolMin,
      protocolMax: core.config.versions.protocolMax,
      recoveryEpoch: recoveryEpochOf(recoveries),
      lostNodes: [...lostNodesOf(recoveries)],
      recoveries: recoveriesToWire(mergeRecoveries(core.view.recoveries, recoveriesOf(recoveries))),
      certificateUntilMs,
    };
  }

  async *scanReplica(
    request: pb.ScanReplicaRequest.$Properties,
  ): AsyncIterable<pb.SnapshotChunk.$Properties> {
    const group = request.group ?? 0;
    const minIndex = request.minIndex ?? 0;
    const replica = this.core.host.get(group);
    if (replica === undefined) throw this.core.gates.absent(group);
    if (request.confirmed === true) await this.#confirm(replica);
    await reach(replica, minIndex, CATCH_UP_MS, this.core.env.clock);
    yield* this.core.snapshots.serve({
      group,
      replicaId: 0,
      minIndex: Math.max(minIndex, replica.applied.index),
    });
  }

  async changeGroup(
    caller: Caller,
    request: pb.ChangeGroupRequest.$Properties,
  ): Promise<pb.ChangeGroupResponse.$Properties> {
    return changeGroup(this.core, caller, request);
  }

  /** One call of the kind at a time: what it compares must not change under it. */
  async recover(request: pb.RecoverRequest.$Properties): Promise<pb.RecoverResponse.$Properties> {
    if (this.#recovering)
      throw new RailkvError('CHANGE_PENDING', 'a recovery is being applied here already: ask again shortly', {
        retryAfterMs: 500,
      });
    this.#recovering = true;
    try {
      return await recoverReplicas(this.core, request);
    } finally {
      this.#recovering = false;
    }
  }

  /** Resolves once the replica has applied all that was acknowledged before. */
  #confirm(replica: HostedReplica): Promise<void> {
    const deadlineMs = this.core.env.clock.monotonicMs() + CATCH_UP_MS;
    return new Promise((ready, reject) => {
      const failed = (why: string): void =>
        reject(new RailkvError('NO_LEADER', `group ${replica.group}: ${why}`, { retryAfterMs: 500 }));
      replica.readIndex({ deadlineMs, ready, failed });
    });
  }

  scrub(request: pb.ScrubRequest.$Properties): AsyncIterable<pb.ScrubProgress.$Properties> {
    return scrub(this.core, request.groups ?? []);
  }

  async nodeTraffic(): Promise<pb.NodeTrafficResponse.$Properties> {
    const { core } = this;
    const { rssBytes, cpuSeconds } = this.vitals();
    let groupsLed = 0;
    let behindMost = 0;
    for (const replica of core.host.replicas()) {
      if (replica.isLeader) groupsLed += 1;
      behindMost = Math.max(behindMost, replica.raft.commit - replica.applied.index);
    }
    return {
      ...this.traffic.figures(),
      nodeId: core.config.nodeId,
      incarnation: core.store.incarnation,
      groupsLed,
      groupsHosted: core.host.size + core.damaged.size,
      behindMost,
      rssBytes,
      cpuSeconds,
    };
  }
}

function roleOf(replica: HostedReplica): string {
  if (replica.members.get(replica.id)?.learner === true) return 'learner';
  return replica.role === 'preCandidate' ? 'pre-candidate' : replica.role;
}

function groupStatus(replica: HostedReplica): pb.GroupStatus.$Properties {
  const { meta, raft } = replica;
  const checkpoint = replica.state.meta.applied.index;
  return {
    group: replica.group,
    replicaId: replica.id,
    role: roleOf(replica),
    leaderReplicaId: replica.leader,
    term: replica.term,
    commit: raft.commit,
    applied: replica.applied.index,
    lastIndex: raft.lastIndex,
    lastTerm: replica.log.term(replica.log.lastIndex()) ?? 0,
    recoveryEpoch: meta.recoveryEpoch,
    firstIndex: replica.log.firstIndex(),
    range: { ...meta.range },
    epoch: { ...meta.epoch },
    configuration: encodeConfiguration(meta.configuration),
    replicas: encodeMembers(meta.members),
    asleep: replica.asleep,
    dispute: replica.dispute ?? '',
    nextDeadlineMs: replica.machine.nextDeadlineMs() ?? 0,
    checkpointIndex: checkpoint,
    // Else it would have to encode all that changed since: hundreds of groups at once, for a look.
    digest: checkpoint === replica.applied.index ? formatDigest(replica.state.digest()) : '',
  };
}

function damagedStatus(core: NodeCore): pb.GroupStatus.$Properties[] {
  return [...core.damaged]
    .sort(([a], [b]) => a - b)
    .map(([group, damage]) => ({ group, role: 'damaged', damage }));
}
