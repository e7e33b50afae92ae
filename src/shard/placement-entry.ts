/** Entries of group 0's log. The leader of group 0 encodes them; nobody else does. */
import { pb } from '../proto/index.js';
import { PLACEMENT_FORMAT } from '../proto/versions.js';

/** What an entry has to be called: only what format 1 did not know is of format 2, so that a cluster in the middle of an
 *  upgrade goes on until somebody uses what is new. */
export const placementFormatOf = (command: pb.PlacementCommand.$Properties | undefined): number =>
  command === undefined ||
  (command.bootstrap != null && (command.bootstrap.level ?? 0) === 0) ||
  command.registerLines != null ||
  command.reportGroups != null
    ? 1
    : PLACEMENT_FORMAT;

export interface PlacementEnvelope {
  readonly timeMs: number;
  readonly caller: string;
  readonly nameDigest?: boolean;
}

export function encodePlacementEntry(
  command: pb.PlacementCommand.$Properties | undefined,
  envelope: PlacementEnvelope,
): Uint8Array {
  return pb.PlacementEntry.encode({
    format: placementFormatOf(command),
    timeMs: envelope.timeMs,
    caller: envelope.caller,
    nameDigest: envelope.nameDigest ?? false,
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
