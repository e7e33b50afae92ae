/** A node's certificates as files: wrong ones at the start, new ones later, wrong ones later. */
import { writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { parseClusterConfig } from '../../src/server/config/cluster-config.js';
import { testEnv } from '../../src/server/grpc/testing.js';
import { CredentialFiles } from '../../src/server/main/credential-files.js';
import { TestAuthority } from './certificates.js';

const authorities: TestAuthority[] = [];
afterEach(() => {
  for (const authority of authorities.splice(0)) authority.remove();
});

function authority(cluster = 'main'): TestAuthority {
  const made = new TestAuthority(cluster).node('n1');
  authorities.push(made);
  return made;
}

function open(of: TestAuthority, node = 'n1', says: string[] = []): CredentialFiles {
  const config = parseClusterConfig(
    [
      'cluster: { name: main, replicas: 1 }',
      'security:',
      "  peer: { ca: peer-ca.crt, cert: '{node}.peer.crt', key: '{node}.peer.key' }",
      "  client: { ca: client-ca.crt, cert: '{node}.client.crt', key: '{node}.client.key' }",
      '  tokens: token.pub',
      'dataDirectory: data',
      'nodes:',
      '  - { id: n1, peer: 10.0.0.1:1, client: 10.0.0.1:2, http: 10.0.0.1:3 }',
    ].join('\n'),
    of.path('cluster.yaml'),
  );
  const say = (_: object, message: string): number => says.push(message);
  const log = { ...testEnv.log, info: say, warn: say, error: say };
  if (config.security === undefined) throw new Error('the file has a security section');
  return new CredentialFiles({ ...testEnv, log }, config, config.security, node);
}

describe('the credentials of a node', () => {
  it('are refused at the start when they are missing, of another node or cluster, or do not fit', () => {
    const main = authority();
    expect(() => open(main, 'n2')).toThrow(/n2\.peer\.crt/);
    writeFileSync(main.path('n2.peer.crt'), main.read('n1.peer.crt'));
    writeFileSync(main.path('n2.peer.key'), main.read('n1.peer.key'));
    expect(() => open(main, 'n2')).toThrow(
      /is of node n1 of cluster main, and this is node n2 of cluster main/,
    );
    expect(() => open(authority('other'))).toThrow(/is of node n1 of cluster other, and this is node n1/);
    writeFileSync(main.path('n1.client.key'), main.read('n1.peer.key'));
    expect(() => open(main)).toThrow(/n1\.client\.key is not the key of .*n1\.client\.crt/);
  });

  it('are taken up when the files change and fit, and everybody who uses them is told', () => {
    const main = authority();
    const says: string[] = [];
    const files = open(main, 'n1', says);
    const before = files.peer.current.cert;
    const keys = files.tokenKeys();
    let told = 0;
    files.peer.onChange(() => {
      told += 1;
    });
    files.lookAgain();
    expect(told).toBe(0);
    main.node('n1', 5);
    files.lookAgain();
    expect(told).toBe(1);
    expect(files.peer.current.cert).not.toBe(before);
    expect(files.tokenKeys()).toBe(keys);
    writeFileSync(main.path('token.pub'), `${main.read('token.pub')}${authority().read('token.pub')}`);
    files.lookAgain();
    expect(files.tokenKeys()).toHaveLength(2);
    expect(says).toContain('took up new credentials; connections from now on use them');
  });

  it('stay as they are when the new files are wrong, which is said once, until they are right', () => {
    const main = authority();
    const says: string[] = [];
    const files = open(main, 'n1', says);
    const before = files.peer.current.cert;
    writeFileSync(main.path('n1.peer.crt'), 'half a certificate');
    files.lookAgain();
    files.lookAgain();
    expect(files.peer.current.cert).toBe(before);
    expect(says).toEqual(['new credentials are wrong: going on with the old ones']);
    main.node('n1');
    files.lookAgain();
    expect(files.peer.current.cert).toBe(main.read('n1.peer.crt'));
  });

  it('say when they end, and warn of it', () => {
    const main = authority().node('n1', 10);
    const says: string[] = [];
    const files = open(main, 'n1', says);
    files.start();
    files.stop();
    expect(files.ends().map(({ use }) => use)).toEqual(['peer', 'client']);
    expect(says).toHaveLength(2);
    expect(says[0]).toMatch(/expires soon/);
  });
});
