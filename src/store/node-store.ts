/** stub */
import type { Env } from '../env/env.js';
import type { pb } from '../proto/index.js';
import type { GroupId, LogIndex, ReplicaId, Term } from '../raft/ids.js';
import type { BucketId, RowKey } from './bucket.js';
import type { Disk } from './engine.js';
import type { GroupMeta, KeyRange } from './group-meta.js';
import type { GroupState } from './group-state.js';
import type { StoreLimits } from './limits.js';
import type { LogStore } from './log-store.js';
import type { StateStore } from './state-store.js';

export interface NodeIdentity {
  readonly cluster: string;
  readonly node: string;
  /** Of the directory's format. */
  readonly format: number;
  readonly incarnation: number;
}

export type RecoveredReplica =
  /** Verified: may vote and serve. */
  | { readonly kind: 'live'; readonly group: GroupId; readonly replica: ReplicaId; readonly meta: GroupMeta }
  /** Has a term and a vote, maybe a log, but never had a state: waits for its first snapshot. */
  | { readonly kind: 'uninitialised'; readonly group: GroupId; readonly replica: ReplicaId }
  /** An install was interrupted: the log is whole and may vote, the state is gone (`meta` is the one before it, if there was
   *  one). Install a snapshot at `atLeast` or later before applying anything. */
  | {
      readonly kind: 'installing';
      readonly group: GroupId;
      readonly replica: ReplicaId;
      readonly atLeast: LogIndex;
      readonly meta: GroupMeta | undefined;
    }
  /** Keeps its bytes; neither votes nor serves. */
  | {
      readonly kind: 'damaged';
      readonly group: GroupId;
      readonly replica: ReplicaId;
      readonly reason: string;
      readonly meta: GroupMeta | undefined;
    }
  /** Replicas of the group below `leastReplica` are refused here for good. */
  | { readonly kind: 'tombstone'; readonly group: GroupId; readonly leastReplica: ReplicaId };

export type Refusal =
  /** Other replicas here own part of the range: wait until the split is applied or the stale replica is gone. */
  | { readonly kind: 'overlap'; readonly groups: readonly GroupId[] }
  | { readonly kind: 'tombstoned'; readonly leastReplica: ReplicaId }
  | { readonly kind: 'exists' };

export type InstallResult = { readonly kind: 'installed'; readonly meta: GroupMeta } | Refusal;

export interface OpenOptions {
  readonly cluster: string;
  readonly node: string;
  readonly env: Env;
  readonly limits?: Partial<StoreLimits>;
}

export class NodeStore {
  /** `init` and joins only. @throws StoreError ALREADY_EXISTS */
  static create(
    _disk: Disk,
    _identity: { readonly cluster: string; readonly node: string },
    _limits?: Partial<StoreLimits>,
  ): Promise<void> {
    throw new Error('unbuilt');
  }
  /** Verifies everything that can be verified without reading the rows, and raises the incarnation durably.
   *  @throws StoreError NOT_FOUND, LOCKED, WRONG_CLUSTER, WRONG_NODE, NEWER_FORMAT, DAMAGED: each names the remedy. */
  static open(_disk: Disk, _options: OpenOptions): Promise<NodeStore> {
    throw new Error('unbuilt');
  }

  readonly identity!: NodeIdentity;
  readonly log!: LogStore;
  readonly state!: StateStore;
  get incarnation(): number {
    return this.identity.incarnation;
  }
  /** What was found at opening, in group order; not kept up to date afterwards. */
  replicas(): readonly RecoveredReplica[] {
    throw new Error('unbuilt');
  }
  /** Least replica id that may live here; 0 when the group was never removed. */
  leastReplica(_group: GroupId): ReplicaId {
    throw new Error('unbuilt');
  }
  /** A group new in the world, as every one of its replicas starts: empty at applied (index 1, term 1) unless said otherwise. */
  createGroup(_meta: GroupMeta): Promise<GroupState | Refusal> {
    throw new Error('unbuilt');
  }
  /** Live, installing or damaged replicas here whose range overlaps. */
  overlapping(_range: KeyRange, _except: GroupId): readonly GroupId[] {
    throw new Error('unbuilt');
  }
  /** Pulls and writes the rows. When 'installed', submit the log's `reset` to (meta.applied) next: it completes the install
   *  in one batch; only then acknowledge, and open the group's state.
   *  @throws StoreError DAMAGED when the stream is not what was exported (pull again), NEWER_FORMAT */
  installSnapshot(
    _group: GroupId,
    _replica: ReplicaId,
    _chunks: AsyncIterable<pb.SnapshotChunk.$Properties>,
  ): Promise<InstallResult> {
    throw new Error('unbuilt');
  }
  /** Applies a split that the parent's log ordered at `applied`. The machine is flushed before, nothing is put meanwhile;
   *  afterwards every bucket of the parent is forgotten: make both machines anew. `rows` are the child's first.
   *  The child is undefined when it is tombstoned here: its keys are cleared. */
  splitGroup(
    _parent: GroupState,
    _split: {
      readonly applied: { readonly index: LogIndex; readonly term: Term };
      /** Its range ends where the child's begins. */
      readonly parent: Pick<GroupMeta, 'range' | 'epoch'> & Partial<GroupMeta>;
      readonly child: GroupMeta;
      readonly rows: readonly {
        readonly bucket: BucketId;
        readonly row: RowKey;
        readonly value: Uint8Array;
      }[];
    },
  ): Promise<GroupState | undefined> {
    throw new Error('unbuilt');
  }
  /** Forgets the group's replica and its rows; replicas below `leastReplica` are refused from now on. Also of damaged ones,
   *  once their group has committed a replacement, and of groups never seen here. */
  removeGroup(_group: GroupId, _leastReplica: ReplicaId): Promise<void> {
    throw new Error('unbuilt');
  }
  /** Remembers durably that the replica is kept for its bytes only. */
  markDamaged(_group: GroupId, _reason: string): Promise<void> {
    throw new Error('unbuilt');
  }
  freeBytes(): Promise<number | undefined> {
    throw new Error('unbuilt');
  }
  /** Everything submitted becomes durable and the slots say so. */
  close(): Promise<void> {
    throw new Error('unbuilt');
  }
}
