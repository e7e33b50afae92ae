/** From one configuration to the next. Pure. Voters and the ack quorum change only through a joint configuration, in which
 *  both halves decide; learners may come and go at once. Every result is checked: sorted, disjoint, 1 <= d <= n. */
import { NO_REPLICA, type ReplicaId } from './ids.js';
import { assert, fail } from './invariant.js';
import type { ConfChange, Configuration } from './message.js';

/** Ends a joint configuration. */
export const LEAVE_JOINT: ConfChange = {
  transition: 'auto',
  changes: [],
  ackQuorum: 0,
  context: new Uint8Array(0),
};

export type ChangeResult =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly why: string };

export function isJoint(configuration: Configuration): boolean {
  return configuration.votersOutgoing.length > 0;
}

/** Voter of either half, or learner. Learners to be are outgoing voters. */
export function isMember(configuration: Configuration, id: ReplicaId): boolean {
  const { voters, votersOutgoing, learners } = configuration;
  return voters.includes(id) || votersOutgoing.includes(id) || learners.includes(id);
}

/** A change of nothing, except perhaps its context, leaves. */
export function leavesJoint(change: ConfChange): boolean {
  return change.transition === 'auto' && change.changes.length === 0 && change.ackQuorum === 0;
}

export function changeConfiguration(from: Configuration, change: ConfChange): ChangeResult {
  if (change.transition === 'recover') return beginAnew(change);
  if (leavesJoint(change)) {
    return isJoint(from)
      ? { ok: true, configuration: leave(from) }
      : refuse('the configuration is not joint');
  }
  if (isJoint(from)) return refuse('the configuration is joint: it must be left first');
  if (change.ackQuorum < 0 || !Number.isInteger(change.ackQuorum))
    return refuse('the ack quorum must be a whole number');

  const draft = new Draft(from);
  for (const { type, replica } of change.changes) {
    if (replica === NO_REPLICA) return refuse('0 is not a replica');
    switch (type) {
      case 'addVoter':
        draft.addVoter(replica);
        break;
      case 'addLearner':
        draft.addLearner(replica);
        break;
      case 'remove':
        draft.remove(replica);
        break;
    }
  }
  const voters = sorted(draft.voters);
  const ackQuorum = change.ackQuorum === 0 ? from.ackQuorum : change.ackQuorum;
  if (voters.length === 0) return refuse('no voter would be left');
  if (ackQuorum > voters.length) {
    return refuse(`an ack quorum of ${ackQuorum} does not fit ${voters.length} voters`);
  }
  const decides = ackQuorum !== from.ackQuorum || !equalIds(voters, from.voters);
  const joint = decides || change.transition === 'explicit';
  const configuration: Configuration = {
    voters,
    ackQuorum,
    votersOutgoing: joint ? from.voters : [],
    ackQuorumOutgoing: joint ? from.ackQuorum : 0,
    learners: sorted(draft.learners),
    learnersNext: sorted(draft.learnersNext),
    autoLeave: joint && change.transition === 'auto',
  };
  checkConfiguration(configuration);
  return { ok: true, configuration };
}

/** Who decided before is gone for good: the half that is left of a joint configuration could not leave it either. */
function beginAnew({ changes, ackQuorum }: ConfChange): ChangeResult {
  const voters = changes.map(({ replica }) => replica).sort((a, b) => a - b);
  if (voters.length === 0 || changes.some(({ type }) => type !== 'addVoter'))
    return refuse('a recovery names the voters to begin with, and nothing else');
  const configuration: Configuration = {
    voters,
    ackQuorum,
    votersOutgoing: [],
    ackQuorumOutgoing: 0,
    learners: [],
    learnersNext: [],
    autoLeave: false,
  };
  checkConfiguration(configuration);
  return { ok: true, configuration };
}

/** Voters of the old half that are to stay as learners wait in learnersNext: nobody is voter and learner at once. */
class Draft {
  readonly voters: Set<ReplicaId>;
  readonly learners: Set<ReplicaId>;
  readonly learnersNext = new Set<ReplicaId>();
  readonly #outgoing: ReadonlySet<ReplicaId>;

  constructor(from: Configuration) {
    this.voters = new Set(from.voters);
    this.learners = new Set(from.learners);
    this.#outgoing = new Set(from.voters);
  }

  addVoter(id: ReplicaId): void {
    this.learners.delete(id);
    this.learnersNext.delete(id);
    this.voters.add(id);
  }

  addLearner(id: ReplicaId): void {
    this.voters.delete(id);
    if (this.#outgoing.has(id)) this.learnersNext.add(id);
    else this.learners.add(id);
  }

  remove(id: ReplicaId): void {
    this.voters.delete(id);
    this.learners.delete(id);
    this.learnersNext.delete(id);
  }
}

function leave(from: Configuration): Configuration {
  const configuration: Configuration = {
    voters: from.voters,
    ackQuorum: from.ackQuorum,
    votersOutgoing: [],
    ackQuorumOutgoing: 0,
    learners: sorted(new Set([...from.learners, ...from.learnersNext])),
    learnersNext: [],
    autoLeave: false,
  };
  checkConfiguration(configuration);
  return configuration;
}

/** @throws InvariantError when it is not one that a change could have made. */
export function checkConfiguration(configuration: Configuration): void {
  const { voters, votersOutgoing, learners, learnersNext } = configuration;
  for (const ids of [voters, votersOutgoing, learners, learnersNext]) checkSorted(ids);
  checkQuorum(voters, configuration.ackQuorum);
  if (isJoint(configuration)) {
    checkQuorum(votersOutgoing, configuration.ackQuorumOutgoing);
  } else {
    assert(configuration.ackQuorumOutgoing === 0, 'an outgoing ack quorum needs outgoing voters');
    assert(learnersNext.length === 0, 'learners wait only while the configuration is joint');
    assert(!configuration.autoLeave, 'only a joint configuration can be left');
  }
  for (const id of learners) {
    assert(!voters.includes(id) && !votersOutgoing.includes(id), 'a replica is voter and learner at once');
  }
  for (const id of learnersNext) {
    assert(
      votersOutgoing.includes(id) && !voters.includes(id),
      'a learner waits without being an outgoing voter',
    );
  }
}

function checkQuorum(voters: readonly ReplicaId[], ackQuorum: number): void {
  if (ackQuorum < 1 || ackQuorum > voters.length) {
    fail(`an ack quorum of ${ackQuorum} does not fit ${voters.length} voters`);
  }
}

function checkSorted(ids: readonly ReplicaId[]): void {
  let previous: ReplicaId = NO_REPLICA;
  for (const id of ids) {
    assert(id > previous, 'replicas of a configuration must be sorted, unique and above 0');
    previous = id;
  }
}

function sorted(ids: ReadonlySet<ReplicaId>): readonly ReplicaId[] {
  return [...ids].sort((a, b) => a - b);
}

function equalIds(a: readonly ReplicaId[], b: readonly ReplicaId[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

function refuse(why: string): ChangeResult {
  return { ok: false, why };
}
