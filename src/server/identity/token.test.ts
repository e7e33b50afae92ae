import { describe, expect, it } from 'vitest';
import { readToken, TOKEN_LENGTH_MAX } from './token.js';

const NOW = 1_800_000_000_000;
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const SIGNATURE = Buffer.from('good').toString('base64url');
const CLAIMS = { sub: 'alice', role: 'buyer', aud: 'main', exp: NOW / 1_000 + 60 };

function token(claims: object = CLAIMS, header: object = { alg: 'EdDSA' }): string {
  return `${part(header)}.${part(claims)}.${SIGNATURE}`;
}
const read = (text: string) =>
  readToken(text, 'main', NOW, (_, signature) => Buffer.from(signature).toString() === 'good');

describe('a token', () => {
  it('says who calls, as what, and until when', () => {
    expect(read(token())).toEqual({
      caller: 'alice',
      role: 'buyer',
      cluster: 'main',
      expiresMs: NOW + 60_000,
    });
  });

  it('is refused once it has expired, with the time and what to do', () => {
    expect(() => read(token({ ...CLAIMS, exp: NOW / 1_000 }))).toThrow(
      'the token of alice expired at 2027-01-15T08:00:00.000Z: make a new one with railkv cert token',
    );
  });

  it.each([
    ['another key signed', token().replace(SIGNATURE, 'AAAA'), /not signed by a key of this cluster/],
    ['is of another cluster', token({ ...CLAIMS, aud: 'other' }), /is for cluster other, and this is main/],
    ['has a role that is none', token({ ...CLAIMS, role: 'root' }), /names no role/],
    ['names nobody', token({ ...CLAIMS, sub: 'a b' }), /names no caller/],
    ['never expires', token({ ...CLAIMS, exp: undefined }), /never expires/],
    ['is not valid yet', token({ ...CLAIMS, nbf: NOW / 1_000 + 5 }), /not valid yet/],
    ['chooses no signature', token(CLAIMS, { alg: 'none' }), /signed with none: only EdDSA/],
    ['has two parts', 'a.b', /three parts/],
    ['is no JSON', 'a.b.c', /no JSON Web Token/],
    ['is huge', 'x'.repeat(TOKEN_LENGTH_MAX + 1), /2049 characters, more than 2048/],
  ])('that %s is refused', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
