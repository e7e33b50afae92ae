import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeConfiguration, checkConfiguration, isJoint, isMember, LEAVE_JOINT } from './conf-change.js';
import type { ConfChange, Configuration } from './message.js';
import { changeOf, configurationOf } from './testing/conf-change-codec.js';

function changed(from: Configuration, change: ConfChange): Configuration {
  const result = changeConfiguration(from, change);
  if (!result.ok) throw new Error(result.why);
  return result.configuration;
}

function refusal(from: Configuration, change: ConfChange): string {
  const result = changeConfiguration(from, change);
  return result.ok ? 'accepted' : result.why;
}

const three = configurationOf([1, 2, 3], 2);

describe('learners', () => {
  test('come and go at once', () => {
    const with4 = changed(three, changeOf('l4'));
    expect(with4).toEqual(configurationOf([1, 2, 3], 2, [4]));
    expect(changed(with4, changeOf('r4'))).toEqual(three);
  });

  test('go through a joint configuration when that is asked for', () => {
    expect(changed(three, changeOf('l4', 'explicit'))).toMatchObject({
      learners: [4],
      votersOutgoing: [1, 2, 3],
      autoLeave: false,
    });
  });

  test('that were voters wait until the joint configuration is left', () => {
    const joint = changed(three, changeOf('l3'));
    expect(joint).toMatchObject({
      voters: [1, 2],
      learners: [],
      learnersNext: [3],
      votersOutgoing: [1, 2, 3],
    });
    expect(isMember(joint, 3)).toBe(true);
    expect(changed(joint, LEAVE_JOINT)).toEqual(configurationOf([1, 2], 2, [3]));
  });

  test('are promoted through a joint configuration', () => {
    const joint = changed(configurationOf([1, 2, 3], 2, [4]), changeOf('v4'));
    expect(joint).toMatchObject({ voters: [1, 2, 3, 4], learners: [], votersOutgoing: [1, 2, 3] });
  });
});

describe('voters and the ack quorum', () => {
  test('change only through a joint configuration, one voter or many', () => {
    for (const words of ['v4', 'r3', 'v4 r3', 'd1', 'd3', 'v4 v5 d3']) {
      const joint = changed(three, changeOf(words));
      expect(isJoint(joint), words).toBe(true);
      expect(joint).toMatchObject({ votersOutgoing: [1, 2, 3], ackQuorumOutgoing: 2, autoLeave: true });
      expect(isJoint(changed(joint, LEAVE_JOINT))).toBe(false);
    }
  });

  test('must fit each other', () => {
    expect(refusal(three, changeOf('d4'))).toMatch(/does not fit/);
    expect(refusal(configurationOf([1, 2, 3], 3), changeOf('r3'))).toMatch(/does not fit/);
    expect(changed(configurationOf([1, 2, 3], 3), changeOf('r3 d2'))).toMatchObject({
      voters: [1, 2],
      ackQuorum: 2,
    });
  });

  test('never come to nothing', () => {
    expect(refusal(three, changeOf('r1 r2 r3'))).toMatch(/no voter/);
    expect(refusal(three, changeOf('l1 l2 l3'))).toMatch(/no voter/);
  });
});

describe('a change', () => {
  test('of what is so already changes nothing', () => {
    expect(changed(three, changeOf('v1'))).toEqual(three);
    expect(changed(three, changeOf('r9'))).toEqual(three);
    expect(changed(three, changeOf('v4 r4'))).toEqual(three);
  });

  test('is refused while another is under way, and a leave when none is', () => {
    expect(refusal(changed(three, changeOf('d3')), changeOf('l4'))).toMatch(/joint/);
    expect(refusal(three, LEAVE_JOINT)).toMatch(/not joint/);
  });

  test('must name a replica and a whole ack quorum', () => {
    expect(refusal(three, changeOf('v0'))).not.toBe('accepted');
    expect(refusal(three, { ...LEAVE_JOINT, ackQuorum: 1.5 })).not.toBe('accepted');
  });
});

test('a configuration that no change could have made ends the process', () => {
  const wrong: Partial<Configuration>[] = [
    { voters: [2, 1] },
    { voters: [1, 1] },
    { voters: [] },
    { voters: [0, 1] },
    { ackQuorum: 4 },
    { learners: [1] },
    { learnersNext: [4] },
    { autoLeave: true },
    { ackQuorumOutgoing: 1 },
    { votersOutgoing: [1], ackQuorumOutgoing: 2 },
    { votersOutgoing: [1, 4], ackQuorumOutgoing: 1, learnersNext: [1] },
  ];
  for (const part of wrong) {
    expect(() => checkConfiguration({ ...three, ...part }), JSON.stringify(part)).toThrow();
  }
});

test('any sequence of changes keeps the configuration whole, and the halves of a joint one are the old and the new', () => {
  const change = fc.record({
    transition: fc.constantFrom('auto' as const, 'explicit' as const),
    changes: fc.array(
      fc.record({
        type: fc.constantFrom('addVoter' as const, 'remove' as const, 'addLearner' as const),
        replica: fc.integer({ min: 1, max: 6 }),
      }),
      { maxLength: 4 },
    ),
    ackQuorum: fc.integer({ min: 0, max: 4 }),
    context: fc.constant(new Uint8Array(0)),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      let settled = three;
      for (const each of changes) {
        const result = changeConfiguration(settled, each);
        if (!result.ok) continue;
        const { configuration } = result;
        checkConfiguration(configuration);
        if (isJoint(configuration)) {
          expect(configuration.votersOutgoing).toEqual(settled.voters);
          expect(configuration.ackQuorumOutgoing).toBe(settled.ackQuorum);
          const left = changed(configuration, LEAVE_JOINT);
          expect(left.voters).toEqual(configuration.voters);
          settled = left;
        } else {
          expect([configuration.voters, configuration.ackQuorum]).toEqual([
            settled.voters,
            settled.ackQuorum,
          ]);
          settled = configuration;
        }
      }
    }),
  );
});

describe('a recovery', () => {
  const joint = { ...configurationOf([1, 2, 3], 2, [9]), votersOutgoing: [3, 4, 5], ackQuorumOutgoing: 2 };

  test('begins anew with the voters it names, whatever there was', () => {
    const begun = { ok: true, configuration: configurationOf([77], 1) };
    expect(changeConfiguration(configurationOf([1, 2, 3], 3), changeOf('v77 d1', 'recover'))).toEqual(begun);
    expect(changeConfiguration(joint, changeOf('v77 d1', 'recover'))).toEqual(begun);
  });

  test('names voters and nothing else', () => {
    for (const text of ['', 'd1', 'l7 d1', 'v7 r1 d1'])
      expect(changeConfiguration(joint, changeOf(text, 'recover')).ok).toBe(false);
  });
});
