import { describe, expect, it } from 'vitest';
import { AcksAreDurable, AnsweredIsDurable } from './acks.js';
import { Commits } from './commits.js';
import { DurableLogs } from './durable-logs.js';
import { ElectionSafety } from './election-safety.js';
import { HardStateCoversEntries, HardStateNeverRegresses } from './hard-state.js';
import { LeaderAppendOnly, LogMatching } from './log-matching.js';
import { delivered, durable, FakeWorld, leads, sent, THREE } from './testing.js';
import { VoteQuorums } from './vote-quorums.js';
import { OneVoteATerm, VotesAreDurable } from './votes.js';

const hard = (term: number, vote = 0, commit = 1) => ({ term, vote, commit });

const MEMBERS = new Map([1, 2, 3].map((id) => [id, { node: `n${id}` }]));

function leader(
  world: FakeWorld,
  fields: {
    term: number;
    commit?: number;
    lastIndex?: number;
    answerable?: number;
    match?: number;
    ackQuorum?: number;
  },
): void {
  const { term, commit = 1, lastIndex = 1, answerable = 0, match = 0, ackQuorum = 2 } = fields;
  world.replicas.set('n1', {
    group: 2,
    id: 1,
    isLeader: true,
    members: MEMBERS,
    log: { firstIndex: () => 2, lastIndex: () => lastIndex, term: () => term, hardState: hard(term) },
    raft: {
      role: 'leader',
      term,
      commit,
      appliedIndex: commit,
      lastIndex,
      answerable,
      configuration: { ...THREE, ackQuorum },
      progress: [{ id: 2, match }],
      status: () => ({ lastIndex, durable: lastIndex, firstIndex: 2 }),
    },
  });
}

describe('ElectionSafety', () => {
  it('finds two leaders of one term', () => {
    expect(new FakeWorld(new ElectionSafety()).see(leads(1, 5), leads(2, 5))).toBe('ElectionSafety');
  });

  it('finds a leader that only its messages betray', () => {
    const world = new FakeWorld(new ElectionSafety());
    expect(world.see(leads(1, 5), sent({ type: 'app', from: 3, to: 2, term: 5 }))).toBe('ElectionSafety');
  });

  it('lets one lead after the other', () => {
    expect(new FakeWorld(new ElectionSafety()).see(leads(1, 5), leads(2, 6), leads(1, 7))).toBeUndefined();
  });
});

describe('VoteQuorums', () => {
  it('finds a leader with too few votes', () => {
    const world = new FakeWorld(new VoteQuorums());
    leader(world, { term: 5 });
    expect(world.see(leads(1, 5))).toBe('VoteQuorums');
  });

  it('counts the votes that arrived, and no refusals', () => {
    const world = new FakeWorld(new VoteQuorums());
    leader(world, { term: 5 });
    expect(world.see(delivered({ type: 'voteResp', from: 2, to: 1, term: 5 }), leads(1, 5))).toBeUndefined();
    const refused = delivered({ type: 'voteResp', from: 2, to: 1, term: 6, reject: true });
    expect(world.see(refused, leads(1, 6))).toBe('VoteQuorums');
  });

  it('needs more than a majority where the ack quorum is small', () => {
    const world = new FakeWorld(new VoteQuorums());
    leader(world, { term: 5, ackQuorum: 1 });
    expect(world.see(delivered({ type: 'voteResp', from: 2, to: 1, term: 5 }), leads(1, 5))).toBe(
      'VoteQuorums',
    );
  });

  it('finds a candidate that went on with too few pre-votes, unless the leader sent it', () => {
    const world = new FakeWorld(new VoteQuorums());
    leader(world, { term: 5 });
    expect(world.see(sent({ type: 'vote', from: 1, to: 2, term: 5, transfer: true }))).toBeUndefined();
    expect(world.see(sent({ type: 'vote', from: 1, to: 2, term: 5 }))).toBe('VoteQuorums');
  });
});

describe('OneVoteATerm', () => {
  it('finds a second promise, after a restart too', () => {
    const world = new FakeWorld(new OneVoteATerm());
    const first = sent({ type: 'voteResp', from: 2, to: 1, term: 5 });
    expect(world.see(first, first)).toBeUndefined();
    expect(world.see(sent({ type: 'voteResp', from: 2, to: 3, term: 5 }))).toBe('OneVoteATerm');
  });

  it('finds a candidate that voted for another', () => {
    const world = new FakeWorld(new OneVoteATerm());
    expect(world.see(sent({ type: 'voteResp', from: 2, to: 1, term: 5 }), leads(2, 5))).toBe('OneVoteATerm');
  });
});

describe('VotesAreDurable', () => {
  const make = () => {
    const logs = new DurableLogs();
    return new FakeWorld(new VotesAreDurable(logs), logs);
  };

  it('finds a promise that its disk does not hold', () => {
    expect(make().see(sent({ type: 'voteResp', from: 2, to: 1, term: 5 }))).toBe('VotesAreDurable');
    expect(make().see(durable(2, hard(5, 3)), sent({ type: 'voteResp', from: 2, to: 1, term: 5 }))).toBe(
      'VotesAreDurable',
    );
  });

  it('finds a leader whose own vote is not durable', () => {
    expect(make().see(durable(1, hard(4, 1)), leads(1, 5))).toBe('VotesAreDurable');
    expect(make().see(durable(1, hard(5, 1)), leads(1, 5))).toBeUndefined();
  });
});

describe('HardStateNeverRegresses', () => {
  const make = () => {
    const logs = new DurableLogs();
    return new FakeWorld(new HardStateNeverRegresses(logs), logs);
  };

  it('finds a term that falls, a vote that changes, a commit index that falls', () => {
    expect(make().see(durable(1, hard(5)), durable(1, hard(4)))).toBe('HardStateNeverRegresses');
    expect(make().see(durable(1, hard(5, 2)), durable(1, hard(5, 3)))).toBe('HardStateNeverRegresses');
    expect(make().see(durable(1, hard(5, 0, 7)), durable(1, hard(6, 0, 6)))).toBe('HardStateNeverRegresses');
  });

  it('finds it at a start, but not on a disk that was damaged', () => {
    expect(make().see(durable(1, hard(5, 2)), durable(1, hard(5), 2, [], { whole: true }))).toBe(
      'HardStateNeverRegresses',
    );
    const world = make();
    world.lost.add('n1');
    expect(world.see(durable(1, hard(5, 2)), durable(1, hard(5), 2, [], { whole: true }))).toBeUndefined();
  });
});

describe('HardStateCoversEntries', () => {
  it('finds entries beside a term that is older', () => {
    const world = new FakeWorld(new HardStateCoversEntries());
    expect(world.see(durable(1, hard(5), 2, [4, 5]))).toBeUndefined();
    expect(world.see(durable(1, hard(5), 4, [6]))).toBe('HardStateCoversEntries');
  });
});

describe('LogMatching', () => {
  const make = () => {
    const logs = new DurableLogs();
    return new FakeWorld(new LogMatching(logs), logs);
  };

  it('finds two contents at one index and term', () => {
    expect(make().see(durable(1, hard(2), 2, [2]), durable(2, hard(2), 2, [2], { hash: 77 }))).toBe(
      'LogMatching',
    );
  });

  it('finds logs that differ before an entry that both hold', () => {
    expect(make().see(durable(1, hard(3), 2, [2, 3]), durable(2, hard(3), 2, [1, 3]))).toBe('LogMatching');
  });

  it('lets a tail be overwritten', () => {
    expect(
      make().see(
        durable(1, hard(3), 2, [2, 2, 2]),
        durable(1, hard(3), 3, [3]),
        durable(2, hard(3), 2, [2, 3]),
      ),
    ).toBeUndefined();
  });
});

describe('LeaderAppendOnly', () => {
  it('finds a leader whose log gets shorter', () => {
    const world = new FakeWorld(new LeaderAppendOnly());
    leader(world, { term: 5, lastIndex: 9 });
    expect(world.step()).toBeUndefined();
    leader(world, { term: 5, lastIndex: 8 });
    expect(world.step()).toBe('LeaderAppendOnly');
  });
});

describe('AcksAreDurable', () => {
  const make = () => {
    const logs = new DurableLogs();
    return new FakeWorld(new AcksAreDurable(logs), logs);
  };

  it('finds an acknowledgement of what is not on the disk', () => {
    const ack = sent({ type: 'appResp', from: 2, to: 1, term: 2, index: 3 });
    expect(make().see(durable(2, hard(2), 2, [2]), ack)).toBe('AcksAreDurable');
    expect(make().see(durable(2, hard(2), 2, [2, 2]), ack)).toBeUndefined();
  });

  it('finds a leader that counts what a follower does not hold', () => {
    const world = make();
    world.see(durable(2, hard(2), 2, [2]));
    leader(world, { term: 2, match: 2 });
    expect(world.step()).toBeUndefined();
    leader(world, { term: 2, match: 3 });
    expect(world.step()).toBe('AcksAreDurable');
  });
});

describe('AnsweredIsDurable', () => {
  it('finds a leader that may answer what too few disks hold', () => {
    const logs = new DurableLogs();
    const world = new FakeWorld(new AnsweredIsDurable(logs), logs);
    world.see(durable(1, hard(2), 2, [2]));
    leader(world, { term: 2, answerable: 2 });
    expect(world.step()).toBe('AnsweredIsDurable');
  });

  it('finds a client that was told too early', () => {
    const logs = new DurableLogs();
    const world = new FakeWorld(new AnsweredIsDurable(logs), logs);
    const told = {
      kind: 'return',
      client: 'c1',
      call: 1,
      outcome: 'ok',
      detail: { position: { group: 2, index: 2 } },
    } as const;
    expect(world.see(durable(1, hard(2), 2, [2]), told)).toBe('AnsweredIsDurable');
    expect(world.see(durable(2, hard(2), 2, [2]), told)).toBeUndefined();
  });
});

describe('Commits', () => {
  const make = () => {
    const logs = new DurableLogs();
    return new FakeWorld(new Commits(logs), logs);
  };

  function committed(): FakeWorld {
    const world = make();
    world.see(durable(1, hard(2), 2, [2, 2]), durable(2, hard(2), 2, [2, 2]));
    leader(world, { term: 2, commit: 3, lastIndex: 3 });
    expect(world.step()).toBeUndefined();
    return world;
  }

  it('finds an entry that is committed with too few copies', () => {
    const world = make();
    world.see(durable(1, hard(2), 2, [2, 2]));
    leader(world, { term: 2, commit: 3, lastIndex: 3 });
    expect(world.step()).toBe('CommittedIsDurable');
  });

  it('takes the configuration just before or just after a step that changed it, and none older', () => {
    const world = make();
    world.see(durable(1, hard(2), 2, [2, 2, 2]));
    leader(world, { term: 2, lastIndex: 4, ackQuorum: 1 });
    expect(world.step()).toBeUndefined();
    const raft = world.replicas.get('n1')?.raft ?? {};
    // One copy commits by the old ack quorum; the same step applies the new one.
    Object.assign(raft, { commit: 3, configuration: { ...THREE, ackQuorum: 2 } });
    expect(world.step()).toBeUndefined();
    Object.assign(raft, { commit: 4 });
    expect(world.step()).toBe('CommittedIsDurable');
  });

  it('finds a commit of an earlier term by counting', () => {
    const world = committed();
    world.see(durable(1, hard(3), 4, [2]), durable(2, hard(3), 4, [2]));
    leader(world, { term: 3, commit: 4, lastIndex: 4 });
    expect(world.step()).toBe('OwnTermCommits');
  });

  it('finds a leader that lacks what was committed', () => {
    const world = committed();
    leader(world, { term: 3, commit: 1, lastIndex: 2 });
    expect(world.see(leads(1, 3))).toBe('LeaderCompleteness');
  });

  it('finds a leader that sends another entry than the committed one', () => {
    const entry = { index: 3, term: 3, type: 'normal', data: new Uint8Array(0) } as const;
    expect(committed().see(sent({ type: 'app', from: 3, to: 2, term: 3, entries: [entry] }))).toBe(
      'LeaderCompleteness',
    );
  });

  it('finds a disk that comes up without a committed entry that it held', () => {
    expect(committed().see(durable(2, hard(2), 2, [2], { whole: true }))).toBe('CommittedIsKept');
    expect(committed().see(durable(2, hard(2), 2, [2, 2], { whole: true }))).toBeUndefined();
  });
});
