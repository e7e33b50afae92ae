import { describe, expect, it } from 'vitest';
import type { Reason } from '../../proto/errors.js';
import { callFailure } from './call-failure.js';

const said = (reason: Reason, details: string, code = 14, isSecure = false): string =>
  callFailure(
    { address: 'h1:7200', isSecure, timeoutMs: 2_000.4 },
    { code, reason, details },
    new Error(`${code} X: ${details}`),
  ).message;

/** What grpc-js 1.14 says in each case. */
const RAW = [
  [
    'UNREACHABLE',
    'No connection established. Last error: Error: connect ECONNREFUSED 127.0.0.1:1. Resolution note: ',
  ],
  ['UNREACHABLE', 'Name resolution failed for target dns:nowhere.example:7200'],
  ['UNREACHABLE', 'Connection dropped'],
  ['UNREACHABLE', 'read ECONNRESET'],
  ['UNREACHABLE', 'no connection in time'],
  ['UNREACHABLE', 'no connection'],
  ['DEADLINE_EXCEEDED', 'Deadline exceeded after 2.003s,LB pick: 0.001s,remote_addr=127.0.0.1:7201'],
  ['DEADLINE_EXCEEDED', 'Deadline exceeded after 2.002s,Waiting for LB pick'],
  ['INTERNAL', 'Received RST_STREAM with code 2 triggered by internal client error: Protocol error'],
  ['SERVER_BUSY', 'Bandwidth exhausted or memory limit exceeded'],
  ['NOT_IMPLEMENTED', 'The server does not implement the method /railkv.v1.Admin/New'],
  ['PERMISSION_DENIED', 'Received HTTP status code 403'],
  ['UNAUTHENTICATED', 'Received HTTP status code 401'],
  ['INVALID_REQUEST', 'Error deserializing request: index out of range'],
] as const;

describe('a call that failed without a word of ours', () => {
  it.each(RAW)('is told in our words: %s, %s', (reason, details) => {
    const message = said(reason, details);
    expect(message).toContain('h1:7200');
    expect(message).not.toMatch(
      /LB pick|Deadline exceeded|UNAVAILABLE|ECONN|RST_STREAM|HTTP|Resolution|deserializ/,
    );
  });

  it('says why a node cannot be reached', () => {
    expect(said('UNREACHABLE', RAW[0][1])).toBe('h1:7200 cannot be reached: nobody listens there');
    expect(said('UNREACHABLE', 'no connection in time')).toBe(
      'h1:7200 cannot be reached: it does not answer',
    );
    expect(said('UNREACHABLE', 'Connection dropped')).toBe('h1:7200 cannot be reached: the connection broke');
    expect(said('UNREACHABLE', 'no connection')).toBe('h1:7200 cannot be reached');
  });

  it('tells a node that was never connected to from one that did not answer', () => {
    expect(said('DEADLINE_EXCEEDED', RAW[6][1], 4)).toBe('h1:7200 did not answer within 2000 ms');
    expect(said('DEADLINE_EXCEEDED', RAW[7][1], 4)).toBe('h1:7200 could not be connected to within 2000 ms');
  });

  it('says what to do about a certificate', () => {
    const expired = 'No connection established. Last error: Error: certificate has expired.';
    expect(said('UNREACHABLE', expired, 14, true)).toMatch(
      /TLS; its certificate has expired: railkv cert node/,
    );
  });

  it('keeps what gRPC said as the cause', () => {
    const cause = new Error('14 UNAVAILABLE: Connection dropped');
    const call = { address: 'h1:7200', isSecure: false };
    const error = callFailure(
      call,
      { code: 14, reason: 'UNREACHABLE', details: 'Connection dropped' },
      cause,
    );
    expect(error).toMatchObject({ reason: 'UNREACHABLE', cause });
  });
});
