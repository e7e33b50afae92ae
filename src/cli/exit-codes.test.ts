import { describe, expect, it } from 'vitest';
import { ERRORS, type Reason } from '../proto/errors.js';
import { EXIT, exitCodeOfReason } from './exit-codes.js';

describe('exit codes', () => {
  it('tell a refusal, an unknown outcome and an absence apart', () => {
    expect(exitCodeOfReason('SOLD_OUT', true)).toBe(EXIT.refused);
    expect(exitCodeOfReason('UNKNOWN', true)).toBe(EXIT.unknown);
    expect(exitCodeOfReason('ACK_QUORUM_AWAY', true)).toBe(EXIT.unavailable);
    expect(exitCodeOfReason('DEADLINE_EXCEEDED', true)).toBe(EXIT.unavailable);
    expect(exitCodeOfReason('UNREACHABLE', false)).toBe(EXIT.unavailable);
  });

  it('say unknown only of what may have changed something', () => {
    for (const reason of Object.keys(ERRORS) as Reason[]) {
      expect(exitCodeOfReason(reason, false)).not.toBe(EXIT.unknown);
    }
  });
});
