/** Carries out the splits that logs order: at each replica of the parent, at that entry and no other. Everything applied so far
 *  and the child's first row become durable in one batch, then the child's log begins; only then does the child run here. No
 *  row moves. Where the parent is led, the child campaigns at once. */
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';
import type { GroupMeta } from '../../store/group-meta.js';
import type { NodeStore } from '../../store/node-store.js';
import { StoreError } from '../../store/store-error.js';
import { groupBucket } from '../../store/tickets/buckets.js';
import type { Checkpoints } from './checkpoints.js';
import { describe } from './describe.js';
import { endProcess } from './end-process.js';
import type { HostedReplica } from './hosted-replica.js';
import type { TicketReplica } from './proposals.js';
import { halvesOf } from './split-order.js';

export interface SplitsParts {
  readonly env: Env;
  readonly store: NodeStore;
  readonly checkpoints: Checkpoints;
  readonly tickets: (group: GroupId) => TicketReplica | undefined;
  readonly open: (group: GroupId) => HostedReplica;
  readonly isStopping: () => boolean;
  /** Placement should hear of both. */
  readonly changed: () => void;
  /** Writes the entry that expires what is due, as soon as the clock is not in doubt. */
  readonly expire: (group: GroupId) => void;
}

/** The child's leader asks for votes again while the other replicas apply the split. */
const CAMPAIGN_AGAIN_MS = 30;
const CAMPAIGNS_MAX = 40;

export class Splits {
  /** Since the start. */
  made = 0;

  constructor(private readonly parts: SplitsParts) {}

  ordered(replica: HostedReplica, order: pb.SplitOrder.$Properties, applied: GroupMeta['applied']): void {
    const { env, checkpoints, tickets } = this.parts;
    const parent = tickets(replica.group);
    if (parent !== replica) return; // it was closed in this turn
    checkpoints
      .instead(replica, async () => {
        await this.#carryOut(parent, order, applied);
        return applied.index;
      })
      .catch((error: unknown) => {
        // Found before anything was written.
        if (error instanceof StoreError) replica.halt(`its rows cannot be split: ${describe(error)}`);
        else endProcess(env, `the split of group ${replica.group} failed`, error);
      });
  }

  async #carryOut(
    parent: TicketReplica,
    order: pb.SplitOrder.$Properties,
    applied: GroupMeta['applied'],
  ): Promise<void> {
    const { env, store } = this.parts;
    const letGo = await parent.buckets.hold();
    try {
      if (parent.closed) return; // nothing is written: the entry is applied again when it is opened
      const { meta, machine, state } = parent;
      const halves = halvesOf(meta, order, applied);
      const { group, range } = halves.child;
      const rows = machine.split(
        { ...halves.parent.range, ...halves.parent.epoch },
        { ...range, ...halves.child.epoch },
      );
      const first = [...rows].map(([row, value]) => ({ bucket: groupBucket(group), row, value }));
      const born = await store.splitGroup(state, { applied, ...halves, rows: first });
      this.made += 1;
      const led = parent.isLeader;
      if (!parent.closed) parent.splitDone();
      env.log.info(
        { group: meta.group, child: group, index: applied.index, born: born !== undefined, led },
        'group split',
      );
      if (born !== undefined && !this.parts.isStopping()) this.#begin(parent, group, led);
    } finally {
      letGo();
    }
    this.parts.changed();
  }

  #begin(parent: TicketReplica, child: GroupId, led: boolean): void {
    const replica = this.parts.open(child);
    if (!led) return;
    this.#campaign(replica, CAMPAIGNS_MAX);
    if (parent.isLeader) this.parts.expire(parent.group);
  }

  #campaign(replica: HostedReplica, left: number): void {
    if (this.parts.isStopping() || replica.closed || replica.leader !== 0 || left === 0) return;
    // Once it asks for votes the others have the child: asking anew would give up the votes that are on their way.
    if (replica.role !== 'candidate') replica.campaign();
    this.parts.env.clock.after(CAMPAIGN_AGAIN_MS, () => this.#campaign(replica, left - 1));
  }
}
