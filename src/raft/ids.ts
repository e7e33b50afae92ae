/** The numbers consensus counts by. Flavoured, so that a term is never passed for an index, while plain arithmetic stays
 *  readable. All stay below 2^53; whoever decodes one asserts that. */

interface Flavor<Name extends string> {
  readonly __flavor?: Name;
}

export type Term = number & Flavor<'Term'>;
export type LogIndex = number & Flavor<'LogIndex'>;
export type GroupId = number & Flavor<'GroupId'>;

/** (recovery epoch, counter in the group's replicated configuration) as one number: epoch * 2^32 + counter. Never used
 *  again within its group. 0 is "none". */
export type ReplicaId = number & Flavor<'ReplicaId'>;

export const NO_REPLICA: ReplicaId = 0;

const COUNTER_SPAN = 2 ** 32;

/** @param recoveryEpoch 0..2^20, @param counter 1..2^32-1 */
export function replicaId(recoveryEpoch: number, counter: number): ReplicaId {
  return recoveryEpoch * COUNTER_SPAN + counter;
}

export const recoveryEpochOf = (replica: ReplicaId): number => Math.floor(replica / COUNTER_SPAN);
