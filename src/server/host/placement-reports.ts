/** What leaders here say to group 0, and what group 0's leader makes of what leaders say. A group's own log is the truth;
 *  placement follows it. Reports travel in frames that may be lost, and only while placement shows something else: what
 *  came back through group 0's log is the receipt. */
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import { LEVEL_OF } from '../../proto/versions.js';
import type { GroupId, ReplicaId } from '../../raft/ids.js';
import { adopted } from '../../shard/after-recovery.js';
import {
  afterReport,
  isNews,
  type LedGroup,
  REPORTS_PER_ENTRY_MAX,
  reportToWire,
} from '../../shard/group-report.js';
import { ackQuorumToKeep } from '../../shard/kept-ack-quorum.js';
import type { PlacementView } from '../../shard/placement-view.js';
import { describe } from './describe.js';
import type { HostedReplica } from './hosted-replica.js';
import { type PlacementReplica, proposePlacement } from './placement-proposals.js';
import { lastSplitOf } from './split-order.js';

export interface PlacementReportsParts {
  readonly env: Env;
  readonly replicas: () => Iterable<HostedReplica>;
  readonly view: () => PlacementView;
  readonly placement: () => PlacementReplica | undefined;
  /** Nodes of group 0 without this one. */
  readonly placementNodes: () => readonly string[];
  readonly send: (node: string, frame: pb.PeerFrame.$Properties) => void;
  readonly wish: (replica: HostedReplica) => ReplicaId;
  /** How many voters a person wants of it, other than placement knows; 0: no wish. */
  readonly wanted: (replica: HostedReplica, known: number) => number;
  /** Where the group waits for a child's id to be split. */
  readonly splitWish: (replica: HostedReplica) => Uint8Array | undefined;
}

/** A report is given this long to come back before it is sent again. */
const AGAIN_MS = 1_000;
const ENTRY_MS = 10_000;

export class PlacementReports {
  #soon = true;
  #nextMs = 0;
  /** At the leader of group 0: not proposed yet. */
  readonly #waiting = new Map<GroupId, pb.GroupReport.$Properties>();
  #proposing = false;

  constructor(private readonly parts: PlacementReportsParts) {}

  /** Something changed that placement should hear of at the next tick. */
  changed(): void {
    this.#soon = true;
  }

  tick(nowMs: number): void {
    if (!this.#soon && nowMs < this.#nextMs) return;
    this.#soon = false;
    this.#nextMs = nowMs + AGAIN_MS;
    const reports = this.#news();
    if (reports.length === 0) return;
    const placement = this.parts.placement();
    if (placement?.isLeader === true) {
      this.take(reports);
      return;
    }
    const leader = placement?.leaderNode;
    const nodes = leader === undefined ? this.parts.placementNodes() : [leader];
    for (const node of nodes) this.parts.send(node, { reports });
  }

  #news(): pb.GroupReport.$Properties[] {
    const view = this.parts.view();
    const news: pb.GroupReport.$Properties[] = [];
    for (const replica of this.parts.replicas()) {
      if (!replica.isCurrentLeader) continue;
      const held = view.group(replica.group);
      const led = this.#led(replica);
      if (view.revision > 0 && (held === undefined || isNews(held, led))) news.push(reportToWire(led, held));
      if (news.length === REPORTS_PER_ENTRY_MAX) break;
    }
    return news;
  }

  #led(replica: HostedReplica): LedGroup {
    const { group, meta, id, term } = replica;
    return {
      group,
      epoch: meta.epoch,
      replicas: meta.members,
      ackQuorum: meta.configuration.ackQuorum,
      leader: id,
      term,
      preferred: this.parts.wish(replica),
      wanted: this.parts.wanted(replica, this.parts.view().group(group)?.wantedReplicas ?? 0),
      range: meta.range,
      born: lastSplitOf(meta),
      splitKey: this.parts.splitWish(replica),
    };
  }

  /** Reports of any node; only group 0's leader does something with them. */
  take(reports: readonly pb.GroupReport.$Properties[]): void {
    const placement = this.parts.placement();
    if (placement === undefined || !placement.isCurrentLeader || !placement.machine.bootstrapped) return;
    for (const report of reports) {
      const waiting = this.#waiting.get(report.group ?? 0);
      const older =
        waiting !== undefined &&
        ((waiting.epoch?.confVersion ?? 0) > (report.epoch?.confVersion ?? 0) ||
          (waiting.epoch?.rangeVersion ?? 0) > (report.epoch?.rangeVersion ?? 0) ||
          (waiting.leaderTerm ?? 0) > (report.leaderTerm ?? 0));
      if (!older) this.#waiting.set(report.group ?? 0, report);
    }
    this.#propose(placement);
  }

  #propose(placement: PlacementReplica): void {
    if (this.#proposing || this.#waiting.size === 0) return;
    const { view } = placement.machine;
    const reports: pb.GroupReport.$Properties[] = [];
    for (const report of [...this.#waiting.values()].slice(0, REPORTS_PER_ENTRY_MAX)) {
      this.#waiting.delete(report.group ?? 0);
      const held = view.group(report.group ?? 0);
      const kept =
        view.level < LEVEL_OF.operators
          ? 0
          : ackQuorumToKeep(held, report, placement.machine.defaultAckQuorum);
      const changes =
        held === undefined
          ? placement.meta.recoveryEpoch > 0 && adopted(report, view, 0, 0) !== undefined
          : afterReport(held, report, view, 0) !== undefined;
      if (changes) reports.push(kept > 0 ? { ...report, keptAckQuorum: kept } : report);
    }
    if (reports.length === 0) return;
    const { env } = this.parts;
    const ended = (): void => {
      this.#proposing = false;
      const still = this.parts.placement();
      if (still?.isCurrentLeader === true) this.#propose(still);
      else this.#waiting.clear();
    };
    this.#proposing = true;
    proposePlacement(
      placement,
      env,
      '',
      { reportGroups: { reports } },
      env.clock.monotonicMs() + ENTRY_MS,
    ).then(ended, (error: unknown) => {
      env.log.debug({ error: describe(error) }, 'reports not taken'); // they are sent again
      this.#waiting.clear();
      ended();
    });
  }
}
