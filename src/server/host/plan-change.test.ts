import { describe, expect, it } from 'vitest';
import type { Member } from '../../store/group-meta.js';
import { type GroupPicture, type GroupTarget, planChange } from './plan-change.js';

const LAST = 1_000;
const NO_SPLIT: GroupPicture['split'] = {
  range: { start: Uint8Array.of(1), end: Uint8Array.of(2) },
  rangeVersion: 1,
  placed: undefined,
  groups: 1,
  holderOf: () => undefined,
  isLeaderless: () => false,
  splitting: 0,
  tooOld: undefined,
};

interface Copy {
  readonly match?: number;
  readonly ready?: boolean;
  readonly heard?: boolean;
  readonly damaged?: boolean;
  readonly learner?: boolean;
}

/** Copies on n1, n2 and so on, with replica ids in that order; n1 leads. */
function picture(ackQuorum: number, ...copies: readonly Copy[]): GroupPicture {
  const members: Member[] = copies.map(({ learner = false }, at) => ({
    replica: at + 1,
    node: `n${at + 1}`,
    learner,
  }));
  const heard = new Set(members.filter((_, at) => copies[at]?.heard !== false).map(({ node }) => node));
  return {
    group: 7,
    leader: 1,
    configuration: {
      voters: members.filter(({ learner }) => !learner).map(({ replica }) => replica),
      votersOutgoing: [],
      learners: members.filter(({ learner }) => learner).map(({ replica }) => replica),
      learnersNext: [],
      ackQuorum,
      ackQuorumOutgoing: 0,
      autoLeave: false,
    },
    members,
    lastIndex: LAST,
    progress: new Map(
      copies.map(({ match = LAST, ready = true }, at) => [at + 1, { match: at === 0 ? LAST : match, ready }]),
    ),
    isNode: () => true,
    isHeard: (node) => heard.has(node) || !members.some((member) => member.node === node),
    isDamaged: (node) => members.some((member, at) => member.node === node && copies[at]?.damaged === true),
    nextReplica: 99,
    split: NO_SPLIT,
  };
}

const remove = (node: string): GroupTarget => ({ kind: 'remove', node, ackQuorum: 0 });
const SOUND: Copy = {};
const LAGGING: Copy = { match: LAST - 129 };

describe('a voter is taken away', () => {
  it('where an ack quorum of the others has everything', () => {
    expect(planChange(picture(2, SOUND, SOUND, SOUND), remove('n3'))).toMatchObject({
      kind: 'propose',
      changes: [{ type: 'remove', replica: 3 }],
    });
  });

  it('only once an ack quorum of the others is caught up: the group would stop selling', () => {
    expect(planChange(picture(2, SOUND, LAGGING, SOUND), remove('n3'))).toEqual({
      kind: 'wait',
      doing:
        'it waits until 2 of the 2 voters that stay are caught up, or sales would wait for them: n2 is 129 entries behind',
    });
    const close = { match: LAST - 128 };
    expect(planChange(picture(2, SOUND, close, SOUND), remove('n3'))).toMatchObject({ kind: 'propose' });
  });

  it.each([
    ['a snapshot is on its way to one', { match: 0 }, 'n2 is being sent a snapshot'],
    ['one was not heard to go on yet', { ready: false }, 'n2 has not answered this leader yet'],
  ])('not while %s', (_, copy, why) => {
    const step = planChange(picture(2, SOUND, copy, SOUND), remove('n3'));
    expect(step).toMatchObject({ kind: 'wait', doing: expect.stringContaining(why) });
  });

  it('also when the leader itself leaves: it hands over only then', () => {
    expect(planChange(picture(2, SOUND, SOUND, LAGGING), remove('n1'))).toMatchObject({ kind: 'wait' });
    expect(planChange(picture(2, SOUND, SOUND, SOUND), remove('n1'))).toMatchObject({ kind: 'transfer' });
  });

  it('and the copies that lag are all named, silent ones too', () => {
    const step = planChange(picture(3, SOUND, LAGGING, SOUND, { heard: false }, SOUND), remove('n5'));
    expect(step).toMatchObject({
      doing: expect.stringMatching(/: n2 is 129 entries behind, n4 does not respond$/),
    });
  });

  it('at once when it lags itself: nothing is lost that the group sells with, and two that never catch up would wait for each other', () => {
    expect(planChange(picture(3, SOUND, LAGGING, LAGGING, SOUND), remove('n3'))).toMatchObject({
      kind: 'propose',
    });
  });

  it('with a lower ack quorum as soon as that many are caught up', () => {
    const target: GroupTarget = { kind: 'remove', node: 'n3', ackQuorum: 1 };
    expect(planChange(picture(2, SOUND, LAGGING, SOUND), target)).toMatchObject({ kind: 'propose' });
  });
});

describe('a copy is moved', () => {
  const move: GroupTarget = { kind: 'move', from: 'n3', to: 'n4', ackQuorum: 0 };

  it('once the new one is caught up, whatever lags besides: it takes the place of the old one', () => {
    const learner = { learner: true };
    expect(planChange(picture(2, SOUND, LAGGING, SOUND, learner), move)).toMatchObject({ kind: 'propose' });
    expect(planChange(picture(2, SOUND, SOUND, SOUND, { ...learner, ...LAGGING }), move)).toEqual({
      kind: 'wait',
      doing: 'n4 is 129 entries behind',
    });
  });

  it('begins though another lags: the new copy is what is missing', () => {
    expect(planChange(picture(2, SOUND, LAGGING, SOUND), move)).toMatchObject({
      kind: 'propose',
      changes: [{ type: 'addLearner', replica: 99 }],
    });
  });
});

describe('a damaged copy on a node that lives', () => {
  const DAMAGED: Copy = { damaged: true };

  it('holds no change: one that needs it is refused', () => {
    const toAll = planChange(picture(2, SOUND, SOUND, DAMAGED), { kind: 'ackQuorum', ackQuorum: 3 });
    expect(toAll).toMatchObject({ kind: 'refused', reason: 'NODE_AWAY' });
    expect(toAll).toMatchObject({ message: expect.stringContaining('the copy on n3 is damaged: move it') });
    expect(planChange(picture(2, SOUND, SOUND, DAMAGED), remove('n2'))).toMatchObject({ kind: 'refused' });
    expect(planChange(picture(2, SOUND, SOUND, DAMAGED), remove('n3'))).toMatchObject({ kind: 'propose' });
    expect(planChange(picture(1, SOUND, SOUND, DAMAGED), remove('n2'))).toMatchObject({ kind: 'refused' });
  });

  it('is nobody to lead where there is none, and the refusal lists in order who could be', () => {
    const { members, ...rest } = picture(2, SOUND, SOUND, SOUND);
    const shuffled = { ...rest, members: [...members].reverse() };
    expect(planChange(shuffled, { kind: 'transfer', node: 'n9' })).toMatchObject({
      reason: 'NOT_A_MEMBER',
      message: expect.stringContaining('choose one of n1, n2, n3'),
    });
  });

  it('takes over from nobody', () => {
    expect(planChange(picture(2, SOUND, DAMAGED, SOUND, SOUND), remove('n1'))).toMatchObject({
      kind: 'transfer',
      to: 3,
    });
    expect(planChange(picture(2, SOUND, DAMAGED, SOUND), { kind: 'transfer', node: 'n2' })).toMatchObject({
      kind: 'refused',
      reason: 'NODE_AWAY',
    });
  });
});
