/** The audit, a process of its own: reads every row from every replica of the sale's lines at one index, compares the replicas
 *  byte for byte, checks the seats, and compares them with the ledgers that buyers kept outside the cluster. What replicas
 *  say of themselves (digests, counts) is not evidence here. Exits 1 on any difference. */
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../../src/cli/in-parallel.js';
import { connect, type RailkvClient, type Route, type TlsOptions } from '../../../src/client/index.js';
import { describeRange } from '../../../src/proto/boundary.js';
import { readLedger } from './ledger.js';
import { auditLedger, type LedgerCount } from './ledger-audit.js';
import { type FoundRun, type ReplicaRows, readReplica } from './replica-rows.js';
import { auditSeats } from './seat-audit.js';

interface AuditOrders {
  readonly seeds: readonly string[];
  readonly tls?: TlsOptions;
  readonly ledgers: readonly string[];
  readonly lines: readonly string[];
}

const TRIES = 60;
const GROUPS_AT_ONCE = 8;
/** Groups that are named one by one; of more than that only the sum is said. */
const GROUPS_NAMED = 40;

/** Reads all replicas of a group until all are at one index. @throws when that never happens. */
async function readAtOneIndex(railkv: RailkvClient, route: Route): Promise<Map<string, ReplicaRows>> {
  const replicas = new Map<string, ReplicaRows>();
  let carriers = route.replicas;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const indexes = [...replicas.values()].map((rows) => rows.index);
    const newest = Math.max(0, ...indexes);
    for (const { nodeId } of carriers) {
      if (replicas.get(nodeId)?.index === newest && newest > 0) continue;
      const chunks = railkv.cluster.scanReplica(nodeId, route.group, { minIndex: newest, timeoutMs: 30_000 });
      const rows = await readReplica(chunks).catch(() => undefined);
      if (rows !== undefined) replicas.set(nodeId, rows);
    }
    const reached = new Set([...replicas.values()].map((rows) => rows.index));
    if (replicas.size === carriers.length && reached.size === 1) return replicas;
    await sleep(250);
    // Copies are moved about meanwhile.
    carriers =
      (await railkv.cluster.routes()).find(({ group }) => group === route.group)?.replicas ?? carriers;
    for (const node of replicas.keys())
      if (!carriers.some(({ nodeId }) => nodeId === node)) replicas.delete(node);
  }
  const seen = [...replicas].map(([node, rows]) => `${node} at ${rows.index}`).join(', ');
  throw new Error(`the replicas of group ${route.group} did not come to one index: ${seen}`);
}

/** Every group that holds keys of the lines: more than one a line once it has been split. */
async function groupsOf(railkv: RailkvClient, lines: readonly string[]): Promise<readonly Route[]> {
  const routes = await railkv.cluster.routes({ lines });
  for (const line of lines)
    if (!routes.some(({ range }) => describeRange(range)?.split(' ')[0] === line))
      throw new Error(`no group holds ${line}`);
  return routes;
}

async function audit(orders: AuditOrders): Promise<string[]> {
  const railkv = await connect({
    seeds: orders.seeds,
    caller: 'auditor',
    ...(orders.tls === undefined ? {} : { tls: orders.tls }),
  });
  const wrong: string[] = [];
  const runs = new Map<string, FoundRun>();
  const seats = { segments: 0, held: 0, sold: 0 };
  const groups: string[] = [];
  let copies = 0;
  let rowsRead = 0;
  await inParallel(await groupsOf(railkv, orders.lines), GROUPS_AT_ONCE, async (route) => {
    const replicas = await readAtOneIndex(railkv, route);
    const hashes = new Set([...replicas.values()].map((rows) => rows.sha256));
    if (hashes.size !== 1) {
      wrong.push(
        `group ${route.group}: replicas differ at index ${[...replicas.values()][0]!.index}: ${[...replicas].map(([node, rows]) => `${node} ${rows.sha256.slice(0, 12)}`).join(', ')}`,
      );
    }
    for (const [node, replica] of replicas) {
      copies += 1;
      rowsRead += replica.rows;
      const count = { segments: 0, held: 0, sold: 0 };
      for (const [name, run] of replica.runs) wrong.push(...auditSeats(`${node} ${name}`, run, count));
      if (node !== [...replicas.keys()][0]) continue;
      for (const [name, run] of replica.runs) {
        if (runs.has(name)) wrong.push(`${name} is held by two groups, ${route.group} one of them`);
        runs.set(name, run);
      }
      for (const key of ['segments', 'held', 'sold'] as const) seats[key] += count[key];
      groups.push(`${describeRange(route.range)} ${count.sold}`);
    }
  });
  groups.sort();
  await railkv.close();
  const count: LedgerCount = { asked: 0, acknowledged: 0, refused: new Map(), unknown: 0 };
  wrong.push(...auditLedger(orders.ledgers.flatMap(readLedger), runs, count));
  const refusals = [...count.refused].map(([reason, times]) => `${times} ${reason}`).join(', ');
  console.log(
    `audit: ${copies} replicas of ${groups.length} groups of ${orders.lines.length} lines read row by row, ${rowsRead} rows, equal byte for byte: ${wrong.some((line) => line.includes('replicas differ')) ? 'NO' : 'yes'}`,
  );
  console.log(
    `audit: ${runs.size} runs, ${seats.segments} segments x classes: published = free + held + sold on each; ${seats.sold} seat-segments sold, ${seats.held} held`,
  );
  if (groups.length <= GROUPS_NAMED)
    console.log(`audit: seat-segments sold by group: ${groups.join(', ')}; ${seats.sold} together`);
  console.log(
    `audit: ${count.asked} buyers: ${count.acknowledged} acknowledged, refused: ${refusals || 'none'}, ${count.unknown} ended unknown`,
  );
  return wrong;
}

try {
  const wrong = await audit(JSON.parse(process.argv[2]!) as AuditOrders);
  for (const line of wrong.slice(0, 50)) console.log(`audit: WRONG: ${line}`);
  console.log(
    wrong.length === 0 ? 'audit: nothing sold twice, nothing lost' : `audit: ${wrong.length} differences`,
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
} catch (error) {
  console.log(`audit: could not be done: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
