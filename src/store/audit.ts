/** Looks at a node's directory while no node runs it: everything that can be verified is, and nothing is written by us
 *  (LevelDB itself has no read-only mode: opening replays its own log into tables). A directory in use is refused. */
import type { GroupId, LogIndex, ReplicaId, Term } from '../raft/ids.js';
import { type Digest, formatDigest } from './digest.js';
import type { Disk, Engine } from './engine.js';
import { GroupLog } from './group-log.js';
import type { GroupMeta } from './group-meta.js';
import { type NodeIdentity, readIdentity } from './identity.js';
import { type RecoveredRecords, recoverEntries, recoverRecords } from './log-recovery.js';
import { judge, type Verdict } from './node-recovery.js';
import { ownedSpans, type Span, subtract, TABLE_DIGESTS, TABLE_ROWS, tableRange } from './physical-key.js';
import { decodeDamage, decodeRecovery, decodeTombstone, type RecoveryRecord } from './replica-records.js';
import { scanAll } from './scan-all.js';
import { SLOTS_FILE, SlotFile } from './slot-file.js';
import { verifiedRows } from './snapshot-export.js';
import { decodeIntent } from './snapshot-install.js';
import { readRows, readStaged, type Staged, stagedGroups } from './staging.js';
import { recoverMetas } from './state-recovery.js';
import { StoreError } from './store-error.js';

const CHUNK_BYTES = 1 << 20;

interface Verified {
  readonly rows: number;
  readonly problem: string | undefined;
}

export interface AuditedGroup {
  readonly kind: 'group';
  readonly group: GroupId;
  readonly replica: ReplicaId;
  readonly state: Exclude<Verdict['kind'], 'nothing'>;
  readonly term: Term;
  readonly commit: LogIndex;
  readonly firstIndex: LogIndex;
  readonly lastIndex: LogIndex;
  readonly applied: LogIndex;
  /** Digest rows and rows read. */
  readonly rows: number;
  /** Of the rows at `applied`: equal on every replica applied up to there. Hex. */
  readonly digest: string;
  /** Of the log at `applied`: equal on every replica that applied this entry. Hex. */
  readonly chain: string;
}

export type AuditFinding =
  | { readonly kind: 'identity'; readonly identity: NodeIdentity }
  | AuditedGroup
  | { readonly kind: 'tombstone'; readonly group: GroupId; readonly leastReplica: ReplicaId }
  /** Bytes that are not what was written, or that contradict each other. */
  | { readonly kind: 'problem'; readonly where: string; readonly what: string }
  /** Harmless leftovers, and what the next start will finish. */
  | { readonly kind: 'note'; readonly where: string; readonly what: string };

/** @throws StoreError LOCKED while a node runs there, NOT_FOUND, NEWER_FORMAT */
export async function* audit(disk: Disk): AsyncGenerator<AuditFinding, void> {
  const { identity, file } = await readIdentity(disk);
  await file.close();
  yield { kind: 'identity', identity };
  const engines: Engine[] = [];
  try {
    const broken = yield* brokenFiles(disk);
    if (broken) return; // a database that reads them may end the process
    for (const name of ['log', 'state'] as const)
      engines.push(await disk.openEngine(name, { create: false }));
    const [log, state] = engines;
    if (log !== undefined && state !== undefined) yield* new Audit(disk, log, state).run();
  } catch (error) {
    // What the database itself cannot read: nothing behind it can be told.
    yield { kind: 'problem', where: 'store', what: damageOf(error) };
  } finally {
    for (const engine of engines) await engine.close();
  }
}

/** @throws StoreError LOCKED: files that a node is writing are not broken */
async function* brokenFiles(disk: Disk): AsyncGenerator<AuditFinding, boolean> {
  const findings: AuditFinding[] = [];
  for (const where of ['log', 'state'] as const)
    for (const what of (await disk.damagedFiles?.(where)) ?? [])
      findings.push({ kind: 'problem', where, what });
  if (findings.length > 0) await (await disk.openEngine('log', { create: false })).close();
  yield* findings;
  return findings.length > 0;
}

const damageOf = (error: unknown): string => {
  if (error instanceof StoreError && error.code === 'DAMAGED') return error.message;
  throw error;
};

class Audit {
  private readonly logs = new Map<GroupId, GroupLog>();

  constructor(
    private readonly disk: Disk,
    private readonly logEngine: Engine,
    private readonly stateEngine: Engine,
  ) {}

  async *run(): AsyncGenerator<AuditFinding, void> {
    const slot = yield* this.slots();
    let records: RecoveredRecords | undefined;
    if (slot !== undefined) {
      try {
        records = await recoverRecords(this.logEngine, slot, CHUNK_BYTES);
      } catch (error) {
        yield { kind: 'problem', where: 'log', what: damageOf(error) };
      }
    }
    if (records === undefined) yield* this.rowsAlone();
    else yield* this.groups(records);
  }

  private async *slots(): AsyncGenerator<AuditFinding, Uint8Array | undefined> {
    try {
      const file = await SlotFile.open(this.disk, SLOTS_FILE);
      await file.close();
      if (!file.readable.every(Boolean))
        yield { kind: 'note', where: SLOTS_FILE, what: 'one slot is torn; the other one holds' };
      return file.payload;
    } catch (error) {
      yield {
        kind: 'problem',
        where: SLOTS_FILE,
        what: error instanceof Error ? error.message : String(error),
      };
      return undefined;
    }
  }

  /** Without a log that can be trusted, the rows still say whether they are whole. */
  private async *rowsAlone(): AsyncGenerator<AuditFinding, void> {
    for (const { group, meta, problem } of await recoverMetas(this.stateEngine, () => false, CHUNK_BYTES)) {
      const where = `group ${group}`;
      if (problem !== undefined) yield { kind: 'problem', where, what: problem };
      if (meta === undefined) continue;
      const what = (await this.verifyRows(meta)).problem;
      if (what !== undefined) yield { kind: 'problem', where, what };
    }
  }

  private verifyRows(meta: GroupMeta): Promise<Verified> {
    return this.verify(verifiedRows(this.stateEngine, meta, CHUNK_BYTES));
  }

  private verifyStaged(staged: Staged): Promise<Verified> {
    return this.verify(readRows(this.stateEngine, staged, CHUNK_BYTES));
  }

  private async verify(chunks: AsyncIterable<readonly unknown[]>): Promise<Verified> {
    let rows = 0;
    try {
      for await (const chunk of chunks) rows += chunk.length;
      return { rows, problem: undefined };
    } catch (error) {
      return { rows, problem: damageOf(error) };
    }
  }

  private async *groups(records: RecoveredRecords): AsyncGenerator<AuditFinding, void> {
    for (const [group, record] of records.groups)
      this.logs.set(group, new GroupLog(group, record, this.logEngine, CHUNK_BYTES, () => Promise.resolve()));
    const logOf = (group: GroupId) => this.logs.get(group);
    const entries = await recoverEntries(this.logEngine, records.groups, logOf, CHUNK_BYTES, 0);
    for (const { group, to } of entries.leftovers)
      yield { kind: 'note', where: `group ${group}`, what: `entries up to ${to} wait to be deleted` };
    const of = <T>(kind: string, decode: (value: Uint8Array) => T): Map<GroupId, T> =>
      new Map(
        records.others
          .filter((other) => other.kind === kind)
          .map(({ group, value }) => [group, decode(value)]),
      );
    const tombstones = of('tombstone', decodeTombstone);
    const intents = of('intent', decodeIntent);
    const marked = of('damage', decodeDamage);
    const recoveries = of('recovery', decodeRecovery);
    for (const [group, leastReplica] of tombstones) yield { kind: 'tombstone', group, leastReplica };

    const metas = await recoverMetas(this.stateEngine, (group) => intents.has(group), CHUNK_BYTES);
    const claimed: Span[] = [];
    for (const { meta } of metas) if (meta !== undefined) claimed.push(...ownedSpans(meta.group, meta.range));
    for (const [group, { range }] of intents) claimed.push(...ownedSpans(group, range));

    const byGroup = new Map(metas.map((row) => [row.group, row]));
    const all = [...new Set([...records.groups.keys(), ...byGroup.keys(), ...intents.keys()])].sort(
      (a, b) => a - b,
    );
    for (const group of all) {
      const broken = entries.damaged.get(group);
      const found = byGroup.get(group);
      yield* this.group(group, records, {
        meta: found?.meta,
        intent: intents.get(group),
        staged: intents.has(group) ? await readStaged(this.stateEngine, group) : undefined,
        leastReplica: tombstones.get(group) ?? 0,
        problem: marked.get(group) ?? broken ?? found?.problem,
        recovery: recoveries.get(group),
        chainBroken: broken !== undefined,
      });
    }
    for (const group of await stagedGroups(this.stateEngine))
      if (!intents.has(group))
        yield {
          kind: 'note',
          where: `group ${group}`,
          what: 'a snapshot that it does not need any more, or that never came whole, waits to be dropped',
        };
    yield* this.unowned(claimed);
  }

  private async *group(
    group: GroupId,
    records: RecoveredRecords,
    found: {
      meta: GroupMeta | undefined;
      intent: ReturnType<typeof decodeIntent> | undefined;
      staged: Staged | undefined;
      leastReplica: ReplicaId;
      problem: string | undefined;
      recovery: RecoveryRecord | undefined;
      chainBroken: boolean;
    },
  ): AsyncGenerator<AuditFinding, void> {
    const where = `group ${group}`;
    const record = records.groups.get(group);
    const log = found.chainBroken ? undefined : this.logs.get(group);
    const verdict = await judge({ ...found, group, record, log });
    if (verdict.kind === 'nothing') return;
    // Its group went on elsewhere: nothing of it is missed.
    const ended = found.recovery !== undefined && found.recovery.takeover === undefined;
    if (verdict.kind === 'damaged') yield { kind: ended ? 'note' : 'problem', where, what: verdict.reason };
    const installs = verdict.kind === 'finishInstall';
    if (installs)
      yield {
        kind: 'note',
        where,
        what: `the next start puts the snapshot at ${verdict.staged.meta.applied.index} in its place`,
      };
    if (['startLog', 'finishRemoval', 'finishRecovery'].includes(verdict.kind))
      yield { kind: 'note', where, what: 'the next start finishes what a crash cut short' };
    const meta = installs ? verdict.staged.meta : found.meta;
    const cut = found.intent !== undefined || verdict.kind === 'finishRemoval';
    let rows: Verified = { rows: 0, problem: undefined };
    if (installs) rows = await this.verifyStaged(verdict.staged);
    else if (meta !== undefined && !cut) rows = await this.verifyRows(meta);
    if (rows.problem !== undefined && rows.problem !== found.problem)
      yield { kind: 'problem', where, what: rows.problem };
    yield {
      kind: 'group',
      group,
      replica: record?.replica ?? meta?.replica ?? found.intent?.replica ?? 0,
      state: rows.problem === undefined ? verdict.kind : 'damaged',
      term: record?.hardState.term ?? 0,
      commit: record?.hardState.commit ?? 0,
      firstIndex: (record?.start.index ?? 0) + 1,
      lastIndex: record?.last ?? 0,
      applied: meta?.applied.index ?? 0,
      rows: rows.rows,
      digest: formatDigest(meta?.digest ?? NO_DIGEST),
      chain: (meta?.chain ?? 0).toString(16).padStart(8, '0'),
    };
  }

  private async *unowned(claimed: readonly Span[]): AsyncGenerator<AuditFinding, void> {
    let count = 0;
    for (const span of subtract([{ from: '', to: '\u00ff' }], claimed))
      for (const table of [TABLE_DIGESTS, TABLE_ROWS])
        for await (const pairs of scanAll(this.stateEngine, tableRange(table, span), CHUNK_BYTES))
          count += pairs.length;
    if (count > 0) yield { kind: 'note', where: 'state', what: `${count} rows belong to no group here` };
  }
}

const NO_DIGEST: Digest = { high: 0, low: 0 };
