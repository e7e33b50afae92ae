/** What operators get wrong, through the command and against a running cluster: each time a reason and the next step, and
 *  nothing changed, neither in the books nor in who carries what. */
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JoinedNode, storeOf, writeJoinedNode } from '../../src/cli/commands/join/joined-node.js';
import { TicketCluster } from './faults/ticket-cluster.js';
import './faults/patience.js';
import { freePorts } from './node-processes.js';

let cluster: TicketCluster;
/** Of the only line. */
let group: string;
let before: string;

/** Everything that an operation could have changed. */
async function picture(): Promise<string> {
  const { client } = cluster;
  const routes = await client.cluster.routes();
  const { nodes, settings } = await client.operations.nodes({ removed: true });
  const carried = routes.map(({ group: number, range, epoch, replicas, ackQuorum }) => ({
    number,
    range: [Buffer.from(range.start).toString('hex'), Buffer.from(range.end).toString('hex')],
    epoch,
    replicas,
    ackQuorum,
  }));
  const lives = nodes.map(({ node }) => [node?.nodeId, node?.state, node?.labels]);
  return JSON.stringify([carried, lives, settings, await cluster.books()], undefined, 1);
}

beforeAll(async () => {
  cluster = await TicketCluster.start({ lines: 1 });
  await cluster.buyEverywhere();
  const [line] = await cluster.client.tickets.lines();
  group = String(line?.group);
  before = await picture();
});
afterAll(() => cluster.end());

async function refused(args: readonly string[], code: number, said: RegExp): Promise<void> {
  const filled = args.map((arg) => (arg === 'GROUP' ? group : arg));
  const { err, ...end } = await cluster.cli(filled);
  expect({ filled, err, ...end }).toMatchObject({ code, out: '' });
  expect(err).toMatch(said);
  expect(err).toMatch(/^(verifying groups: \d of \d\n)*error: .+ \([A-Z_]+\)\n next: .+\n$/s);
}

describe('an operation', () => {
  it.each([
    ['on an unknown node: show', ['node', 'show', 'n9'], 1, /\(NODE_NOT_FOUND\)\n next: .*railkv node list/],
    ['on an unknown node: drain', ['node', 'drain', 'n9'], 1, /\(NODE_NOT_FOUND\)/],
    ['on an unknown node: decommission', ['node', 'decommission', 'n9', '--yes'], 1, /\(NODE_NOT_FOUND\)/],
    ['on an unknown node: label', ['node', 'label', 'n9', 'zone=b'], 1, /\(NODE_NOT_FOUND\)/],
    [
      'on an unknown node: a copy for it',
      ['group', 'add-replica', 'GROUP', '--node', 'n9'],
      1,
      /\(NODE_NOT_FOUND\)/,
    ],
    [
      'on an unknown node: the lead',
      ['group', 'transfer-leader', 'GROUP', '--to', 'n9'],
      1,
      /\((NODE_NOT_FOUND|NOT_A_MEMBER)\)/,
    ],
    ['on an unknown node: scrub', ['scrub', '--node', 'n9'], 1, /n9/],
    [
      'on an unknown group: show',
      ['group', 'show', '99'],
      1,
      /no group 99.* \(NO_SUCH_GROUP\)\n next: .*group list/,
    ],
    [
      'on an unknown group: why',
      ['group', 'why', '99'],
      1,
      /no group 99.* \(NO_SUCH_GROUP\)\n next: .*group list/,
    ],
    [
      'on an unknown group: split',
      ['group', 'split', '99', '--train', 'G5'],
      1,
      /no group 99.* \(NO_SUCH_GROUP\)/,
    ],
    ['on an unknown group: the quorum', ['group', 'set-ack-quorum', '99', '2'], 1, /\(NO_SUCH_GROUP\)/],
    ['on what is no group', ['group', 'show', 'jinghu'], 2, /'jinghu' is no group \(USAGE\)/],
    [
      'on an unknown line',
      ['line', 'show', 'nowhere'],
      1,
      /no line nowhere \(LINE_NOT_FOUND\)\n next: .*line-1/,
    ],
    [
      'on an unknown operator: show',
      ['operator', 'show', '99'],
      1,
      /\(OPERATOR_NOT_FOUND\)\n next: .*operator list/,
    ],
    ['on an unknown operator: cancel', ['operator', 'cancel', '99'], 1, /\(OPERATOR_NOT_FOUND\)/],
    ['on what is no operator', ['operator', 'show', 'n1'], 2, /'n1' is no operator \(USAGE\)/],
    ['on more operators than are listed', ['operator', 'list', '--limit', '0'], 2, /\(USAGE\)/],
    [
      'with a label that no node has',
      ['node', 'list', '--label', 'zone=x'],
      1,
      /zone=x \(LABEL_NOT_FOUND\)\n next: .*zone=a/,
    ],
    ['with a label that is none', ['node', 'label', 'n1', 'zone'], 2, /\(USAGE\)\n next: .*KEY=VALUE/],
    [
      'with an ack quorum of 0',
      ['group', 'set-ack-quorum', 'GROUP', '0', '--yes'],
      1,
      /\(ACK_QUORUM_INVALID\)\n next: .*group show/,
    ],
    [
      'with an ack quorum above the voters',
      ['group', 'set-ack-quorum', 'GROUP', '4'],
      1,
      /\(ACK_QUORUM_INVALID\)/,
    ],
    ['with an ack quorum that is no number', ['group', 'set-ack-quorum', 'GROUP', 'all'], 2, /\(USAGE\)/],
    [
      'that takes too many copies',
      ['group', 'remove-replica', 'GROUP', '--node', 'n1', '--ack-quorum', '3', '--yes'],
      1,
      /\(ACK_QUORUM_INVALID\)/,
    ],
    [
      'that takes a copy from where none is',
      ['group', 'move-replica', 'GROUP', '--from', 'n9', '--to', 'n1'],
      1,
      /\((NODE_NOT_FOUND|NOT_A_MEMBER|ALREADY_MEMBER)\)/,
    ],
    [
      'that leaves too few nodes for the copies',
      ['node', 'decommission', 'n1', '--yes'],
      1,
      /\(NOT_ENOUGH_NODES\)\n next: add a machine: railkv serve --join/,
    ],
    [
      'that cuts outside the range',
      ['group', 'split', 'GROUP', '--at', 'elsewhere/G5'],
      1,
      /\(SPLIT_KEY_INVALID\)\n next: .*group list/,
    ],
    [
      'that cuts at the end of the range',
      ['group', 'split', 'GROUP', '--at', 'line-2'],
      1,
      /\(SPLIT_KEY_INVALID\)/,
    ],
    ['that cuts group 0', ['group', 'split', '0', '--at', 'line-1/G5'], 1, /\(SPLIT_IMPOSSIBLE\)/],
    ['that cuts the plain keys', ['group', 'split', '1', '--at', 'line-1/G5'], 1, /\(SPLIT_KEY_INVALID\)/],
    ['that does not say where to cut', ['group', 'split', 'GROUP'], 2, /not said where to cut \(USAGE\)/],
    [
      'by a cluster file that is not there',
      ['config', 'diff', '--config', 'nowhere.yaml'],
      2,
      /nowhere\.yaml/,
    ],
  ] as const)('%s is refused', async (_what, args, code, said) => {
    await refused(args, code, said);
    expect(await picture()).toBe(before);
  });

  it.each([
    ['cuts where the group begins already', ['group', 'split', 'GROUP', '--at', 'line-1']],
    ['puts a copy where one is', ['group', 'add-replica', 'GROUP', '--node', 'n1']],
  ] as const)('that %s has nothing to do', async (_what, args) => {
    const { code, out } = await cluster.cli(args.map((arg) => (arg === 'GROUP' ? group : arg)));
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^nothing to do/) as string });
    expect(await picture()).toBe(before);
  });
});

describe('railkv config diff', () => {
  it('finds nothing in the file that the cluster was made from', async () => {
    const same = await cluster.cli(['config', 'diff', '--config', cluster.nodes.configPath]);
    expect(same).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^ok .* says what cluster test-/) as string,
    });
  });

  it('names what a file has otherwise, with the next step, and needs attention', async () => {
    const file = join(cluster.directory, 'other.yaml');
    const text = readFileSync(cluster.nodes.configPath, 'utf8');
    writeFileSync(file, text.replace('ackQuorum: 2', 'ackQuorum: 3').replace('zone: b', 'zone: x'));
    const other = await cluster.cli(['config', 'diff', '--config', file]);
    expect(other.code).toBe(5);
    expect(other.out).toMatch(/cluster\.ackQuorum +3 +2 +write 2 into the file/);
    expect(other.out).toMatch(/node n2 labels +zone=x +zone=b +.*railkv node label n2 zone=x/);
    expect(other.out).toContain('2 differences; the cluster goes by its own');
  });
});

describe('a node that wants to join', () => {
  const join2 = async (seed: string, data: string, ...more: string[]): Promise<string[]> => {
    const [peer, client] = await freePorts(2);
    const addresses = ['--peer', `127.0.0.1:${peer}`, '--client', `127.0.0.1:${client}`];
    return ['serve', '--join', seed, '--data', join(cluster.directory, data), ...addresses, ...more];
  };

  it('under the id of a node that lives is refused, and keeps nothing', async () => {
    const args = await join2(cluster.nodes.seeds[0] ?? '', 'join-n1', '--id', 'n1');
    await refused(args, 1, /n1.*\(NODE_EXISTS\)\n next: give the machine another id/);
    expect(await picture()).toBe(before);
  });

  it('a cluster that is not there is told so', async () => {
    await refused(await join2('127.0.0.1:1', 'join-nobody'), 4, /\(UNREACHABLE\)\n next: /);
  });

  it('with the identity of another cluster is refused, and its directory is left as it was', async () => {
    const data = join(cluster.directory, 'join-other');
    mkdirSync(data);
    const node: JoinedNode = {
      phase: 'made',
      joinId: 'j',
      nodeId: 'n9',
      clusterId: 'another-12345678',
      peer: '127.0.0.1:1',
      client: '127.0.0.1:2',
      http: '127.0.0.1:0',
      labels: {},
      logLevel: 'info',
      replicas: 3,
      ackQuorum: 2,
    };

    writeJoinedNode(data, node);
    mkdirSync(storeOf(data, node), { recursive: true });
    const held = readdirSync(data).map((name) => name);
    const args = ['serve', '--join', cluster.nodes.seeds[0] ?? '', '--data', data];
    await refused(args, 1, /another-12345678, and --join names cluster test-.*\(WRONG_CLUSTER\)\n next: /);
    expect(readdirSync(data)).toEqual(held);
    expect(await picture()).toBe(before);
  });
});

describe('railkv snapshot', () => {
  const at = (name: string): string => join(cluster.directory, name);
  /** A copy of what was saved, spoilt. */
  const spoilt = (name: string, spoil: (path: string) => void): string => {
    cpSync(at('saved'), at(name), { recursive: true });
    spoil(at(name));
    return at(name);
  };
  const groupFile = (path: string): string => join(path, `group-${group}.snapshot`);

  it('saves, verifies, and makes a new cluster that is equal', async () => {
    const saved = await cluster.cli(['snapshot', 'save', 'saved']);
    expect(saved).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^saved 3 groups of cluster test-/) as string,
    });
    const verified = await cluster.cli(['snapshot', 'verify', 'saved']);
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.out).toContain('ok 3 groups, every byte as it was saved, no hole and no overlap');
    const config = cluster.nodes.configPath;
    const restored = await cluster.cli([
      'snapshot',
      'restore',
      'saved',
      '--config',
      config,
      '--data',
      at('new'),
    ]);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.out).toContain('audited: every copy is equal to what was saved');
    expect(readdirSync(at('new')).filter((name) => /^n\d$/.test(name))).toEqual(['n1', 'n2', 'n3']);
  });

  it('does not write into a folder with something in it, nor restore over a node', async () => {
    await refused(
      ['snapshot', 'save', 'saved'],
      1,
      /saved is not empty \(ALREADY_EXISTS\)\n next: name a folder/,
    );
    const config = cluster.nodes.configPath;
    await refused(
      ['snapshot', 'restore', 'saved', '--config', config],
      1,
      /\(ALREADY_EXISTS\)\n next: .*--data/,
    );
    expect(await picture()).toBe(before);
  });

  it.each([
    [
      'a file cut short',
      (path: string) => truncateSync(groupFile(path), 100),
      /is cut short: 100 of \d+ bytes are there, .* byte 100 \(SNAPSHOT_DAMAGED\)/,
    ],
    [
      'a byte that flipped',
      (path: string) => {
        const bytes = readFileSync(groupFile(path));
        bytes.writeUInt8(bytes.readUInt8(90) ^ 1, 90);
        writeFileSync(groupFile(path), bytes);
      },
      /group-\d+\.snapshot.*\(SNAPSHOT_DAMAGED\)/,
    ],
    [
      'a file of another group',
      (path: string) => copyFileSync(join(path, 'group-1.snapshot'), groupFile(path)),
      /\(SNAPSHOT_DAMAGED\)/,
    ],
    [
      'a manifest that was edited',
      (path: string) => {
        const manifest = join(path, 'manifest.json');
        writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"ackQuorum": 2', '"ackQuorum": 1'));
      },
      /is not as it was written \(SNAPSHOT_DAMAGED\)/,
    ],
    [
      'a manifest of a newer railkv',
      (path: string) => {
        const manifest = join(path, 'manifest.json');
        writeFileSync(
          manifest,
          readFileSync(manifest, 'utf8').replace('"railkvSnapshot": 1', '"railkvSnapshot": 99'),
        );
      },
      /has format 99, this railkv knows 1 \(NEWER_FORMAT\)/,
    ],
  ] as const)('refuses %s, to verify it and to restore it, and makes nothing', async (what, spoil, said) => {
    const name = what.replaceAll(' ', '-');
    const path = spoilt(name, spoil);
    await refused(['snapshot', 'verify', path], 1, said);
    const data = at(`new-${name}`);
    await refused(
      ['snapshot', 'restore', path, '--config', cluster.nodes.configPath, '--data', data],
      1,
      said,
    );
    expect(readdirSync(cluster.directory)).not.toContain(`new-${name}`);
  });

  it('refuses a folder that is no snapshot', async () => {
    await refused(
      ['snapshot', 'verify', 'logs'],
      1,
      /has no manifest\.json: .* \(SNAPSHOT_UNFINISHED\)\n next: /,
    );
  });
});
