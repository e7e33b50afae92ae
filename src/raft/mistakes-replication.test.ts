/** What fresh implementations get wrong about bringing a follower up to date: one test each, named after what then goes
 *  wrong. */
import { describe, expect, test } from 'vitest';
import type { AppendRequest } from './ready.js';
import { changeOf, configurationOf, encodeConfChange } from './testing/conf-change-codec.js';
import { Network } from './testing/network.js';
import { entryOf, Solo } from './testing/solo.js';

describe('a diverged log would be probed entry by entry', () => {
  /** The probes a leader with `own` terms needs to match a follower with `other` terms, from index 2 on. */
  function probes(own: readonly number[], other: readonly number[]): number {
    const network = new Network({ voters: 3, preVote: false });
    const write = (id: number, terms: readonly number[]): void => {
      const { storage } = network.get(id);
      const request: Omit<AppendRequest, 'responses'> = {
        hardState: { term: 10, vote: 0, commit: 1 },
        entries: terms.map((term, i) => entryOf(i + 2, term, `${i + 2}/${term}`)),
        snapshot: undefined,
      };
      storage.write(request);
      network.get(id).crash();
      network.get(id).restart();
    };
    write(1, own);
    write(3, own);
    write(2, other);
    let refused = 0;
    network.passes = (message) => {
      if (message.from === 2 && message.reject) refused++;
      return true;
    };
    network.elect(1);
    expect(network.node(2).lastIndex).toBe(network.node(1).lastIndex);
    return refused;
  }

  const times = (count: number, term: number): number[] => new Array(count).fill(term);

  test('so the leader skips the terms the follower can not have', () => {
    expect(probes([1, ...times(50, 3), ...times(50, 5)], [1, 1, 1, 2, 2])).toBeLessThanOrEqual(2);
  });

  test('so the follower skips the terms the leader can not have', () => {
    expect(
      probes([1, ...times(50, 3), 7], [1, 3, 3, ...times(20, 4), ...times(20, 5), ...times(9, 6)]),
    ).toBeLessThanOrEqual(2);
  });

  test('so a log that is only shorter takes one probe', () => {
    expect(probes(times(80, 2), times(5, 2))).toBe(1);
  });
});

test('an append that lies before the commit index would end the process, though it is only late', () => {
  const solo = new Solo();
  solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1), entryOf(3, 1)], commit: 3 });
  solo.settle();
  solo.sent();
  solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1)], commit: 2 });
  expect(solo.sent()).toMatchObject([{ type: 'appResp', index: 3, reject: false }]);
});

test('a window of appends that were all lost would stall a follower: a heartbeat’s answer lets a probe through', () => {
  const solo = new Solo(configurationOf([1, 2, 3], 2), { maxInflightMessages: 2 });
  solo.lead();
  for (const text of ['a', 'b', 'c']) solo.propose(text);
  solo.settle();
  expect(solo.sent('app').filter(({ to }) => to === 2)).toHaveLength(2);
  solo.step('heartbeatResp', 2);
  const [probe] = solo.sent('app');
  expect(probe).toMatchObject({ to: 2, index: 4, entries: [] });
  solo.step('appResp', 2, { reject: true, index: 4, rejectHint: 2, logTerm: 2 });
  expect(solo.sent('app')).toMatchObject([{ to: 2, index: 2 }]);
});

test('a follower that is caught up would stay in probing for ever', () => {
  const solo = new Solo();
  solo.lead();
  solo.node.reportUnreachable(2);
  expect(solo.node.status().progress[1]).toMatchObject({ id: 2, state: 'probe' });
  solo.step('heartbeatResp', 2);
  expect(solo.sent('app')).toMatchObject([{ to: 2, entries: [] }]);
  solo.ack(2);
  expect(solo.node.status().progress[1]).toMatchObject({ id: 2, state: 'replicate' });
});

test('a late refusal would throw a follower back below what it holds', () => {
  const solo = new Solo();
  solo.lead();
  const { match } = solo.node.status().progress[1] ?? { match: 0 };
  solo.step('appResp', 2, { reject: true, index: match, rejectHint: 0, logTerm: 0 });
  expect(solo.node.status().progress[1]).toMatchObject({ match, next: match + 1, state: 'replicate' });
});

test('a replica that claims more than the leader has ends the process', () => {
  const solo = new Solo();
  solo.lead();
  expect(() => solo.ack(2, 99)).toThrow();
});

describe('entries that are not in memory', () => {
  test('are sent once they are fetched', () => {
    const solo = new Solo();
    solo.lead([2]);
    solo.propose('a');
    solo.settle();
    solo.ack(2);
    solo.sent();
    solo.replica.storage.evict(9);
    solo.step('heartbeatResp', 3);
    expect(solo.sent('app')).toEqual([]);
    solo.replica.storage.fetch();
    solo.node.entriesFetched();
    expect(solo.sent('app')).toMatchObject([{ to: 3, index: 1, entries: [{ index: 2 }, { index: 3 }] }]);
  });
});

describe('a snapshot', () => {
  /** A leader whose log begins behind what replica 3 has. */
  function compacted(): Solo {
    const solo = new Solo();
    solo.lead([2]);
    solo.propose('a');
    solo.settle();
    solo.ack(2);
    solo.settle();
    solo.replica.checkpoint();
    solo.replica.storage.compact(3);
    solo.sent();
    return solo;
  }

  test('is offered when the log no longer reaches back, to one that is heard from', () => {
    const solo = compacted();
    solo.tick();
    expect(solo.sent('snap')).toEqual([]);
    solo.step('heartbeatResp', 3);
    expect(solo.sent('snap')).toMatchObject([
      { to: 3, snapshot: { index: 3, configuration: { voters: [1, 2, 3] } } },
    ]);
    solo.step('heartbeatResp', 3);
    expect(solo.sent('snap')).toEqual([]);
  });

  test('would stop a follower for good if its offer were lost: it is repeated', () => {
    const solo = compacted();
    solo.step('heartbeatResp', 3);
    solo.sent();
    solo.step('heartbeatResp', 2);
    solo.tick(10);
    expect(solo.sent('snap')).toMatchObject([{ to: 3 }]);
  });

  test('waits while none can be made', () => {
    const solo = compacted();
    solo.replica.storage.snapshotUnavailable = true;
    solo.step('heartbeatResp', 3);
    expect(solo.sent('snap')).toEqual([]);
    solo.replica.storage.snapshotUnavailable = false;
    solo.step('heartbeatResp', 3);
    expect(solo.sent('snap')).toHaveLength(1);
  });

  test('that failed would be counted as installed: its receiver is probed from what it had', () => {
    const solo = compacted();
    solo.step('heartbeatResp', 3);
    solo.node.reportSnapshot(3, false);
    expect(solo.node.status().progress[2]).toMatchObject({ state: 'probe', next: 1, pendingSnapshot: 0 });
  });

  test('that is installed lets the log go on, at whatever index it was', () => {
    const solo = compacted();
    solo.propose('b');
    solo.settle();
    solo.step('heartbeatResp', 3);
    solo.sent();
    solo.ack(3, 3);
    expect(solo.node.status().progress[2]).toMatchObject({ state: 'replicate', match: 3 });
    expect(solo.sent('app')).toMatchObject([{ to: 3, index: 3, entries: [{ index: 4 }] }]);
  });

  test('older than the log still would not help: it goes on waiting', () => {
    const solo = compacted();
    solo.step('heartbeatResp', 3);
    solo.ack(3, 1);
    expect(solo.node.status().progress[2]).toMatchObject({ state: 'snapshot', match: 1 });
  });

  const offer = (index: number, term: number, voters = [1, 2, 3]) => ({
    snapshot: { index, term, configuration: configurationOf(voters, 2) },
  });

  test('of the committed would take entries back: it is ignored', () => {
    const solo = new Solo();
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1), entryOf(3, 1)], commit: 3 });
    solo.settle();
    solo.sent();
    solo.step('snap', 2, offer(2, 1));
    solo.step('snap', 2, offer(3, 1));
    expect(solo.sent()).toMatchObject([{ index: 3 }, { index: 3 }]);
    expect(solo.node.lastIndex).toBe(3);
  });

  test('whose last entry is in the log would throw the rest away: only the commit index moves', () => {
    const solo = new Solo();
    solo.step('app', 2, { index: 1, logTerm: 1, entries: [entryOf(2, 1), entryOf(3, 1), entryOf(4, 1)] });
    solo.settle();
    solo.sent();
    solo.step('snap', 2, offer(3, 1));
    solo.settle();
    expect(solo.node.status()).toMatchObject({ commit: 3, lastIndex: 4 });
    expect(solo.sent()).toMatchObject([{ index: 3 }]);
  });

  test('of a configuration without the receiver would make it a stranger to its own group', () => {
    const solo = new Solo();
    solo.step('snap', 2, offer(9, 1, [2, 3]));
    solo.settle();
    expect(solo.node.status()).toMatchObject({ commit: 1, lastIndex: 1 });
  });

  test('brings its configuration, is acknowledged when durable, and until then nobody campaigns or applies', () => {
    const solo = new Solo();
    solo.step('snap', 2, { ...offer(9, 1, [1, 2, 4]), term: 1 });
    expect(solo.node.configuration.voters).toEqual([1, 2, 4]);
    expect(solo.node.appliedConfiguration.voters).toEqual([1, 2, 3]);
    expect(solo.sent()).toEqual([]);
    solo.tick(40);
    expect(solo.node.role).toBe('follower');
    solo.settle();
    expect(solo.sent('appResp')).toMatchObject([{ index: 9 }]);
    expect(solo.node.status()).toMatchObject({ applied: 9, commit: 9, firstIndex: 10 });
    expect(solo.node.appliedConfiguration.voters).toEqual([1, 2, 4]);
  });

  test('would be undone by a change that was handed out before it and is applied after it', () => {
    const solo = new Solo();
    const data = encodeConfChange(changeOf('l4'));
    solo.step('app', 2, {
      index: 1,
      logTerm: 1,
      entries: [{ ...entryOf(2, 1, '', 'confChange'), data }],
      commit: 2,
    });
    solo.replica.sync();
    solo.replica.pump();
    solo.step('snap', 2, offer(9, 1, [1, 2, 5]));
    solo.replica.applyOne();
    expect(solo.node.configuration).toMatchObject({ voters: [1, 2, 5], learners: [] });
    expect(solo.node.appliedConfiguration).toMatchObject({ voters: [1, 2, 3], learners: [4] });
    solo.settle();
    expect(solo.node.appliedConfiguration).toMatchObject({ voters: [1, 2, 5], learners: [] });
  });

  test('of before its receiver was a member is not offered', () => {
    const solo = compacted();
    solo.node.proposeConfChange({
      transition: 'auto',
      changes: [{ type: 'addLearner', replica: 4 }],
      ackQuorum: 0,
      context: new Uint8Array(0),
    });
    solo.settle();
    solo.ack(2);
    solo.settle();
    solo.step('appResp', 4, { reject: true, index: 3, rejectHint: 1, logTerm: 1 });
    expect(solo.sent('snap')).toEqual([]);
    solo.replica.checkpoint();
    solo.step('heartbeatResp', 4);
    expect(solo.sent('snap')).toMatchObject([{ to: 4, snapshot: { configuration: { learners: [4] } } }]);
  });
});

test('a follower that lacks entries would take itself for up to date: heartbeats name all that is committed', () => {
  const solo = new Solo();
  solo.lead();
  solo.propose('a');
  solo.settle();
  solo.ack(2);
  solo.sent();
  solo.tick();
  const { commit } = solo.node;
  const [whole, behind] = solo.sent('heartbeat');
  expect(whole).toMatchObject({ to: 2, commit, index: commit });
  expect(behind).toMatchObject({ to: 3, index: commit });
  expect(behind?.commit).toBeLessThan(commit);
});
