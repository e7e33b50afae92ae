/** The one timer of a node: it ticks the groups, tells every peer that this node lives, and once a second does what may wait
 *  that long. It says only when; what is done then belongs to the parts. */
import type { Timer } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { HoldDeadlines } from './hold-deadlines.js';
import { leaveWithoutTheGone } from './leave-joint.js';
import type { NodeCore } from './node-core.js';
import { wakeGroupsOf } from './waking.js';

const SWEEP_MS = 1_000;
const SPREAD_MS = 15_000;
/** A batch of the log that takes this long means a disk that lost its way. */
const STALL_MS = 3_000;

export class NodeTicker {
  #timer: Timer | undefined;
  #nextTickMs = 0;
  #nextHeartbeatMs = 0;
  #nextSweepMs = 0;
  #nextSpreadMs: number;
  #sequence = 0;

  constructor(
    private readonly core: NodeCore,
    private readonly deadlines: HoldDeadlines,
    private readonly send: (node: string, frame: pb.PeerFrame.$Properties) => void,
  ) {
    this.#nextSpreadMs = core.env.clock.monotonicMs() + SPREAD_MS;
  }

  start(): void {
    this.#nextTickMs = this.core.env.clock.monotonicMs();
    this.#tick();
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #tick(): void {
    const { config, env, liveness, host, digests, changes, reports, side, driving } = this.core;
    const nowMs = env.clock.monotonicMs();
    const { tickMs } = config.limits;
    // A late turn of the event loop is not many ticks: nobody's silence is counted twice.
    this.#nextTickMs = Math.max(this.#nextTickMs + tickMs, nowMs + tickMs / 2);
    this.#timer = env.clock.after(this.#nextTickMs - nowMs, () => this.#tick());
    if (nowMs >= this.#nextHeartbeatMs) this.#heartbeat(nowMs);
    for (const node of liveness.sweep(nowMs)) {
      env.log.warn({ peer: node }, 'peer is silent');
      wakeGroupsOf(host.replicas(), node);
    }
    this.deadlines.tick();
    host.tick();
    digests.tick();
    changes.tick();
    reports.tick(nowMs);
    side.tick(nowMs);
    driving.tick(nowMs);
    if (nowMs < this.#nextSweepMs) return;
    this.#nextSweepMs = nowMs + SWEEP_MS;
    this.#sweep(nowMs);
  }

  #heartbeat(nowMs: number): void {
    const { config, env, store, agent, damaged, neighbours } = this.core;
    this.#nextHeartbeatMs = nowMs + config.limits.peerHeartbeatMs;
    this.#sequence += 1;
    const heartbeat: pb.NodeHeartbeat.$Properties = {
      incarnation: store.incarnation,
      wallClockMs: Math.floor(env.clock.wallMs()),
      sequence: this.#sequence,
      placementRevision: agent.revision,
      damagedGroups: [...damaged.keys()],
    };
    for (const node of neighbours.peers) this.send(node, { heartbeat });
  }

  #sweep(nowMs: number): void {
    const { store, liveness, digests, membership, checkpoints, leadership, disk } = this.core;
    digests.sweep();
    membership.ask(nowMs);
    leaveWithoutTheGone(this.core.host.replicas(), this.core.view);
    checkpoints.sweep();
    checkpoints.scrubStep();
    const unfit = disk.low || store.log.stalledMs > STALL_MS;
    if (unfit || liveness.clockSuspect(this.core.instant())) leadership.shed();
    else if (nowMs >= this.#nextSpreadMs) {
      this.#nextSpreadMs = nowMs + SPREAD_MS;
      leadership.spread();
    }
    disk.sweep(nowMs);
  }
}
