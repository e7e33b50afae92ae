import { describe, expect, it } from 'vitest';
import { messageOf } from '../../raft/testing/solo.js';
import { Freshness } from './freshness.js';

function at(): { fresh: Freshness; now: { ms: number } } {
  const now = { ms: 1_000 };
  return { fresh: new Freshness({ monotonicMs: () => now.ms }), now };
}

const heartbeat = (committed: number) => messageOf('heartbeat', 2, 1, { index: committed });
const append = (commit: number) => messageOf('app', 2, 1, { commit });

describe('how fresh a replica is', () => {
  it('is not known before a leader spoke, whatever it applies of its own log', () => {
    const { fresh } = at();
    fresh.applied(7, false);
    expect(fresh.freshMs).toBe(Number.NEGATIVE_INFINITY);
  });

  it('follows the word of a leader of which it has applied everything', () => {
    const { fresh } = at();
    fresh.heard(heartbeat(7), 7);
    expect(fresh.freshMs).toBe(1_000);
  });

  it('is the time of the word, not that of applying what it told of', () => {
    const { fresh, now } = at();
    fresh.heard(append(7), 5);
    now.ms = 3_000;
    fresh.applied(6, false);
    expect(fresh.freshMs).toBe(Number.NEGATIVE_INFINITY);
    fresh.applied(7, false);
    expect(fresh.freshMs).toBe(1_000);
  });

  it('goes on where words never cease and it always lags a little', () => {
    const { fresh, now } = at();
    for (let index = 2; index < 100; index += 1) {
      now.ms += 100;
      fresh.heard(append(index), index - 2);
      fresh.applied(index - 1, false);
    }
    expect(now.ms - fresh.freshMs).toBeLessThanOrEqual(300);
  });

  it('is now for what a leader commits itself', () => {
    const { fresh, now } = at();
    fresh.heard(heartbeat(7), 7);
    now.ms = 3_000;
    fresh.applied(8, true);
    expect(fresh.freshMs).toBe(3_000);
  });
});
