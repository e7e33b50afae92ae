/** Steps that placement orders of groups led here: each is carried out by GroupChanges as a person's change would be, and how
 *  far it is goes back with the group's figures. Only in memory: orders are repeated until placement has seen the answer,
 *  and each step is planned from what the group's own log holds, so that a new leader goes on where the last one stopped. */
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';
import { contradicts } from './contradiction.js';
import type { ChangeProgress, GroupChanges } from './group-changes.js';
import { type HostedReplica, hasMemberOn } from './hosted-replica.js';
import type { GroupTarget } from './plan-change.js';

export interface StepOrdersParts {
  readonly find: (group: GroupId) => HostedReplica | undefined;
  readonly changes: GroupChanges;
  /** The answer to an order changed. */
  readonly changed: (group: GroupId) => void;
}

export interface StepAnswer {
  readonly operatorId: number;
  readonly step: number;
  readonly done: boolean;
  readonly doing: string;
  readonly refused: string;
  readonly refusedReason: string;
}

interface Taken {
  readonly operatorId: number;
  readonly step: number;
  readonly what: pb.OperatorStep.$Properties;
  answer: StepAnswer;
}

export class StepOrders {
  readonly #taken = new Map<GroupId, Taken>();

  constructor(private readonly parts: StepOrdersParts) {}

  /** Orders of whoever leads group 0, or led it until a moment ago: an older one than what was taken changes nothing. */
  take(orders: readonly pb.StepOrder.$Properties[]): void {
    for (const order of orders) {
      const group = order.group ?? 0;
      const replica = this.parts.find(group);
      if (replica === undefined || !replica.isCurrentLeader) continue;
      const operatorId = order.operatorId ?? 0;
      const step = order.step ?? 0;
      const held = this.#taken.get(group);
      if (
        held !== undefined &&
        (held.operatorId > operatorId || (held.operatorId === operatorId && held.step > step))
      )
        continue;
      if (order.cancelled === true) {
        this.#taken.delete(group);
        this.parts.changes.drop(group);
        this.parts.changed(group);
        continue;
      }
      if (held?.operatorId === operatorId && held.step === step) {
        // Ordered again though it was done: somebody has undone it since, or the word of it is on its way.
        if (held.answer.done) {
          held.answer = { ...held.answer, done: false };
          this.#advance(group);
        }
        continue;
      }
      this.parts.changes.drop(group); // what an earlier order left
      const answer = { operatorId, step, done: false, doing: '', refused: '', refusedReason: '' };
      this.#taken.set(group, { operatorId, step, what: order.what ?? {}, answer });
      this.#advance(group);
    }
  }

  answer(group: GroupId): StepAnswer | undefined {
    return this.#taken.get(group)?.answer;
  }

  /** A person's word goes before placement's: what undoes the order ends its operator, done or not. Both would be asked again
   *  for ever otherwise, and placement would bring again what the person has taken away. */
  overrule(group: GroupId, person: GroupTarget): void {
    const taken = this.#taken.get(group);
    if (taken === undefined || taken.answer.refused !== '' || !overrules(person, taken.what)) return;
    taken.answer = {
      ...taken.answer,
      done: false,
      doing: '',
      refused: 'a person asks for a change of the group that undoes this one',
      refusedReason: 'CHANGE_PENDING',
    };
    this.parts.changed(group);
  }

  tick(): void {
    for (const group of [...this.#taken.keys()]) this.#advance(group);
  }

  #advance(group: GroupId): void {
    const taken = this.#taken.get(group);
    if (taken === undefined) return;
    const replica = this.parts.find(group);
    if (replica === undefined || !replica.isLeader) {
      this.#taken.delete(group); // who leads now is told
      return;
    }
    if (!replica.isCurrentLeader || taken.answer.done || taken.answer.refused !== '') return;
    const { operatorId, step } = taken;
    const { done, doing, refused, refusedReason } = this.#carryOut(replica, taken.what);
    const before = taken.answer;
    taken.answer = { operatorId, step, done, doing, refused, refusedReason };
    if (done !== before.done || doing !== before.doing || refused !== before.refused)
      this.parts.changed(group);
  }

  #carryOut(
    replica: HostedReplica,
    what: pb.OperatorStep.$Properties,
  ): Pick<StepAnswer, 'done' | 'doing' | 'refused' | 'refusedReason'> {
    try {
      const { done, doing } = this.#ask(replica, what);
      return { done, doing, refused: '', refusedReason: '' };
    } catch (error) {
      if (!(error instanceof RailkvError)) throw error;
      if (passes(error, what)) return { done: false, doing: error.message, refused: '', refusedReason: '' };
      return { done: false, doing: '', refused: error.message, refusedReason: error.reason };
    }
  }

  #ask(replica: HostedReplica, what: pb.OperatorStep.$Properties): Pick<ChangeProgress, 'done' | 'doing'> {
    const { changes } = this.parts;
    const node = what.addLearner?.nodeId ?? '';
    if (what.addLearner && hasMemberOn(replica, node)) return { done: true, doing: '' }; // a voter since, perhaps
    return changes.ask(replica, targetOf(what), { dryRun: false, by: 'placement' });
  }
}

/** An order that is none here was refused as such. */
function overrules(person: GroupTarget, what: pb.OperatorStep.$Properties): boolean {
  const ordered = known(what);
  return ordered !== undefined && contradicts(person, ordered);
}

/** What passes by itself, or with the operator's deadline: a node that is silent for a moment in the middle of a change is
 *  no reason to leave it half done. */
function passes({ reason }: RailkvError, what: pb.OperatorStep.$Properties): boolean {
  return reason === 'CHANGE_PENDING' || (reason === 'NODE_AWAY' && !what.addLearner);
}

/** @throws RailkvError INVALID_REQUEST for a step that this version does not know */
function targetOf(what: pb.OperatorStep.$Properties): GroupTarget {
  const target = known(what);
  if (target !== undefined) return target;
  throw new RailkvError(
    'INVALID_REQUEST',
    'the step is none that this version of railkv knows, or a joint change that neither adds nor removes anybody',
  );
}

function known(what: pb.OperatorStep.$Properties): GroupTarget | undefined {
  const { addLearner, catchUp, joint, transferLeader, remove, split, setAckQuorum } = what;
  if (addLearner) return { kind: 'add', node: addLearner.nodeId ?? '', learner: true, ackQuorum: 0 };
  if (catchUp) return { kind: 'catchUp', node: catchUp.nodeId ?? '' };
  if (joint) return jointTarget(joint.addNodeId ?? '', joint.removeNodeId ?? '');
  if (transferLeader) return { kind: 'transfer', node: transferLeader.nodeId ?? '' };
  if (remove) return { kind: 'remove', node: remove.nodeId ?? '', ackQuorum: 0 };
  if (split) return { kind: 'split', key: Uint8Array.from(split.key ?? []), child: split.childGroup ?? 0 };
  if (setAckQuorum) return { kind: 'ackQuorum', ackQuorum: setAckQuorum.ackQuorum ?? 0 };
  return undefined;
}

function jointTarget(add: string, remove: string): GroupTarget | undefined {
  if (add === '' && remove === '') return undefined;
  if (add === '') return { kind: 'remove', node: remove, ackQuorum: 0 };
  if (remove === '') return { kind: 'add', node: add, learner: false, ackQuorum: 0 };
  return { kind: 'move', from: remove, to: add, ackQuorum: 0 };
}
