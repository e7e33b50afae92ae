/** Records about replicas that are not live: tombstones and damage. */
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
