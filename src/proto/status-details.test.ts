import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_DOMAIN, ERRORS, RailkvError, type Reason } from './errors.js';
import { pb, rpc } from './index.js';
import { errorFromFailure, errorFromStatus, failureFromError, statusFromFailure } from './status-details.js';

const reasons = Object.keys(ERRORS) as Reason[];

describe('an error on the wire', () => {
  it.each(reasons)('comes back as it was: %s', (reason) => {
    const error = new RailkvError(reason, 'why, and what to do', {
      metadata: { line: 'jinghu' },
      retryAfterMs: 1_500,
      routes: [{ group: 4, ackQuorum: 2 }],
    });
    const { code, message, details } = statusFromFailure(failureFromError(error));
    expect(code).toBe(ERRORS[reason].grpc);
    const back = errorFromStatus(code, message, details);
    expect(back).toMatchObject({
      reason,
      message: error.message,
      metadata: error.metadata,
      retryAfterMs: 1_500,
    });
    expect(back.routes[0]?.group).toBe(4);
  });

  it('is the standard rich error, for clients that know nothing of railkv', () => {
    const { details } = statusFromFailure(
      failureFromError(new RailkvError('SERVER_BUSY', 'busy', { retryAfterMs: 1_250 })),
    );
    const status = rpc.Status.decode(details);
    const [info, , retry] = status.details;
    expect(info?.typeUrl).toBe('type.googleapis.com/google.rpc.ErrorInfo');
    expect(rpc.ErrorInfo.decode(info?.value ?? new Uint8Array(0))).toMatchObject({
      reason: 'SERVER_BUSY',
      domain: ERROR_DOMAIN,
    });
    expect(rpc.RetryInfo.decode(retry?.value ?? new Uint8Array(0)).retryDelay).toMatchObject({
      seconds: 1,
      nanos: 250_000_000,
    });
  });

  it('is understood from ErrorInfo and RetryInfo alone', () => {
    const details = rpc.Status.encode({
      code: 8,
      message: 'slow down',
      details: [
        {
          typeUrl: 'type.googleapis.com/google.rpc.ErrorInfo',
          value: rpc.ErrorInfo.encode({
            reason: 'RATE_LIMITED',
            domain: ERROR_DOMAIN,
            metadata: { a: 'b' },
          }).finish(),
        },
        {
          typeUrl: 'type.googleapis.com/google.rpc.RetryInfo',
          value: rpc.RetryInfo.encode({ retryDelay: { seconds: 2 } }).finish(),
        },
      ],
    }).finish();
    expect(errorFromStatus(8, '', details)).toMatchObject({
      reason: 'RATE_LIMITED',
      message: 'slow down',
      metadata: { a: 'b' },
      retryAfterMs: 2_000,
    });
  });

  it('without details of ours gets the reason nearest to its code', () => {
    const reasonOf = (code: number): Reason => errorFromStatus(code, 'said by a proxy', undefined).reason;
    expect([3, 4, 7, 8, 12, 14, 16].map(reasonOf)).toEqual([
      'INVALID_REQUEST',
      'DEADLINE_EXCEEDED',
      'PERMISSION_DENIED',
      'SERVER_BUSY',
      'NOT_IMPLEMENTED',
      'UNREACHABLE',
      'UNAUTHENTICATED',
    ]);
    expect(reasonOf(2)).toBe('INTERNAL');
  });

  it('is MESSAGE_TOO_LARGE when the library itself refused a message, and BUSY only for other exhaustion', () => {
    const refused = errorFromStatus(8, 'Received message larger than max (2097249 vs 1048576)', undefined);
    expect(refused).toMatchObject({ reason: 'MESSAGE_TOO_LARGE', retry: 'never' });
    expect(refused.message).toContain('(limits.clientMessage)');
    const message = 'Received message larger than max (2097249 vs 1048576)';
    expect(errorFromStatus(8, message, undefined, 'peerMessage').message).toContain('(limits.peerMessage)');
    expect(refused.metadata).toEqual({ bytes: '2097249', bytesMax: '1048576' });
    expect(errorFromStatus(8, 'gRPC message exceeds maximum size 4194304: 5', undefined).reason).toBe(
      'MESSAGE_TOO_LARGE',
    );
    expect(errorFromStatus(8, 'no more streams', undefined).reason).toBe('SERVER_BUSY');
  });

  it('is never an exception, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 20 }), (bytes, code) => {
        expect(errorFromStatus(code, 'm', bytes)).toBeInstanceOf(RailkvError);
      }),
    );
  });

  it('is cut to what fits into trailers, keeping reason and wait', () => {
    const routes = Array.from({ length: 500 }, (_, group) => ({
      group,
      range: { start: new Uint8Array(100) },
    }));
    const { message, details } = statusFromFailure({
      reason: 'EPOCH_STALE',
      message: '席'.repeat(5_000),
      retryAfterMs: 10,
      routes,
    });
    expect(encodeURI(message).length + details.length * 1.34).toBeLessThan(14_000);
    const back = errorFromStatus(9, message, details);
    expect(back).toMatchObject({ reason: 'EPOCH_STALE', retryAfterMs: 10, routes: [] });
  });

  it('has a message that gRPC can send, whatever text it was made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.nat(600), (text, cut) => {
        const { message } = statusFromFailure({
          reason: 'INTERNAL',
          message: `${text}\ud83d${text.slice(cut)}`,
        });
        expect(() => encodeURI(message)).not.toThrow();
      }),
    );
  });
});

describe('a failure of a batch item', () => {
  it('is the same error', () => {
    const error = new RailkvError('CAS_MISMATCH', 'another value is there', { metadata: { key: 'k' } });
    const bytes = pb.Failure.encode(failureFromError(error)).finish();
    expect(errorFromFailure(pb.Failure.decode(bytes))).toMatchObject({
      reason: 'CAS_MISMATCH',
      message: error.message,
      metadata: { key: 'k' },
      retryAfterMs: 0,
    });
  });

  it('with a reason from a newer version is INTERNAL, and says which', () => {
    const error = errorFromFailure({ reason: 'NOT_YET_THOUGHT_OF', message: 'm' });
    expect(error.reason).toBe('INTERNAL');
    expect(error.message).toContain('NOT_YET_THOUGHT_OF');
  });
});

describe('docs/errors.md', () => {
  const text = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const headings = new Set([...text.matchAll(/^### ([A-Z_]+)$/gm)].map(([, heading]) => heading));

  it.each(reasons)('has a heading for %s, and what to do', (reason) => {
    expect(headings).toContain(reason);
    const section = text.slice(text.indexOf(`### ${reason}\n`)).split('\n### ')[0] ?? '';
    expect(section).toContain('**What to do**');
    expect(section).toContain(`\`${ERRORS[reason].retry}\``);
  });

  it('has no heading for a reason that there is not', () => {
    expect([...headings].filter((heading) => !reasons.includes(heading as Reason))).toEqual([]);
  });
});
