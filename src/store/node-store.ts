/** A node's data directory, opened: both databases, whose directory it is, and what crosses between the two databases:
 *  creating, splitting, installing and removing replicas, each safe against a crash at any write. */
import type { Env } from '../env/env.js';
import type { pb } from '../proto/index.js';
import type { GroupId, LogIndex, ReplicaId } from '../raft/ids.js';
import { die } from './die.js';
import { ZERO_DIGEST } from './digest.js';
import type { Disk, Engine } from './engine.js';
import type { GroupMeta, GroupSeed, KeyRange } from './group-meta.js';
import { giveUp, type LogEnd, logEnd, type Takeover, takeOver } from './group-recovery.js';
import { type SplitRequest, split } from './group-split.js';
import type { GroupState } from './group-state.js';
import { createIdentity, type NodeIdentity, raiseFormat, readIdentity } from './identity.js';
import { assert } from './invariant.js';
import { STORE_LIMITS, type StoreLimits } from './limits.js';
import { encodeHead, firstChain, HEAD_KEY, sealHead } from './log-layout.js';
import { startLog } from './log-start.js';
import type { LogStore } from './log-store.js';
import { openParts } from './node-opening.js';
import type { RecoveredReplica } from './node-recovery.js';
import { PeerLives } from './peer-lives.js';
import { encodeDamage, encodeTombstone, type RecoveryRecord } from './replica-records.js';
import { keepReserve } from './reserve.js';
import { SLOTS_FILE, SlotFile } from './slot-file.js';
import { encodeIntent, metaOfHeader, putInPlace } from './snapshot-install.js';
import type { Staged, Staging } from './staging.js';
import type { StateStore } from './state-store.js';
import { StoreError } from './store-error.js';

export type { SplitRequest } from './group-split.js';
export type { NodeIdentity } from './identity.js';
export type { RecoveredReplica } from './node-recovery.js';

export type Refusal =
  /** Other replicas here own part of the range: wait until the split is applied or the stale replica is gone. */
  | { readonly kind: 'overlap'; readonly groups: readonly GroupId[] }
  | { readonly kind: 'tombstoned'; readonly leastReplica: ReplicaId }
  /** A state as new is here already, or a damaged replica keeps its bytes here: remove it first. */
  | { readonly kind: 'exists' };

export type StageResult = { readonly kind: 'staged'; readonly staged: Staged } | Refusal;
export type InstallResult = { readonly kind: 'installed'; readonly meta: GroupMeta } | Refusal;
export type CreateResult = { readonly kind: 'created'; readonly state: GroupState } | Refusal;

export interface OpenOptions {
  readonly cluster: string;
  readonly node: string;
  readonly env: Env;
  readonly limits?: Partial<StoreLimits>;
}

export interface NodeParts {
  readonly disk: Disk;
  readonly env: Env;
  readonly limits: StoreLimits;
  identity: NodeIdentity;
  readonly identityFile: SlotFile;
  readonly slots: SlotFile;
  readonly peerLives: PeerLives;
  readonly engines: readonly Engine[];
  readonly log: LogStore;
  readonly state: StateStore;
  readonly staging: Staging;
  readonly tombstones: Map<GroupId, ReplicaId>;
  readonly damaged: Set<GroupId>;
  readonly recoveries: Map<GroupId, RecoveryRecord>;
  readonly replicas: readonly RecoveredReplica[];
}

/** Of the directory, once a record of a recovery is in it. */
const RECOVERIES_FORMAT = 2;

export class NodeStore {
  /** Children of splits under way: their rows are there before their logs are. */
  private readonly births = new Set<GroupId>();

  private constructor(private readonly parts: NodeParts) {}

  /** `init` and joins only. @throws StoreError ALREADY_EXISTS */
  static async create(
    disk: Disk,
    identity: { readonly cluster: string; readonly node: string },
    limits: Partial<StoreLimits> = {},
  ): Promise<void> {
    if (await disk.exists())
      throw new StoreError(
        'ALREADY_EXISTS',
        'this directory is not empty: a store is made only once. To start it, run the node; to make a new one, choose an empty directory',
      );
    const head = { seq: 0, digest: ZERO_DIGEST };
    const state = await disk.openEngine('state', { create: true });
    await state.close();
    const log = await disk.openEngine('log', { create: true });
    await log.write([{ type: 'put', key: HEAD_KEY, value: sealHead(head) }], { sync: true });
    await log.close();
    await (await SlotFile.create(disk, SLOTS_FILE, encodeHead(head))).close();
    await PeerLives.create(disk);
    await keepReserve(disk, { ...STORE_LIMITS, ...limits }.reserveBytes);
    await createIdentity(disk, identity.cluster, identity.node); // last: without it there is no store
  }

  /** Whose directory it is, without opening it. @throws StoreError NOT_FOUND, DAMAGED, NEWER_FORMAT */
  static async identityOf(disk: Disk): Promise<NodeIdentity> {
    const { identity, file } = await readIdentity(disk);
    await file.close();
    return identity;
  }

  /** Verifies everything that can be verified without reading the rows, finishes what a crash cut short, and raises the
   *  incarnation durably.
   *  @throws StoreError NOT_FOUND, LOCKED, WRONG_CLUSTER, WRONG_NODE, NEWER_FORMAT, DAMAGED: each names the remedy */
  static async open(disk: Disk, options: OpenOptions): Promise<NodeStore> {
    return new NodeStore(await openParts(disk, options, { ...STORE_LIMITS, ...options.limits }));
  }

  get identity(): NodeIdentity {
    return this.parts.identity;
  }

  get incarnation(): number {
    return this.parts.identity.incarnation;
  }

  /** Of the other nodes. */
  get peerLives(): PeerLives {
    return this.parts.peerLives;
  }

  get log(): LogStore {
    return this.parts.log;
  }

  get state(): StateStore {
    return this.parts.state;
  }

  /** What was found at opening, in group order; not kept up to date afterwards. */
  replicas(): readonly RecoveredReplica[] {
    return this.parts.replicas;
  }

  /** Least replica id that may live here; 0 when the group was never removed. */
  leastReplica(group: GroupId): ReplicaId {
    return this.parts.tombstones.get(group) ?? 0;
  }

  /** Live or damaged replicas here, or such that are being installed, that own part of the range. */
  overlapping(group: GroupId, range: KeyRange): readonly GroupId[] {
    return this.state.overlapping(group, range);
  }

  private refusal(group: GroupId, replica: ReplicaId, range: KeyRange): Refusal | undefined {
    const leastReplica = this.leastReplica(group);
    if (replica < leastReplica) return { kind: 'tombstoned', leastReplica };
    if (this.parts.damaged.has(group)) return { kind: 'exists' };
    if (this.births.has(group)) return { kind: 'overlap', groups: [] };
    const groups = this.overlapping(group, range);
    return groups.length > 0 ? { kind: 'overlap', groups } : undefined;
  }

  /** A group new in the world, as every one of its replicas starts: without rows, its log empty at `seed.applied`. */
  async createGroup(seed: GroupSeed): Promise<CreateResult> {
    const { group, replica, applied } = seed;
    const refused = this.refusal(group, replica, seed.range);
    if (refused !== undefined) return refused;
    if (this.state.claimed(group).length > 0) return { kind: 'exists' };
    const waiting = this.log.has(group) ? this.log.group(group).replica : replica;
    if (waiting > replica) return { kind: 'exists' };
    if (waiting < replica) await this.removeGroup(group, replica);
    const chain = firstChain(group, applied.index, applied.term);
    await this.state.createEmpty({ ...seed, digest: ZERO_DIGEST, chain });
    await this.startLog(group, replica, applied);
    return { kind: 'created', state: this.state.openGroup(group) };
  }

  private startLog(group: GroupId, replica: ReplicaId, at: GroupMeta['applied']): Promise<void> {
    return startLog(this.parts.log, this.parts.state, group, replica, at);
  }

  /** Receives a snapshot beside what is here, which goes on being used. When 'staged', install it or drop it. Not read any
   *  further than its header when it could not be installed now.
   *  @param replaces whether a state that is here may be replaced
   *  @throws StoreError DAMAGED when the stream is cut or is not what was exported (pull again), NEWER_FORMAT */
  async stageSnapshot(
    group: GroupId,
    replica: ReplicaId,
    chunks: AsyncIterable<pb.SnapshotChunk.$Properties>,
    replaces = true,
  ): Promise<StageResult> {
    const stream = chunks[Symbol.asyncIterator]();
    try {
      const first = await stream.next();
      const header = first.done === true ? undefined : first.value.header;
      if (header === undefined || header === null)
        throw new StoreError('DAMAGED', `the snapshot of group ${group} has no header: pull it again`);
      const announced = metaOfHeader(group, replica, header);
      const refused = this.installRefusal(announced, replaces);
      if (refused !== undefined) return refused;
      const rest = { [Symbol.asyncIterator]: () => stream };
      return { kind: 'staged', staged: await this.parts.staging.receive(announced, rest) };
    } finally {
      await stream.return?.();
    }
  }

  /** Puts a staged snapshot in the place of the group's rows, and begins its log there. Nobody uses the group meanwhile; when
   *  'installed', open its state anew and drop what was staged, else all is as it was. No crash in it needs more than the
   *  next start.
   *  @param replaces as above */
  async installStaged(staged: Staged, replaces = true): Promise<InstallResult> {
    const { meta } = staged;
    const { group, replica, range } = meta;
    const refused = this.installRefusal(meta, replaces);
    if (refused !== undefined) return refused;
    const { log, state, env } = this.parts;
    const commit = log.has(group) ? log.group(group).hardState.commit : 0;
    if (commit > meta.applied.index)
      return die(
        env,
        `a snapshot of group ${group} would take back what is committed`,
        `${meta.applied.index} < ${commit}`,
      );
    // Synchronous up to the claim, so that no other install takes the range meanwhile.
    state.closeGroup(group);
    state.claim(group, [...state.claimed(group), range]);
    await log.setRecord(group, 'intent', encodeIntent(group, replica, meta));
    try {
      await putInPlace(this.parts, staged);
    } catch (error) {
      // The next start finds whether it is the disk: then the replica is damaged.
      return die(env, `the staged snapshot of group ${group} could not be put in place`, error);
    }
    return { kind: 'installed', meta };
  }

  /** What was received of a snapshot, installed or not. */
  dropStaged(group: GroupId): Promise<void> {
    return this.parts.staging.drop(group);
  }

  /** All of it at once. @throws StoreError as `stageSnapshot` */
  async installSnapshot(
    group: GroupId,
    replica: ReplicaId,
    chunks: AsyncIterable<pb.SnapshotChunk.$Properties>,
  ): Promise<InstallResult> {
    const received = await this.stageSnapshot(group, replica, chunks);
    if (received.kind !== 'staged') return received;
    const result = await this.installStaged(received.staged);
    await this.dropStaged(group);
    return result;
  }

  private installRefusal(
    { group, replica, range, applied }: GroupMeta,
    replaces: boolean,
  ): Refusal | undefined {
    const refused = this.refusal(group, replica, range);
    if (refused !== undefined || !this.state.has(group)) return refused;
    if (!replaces) return { kind: 'exists' };
    return this.state.openGroup(group).meta.applied.index < applied.index ? undefined : { kind: 'exists' };
  }

  /** Applies a split that the parent's log ordered at `applied`. The machine is flushed before, nothing is put or loaded
   *  meanwhile; afterwards every bucket of the parent is forgotten: make both machines anew.
   *  @returns the child's rows, or undefined when it has no place here (its replica is 0, tombstoned, or followed by another):
   *    its keys are cleared */
  async splitGroup(parent: GroupState, request: SplitRequest): Promise<GroupState | undefined> {
    const { group } = request.child;
    this.births.add(group);
    try {
      return await this.cut(parent, request);
    } finally {
      this.births.delete(group);
    }
  }

  private async cut(parent: GroupState, request: SplitRequest): Promise<GroupState | undefined> {
    const { child } = request;
    const { log, state } = this.parts;
    const refused = child.replica === 0 || child.replica < this.leastReplica(child.group);
    const newer = log.has(child.group) && log.group(child.group).replica > child.replica;
    assert(!state.has(child.group), `group ${child.group} lives here before its parent's split`);
    if (refused || newer) {
      await split(this.parts.state, parent, request, undefined);
      return undefined;
    }
    if (log.has(child.group) && log.group(child.group).replica < child.replica)
      await this.removeGroup(child.group, child.replica);
    const chain = firstChain(child.group, request.applied.index, request.applied.term);
    await split(this.parts.state, parent, request, chain);
    await this.startLog(child.group, child.replica, request.applied);
    return state.openGroup(child.group);
  }

  /** Whether a split here is about to make it: nobody removes it before it is there. */
  isBeingBorn(group: GroupId): boolean {
    return this.births.has(group);
  }

  /** Forgets the group's replica and its rows; replicas below `leastReplica` are refused from now on. Also of damaged ones,
   *  once their group has committed a replacement, and of groups never seen here. Submit nothing for it meanwhile. */
  async removeGroup(group: GroupId, leastReplica: ReplicaId): Promise<void> {
    const least = Math.max(leastReplica, this.leastReplica(group));
    this.parts.tombstones.set(group, least);
    this.state.closeGroup(group);
    await this.log.removeGroup(group, encodeTombstone(least));
    await this.state.remove(group);
    await this.parts.staging.drop(group);
    this.parts.damaged.delete(group);
  }

  /** Remembers durably that the replica is kept for its bytes only. Submit nothing for it from now on. */
  async markDamaged(group: GroupId, replica: ReplicaId, reason: string): Promise<void> {
    this.parts.damaged.add(group);
    this.state.closeGroup(group);
    await this.log.setRecord(group, 'damage', encodeDamage(group, replica, reason));
    this.log.disown(group);
  }

  // --- recovery from lost quorum ---

  /** By group: what this node took part in. */
  get recoveries(): ReadonlyMap<GroupId, RecoveryRecord> {
    return this.parts.recoveries;
  }

  /** Of a live replica that has come to rest. */
  logEnd(group: GroupId): LogEnd {
    return logEnd(this.log, group);
  }

  private async holdRecoveries(): Promise<void> {
    const { parts } = this;
    parts.identity = await raiseFormat(parts.identityFile, parts.identity, RECOVERIES_FORMAT).catch(
      (error: unknown) => die(parts.env, 'the identity file could not be written', error),
    );
  }

  /** The replica here, which has come to rest, becomes the only voter of its group under another id. Open its state anew
   *  afterwards. @returns where the entry stands that says so: committed, and still to be applied */
  async takeOver(group: GroupId, takeover: Takeover): Promise<LogIndex> {
    const { epoch, id, lostNodes, successor: to } = takeover;
    const from = this.log.group(group).replica;
    this.parts.tombstones.set(group, to);
    await this.holdRecoveries();
    const index = await takeOver(this.log, this.state, group, takeover);
    this.parts.recoveries.set(group, { epoch, id, lostNodes, takeover: { from, to } });
    return index;
  }

  /** The group goes on from a replica of another node: what is here ends for good and keeps its bytes. */
  async giveUp(group: GroupId, recovery: Omit<Takeover, 'change'>): Promise<void> {
    const { epoch, id, lostNodes, successor } = recovery;
    const replica = this.log.has(group) ? this.log.group(group).replica : undefined;
    // Before anything is waited for: no copy of before begins here from now on.
    this.parts.tombstones.set(group, successor);
    if (replica !== undefined) {
      this.parts.damaged.add(group);
      this.state.closeGroup(group);
    }
    await this.holdRecoveries();
    await giveUp(this.log, group, replica, recovery);
    this.log.disown(group);
    this.parts.recoveries.set(group, { epoch, id, lostNodes, takeover: undefined });
  }

  freeBytes(): Promise<number | undefined> {
    return this.parts.disk.freeBytes();
  }

  totalBytes(): Promise<number | undefined> {
    return this.parts.disk.totalBytes();
  }

  /** Everything submitted becomes durable and the slots say so. Checkpoints have to be finished before. */
  async close(): Promise<void> {
    await this.log.close();
    try {
      for (const engine of this.parts.engines) await engine.close();
      await this.parts.slots.close();
      await this.parts.peerLives.close();
      await this.parts.identityFile.close();
    } catch (error) {
      return die(this.parts.env, 'the store could not be closed', error);
    }
  }
}
