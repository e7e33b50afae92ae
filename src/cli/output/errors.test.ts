import { describe, expect, it } from 'vitest';
import { ERRORS, RailkvError, type Reason } from '../../proto/errors.js';
import { EXIT } from '../exit-codes.js';
import { UsageError } from '../usage-error.js';
import { coloursFor } from './colour.js';
import { CommandFailed, complaintOf, renderComplaint, renderComplaintJson } from './errors.js';

const plain = coloursFor(false, {});

describe('a complaint', () => {
  it('says what is wrong, why, and what to do next', () => {
    const complaint = complaintOf(new RailkvError('SOLD_OUT', 'no second class seat is left'), true);
    expect(complaint.exitCode).toBe(EXIT.refused);
    expect(renderComplaint(complaint, plain)).toBe(
      'error: no second class seat is left (SOLD_OUT)\n next: see what else is free: railkv query --from A --to B --date DATE\n',
    );
  });

  it('tells how long to wait when the node said so', () => {
    const error = new RailkvError('SERVER_BUSY', 'the queue is full', { retryAfterMs: 250 });
    expect(renderComplaint(complaintOf(error, true), plain)).toContain('may be tried again in 250 ms');
  });

  it('prefers the next step of the command to the one of the reason', () => {
    const complaint = complaintOf(
      new CommandFailed('RUN_NOT_FOUND', 'no such train', { next: 'look there' }),
      false,
    );
    expect(complaint.next).toBe('look there');
    expect(complaint.exitCode).toBe(EXIT.refused);
  });

  it('is a usage error when the command line is wrong', () => {
    expect(complaintOf(new UsageError("'x' is no date", 'write a date'), true).exitCode).toBe(EXIT.usage);
  });

  it('has a next step for every reason of the table, and for what the system refuses', () => {
    for (const reason of Object.keys(ERRORS) as Reason[])
      expect(complaintOf(new RailkvError(reason, 'no'), false).next, reason).toMatch(/\w{3}/);
    const missing = Object.assign(new Error("ENOENT: no such file or directory, open 'x'"), {
      code: 'ENOENT',
    });
    expect(complaintOf(missing, false).next).toContain('check the path');
  });

  it('takes codes of the system and of the store as they are', () => {
    const error = Object.assign(new Error('another process has it open'), { code: 'LOCKED' });
    expect(complaintOf(error, false)).toMatchObject({ exitCode: EXIT.refused, reason: 'LOCKED' });
  });

  it('shows the trace of a fault of our own, and never as a refusal', () => {
    const complaint = complaintOf(new TypeError('undefined is not a function'), true);
    expect(complaint.exitCode).toBe(EXIT.internal);
    expect(renderComplaint(complaint, plain)).toContain('errors.test.ts');
  });

  it('is one JSON document for programs', () => {
    const error = new RailkvError('UNKNOWN', 'no answer', { metadata: { requestId: 'r1' } });
    expect(JSON.parse(renderComplaintJson(complaintOf(error, true)))).toEqual({
      error: {
        reason: 'UNKNOWN',
        message: 'no answer',
        next: 'see whether all nodes are up: railkv status; then look at what it would have changed',
        metadata: { requestId: 'r1' },
        retryAfterMs: 0,
        exitCode: 3,
      },
    });
  });
});
