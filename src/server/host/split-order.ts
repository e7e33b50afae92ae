/** A split between the plan, the entry and what both halves begin with. Pure. The entry names everything: each replica makes
 *  the same two groups of it, whatever it knows besides. */
import { pb } from '../../proto/index.js';
import { ROWS_FORMAT, SPLIT_ENTRY_FORMAT } from '../../proto/versions.js';
import { replicaId } from '../../raft/ids.js';
import type { Configuration } from '../../raft/message.js';
import {
  decodeMembers,
  encodeMembers,
  type GroupMeta,
  type GroupSeed,
  type Member,
  NO_CONFIGURATION,
} from '../../store/group-meta.js';

/** What a leader orders: the child's replicas stand where the parent's do. Its own comes first, since it will lead. */
export function encodeSplitEntry(
  meta: GroupMeta,
  order: { readonly key: Uint8Array; readonly child: number; readonly leader: number },
  timeMs: number,
): Uint8Array {
  const first = meta.members.filter(({ replica }) => replica === order.leader);
  const others = meta.members.filter(({ replica }) => replica !== order.leader);
  const replicas = [...first, ...others].map(({ node, learner }, at) => ({
    replica: replicaId(meta.recoveryEpoch, at + 1),
    node,
    learner,
  }));
  const split: pb.SplitOrder.$Properties = {
    key: order.key,
    child: order.child,
    ...meta.epoch,
    replicas: encodeMembers(replicas),
  };
  return pb.CommandEntry.encode({ format: SPLIT_ENTRY_FORMAT, timeMs, split }).finish();
}

export interface Halves {
  readonly parent: Partial<GroupMeta> & Pick<GroupMeta, 'range' | 'epoch'>;
  /** Its replica is 0 when none of it belongs on this node. */
  readonly child: GroupSeed;
}

/** What both groups are after the order, at a replica of the parent. */
export function halvesOf(
  meta: GroupMeta,
  order: pb.SplitOrder.$Properties,
  applied: GroupMeta['applied'],
): Halves {
  const key = Uint8Array.from(order.key ?? []);
  const epoch = { ...meta.epoch, rangeVersion: meta.epoch.rangeVersion + 1 };
  const replicas = decodeMembers(order.replicas);
  const range = { start: key, end: meta.range.end };
  const child = order.child ?? 0;
  const lastSplit: pb.SplitBirth.$Properties = {
    child,
    range,
    replicas: encodeMembers(replicas),
    rangeVersion: epoch.rangeVersion,
  };
  const node = meta.members.find(({ replica }) => replica === meta.replica)?.node;
  const members = [...replicas].sort((a, b) => a.replica - b.replica);
  return {
    parent: {
      range: { start: meta.range.start, end: key },
      epoch,
      members: meta.members,
      replicaCounter: meta.replicaCounter,
      configuration: meta.configuration,
      host: pb.GroupHostRow.encode({ lastSplit }).finish(),
    },
    child: {
      group: child,
      replica: members.find((member) => member.node === node)?.replica ?? 0,
      range,
      epoch,
      members,
      replicaCounter: members.length,
      recoveryEpoch: meta.recoveryEpoch,
      configuration: configurationOf(members, meta.configuration.ackQuorum),
      applied,
      format: ROWS_FORMAT,
      host: new Uint8Array(0),
    },
  };
}

function configurationOf(members: readonly Member[], ackQuorum: number): Configuration {
  const ids = (learner: boolean) =>
    members.filter((member) => member.learner === learner).map(({ replica }) => replica);
  return { ...NO_CONFIGURATION, voters: ids(false), learners: ids(true), ackQuorum };
}

/** What the group gave away last, for placement; undefined: it was never split. */
export function lastSplitOf({ host }: GroupMeta): pb.SplitBirth.$Properties | undefined {
  if (host.length === 0) return undefined;
  return pb.GroupHostRow.decode(host).lastSplit ?? undefined;
}
