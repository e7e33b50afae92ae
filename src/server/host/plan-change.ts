/** The next step from the members a group has to those that are wanted, or why there is none. Pure: a picture in, a step out.
 *  Nothing is remembered between steps, so whoever leads next goes on where things stand, and asking again is safe.
 *
 *  Voters and ack quorum change through a joint configuration only, which the core leaves by itself once enough of the
 *  incoming voters hold it. A new copy is a learner until it has caught up. A leader hands over before it is removed. */
import type { Reason } from '../../proto/errors.js';
import type { GroupId, LogIndex, ReplicaId } from '../../raft/ids.js';
import type { ConfChange, Configuration } from '../../raft/message.js';
import { GROUPS_MAX } from '../../shard/placement-check.js';
import type { Member } from '../../store/group-meta.js';
import { CAUGHT_UP_ENTRIES } from './caught-up.js';
import { planSplit, type SplitPicture } from './plan-split.js';

export type GroupTarget =
  | { readonly kind: 'ackQuorum'; readonly ackQuorum: number }
  | { readonly kind: 'add'; readonly node: string; readonly learner: boolean; readonly ackQuorum: number }
  | { readonly kind: 'remove'; readonly node: string; readonly ackQuorum: number }
  | { readonly kind: 'move'; readonly from: string; readonly to: string; readonly ackQuorum: number }
  | { readonly kind: 'transfer'; readonly node: string }
  /** Its copy is up to date; changes nothing. */
  | { readonly kind: 'catchUp'; readonly node: string }
  /** @param child the new group's number, given by placement; 0: to be asked for */
  | { readonly kind: 'split'; readonly key: Uint8Array; readonly child: GroupId };

/** What the leader knows. */
export interface GroupPicture {
  readonly group: number;
  readonly leader: ReplicaId;
  readonly configuration: Configuration;
  readonly members: readonly Member[];
  readonly lastIndex: LogIndex;
  /** Of members; absent while nothing is known. */
  readonly progress: ReadonlyMap<ReplicaId, { readonly match: LogIndex; readonly ready: boolean }>;
  readonly isNode: (node: string) => boolean;
  readonly isHeard: (node: string) => boolean;
  /** Whether the copy on a node has stopped for good, as its node says. */
  readonly isDamaged: (node: string) => boolean;
  /** Never used before, and only used if the change that names it commits. */
  readonly nextReplica: ReplicaId;
  readonly split: SplitPicture;
}

export interface Votes {
  readonly voters: number;
  readonly ackQuorum: number;
}

export interface Refused {
  readonly kind: 'refused';
  readonly reason: Reason;
  readonly message: string;
}

export type Step =
  | { readonly kind: 'done' }
  | Refused
  | {
      readonly kind: 'propose';
      readonly changes: ConfChange['changes'];
      readonly added: readonly Member[];
      /** 0: unchanged. */
      readonly ackQuorum: number;
      readonly doing: string;
    }
  | { readonly kind: 'transfer'; readonly to: ReplicaId; readonly doing: string }
  | { readonly kind: 'split'; readonly key: Uint8Array; readonly child: GroupId; readonly doing: string }
  | { readonly kind: 'wait'; readonly doing: string };

const refuse = (reason: Reason, message: string): Refused => ({ kind: 'refused', reason, message });
const wait = (doing: string): Step => ({ kind: 'wait', doing });

export function planChange(picture: GroupPicture, target: GroupTarget): Step {
  const unknown = namedNodes(target).find(
    (node) => !picture.isNode(node) && memberOn(picture, node) === undefined,
  );
  if (unknown !== undefined)
    return refuse('NODE_NOT_FOUND', `the cluster has no node ${unknown}: railkv status lists them`);
  const { configuration } = picture;
  if (configuration.votersOutgoing.length > 0) return wait(sayJoint(picture));
  switch (target.kind) {
    case 'ackQuorum':
      return decide(picture, { changes: [], added: [], ackQuorum: target.ackQuorum, doing: '' });
    case 'add':
      return add(picture, target);
    case 'remove':
      return remove(picture, target);
    case 'move':
      return move(picture, target);
    case 'transfer':
      return transfer(picture, target.node);
    case 'catchUp':
      return catchUp(picture, target.node);
    case 'split':
      return planSplit(picture.group, picture.split, target.key, target.child, GROUPS_MAX);
  }
}

function sayJoint({ configuration, members, isHeard }: GroupPicture): string {
  const { voters, ackQuorum } = configuration;
  const text = `both the old and the new voters decide until ${ackQuorum} of the new ones hold the change on disk`;
  const away = members
    .filter(({ replica, node }) => voters.includes(replica) && !isHeard(node))
    .map(({ node }) => node);
  const [first] = away;
  if (first === undefined || voters.length - away.length >= ackQuorum) return text;
  return `${text}, and ${away.join(', ')} ${away.length === 1 ? 'does' : 'do'} not respond: start ${away.length === 1 ? 'it' : 'them'}, or where a disk is gone for good: railkv node decommission ${first} --lost`;
}

/** How many vote, and must hold a sale, once the target is reached; what cannot be reached is refused elsewhere. */
export function votesAfter(picture: GroupPicture, target: GroupTarget): Votes {
  const voters = new Set(
    picture.members
      .filter(({ replica }) => picture.configuration.voters.includes(replica))
      .map(({ node }) => node),
  );
  switch (target.kind) {
    case 'ackQuorum':
    case 'transfer':
    case 'catchUp':
    case 'split':
      break;
    case 'add':
      if (!target.learner) voters.add(target.node);
      break;
    case 'remove':
      voters.delete(target.node);
      break;
    case 'move':
      voters.delete(target.from);
      voters.add(target.to);
      break;
  }
  const asked = 'ackQuorum' in target ? target.ackQuorum : 0;
  return { voters: voters.size, ackQuorum: asked === 0 ? picture.configuration.ackQuorum : asked };
}

/** Group 0 decides by a majority of whoever carries it: its ack quorum follows its voters. */
export function byMajority(picture: GroupPicture, target: GroupTarget): GroupTarget | Refused {
  if (target.kind === 'transfer' || target.kind === 'catchUp') return target;
  if (target.kind === 'split')
    return refuse('SPLIT_IMPOSSIBLE', 'the placement driver is never split: name a group that carries lines');
  const { voters } = votesAfter(picture, target);
  const majority = Math.floor(voters / 2) + 1;
  if (target.ackQuorum !== 0 && target.ackQuorum !== majority)
    return refuse(
      'ACK_QUORUM_INVALID',
      `the placement driver always decides by a majority, ${majority} of ${voters} voters here: leave the ack quorum out`,
    );
  return { ...target, ackQuorum: majority };
}

function namedNodes(target: GroupTarget): readonly string[] {
  switch (target.kind) {
    case 'ackQuorum':
    case 'split':
      return [];
    case 'add':
    case 'remove':
    case 'transfer':
    case 'catchUp':
      return [target.node];
    case 'move':
      return [target.from, target.to];
  }
}

const memberOn = (picture: GroupPicture, node: string): Member | undefined =>
  picture.members.find((member) => member.node === node);

const isVoter = (picture: GroupPicture, member: Member | undefined): boolean =>
  member !== undefined && picture.configuration.voters.includes(member.replica);

type Decision = Omit<Extract<Step, { kind: 'propose' }>, 'kind'>;

/** A change of who decides, if it changes anything, fits, and leaves enough voters that respond. */
function decide(picture: GroupPicture, decision: Decision): Step {
  const { configuration, members, group } = picture;
  const voters = new Set(configuration.voters);
  for (const { type, replica } of decision.changes) {
    if (type === 'addVoter') voters.add(replica);
    else voters.delete(replica);
  }
  const ackQuorum = decision.ackQuorum === 0 ? configuration.ackQuorum : decision.ackQuorum;
  if (decision.changes.length === 0 && ackQuorum === configuration.ackQuorum) return { kind: 'done' };
  if (voters.size === 0)
    return refuse(
      'LAST_COPY',
      `that is the last copy of group ${group}: add one elsewhere first, or move it (railkv group move-replica)`,
    );
  if (ackQuorum < 1 || ackQuorum > voters.size)
    return refuse(
      'ACK_QUORUM_INVALID',
      `an ack quorum of ${ackQuorum} does not fit ${voters.size} voters: give one from 1 to ${voters.size} (--ack-quorum)`,
    );
  const needed = Math.max(ackQuorum, Math.floor(voters.size / 2) + 1);
  const nodeOf = (replica: ReplicaId): string =>
    [...members, ...decision.added].find((member) => member.replica === replica)?.node ?? '';
  const away = [...voters].map(nodeOf).filter((node) => !picture.isHeard(node));
  if (voters.size - away.length < needed)
    return refuse(
      'NODE_AWAY',
      `afterwards ${needed} of ${voters.size} voters would have to respond, and ${away.join(', ')} ${away.length === 1 ? 'does' : 'do'} not: start ${away.length === 1 ? 'it' : 'them'} first, or choose others`,
    );
  // One that is only coming may have followed a damaged one to its node.
  const damaged = configuration.voters
    .filter((voter) => voters.has(voter))
    .map(nodeOf)
    .filter((node) => picture.isDamaged(node));
  if (voters.size - new Set([...away, ...damaged]).size < needed)
    return refuse(
      'NODE_AWAY',
      `afterwards ${needed} of ${voters.size} voters would have to respond, and the copy on ${damaged.join(', ')} is damaged: move it to another node first (railkv group move-replica), or choose others`,
    );
  return enoughCaughtUp(picture, decision, [...voters], ackQuorum) ?? { kind: 'propose', ...decision };
}

/** Sales wait for copies that lag where not enough others are left: a voter that has everything is not taken away before an
 *  ack quorum of the others has. One that lags itself is: the group sells without it already, and two that never catch up
 *  would wait for each other. */
function enoughCaughtUp(
  picture: GroupPicture,
  { changes }: Decision,
  voters: readonly ReplicaId[],
  ackQuorum: number,
): Step | undefined {
  if (!changes.some(({ type }) => type === 'remove')) return undefined;
  const lags = (replicas: readonly ReplicaId[]): string[] =>
    replicas
      .map((id) => picture.members.find(({ replica }) => replica === id))
      .flatMap((member) => (member === undefined ? [] : (lagOf(picture, member) ?? [])));
  const lagging = lags(voters);
  const after = voters.length - lagging.length;
  const now = picture.configuration.voters;
  if (after >= ackQuorum || after >= now.length - lags(now).length) return undefined;
  return wait(
    `it waits until ${ackQuorum} of the ${voters.length} voters that stay are caught up, or sales would wait for them: ${lagging.join(', ')}`,
  );
}

/** @returns what a copy lacks, for people; undefined when it is caught up */
function lagOf(picture: GroupPicture, { replica, node }: Member): string | undefined {
  if (replica === picture.leader) return undefined;
  if (!picture.isHeard(node)) return `${node} does not respond`;
  if (picture.isDamaged(node)) return `the copy on ${node} is damaged`;
  const progress = picture.progress.get(replica);
  if (progress === undefined || progress.match === 0) return `${node} is being sent a snapshot`;
  const behind = picture.lastIndex - progress.match;
  if (behind > CAUGHT_UP_ENTRIES) return `${node} is ${behind} entries behind`;
  return progress.ready ? undefined : `${node} has not answered this leader yet`;
}

/** A new copy on a node: the step towards its being up to date, or the learner that is. */
function bring(picture: GroupPicture, node: string): Step | Member {
  const member = memberOn(picture, node);
  if (member === undefined) {
    if (!picture.isHeard(node))
      return refuse('NODE_AWAY', `node ${node} does not respond: start it first, or choose another`);
    const learner = { replica: picture.nextReplica, node, learner: true };
    return {
      kind: 'propose',
      changes: [{ type: 'addLearner', replica: learner.replica }],
      added: [learner],
      ackQuorum: 0,
      doing: `${node} gets a copy that does not vote yet`,
    };
  }
  const lag = lagOf(picture, member);
  return lag === undefined ? member : wait(lag);
}

function catchUp(picture: GroupPicture, node: string): Step {
  const member = memberOn(picture, node);
  if (member === undefined)
    return refuse('NOT_A_MEMBER', `node ${node} carries no copy of group ${picture.group} any more`);
  const brought = bring(picture, node);
  return 'kind' in brought ? brought : { kind: 'done' };
}

function add(picture: GroupPicture, target: Extract<GroupTarget, { kind: 'add' }>): Step {
  const { node, ackQuorum } = target;
  const member = memberOn(picture, node);
  if (isVoter(picture, member)) {
    if (target.learner)
      return refuse(
        'ALREADY_MEMBER',
        `node ${node} carries a voting copy of group ${picture.group} already: remove it first to have it back as a learner`,
      );
    return decide(picture, { changes: [], added: [], ackQuorum, doing: '' });
  }
  if (member !== undefined && target.learner) return { kind: 'done' };
  // What the end will not allow is refused at the beginning.
  const whole = decide(picture, promotion(picture, member, ackQuorum, node));
  if (!target.learner && whole.kind === 'refused') return whole;
  const brought = bring(picture, node);
  return 'kind' in brought ? brought : decide(picture, promotion(picture, brought, ackQuorum, node));
}

function promotion(
  picture: GroupPicture,
  member: Member | undefined,
  ackQuorum: number,
  node: string,
): Decision {
  const replica = member?.replica ?? picture.nextReplica;
  return {
    changes: [{ type: 'addVoter', replica }],
    added: [{ replica, node, learner: false }],
    ackQuorum,
    doing: `${node} is caught up and becomes a voter`,
  };
}

function remove(picture: GroupPicture, target: Extract<GroupTarget, { kind: 'remove' }>): Step {
  const { node, ackQuorum } = target;
  const member = memberOn(picture, node);
  if (member === undefined) return { kind: 'done' };
  const change: Decision = {
    changes: [{ type: 'remove', replica: member.replica }],
    added: [],
    ackQuorum,
    doing: `${node} leaves the group`,
  };
  if (!isVoter(picture, member)) return { kind: 'propose', ...change, ackQuorum: 0 };
  const step = decide(picture, change);
  if (step.kind !== 'propose') return step;
  return handOver(picture, member) ?? step;
}

function move(picture: GroupPicture, target: Extract<GroupTarget, { kind: 'move' }>): Step {
  const { from, to, ackQuorum } = target;
  const old = memberOn(picture, from);
  const fresh = memberOn(picture, to);
  if (from === to)
    return refuse('INVALID_REQUEST', 'a copy cannot be moved to where it is: name another node');
  if (old === undefined)
    return isVoter(picture, fresh)
      ? decide(picture, { changes: [], added: [], ackQuorum, doing: '' })
      : refuse(
          'NOT_A_MEMBER',
          `node ${from} carries no copy of group ${picture.group}: railkv group show ${picture.group} lists who does`,
        );
  if (isVoter(picture, fresh))
    return refuse(
      'ALREADY_MEMBER',
      `node ${to} carries a voting copy of group ${picture.group} already, so moving one there would leave one less: if you mean that, railkv group remove-replica`,
    );
  if (!isVoter(picture, old))
    return refuse(
      'INVALID_REQUEST',
      `the copy on ${from} does not vote: add one on ${to} (add-replica --learner), then remove this one`,
    );
  const swap = (replica: ReplicaId): Decision => ({
    changes: [
      { type: 'addVoter', replica },
      { type: 'remove', replica: old.replica },
    ],
    added: [{ replica, node: to, learner: false }],
    ackQuorum,
    doing: `${to} is caught up: it becomes a voter and ${from} leaves, in one change`,
  });
  const whole = decide(picture, swap(fresh?.replica ?? picture.nextReplica));
  if (whole.kind === 'refused') return whole;
  const brought = bring(picture, to);
  if ('kind' in brought) return brought;
  const step = decide(picture, swap(brought.replica));
  if (step.kind !== 'propose') return step;
  return handOver(picture, old) ?? step;
}

/** Somebody else leads first, where anybody can: the group would be without a leader for a moment otherwise. */
function handOver(picture: GroupPicture, leaving: Member): Step | undefined {
  if (leaving.replica !== picture.leader) return undefined;
  const others = picture.members.filter(
    (member) =>
      member !== leaving &&
      isVoter(picture, member) &&
      picture.isHeard(member.node) &&
      !picture.isDamaged(member.node),
  );
  const match = ({ replica }: Member): LogIndex => picture.progress.get(replica)?.match ?? 0;
  const [best] = others
    .filter(({ replica }) => picture.progress.get(replica)?.ready === true)
    .sort((a, b) => match(b) - match(a) || a.replica - b.replica);
  if (best !== undefined)
    return {
      kind: 'transfer',
      to: best.replica,
      doing: `${leaving.node} leads: ${best.node} takes over first`,
    };
  return others.length === 0 ? undefined : wait(`${leaving.node} leads, and nobody else could yet`);
}

function transfer(picture: GroupPicture, node: string): Step {
  const member = memberOn(picture, node);
  if (member === undefined || !isVoter(picture, member))
    return refuse(
      'NOT_A_MEMBER',
      `node ${node} carries no voting copy of group ${picture.group}: choose one of ${picture.members
        .filter((each) => isVoter(picture, each))
        .map((each) => each.node)
        .sort()
        .join(', ')}`,
    );
  if (member.replica === picture.leader) return { kind: 'done' };
  if (!picture.isHeard(node))
    return refuse('NODE_AWAY', `node ${node} does not respond: start it first, or choose another`);
  if (picture.isDamaged(node))
    return refuse('NODE_AWAY', `the copy on node ${node} is damaged: choose another`);
  return { kind: 'transfer', to: member.replica, doing: `${node} takes over` };
}
