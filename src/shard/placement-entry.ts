/** Entries of group 0's log. The leader of group 0 encodes them; nobody else does. */
import { pb } from '../proto/index.js';
import { PLACEMENT_FORMAT } from '../proto/versions.js';

/** What an entry has to be called: only what format 1 did not know is of format 2, so that a cluster in the middle of an
 *  upgrade goes on until somebody uses what is new.
 *  @param recoveryEpoch of group 0 at its leader */
export function placementFormatOf(
  command: pb.PlacementCommand.$Properties | undefined,
  recoveryEpoch = 0,
): number {
  if (command === undefined) return 1;
  const { bootstrap, registerLines, reportGroups } = command;
  const known =
    (bootstrap != null && (bootstrap.level ?? 0) === 0) ||
    registerLines != null ||
    (reportGroups != null && !(reportGroups.reports ?? []).some((each) => (each.keptAckQuorum ?? 0) > 0));
  return known && recoveryEpoch === 0 ? 1 : PLACEMENT_FORMAT;
}

export interface PlacementEnvelope {
  readonly timeMs: number;
  readonly caller: string;
  readonly nameDigest?: boolean;
  /** Of group 0 at its leader; 0: it was never recovered from lost quorum. */
  readonly recoveryEpoch?: number;
}

export function encodePlacementEntry(
  command: pb.PlacementCommand.$Properties | undefined,
  envelope: PlacementEnvelope,
): Uint8Array {
  const recoveryEpoch = command === undefined ? 0 : (envelope.recoveryEpoch ?? 0);
  return pb.PlacementEntry.encode({
    format: placementFormatOf(command, recoveryEpoch),
    timeMs: envelope.timeMs,
    caller: envelope.caller,
    nameDigest: envelope.nameDigest ?? false,
    recoveryEpoch,
    ...(command === undefined ? {} : { command }),
  }).finish();
}

/** @returns undefined when the bytes are no entry at all. */
export function decodePlacementEntry(data: Uint8Array): pb.PlacementEntry | undefined {
  try {
    return pb.PlacementEntry.decode(data);
  } catch {
    return undefined;
  }
}
