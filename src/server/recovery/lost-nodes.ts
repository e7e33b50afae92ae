/** Nodes that a recovery from lost quorum declared lost: their groups went on without them, so what their directories hold
 *  is no longer anybody's truth. They are refused by name for good; and so is whoever took part in another recovery of the
 *  same epoch, in a half of the cluster that was recovered apart from this one. */
import { apartSince, lostIn, lostNodes, mergeRecoveries, type Recovery } from '../../shard/recoveries.js';
import type { RecoveryRecord } from '../../store/replica-records.js';
import type { HelloRefusal } from '../peer-transport.js';

type Records = ReadonlyMap<number, RecoveryRecord>;

/** Each recovery once, whatever number of groups it was of. */
export const recoveriesOf = (records: Records): readonly Recovery[] =>
  mergeRecoveries(
    [],
    [...records.values()].map(({ epoch, id, lostNodes: lost }) => ({ epoch, id, lostNodes: lost })),
  );

/** Sorted. */
export const lostNodesOf = (records: Records): readonly string[] => lostNodes(recoveriesOf(records));

/** 0: this node never took part in one. */
export function recoveryEpochOf(records: Records): number {
  return Math.max(0, ...[...records.values()].map(({ epoch }) => epoch));
}

export function refuseLost(recoveries: readonly Recovery[], node: string): HelloRefusal | undefined {
  const found = lostIn(recoveries, node);
  if (found === undefined) return undefined;
  return {
    reason: 'NODE_LOST',
    message:
      `node ${node} was declared lost in recovery epoch ${found.epoch}, and its groups went on without it: what its data ` +
      'directory holds is out of date for good. Move that directory away, and let the machine join as a new node under another name',
  };
}

export function refuseApart(
  own: readonly Recovery[],
  theirs: readonly Recovery[],
  node: string,
): HelloRefusal | undefined {
  const epoch = apartSince(own, theirs);
  if (epoch === undefined) return undefined;
  return {
    reason: 'RECOVERED_APART',
    message:
      `node ${node} took part in another recovery of epoch ${epoch} than this node: two halves of the cluster were recovered ` +
      'by hand, each on its own, and their groups have different pasts under the same names. Decide which half goes on; stop ' +
      'the nodes of the other one, move their directories away, and let those machines join as new nodes under other names',
  };
}
