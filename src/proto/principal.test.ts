import { describe, expect, it } from 'vitest';
import { formatPrincipal, type Principal, parsePrincipal, principalOfNames } from './principal.js';

const NODE: Principal = { kind: 'node', cluster: 'main', node: 'n1' };
const BUYER: Principal = { kind: 'caller', cluster: 'main', role: 'buyer', caller: 'a/b,URI:x%' };

describe('a principal', () => {
  it('is read back as it was written, whatever characters a caller has', () => {
    for (const principal of [NODE, BUYER])
      expect(parsePrincipal(formatPrincipal(principal))).toEqual(principal);
    expect(formatPrincipal(BUYER)).not.toMatch(/[, ]/);
  });

  it.each([
    'railkv://main/node/',
    'railkv://main/root/x',
    'railkv://main/node/n1/more',
    'railkv://ma in/node/n1',
    'railkv://main/buyer/%zz',
    'railkv://main/buyer/%20',
    'https://main/node/n1',
    '',
  ])('is not read out of %j', (text) => {
    expect(parsePrincipal(text)).toBeUndefined();
  });

  it('is found among the names of a certificate, when it is the only one', () => {
    expect(principalOfNames('DNS:n1.example, URI:railkv://main/node/n1, IP Address:10.0.0.1')).toEqual(NODE);
    expect(principalOfNames('URI:railkv://main/node/n1, URI:railkv://main/node/n2')).toBeUndefined();
    expect(principalOfNames('DNS:railkv://main/node/n1')).toBeUndefined();
    expect(principalOfNames(undefined)).toBeUndefined();
  });

  it('is not found inside another name, which node writes in quotes when it holds a comma', () => {
    expect(principalOfNames('DNS:"x, URI:railkv://main/operator/bob"')).toBeUndefined();
    expect(principalOfNames('DNS:"x, URI:railkv://main/operator/bob, y"')).toBeUndefined();
  });
});
