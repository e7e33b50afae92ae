/** Changes of members, ack quorum and leader that this node carries out for groups it leads: one at a time for a group, one
 *  step after the other, as plan-change.ts says. Only in memory: a new leader is asked again by whoever waits, and a change
 *  that was half done then goes on from what the group's own log holds. */
import type { Env } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import { inRange } from '../../proto/keys.js';
import { LEVEL_OF } from '../../proto/versions.js';
import { type GroupId, type ReplicaId, replicaId } from '../../raft/ids.js';
import type { PlacementView } from '../../shard/placement-view.js';
import { reservedChild } from '../../shard/split-placement.js';
import { describe } from './describe.js';
import { EndedChanges } from './ended-changes.js';
import { encodeMemberContext, type HostedReplica } from './hosted-replica.js';
import { isPlacement } from './new-group.js';
import type { PeerVersions } from './peer-versions.js';
import {
  byMajority,
  type GroupPicture,
  type GroupTarget,
  planChange,
  type Step,
  type Votes,
  votesAfter,
} from './plan-change.js';
import type { SplitPicture } from './plan-split.js';
import { encodeSplitEntry } from './split-order.js';

export interface GroupChangesParts {
  readonly env: Env;
  readonly find: (group: GroupId) => HostedReplica | undefined;
  readonly isNode: (node: string) => boolean;
  readonly isHeard: (node: string) => boolean;
  /** Whether the replica of a group on a node does: it is heard, and has not said that it is damaged. */
  readonly responds: (node: string, group: GroupId) => boolean;
  readonly clockSuspect: () => boolean;
  /** Who should lead, as placement has it; undefined while the group is not known there. */
  readonly preferred: (group: GroupId) => ReplicaId | undefined;
  readonly view: () => PlacementView;
  readonly versions: PeerVersions;
  /** The replica here of the group whose range begins at a key. */
  readonly beginningAt: (key: Uint8Array) => HostedReplica | undefined;
  /** A person asks for this of a group. */
  readonly personAsks: (group: GroupId, target: GroupTarget) => void;
}

export interface ChangeProgress {
  readonly done: boolean;
  readonly doing: string;
  readonly now: Votes;
  readonly after: Votes;
}

/** Whose word it is: a person's goes before placement's. */
export type ChangeBy = 'person' | 'placement';

export interface Asking {
  /** Only says what it would do. */
  readonly dryRun: boolean;
  /** Default: a person's. */
  readonly by?: ChangeBy;
  /** The same each time somebody asks whether their change is done; absent or '': asks for the change each time. */
  readonly asker?: string;
}

interface Open {
  readonly by: ChangeBy;
  readonly target: GroupTarget;
  readonly key: string;
  readonly sinceMs: number;
  /** Ids of those who wait for it. */
  readonly askers: Set<string>;
  doing: string;
  /** A split was proposed, and what became of it is not known yet. */
  ordered: boolean;
}

/** How long a transfer waits for placement to hear of the wish, lest the leader be given back. */
const WISH_MS = 2_000;
/** Nobody waits for a change for ever: its nodes may be gone for good. */
const GIVE_UP_MS = 30 * 60_000;
const OVERTAKEN = 'it was done, and somebody has asked for another change since';

export class GroupChanges {
  readonly #open = new Map<GroupId, Open>();
  /** How many voters a person left a group with: placement is to keep it so. */
  readonly #wanted = new Map<GroupId, number>();
  readonly #carriedOut: EndedChanges;

  constructor(private readonly parts: GroupChangesParts) {
    this.#carriedOut = new EndedChanges(parts.env.clock);
  }

  get size(): number {
    return this.#open.size;
  }

  /** Who should lead a group by an operator's word that placement may not know yet; 0: no wish. */
  wish(replica: HostedReplica): ReplicaId {
    const open = this.#open.get(replica.group);
    if (open?.target.kind !== 'transfer') return 0;
    const { node } = open.target;
    for (const member of replica.members.values())
      if (member.node === node && replica.meta.configuration.voters.includes(member.replica))
        return member.replica;
    return 0;
  }

  /** Where a group waits for a number of placement's for its child. */
  splitWish({ group, meta }: HostedReplica): Uint8Array | undefined {
    const target = this.#open.get(group)?.target;
    if (target?.kind !== 'split' || target.child !== 0) return undefined;
    const { range } = meta;
    return inRange(target.key, range.start, range.end) ? target.key : undefined;
  }

  /** How many voters placement should want of a group by a person's word, until it does; 0: no wish. */
  wanted({ group }: HostedReplica, known: number): number {
    const wanted = this.#wanted.get(group) ?? 0;
    if (wanted !== 0 && wanted === known) this.#wanted.delete(group);
    return wanted;
  }

  #ended(replica: HostedReplica, { by, target, askers }: Open): void {
    this.#open.delete(replica.group);
    this.#carriedOut.note(replica.group, askers);
    const counted = target.kind === 'remove' || (target.kind === 'add' && !target.learner);
    if (by === 'person' && counted) this.#wanted.set(replica.group, replica.meta.configuration.voters.length);
  }

  /** Takes a change up, joins the same one under way, or says that it is done. The replica leads.
   *  @throws RailkvError why it is refused: nothing was changed */
  ask(
    replica: HostedReplica,
    asked: GroupTarget,
    { dryRun, by = 'person', asker = '' }: Asking,
  ): ChangeProgress {
    const { group } = replica;
    const picture = this.#picture(replica, asked);
    const target = isPlacement(group) ? byMajority(picture, asked) : asked;
    if (target.kind === 'refused') throw new RailkvError(target.reason, target.message);
    const key = JSON.stringify(target);
    const step = planChange(picture, target);
    const { voters, ackQuorum } = picture.configuration;
    const now = { voters: voters.length, ackQuorum };
    if (!dryRun && step.kind !== 'done' && this.#carriedOut.has(group, asker))
      return { done: true, doing: OVERTAKEN, now, after: now };
    if (step.kind === 'refused') {
      if (this.#open.get(group)?.key === key) this.#open.delete(group);
      throw new RailkvError(step.reason, step.message);
    }
    if (by === 'person' && !dryRun) {
      this.parts.personAsks(group, target);
      this.drop(group);
    }
    if (!dryRun) this.#giveWay(replica, key);
    const open = this.#open.get(group);
    const yields = open?.by === 'placement' && by === 'person';
    if (open !== undefined && !yields && open.key !== key && step.kind !== 'done')
      throw new RailkvError(
        'CHANGE_PENDING',
        `group ${group} is being changed already (${open.doing}): wait until that is done, then ask again`,
        { retryAfterMs: 1_000 },
      );
    const progress = {
      done: step.kind === 'done',
      doing: step.kind === 'done' ? '' : step.doing,
      now,
      after: votesAfter(picture, target),
    };
    if (dryRun) return progress;
    if (step.kind === 'done') {
      if (open?.key === key) this.#ended(replica, open);
      return progress;
    }
    if (open === undefined) {
      const sinceMs = this.parts.env.clock.monotonicMs();
      const askers = new Set<string>();
      this.#open.set(group, { by, target, key, sinceMs, askers, doing: step.doing, ordered: false });
      this.parts.env.log.info({ group, target }, 'change of a group begins');
    }
    if (asker !== '') this.#open.get(group)?.askers.add(asker);
    this.advance(group);
    return { ...progress, doing: this.#open.get(group)?.doing ?? progress.doing };
  }

  /** Begins nothing more of what placement wanted of the group; a joint configuration under way ends by itself. */
  drop(group: GroupId): void {
    if (this.#open.get(group)?.by === 'placement') this.#open.delete(group);
  }

  /** A change that waits for a copy on a node that does not respond, perhaps for good, stands in nobody's way: what it did
   *  so far is a copy that does not vote. Not while both configurations decide: that ends by itself. */
  #giveWay(replica: HostedReplica, key: string): void {
    const open = this.#open.get(replica.group);
    if (open === undefined || open.key === key) return;
    const node = receiver(open.target);
    if (node === undefined || this.parts.isHeard(node)) return;
    if (replica.meta.configuration.votersOutgoing.length > 0) return;
    this.#open.delete(replica.group);
    const { group } = replica;
    this.parts.env.log.warn(
      { group, target: open.target, peer: node },
      'change of a group gives way: its node is away',
    );
  }

  /** About every tick. */
  tick(): void {
    for (const group of [...this.#open.keys()]) this.advance(group);
    for (const group of this.#wanted.keys())
      if (this.parts.find(group)?.isLeader !== true) this.#wanted.delete(group); // another leader's group by now
  }

  advance(group: GroupId): void {
    const open = this.#open.get(group);
    if (open === undefined) return;
    const replica = this.parts.find(group);
    const nowMs = this.parts.env.clock.monotonicMs();
    if (replica === undefined || replica.closed || !replica.isLeader || nowMs - open.sinceMs > GIVE_UP_MS) {
      this.#open.delete(group); // who leads now is asked next
      return;
    }
    if (!replica.isCurrentLeader) return;
    const step = planChange(this.#picture(replica, open.target), open.target);
    if (step.kind === 'done' || step.kind === 'refused') {
      this.#open.delete(group);
      const { log } = this.parts.env;
      if (step.kind === 'done') this.#ended(replica, open);
      if (step.kind === 'done') log.info({ group, target: open.target }, 'change of a group is done');
      else log.warn({ group, target: open.target, why: step.message }, 'change of a group ended');
      return;
    }
    if (step.doing !== open.doing) {
      this.parts.env.log.info({ group, doing: step.doing }, 'change of a group');
      open.doing = step.doing;
    }
    this.#carryOut(replica, open, step, nowMs);
  }

  #carryOut(
    replica: HostedReplica,
    open: Open,
    step: Exclude<Step, { kind: 'done' | 'refused' }>,
    nowMs: number,
  ): void {
    switch (step.kind) {
      case 'wait':
        replica.stir(); // an awake leader sends what the others lack
        return;
      case 'transfer': {
        replica.stir();
        const told = this.parts.preferred(replica.group);
        const wished = open.target.kind === 'transfer' && told !== undefined && told !== step.to;
        if (wished && nowMs - open.sinceMs < WISH_MS) return;
        replica.transferLeader(step.to); // refused while another one is under way: asked again
        return;
      }
      case 'split':
        this.#orderSplit(replica, open, step);
        return;
      case 'propose': {
        const { changes, added, ackQuorum } = step;
        const context = encodeMemberContext(added);
        const proposed = replica.proposeConfChange({ transition: 'auto', changes, ackQuorum, context });
        if (proposed.result !== 'ok' && proposed.result !== 'changePending')
          this.parts.env.log.debug(
            { group: replica.group, why: describe(proposed.why) },
            'change not proposed',
          );
      }
    }
  }

  /** One order at a time: the epoch it names lets only one take effect anyway. */
  #orderSplit(replica: HostedReplica, open: Open, step: Extract<Step, { kind: 'split' }>): void {
    const { env, clockSuspect } = this.parts;
    // The entry has a time, and everything after it would come too late.
    if (open.ordered || clockSuspect()) return;
    const order = { key: step.key, child: step.child, leader: replica.id };
    const settled = (): void => {
      open.ordered = false;
      env.clock.soon(() => this.advance(replica.group));
    };
    const waiter = { answered: settled, unknown: settled, expire: () => undefined };
    const entry = encodeSplitEntry(replica.meta, order, Math.floor(env.clock.wallMs()));
    open.ordered = true;
    if (replica.propose(entry, waiter) !== 'ok') open.ordered = false;
  }

  #splitPicture({ group, meta }: HostedReplica, key: Uint8Array | undefined): SplitPicture {
    const view = this.parts.view();
    const placed = view.group(group);
    const reserved = placed === undefined || key === undefined ? undefined : reservedChild(placed, key);
    const others = [...this.#open].filter(
      ([other, { target }]) => other !== group && target.kind === 'split',
    );
    return {
      range: meta.range,
      rangeVersion: meta.epoch.rangeVersion,
      placed: placed && { rangeVersion: placed.epoch.rangeVersion, reserved },
      groups: view.size,
      holderOf: (at) => {
        const holder = view.groupForKey(at);
        return holder && { group: holder.group, start: holder.range.start };
      },
      isLeaderless: (start) => this.parts.beginningAt(start)?.leader === 0,
      splitting: others.length,
      tooOld: this.parts.versions.lacking(LEVEL_OF.splits, view, 'a split'),
    };
  }

  #picture(replica: HostedReplica, target: GroupTarget): GroupPicture {
    const { meta, raft } = replica;
    const progress = raft.progress.map(
      ({ id, match, state }) => [id, { match, ready: state === 'replicate' }] as const,
    );
    return {
      group: replica.group,
      leader: replica.id,
      configuration: meta.configuration,
      members: meta.members,
      lastIndex: raft.lastIndex,
      progress: new Map(progress),
      isNode: this.parts.isNode,
      isHeard: this.parts.isHeard,
      isDamaged: (node) => this.parts.isHeard(node) && !this.parts.responds(node, replica.group),
      nextReplica: replicaId(meta.recoveryEpoch, meta.replicaCounter + 1),
      split: this.#splitPicture(replica, target.kind === 'split' ? target.key : undefined),
    };
  }
}

/** Who has to respond before a change can go on. */
function receiver(target: GroupTarget): string | undefined {
  switch (target.kind) {
    case 'add':
    case 'catchUp':
    case 'transfer':
      return target.node;
    case 'move':
      return target.to;
    case 'ackQuorum':
    case 'remove':
    case 'split':
      return undefined;
  }
}
