/** Opens a node's directory: whose it is, both databases, what a start makes of them, and what a crash cut short. */
import type { GroupId, ReplicaId } from '../raft/ids.js';
import type { Disk, Engine } from './engine.js';
import type { GroupMeta } from './group-meta.js';
import { checkIdentity, raiseIncarnation, readIdentity } from './identity.js';
import { assert } from './invariant.js';
import type { StoreLimits } from './limits.js';
import { type RecoveredRecords, recoverEntries, recoverRecords } from './log-recovery.js';
import { startLog } from './log-start.js';
import { LogStore } from './log-store.js';
import { type GroupFindings, judge, type RecoveredReplica } from './node-recovery.js';
import type { NodeParts, OpenOptions } from './node-store.js';
import { PeerLives } from './peer-lives.js';
import { decodeDamage, decodeRecovery, decodeTombstone, type RecoveryRecord } from './replica-records.js';
import { giveUpReserveWhenFull, keepReserve } from './reserve.js';
import { SLOTS_FILE, SlotFile } from './slot-file.js';
import { metadataOf } from './snapshot-export.js';
import { decodeIntent, putInPlace, type SnapshotIntent } from './snapshot-install.js';
import { readStaged, type Staged, Staging, stagedGroups } from './staging.js';
import { recoverMetas } from './state-recovery.js';
import { StateStore } from './state-store.js';
import { StoreError } from './store-error.js';

export async function openParts(disk: Disk, options: OpenOptions, limits: StoreLimits): Promise<NodeParts> {
  const { identity, file } = await readIdentity(disk);
  const engines: Engine[] = [];
  const files: { close(): Promise<void> }[] = [file];
  try {
    checkIdentity(identity, options);
    await giveUpReserveWhenFull(disk, limits.reserveBytes, options.env.log);
    const open = async (name: 'log' | 'state') => {
      const engine = await openExisting(disk, name);
      engines.push(engine);
      return engine;
    };
    const logEngine = await open('log');
    const stateEngine = await open('state');
    const life = 1 + Math.floor(options.env.random.next() * 2 ** 32);
    const raised = await raiseIncarnation(file, identity, life);
    const slots = await SlotFile.open(disk, SLOTS_FILE).catch((error: unknown) => {
      throw damagedSlots(error);
    });
    files.push(slots);
    const peerLives = await PeerLives.open(disk, options.env);
    files.push(peerLives);
    const recovery = new Recovery(logEngine, stateEngine, slots, options, limits);
    const recovered = await recovery.run();
    await keepReserve(disk, limits.reserveBytes);
    return {
      disk,
      env: options.env,
      limits,
      identity: raised,
      identityFile: file,
      slots,
      peerLives,
      engines,
      ...recovered,
    };
  } catch (error) {
    // Refused: leave it as it is, for an audit or a newer binary to open.
    for (const engine of engines) await engine.close();
    for (const opened of files) await opened.close();
    throw error;
  }
}

async function openExisting(disk: Disk, name: 'log' | 'state'): Promise<Engine> {
  try {
    return await disk.openEngine(name, { create: false });
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'NOT_FOUND') throw error;
    throw new StoreError(
      'DAMAGED',
      `the database "${name}" of this node is gone. Remove the node from the cluster and let it join as a new one`,
      { cause: error },
    );
  }
}

const damagedSlots = (cause: unknown): StoreError =>
  new StoreError(
    'DAMAGED',
    'the slot file cannot be read, so nobody can say whether the log is whole. Remove the node from the cluster and let it ' +
      'join as a new one with an empty directory',
    { cause },
  );

type Recovered = Pick<
  NodeParts,
  'log' | 'state' | 'staging' | 'tombstones' | 'damaged' | 'recoveries' | 'replicas'
>;

class Recovery {
  private readonly tombstones = new Map<GroupId, ReplicaId>();
  private readonly intents = new Map<GroupId, SnapshotIntent>();
  private readonly problems = new Map<GroupId, string>();
  private readonly metas = new Map<GroupId, GroupMeta>();
  private readonly damaged = new Set<GroupId>();
  private readonly recoveries = new Map<GroupId, RecoveryRecord>();
  private readonly staging: Staging;

  constructor(
    private readonly logEngine: Engine,
    private readonly stateEngine: Engine,
    private readonly slots: SlotFile,
    private readonly options: OpenOptions,
    private readonly limits: StoreLimits,
  ) {
    this.staging = new Staging({ engine: stateEngine, env: options.env, limits });
  }

  async run(): Promise<Recovered> {
    const { limits, slots } = this;
    const records = await recoverRecords(this.logEngine, slots.payload, limits.chunkBytes);
    for (const other of records.others) {
      if (other.kind === 'tombstone') this.tombstones.set(other.group, decodeTombstone(other.value));
      else if (other.kind === 'intent') this.intents.set(other.group, decodeIntent(other.value));
      else if (other.kind === 'recovery') this.recoveries.set(other.group, decodeRecovery(other.value));
      else if (other.kind === 'damage') this.problems.set(other.group, decodeDamage(other.value));
    }
    const log = this.makeLog(records);
    const state = this.makeState(log);
    await this.readEntries(log, records);
    await log.confirmHead();
    for (const { group, meta, problem } of await recoverMetas(
      this.stateEngine,
      (group) => this.intents.has(group),
      limits.chunkBytes,
    )) {
      if (meta !== undefined) this.metas.set(group, meta);
      if (problem !== undefined && !this.problems.has(group)) this.problems.set(group, problem);
    }
    const replicas = await this.settle(log, state, records);
    await this.dropStaged();
    const { staging, tombstones, damaged, recoveries } = this;
    return { log, state, staging, tombstones, damaged, recoveries, replicas };
  }

  private makeLog(records: RecoveredRecords): LogStore {
    const { logEngine: engine, slots, limits } = this;
    const log = new LogStore({
      engine,
      slots,
      records: records.table,
      seq: records.head.seq,
      slotSeq: records.slotSeq,
      env: this.options.env,
      limits,
    });
    for (const [group, record] of records.groups) log.adopt(group, record);
    return log;
  }

  private makeState(log: LogStore): StateStore {
    return new StateStore({
      engine: this.stateEngine,
      env: this.options.env,
      limits: this.limits,
      chainAt: async (group, index) => {
        const chain = await log.group(group).chainAt(index);
        assert(chain !== undefined, `group ${group} has no entry ${index} that it could have applied`);
        return chain;
      },
      onCheckpoint: (meta) => {
        if (log.has(meta.group)) log.group(meta.group).setCheckpoint(metadataOf(meta));
      },
    });
  }

  private async readEntries(log: LogStore, { groups }: RecoveredRecords): Promise<void> {
    const { limits } = this;
    const { damaged, leftovers } = await recoverEntries(
      this.logEngine,
      groups,
      (group) => (log.has(group) ? log.group(group) : undefined),
      limits.chunkBytes,
      limits.logMemoryBytesMax / Math.max(1, groups.size),
    );
    for (const [group, reason] of damaged) this.problems.set(group, reason);
    for (const [group, record] of groups) {
      if (damaged.has(group)) log.disown(group);
      else log.group(group).setRecord(record);
    }
    log.recount();
    for (const { group, to } of leftovers) await log.cleanLeftover(group, to);
  }

  /** Of snapshots that are installed by now, or never were whole. A damaged replica keeps its bytes. */
  private async dropStaged(): Promise<void> {
    for (const group of await stagedGroups(this.stateEngine)) {
      this.staging.found(group);
      if (!(this.damaged.has(group) && this.intents.has(group))) await this.staging.drop(group);
    }
  }

  private stagedOf(group: GroupId): Promise<Staged | undefined> {
    return this.intents.has(group) ? readStaged(this.stateEngine, group) : Promise.resolve(undefined);
  }

  /** Group by group: what it is, and what is left to do for it. */
  private async settle(
    log: LogStore,
    state: StateStore,
    { groups }: RecoveredRecords,
  ): Promise<RecoveredReplica[]> {
    const all = new Set([
      ...groups.keys(),
      ...this.metas.keys(),
      ...this.intents.keys(),
      ...this.problems.keys(),
      ...this.tombstones.keys(),
    ]);
    const order = [...all].sort((a, b) => a - b);
    // All claims before the first clearing: what others own is skipped.
    for (const group of order) {
      const ranges = [this.metas.get(group)?.range, this.intents.get(group)?.range].filter(
        (range) => range !== undefined,
      );
      if (ranges.length > 0) state.claim(group, ranges);
    }
    const replicas: RecoveredReplica[] = [];
    for (const group of order) {
      const leastReplica = this.tombstones.get(group) ?? 0;
      if (leastReplica > 0) replicas.push({ kind: 'tombstone', group, leastReplica });
      const replica = await this.settleGroup(log, state, {
        group,
        record: groups.get(group),
        log: log.has(group) ? log.group(group) : undefined,
        meta: this.metas.get(group),
        intent: this.intents.get(group),
        staged: await this.stagedOf(group),
        leastReplica,
        problem: this.problems.get(group),
        recovery: this.recoveries.get(group),
      });
      if (replica !== undefined) replicas.push(replica);
    }
    return replicas;
  }

  private async settleGroup(
    log: LogStore,
    state: StateStore,
    found: GroupFindings,
  ): Promise<RecoveredReplica | undefined> {
    const { group } = found;
    const verdict = await judge(found);
    switch (verdict.kind) {
      case 'live':
        state.adopt(verdict.meta);
        return verdict;
      case 'startLog': {
        state.adopt(verdict.meta);
        const { replica, applied } = verdict.meta;
        await startLog(log, state, group, replica, applied);
        return { kind: 'live', group, replica, meta: verdict.meta };
      }
      case 'finishRecovery': {
        const { meta } = verdict;
        await state.writeMeta(meta);
        state.adopt(meta);
        return { kind: 'live', group, replica: meta.replica, meta };
      }
      case 'finishRemoval':
        await state.remove(group);
        return undefined;
      case 'damaged':
        this.damaged.add(group);
        log.disown(group);
        return verdict;
      case 'finishInstall':
        return this.finishInstall(log, state, verdict.staged);
      case 'uninitialised':
        return verdict;
      case 'nothing':
        return undefined;
    }
  }

  private async finishInstall(log: LogStore, state: StateStore, staged: Staged): Promise<RecoveredReplica> {
    const { meta } = staged;
    const { group, replica } = meta;
    try {
      await putInPlace({ log, state, staging: this.staging }, staged);
      return { kind: 'live', group, replica, meta };
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'DAMAGED') throw error;
      this.damaged.add(group);
      log.disown(group);
      return { kind: 'damaged', group, replica, reason: error.message, meta: undefined };
    }
  }
}
