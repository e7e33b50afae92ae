import { describe, expect, test } from 'vitest';
import { Progress } from './progress.js';

function progress(match = 0, next = match + 1): Progress {
  const fresh = new Progress(2, next, false, 2, 1_000);
  fresh.reset(next, match);
  return fresh;
}

describe('probing', () => {
  test('sends one append and waits', () => {
    const probed = progress();
    probed.sentEntries(1, 10);
    expect(probed.paused).toBe(true);
    expect(probed.next).toBe(1);
  });

  test('goes on behind a snapshot that was installed, not behind one that failed', () => {
    const installed = progress(1);
    installed.becomeSnapshot(10);
    installed.becomeProbe();
    expect(installed.next).toBe(11);
    const failed = progress(1);
    failed.becomeSnapshot(10);
    failed.pendingSnapshot = 0;
    failed.becomeProbe();
    expect(failed.next).toBe(2);
  });

  test('steps back to the hint, never to or below what is known to match', () => {
    const probed = progress(5, 10);
    expect(probed.refused(9, 2)).toBe(true);
    expect(probed.next).toBe(6);
  });

  test('ignores the refusal of another probe', () => {
    const probed = progress(0, 10);
    expect(probed.refused(4, 2)).toBe(false);
    expect(probed.next).toBe(10);
  });
});

describe('replicating', () => {
  test('moves on with each send and pauses when the window is full', () => {
    const replica = progress();
    replica.becomeReplicate();
    replica.sentEntries(3, 10);
    expect(replica.next).toBe(4);
    expect(replica.paused).toBe(false);
    replica.sentEntries(1, 10);
    expect(replica.paused).toBe(true);
    replica.inflights.freeTo(3);
    expect(replica.acked(3)).toBe(true);
    expect(replica.paused).toBe(false);
  });

  test('takes no old acknowledgement for news', () => {
    const replica = progress(5);
    expect(replica.acked(5)).toBe(false);
    expect(replica.acked(4)).toBe(false);
    expect(replica.match).toBe(5);
  });

  test('keeps next above match, whatever is acknowledged', () => {
    const replica = progress(0, 3);
    replica.acked(7);
    expect(replica.next).toBe(8);
  });

  test('falls back to its match when refused, and ignores a refusal below it', () => {
    const replica = progress(5);
    replica.becomeReplicate();
    replica.sentEntries(4, 10);
    expect(replica.refused(5, 0)).toBe(false);
    expect(replica.refused(8, 7)).toBe(true);
    expect(replica.next).toBe(6);
  });
});

describe('waiting for a snapshot', () => {
  test('pauses, and nothing may be sent', () => {
    const waiting = progress();
    waiting.becomeSnapshot(7);
    expect(waiting.paused).toBe(true);
    expect(() => waiting.sentEntries(1, 1)).toThrow();
  });

  test('keeps next above match when an older snapshot is offered again', () => {
    const waiting = progress(9);
    waiting.becomeSnapshot(7);
    expect(waiting.next).toBe(10);
  });
});

test('a commit index is told only while it can move something', () => {
  const replica = progress(5);
  replica.becomeReplicate();
  replica.sentCommit = 3;
  expect(replica.wantsCommit(4)).toBe(true);
  replica.sentCommit = 5;
  expect(replica.wantsCommit(9)).toBe(false);
});
