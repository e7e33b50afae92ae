/** One flipped byte in a stopped node's files: it is noticed and said, or nothing depended on it; what it stood for is never
 *  served. Many places are tried with the audit, some of each kind with a node that starts on them beside its peers. */
import { cpSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  contents,
  type Flip,
  flippedCopy,
  flipsOf,
  kindOf,
  nameOf,
  problemsOf,
} from './faults/flipped-copy.js';
import { TicketCluster } from './faults/ticket-cluster.js';
import './faults/patience.js';
import { until } from '../until.js';

const NODE = 'n3';
const PLACES_PER_FILE = 6;

let cluster: TicketCluster;
/** As the stopped node left it. */
let pristine: string;
let scratch: string;
const noticed: { readonly flip: Flip; readonly problems: readonly string[] }[] = [];

beforeAll(async () => {
  cluster = await TicketCluster.start();
  for (let round = 0; round < 4; round += 1) await cluster.buyEverywhere();
  // LevelDB turns its log into a table when it is opened: both kinds of file have something in them.
  await cluster.nodes.end(NODE, 'SIGTERM');
  cluster.nodes.start(NODE);
  await cluster.nodes.ready([NODE]);
  for (let round = 0; round < 4; round += 1) await cluster.buyEverywhere();
  await until(caughtUp);
  await cluster.nodes.end(NODE, 'SIGTERM');
  pristine = join(cluster.directory, 'pristine');
  scratch = join(cluster.directory, 'scratch');
  renameSync(cluster.nodes.dataDirectory(NODE), pristine);
});
afterAll(() => cluster.end());

async function caughtUp(): Promise<boolean> {
  const all = await Promise.all(['n1', 'n2', NODE].map((node) => cluster.status(node)));
  const applied = all.map((status) =>
    status?.groups.map((each) => `${each.group}:${each.applied}`).join(' '),
  );
  return applied.every((each) => each !== undefined && each !== '' && each === applied[0]);
}

/** Puts a copy with that byte flipped where the node's directory belongs. */
function damageNode(flip: Flip): void {
  flippedCopy(pristine, flip, cluster.nodes.dataDirectory(NODE));
}

/** A flip of that kind of which the audit says `problem`. */
function find(kind: string, problem: RegExp): Flip {
  const found = noticed.find(
    ({ flip, problems }) => kindOf(flip) === kind && problem.test(problems.join('\n')),
  );
  if (found === undefined) throw new Error(`no flipped byte in a ${kind} was ${problem}`);
  return found.flip;
}

/** In the name of a passenger, as the table holds it: LevelDB finds nothing wrong with it, its row's checksum does. */
function flipInARow(): Flip {
  for (const file of readdirSync(join(pristine, 'state')).filter((name) => name.endsWith('.ldb'))) {
    const at = readFileSync(join(pristine, 'state', file)).indexOf('rider-');
    if (at >= 0) return { database: 'state', file, at: at + 'rider-'.length };
  }
  throw new Error('no table names a passenger');
}

describe('one flipped byte', () => {
  it('is named by store audit wherever something depends on it', async () => {
    const whole = join(cluster.directory, 'whole');
    cpSync(pristine, whole, { recursive: true });
    const [log, state] = [await contents(whole, 'log'), await contents(whole, 'state')];
    const missed: string[] = [];
    for (const flip of flipsOf(pristine, PLACES_PER_FILE)) {
      flippedCopy(pristine, flip, scratch);
      const problems = await problemsOf(scratch);
      if (problems.length > 0) {
        expect(problems.join('\n')).toMatch(/not what was written|was durable|digest|missing|damaged/);
        noticed.push({ flip, problems });
        continue;
      }
      // LevelDB drops what it cannot read of its log. Of `state` that is a checkpoint, taken whole or not at all: an earlier
      // one is there, and the log is whole from there on. Anything else must read as it was written.
      const same = (await contents(scratch, 'log')) === log;
      const earlier = kindOf(flip) === 'state log' || (await contents(scratch, 'state')) === state;
      if (!same || !earlier) missed.push(nameOf(flip));
    }
    expect(missed).toEqual([]);
    expect([...new Set(noticed.map(({ flip }) => kindOf(flip)))]).toEqual(
      expect.arrayContaining(['log ldb', 'log log', 'state ldb']),
    );
  });

  it.each([
    ['log ldb', /its end is not what was written/],
    ['log log', /^log: the log of this node is damaged/],
  ])('in a %s stops the node at its start with a line that says so', async (kind, problem) => {
    const books = await cluster.books();
    damageNode(find(kind, problem));
    cluster.nodes.start(NODE);
    expect(await cluster.nodes.ended(NODE)).toBe(1);
    expect(cluster.nodes.logTail(NODE, 1)).toMatch(
      /^error: .* (damaged|not what was written).* remove the node from the cluster, and let it join as a new one with an empty directory \(DAMAGED\)$/,
    );
    expect(await cluster.books()).toBe(books);
    await cluster.buyEverywhere();
    const audited = await cluster.cli(['store', 'audit', cluster.nodes.dataDirectory(NODE)]);
    expect(audited).toMatchObject({ code: 5 });
    expect(audited.out).toMatch(/problem: log: .*not what was written|problem: log: .*Keep the directory/);
  });

  it('in a row stops that replica alone, which says so and serves nothing until it is replaced', async () => {
    await cluster.client.operations.setMaintenance({ on: true, reason: 'to look at the damage' });
    damageNode(flipInARow());
    cluster.nodes.start(NODE);
    await cluster.nodes.ready([NODE]);
    await cluster.buyEverywhere(); // it reads the row
    const damaged = async (): Promise<number[]> =>
      ((await cluster.status(NODE))?.groups ?? [])
        .filter(({ role }) => role === 'damaged')
        .map(({ group }) => group);
    await until(async () => (await damaged()).length > 0);
    const [group, ...more] = await damaged();
    expect(more).toEqual([]);
    const { code, out } = await cluster.cli(['status']);
    expect(code).toBe(5);
    expect(out).toMatch(
      new RegExp(`problem: the replica of group ${group} .* on ${NODE} is damaged and has stopped`),
    );
    const scan = cluster.client.cluster.scanReplica(NODE, group!);
    await expect(
      (async () => {
        for await (const _chunk of scan);
      })(),
    ).rejects.toMatchObject({ reason: 'REPLICA_DAMAGED' });
    await cluster.buyEverywhere();
    // It stays so over a restart: it never votes its way back.
    await cluster.nodes.end(NODE, 'SIGTERM');
    cluster.nodes.start(NODE);
    await cluster.nodes.ready([NODE]);
    await until(async () => (await damaged()).includes(group!));
    await cluster.client.operations.setMaintenance({ on: false });
    await until(async () => (await damaged()).length === 0);
    await cluster.buyEverywhere();
  });
});
