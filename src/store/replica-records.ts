/** Records about replicas beside their logs: tombstones, damage, and recoveries from lost quorum. */
import { pb } from '../proto/index.js';
import type { GroupId, ReplicaId } from '../raft/ids.js';
import { readU53, writeU53 } from './sealed.js';

export function encodeTombstone(leastReplica: ReplicaId): Uint8Array {
  const bytes = new Uint8Array(8);
  writeU53(bytes, 0, leastReplica);
  return bytes;
}

export const decodeTombstone = (bytes: Uint8Array): ReplicaId => readU53(bytes, 0);

export const encodeDamage = (group: GroupId, replica: ReplicaId, reason: string): Uint8Array =>
  pb.DamageRow.encode({ group, replicaId: replica, reason }).finish();

export const decodeDamage = (bytes: Uint8Array): string => pb.DamageRow.decode(bytes).reason;

/** A recovery that this node took part in. Stays for good. */
export interface RecoveryRecord {
  readonly epoch: number;
  /** Of its plan: tells it from another recovery of the same epoch; '' for one of an older version. */
  readonly id: string;
  /** Nodes declared lost: refused from then on. */
  readonly lostNodes: readonly string[];
  /** Which replica here took the group over, and as which; undefined when another node's did. */
  readonly takeover: { readonly from: ReplicaId; readonly to: ReplicaId } | undefined;
}

export const encodeRecovery = (
  group: GroupId,
  { epoch, id, lostNodes, takeover }: RecoveryRecord,
): Uint8Array =>
  pb.RecoveryRow.encode({
    group,
    recoveryEpoch: epoch,
    recoveryId: id,
    lostNodes: [...lostNodes],
    fromReplicaId: takeover?.from ?? 0,
    toReplicaId: takeover?.to ?? 0,
  }).finish();

export function decodeRecovery(bytes: Uint8Array): RecoveryRecord {
  const row = pb.RecoveryRow.decode(bytes);
  const { recoveryEpoch, recoveryId, lostNodes, fromReplicaId: from, toReplicaId: to } = row;
  return { epoch: recoveryEpoch, id: recoveryId, lostNodes, takeover: to === 0 ? undefined : { from, to } };
}
