import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseClusterConfig } from './cluster-config.js';
import { ConfigError } from './config-error.js';
import { DEFAULT_LIMITS, formatLimit, LIMIT_NAMES, LIMITS } from './limits.js';

const root = new URL('../../../', import.meta.url);
const NODE = (n: number, more = ''): string =>
  `  - { id: n${n}, peer: 127.0.0.1:71${n}1, client: 127.0.0.1:72${n}1, http: 127.0.0.1:73${n}1${more} }`;

function yaml(parts: { cluster?: string; top?: string; nodes?: string[] } = {}): string {
  return [
    'cluster:',
    '  name: test',
    ...(parts.cluster ?? '  replicas: 3').split('\n'),
    'insecure: true',
    'dataDirectory: data',
    'nodes:',
    ...(parts.nodes ?? [NODE(1), NODE(2), NODE(3)]),
    parts.top ?? '',
  ].join('\n');
}

function complaintsOf(text: string): string[] {
  try {
    parseClusterConfig(text, 'cluster.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('cluster.yaml', () => {
  it('that comes with railkv is understood', () => {
    const config = parseClusterConfig(readFileSync(new URL('cluster.yaml', root), 'utf8'), 'cluster.yaml');
    expect(config.cluster).toEqual({ name: 'railkv-local', replicas: 3, ackQuorum: 2 });
    expect(config.nodes.map((node) => node.labels)).toEqual([{ zone: 'a' }, { zone: 'b' }, { zone: 'c' }]);
    expect(config.limits).toEqual(DEFAULT_LIMITS);
    expect(
      Object.isFrozen(config) && Object.isFrozen(config.nodes[0]) && Object.isFrozen(config.limits),
    ).toBe(true);
  });

  it('has an ack quorum of a majority unless it says otherwise', () => {
    const five = [1, 2, 3, 4, 5].map((n) => NODE(n));
    expect(parseClusterConfig(yaml({ cluster: '  replicas: 5', nodes: five }), 'c').cluster.ackQuorum).toBe(
      3,
    );
    expect(
      parseClusterConfig(yaml({ cluster: '  replicas: 3\n  ackQuorum: 3' }), 'c').cluster.ackQuorum,
    ).toBe(3);
  });

  it('takes limits as durations, sizes and counts', () => {
    const config = parseClusterConfig(
      yaml({
        top: 'limits: { deadlineDefault: 150ms, cache: 64MiB, queriesPerSecond: 50, queriesBurst: 60 }',
      }),
      'c',
    );
    expect(config.limits).toMatchObject({ deadlineDefault: 150, cache: 64 * 2 ** 20, queriesPerSecond: 50 });
  });

  it('puts group 0 on the first nodes, an odd number up to five, unless nodes say otherwise', () => {
    const carriers = (nodes: string[], replicas = 1): string[] =>
      parseClusterConfig(yaml({ cluster: `  replicas: ${replicas}`, nodes }), 'c')
        .nodes.filter((node) => node.placement)
        .map((node) => node.id);
    expect(carriers([NODE(1)])).toEqual(['n1']);
    expect(carriers([NODE(1), NODE(2)])).toEqual(['n1', 'n2']);
    expect(carriers([1, 2, 3, 4].map((n) => NODE(n)))).toEqual(['n1', 'n2', 'n3']);
    expect(carriers([1, 2, 3, 4, 5, 6].map((n) => NODE(n)))).toEqual(['n1', 'n2', 'n3', 'n4', 'n5']);
    expect(carriers([NODE(1), NODE(2, ', placement: true'), NODE(3, ', placement: false')])).toEqual(['n2']);
  });

  it('complains about every mistake at once, each with its place and its path', () => {
    const text = yaml({
      cluster: '  replicas: three\n  ackQourum: 2',
      nodes: [NODE(1), '  - { id: n2, peer: 127.0.0.1, client: 127.0.0.1:7202 }'],
    });
    expect(complaintsOf(text)).toEqual([
      'cluster.yaml:3:13 cluster.replicas: must be a whole number from 1 to 9',
      'cluster.yaml:4:3 cluster.ackQourum: is not a key that railkv knows: correct or remove it (docs/configuration.md lists them all)',
      'cluster.yaml:9:5 nodes.1.http: is missing: it must be host:port',
      'cluster.yaml:9:21 nodes.1.peer: must be host:port, such as 127.0.0.1:7201 or [::1]:7201, not "127.0.0.1"',
    ]);
  });

  it('refuses what is no YAML, or has a key twice, with the place', () => {
    expect(complaintsOf('cluster: [')[0]).toMatch(/^cluster\.yaml:1:\d+ is not YAML as expected: /);
    expect(complaintsOf(`${yaml()}\ninsecure: true`)[0]).toMatch(
      /^cluster\.yaml:11:1 is not YAML as expected: .*unique/,
    );
    expect(complaintsOf('')[0]).toMatch(/^cluster\.yaml:1:1 /);
    expect(complaintsOf('- a list')[0]).toMatch(/^cluster\.yaml:1:1 /);
  });

  it('refuses an empty file in words', () => {
    for (const text of ['', '# nothing but this\n'])
      expect(() => parseClusterConfig(text, 'cluster.yaml')).toThrow('the file is empty');
  });

  it('refuses an address that other machines could reach, and says why', () => {
    const text = yaml({ nodes: [NODE(1).replace('peer: 127.0.0.1', 'peer: 10.0.0.1'), NODE(2), NODE(3)] });
    expect(complaintsOf(text)).toEqual([
      expect.stringMatching(/nodes\.0\.peer: 10\.0\.0\.1 is not a loopback address.*plaintext/),
    ]);
    const anywhere = yaml({ nodes: [NODE(1).replace('peer: 127.0.0.1', 'peer: 0.0.0.0'), NODE(2), NODE(3)] });
    expect(complaintsOf(anywhere)).toHaveLength(1);
    expect(complaintsOf(yaml().replace('insecure: true', 'insecure: false'))[0]).toMatch(
      /insecure: must be true/,
    );
  });

  it('takes a security section instead, and then any address', () => {
    const security = [
      'security:',
      "  peer: { ca: peer-ca.crt, cert: '{node}.crt', key: '{node}.key' }",
      '  client: { ca: client-ca.crt, cert: c.crt, key: c.key }',
    ].join('\n');
    const nodes = [NODE(1).replace('peer: 127.0.0.1', 'peer: 10.0.0.1'), NODE(2), NODE(3)];
    const secure = yaml({ nodes }).replace('insecure: true', security);
    expect(parseClusterConfig(secure, 'cluster.yaml').security).toMatchObject({
      peer: { ca: 'peer-ca.crt', cert: '{node}.crt' },
    });
    expect(complaintsOf(secure.replace('client-ca.crt', 'peer-ca.crt'))[0]).toMatch(
      /security\.peer\.ca: is the authority of clients too: a client could then speak Raft/,
    );
    expect(complaintsOf(`insecure: true\n${secure}`)[0]).toMatch(
      /insecure: and security cannot stand together/,
    );
    expect(complaintsOf(secure.replace(', key: c.key', ''))[0]).toMatch(/security\.client\.key: is missing/);
    expect(complaintsOf(yaml().replace('insecure: true\n', ''))[0]).toMatch(
      /security: is missing: .*railkv cert/,
    );
  });

  it('checks what keys say about each other', () => {
    expect(complaintsOf(yaml({ cluster: '  replicas: 3\n  ackQuorum: 4' }))[0]).toMatch(
      /^cluster\.yaml:4:14 cluster\.ackQuorum: .*use 1 to 3/,
    );
    expect(complaintsOf(yaml({ cluster: '  replicas: 5' }))[0]).toMatch(
      /cluster\.replicas: 5 copies .* 3 are listed/,
    );
    expect(complaintsOf(yaml({ nodes: [NODE(1), NODE(1), NODE(3)] }))).toHaveLength(4);
    expect(complaintsOf(yaml({ top: 'limits: { electionTicks: 10, heartbeatTicks: 4 }' }))[0]).toMatch(
      /limits\.electionTicks: .*three times/,
    );
    expect(complaintsOf(yaml({ top: 'limits: { inFlightMin: 1000, inFlightMax: 10 }' }))[0]).toMatch(
      /limits\.inFlightMin: must not be above limits\.inFlightMax/,
    );
    expect(complaintsOf(yaml({ top: 'limits: { batchCommands: 511 }' }))[0]).toMatch(
      /limits\.batchCommands: must be 512 to 65536, not 511/,
    );
  });

  it('allows port 0, as often as one likes: the system picks', () => {
    const any = (n: number): string =>
      `  - { id: n${n}, peer: 127.0.0.1:0, client: 127.0.0.1:0, http: 127.0.0.1:0 }`;
    expect(complaintsOf(yaml({ nodes: [any(1), any(2), any(3)] }))).toEqual([]);
  });

  it('says what a limit may be', () => {
    expect(complaintsOf(yaml({ top: 'limits: { deadlineMax: 1500 }' }))[0]).toMatch(
      /must be a duration: .*150ms/,
    );
    expect(complaintsOf(yaml({ top: 'limits: { cache: 64MB }' }))[0]).toMatch(/must be a size: .*64MiB/);
    expect(complaintsOf(yaml({ top: 'limits: { clientConnections: 0 }' }))[0]).toMatch(
      /must be 1 to 65536, not 0/,
    );
  });
});

describe('docs/configuration.md', () => {
  const text = readFileSync(new URL('docs/configuration.md', root), 'utf8');

  it.each(LIMIT_NAMES)('says default and bounds of limits.%s', (name) => {
    const row = LIMITS[name];
    const said = text.split('\n').find((line) => new RegExp(`^\\| \`${name}\` +\\|`).test(line));
    const [, , byDefault, allowed] = said?.split('|').map((cell) => cell.trim()) ?? [];
    expect(byDefault).toBe(formatLimit(row, row.default));
    expect(allowed).toBe(`${formatLimit(row, row.min)} to ${formatLimit(row, row.max)}`);
  });

  it.each([
    'name',
    'replicas',
    'ackQuorum',
    'security',
    'security.peer.ca',
    'security.client.cert',
    'security.client.key',
    'security.tokens',
    'insecure',
    'dataDirectory',
    'logLevel',
    'id',
    'peer',
    'client',
    'http',
    'zone',
    'host',
    'placement',
  ])('has a row for %s', (key) => {
    expect(text).toMatch(new RegExp(`\\| \`[a-z.[\\]]*${key}\` +\\|`));
  });
});
