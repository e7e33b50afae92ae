import { describe, expect, it } from 'vitest';
import { ReadRounds } from './read-rounds.js';

function rounds(answer: () => 'ok' | 'noLeader' = () => 'ok') {
  const asked: number[] = [];
  const told: string[] = [];
  const raft = {
    readIndex: (requestId: number) => {
      const result = answer();
      if (result === 'ok') asked.push(requestId);
      return result;
    },
  };
  const reads = new ReadRounds(raft, { electionTicks: 3 });
  const add = (name: string, deadlineMs = 1_000): void =>
    reads.add({
      deadlineMs,
      ready: () => told.push(name),
      failed: () => told.push(`${name} failed`),
    });
  return { reads, asked, told, add };
}

describe('read rounds', () => {
  it('serve all that wait when a round begins, once the replica has applied', () => {
    const { reads, asked, told, add } = rounds();
    add('a');
    add('b');
    reads.begin();
    add('c');
    reads.begin();
    expect(asked).toEqual([1]);
    reads.confirmed({ requestId: 1, index: 9 });
    reads.applied(8);
    expect(told).toEqual([]);
    reads.applied(9);
    expect(told).toEqual(['a', 'b']);
    reads.begin();
    expect(asked).toEqual([1, 2]);
  });

  it('are asked again under a new id when the answer stays out, and an old answer confirms nothing', () => {
    const { reads, asked, told, add } = rounds();
    add('a');
    reads.begin();
    for (let tick = 0; tick < 4; tick += 1) reads.tick();
    reads.begin();
    expect(asked).toEqual([1, 2]);
    reads.confirmed({ requestId: 1, index: 5 });
    reads.applied(100);
    expect(told).toEqual([]);
    reads.confirmed({ requestId: 2, index: 6 });
    reads.applied(100);
    expect(told).toEqual(['a']);
  });

  it('wait for a leader, and fail at their own deadlines', () => {
    const { reads, told, add } = rounds(() => 'noLeader');
    add('early', 100);
    add('late', 900);
    reads.begin();
    reads.expire(500);
    expect(told).toEqual(['early failed']);
    expect(reads.size).toBe(1);
    reads.close('the replica is closed');
    expect(told).toEqual(['early failed', 'late failed']);
    expect(reads.size).toBe(0);
  });

  it('that the core dropped wait for the next round', () => {
    const { reads, asked, add } = rounds();
    add('a');
    reads.begin();
    reads.dropped(1);
    reads.begin();
    expect(asked).toEqual([1, 2]);
  });
});
