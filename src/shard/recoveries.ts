/** Recoveries from lost quorum as the whole cluster knows them: which nodes each declared lost, and the name that tells two
 *  recoveries of one epoch apart, made by hand in halves that did not see each other. Kept in group 0's state, so that a node
 *  which joins later knows them too. Pure. */
import type { pb } from '../proto/index.js';
import { compareText } from './replica-placement.js';

export interface Recovery {
  readonly epoch: number;
  /** Drawn at random with its plan; '' for one of an older version. */
  readonly id: string;
  /** Sorted. */
  readonly lostNodes: readonly string[];
}

export const recoveriesToWire = (recoveries: readonly Recovery[]): pb.RecoveryRecord.$Properties[] =>
  recoveries.map(({ epoch, id, lostNodes }) => ({
    recoveryEpoch: epoch,
    recoveryId: id,
    lostNodes: [...lostNodes],
  }));

export const recoveriesFromWire = (
  wire: readonly pb.RecoveryRecord.$Properties[] | null | undefined,
): Recovery[] =>
  (wire ?? []).map(({ recoveryEpoch, recoveryId, lostNodes }) => ({
    epoch: recoveryEpoch ?? 0,
    id: recoveryId ?? '',
    lostNodes: [...(lostNodes ?? [])].sort(compareText),
  }));

/** Both, each recovery once, by epoch and name. @returns `held` itself when there is nothing more to know */
export function mergeRecoveries(held: readonly Recovery[], more: readonly Recovery[]): readonly Recovery[] {
  let merged = held;
  for (const recovery of more) {
    const known = merged.find(({ epoch, id }) => epoch === recovery.epoch && id === recovery.id);
    const lost = new Set([...(known?.lostNodes ?? []), ...recovery.lostNodes]);
    if (recovery.epoch < 1 || known?.lostNodes.length === lost.size) continue;
    const after = { ...recovery, lostNodes: [...lost].sort(compareText) };
    merged = [...merged.filter((each) => each !== known), after].sort(
      (a, b) => a.epoch - b.epoch || compareText(a.id, b.id),
    );
  }
  return merged;
}

/** Sorted. */
export const lostNodes = (recoveries: readonly Recovery[]): readonly string[] =>
  [...new Set(recoveries.flatMap((each) => each.lostNodes))].sort(compareText);

/** The recovery that declared the node lost. */
export const lostIn = (recoveries: readonly Recovery[], node: string): Recovery | undefined =>
  recoveries.find((each) => each.lostNodes.includes(node));

/** Two recoveries of one epoch that are not the same one: their replicas may bear the same ids with different pasts.
 *  @returns the epoch; undefined when there is none */
export function apartSince(own: readonly Recovery[], theirs: readonly Recovery[]): number | undefined {
  const rival = own.find(({ epoch, id }) => {
    const same = theirs.filter((each) => each.epoch === epoch && each.id !== '');
    return id !== '' && same.length > 0 && same.every((each) => each.id !== id);
  });
  return rival?.epoch;
}
