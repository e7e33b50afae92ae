/** Every version number of this program, with its history. Nothing else in the program is numbered so; CONTRIBUTING.md says
 *  when to raise which. A number once given never changes its meaning. */

// --- frames between nodes ---

/** 1: Raft messages, heartbeats, digests, reports of groups.
 *  2: what nodes tell the leader of group 0 (node_report, figures), and what it orders (orders). */
const PROTOCOL_MIN = 1;
const PROTOCOL_MAX = 2;

// --- entries of the log ---

/** Of a ticket group (CommandEntry.format).
 *  1: commands, due holds, named digests.
 *  2: an order to split the group.
 *  3: commands, of which GetOutcome keeps the row of the id it tells of for as long as a copy of it may come. */
export const ENTRY_FORMAT = 1;
export const SPLIT_ENTRY_FORMAT = 2;
export const OUTCOME_ENTRY_FORMAT = 3;
/** Newest that this program applies. */
export const ENTRY_FORMAT_MAX = 3;

/** Of group 0 (PlacementEntry.format).
 *  1: bootstrap, lines, reports of groups.
 *  2: nodes, their marks, operators, settings, levels; a bootstrap above level 1; lines and reports since a recovery;
 *     reports of groups that were recovered, with the ack quorum that they had. */
export const PLACEMENT_FORMAT = 2;

// --- what is kept ---

/** Of the rows of tickets, keys and placement. 1: the first. */
export const ROWS_FORMAT = 1;
/** Of a replica's state as it travels to another node or into a file. 1: the first. */
export const STATE_FORMAT = 1;
/** Of a node's directory: files, tables, records. A directory is of the least one that has all that is in it.
 *  1: the first.
 *  2: records of a recovery from lost quorum. */
export const FIRST_DIRECTORY_FORMAT = 1;
export const DIRECTORY_FORMAT = 2;
/** Of the manifest in the folder of a cluster's snapshot. 1: the first. */
export const MANIFEST_FORMAT = 1;
/** Of the file with a plan of recovery. 1: the first. */
export const RECOVERY_PLAN_FORMAT = 1;

// --- what is switched on ---

/** A cluster is at one level, kept in group 0. Its leader raises it once every node that is not removed supports the next
 *  one; it never falls. An entry of a newer format is proposed only at its level. */
export const FIRST_LEVEL = 1;

/** By level, from 1 on: the newest entries that may be in the logs of such a cluster. */
const LEVELS: readonly { readonly entry: number; readonly placement: number }[] = [
  { entry: 1, placement: 1 },
  { entry: 2, placement: 2 },
  { entry: 3, placement: 2 },
];

/** What came with which level. */
export const LEVEL_OF = { splits: 2, operators: 2, keptOutcomes: 3 } as const;

/** What one program speaks and supports. */
export interface Versions {
  readonly protocolMin: number;
  readonly protocolMax: number;
  /** Newest cluster level. */
  readonly level: number;
}

export const VERSIONS: Versions = {
  protocolMin: PROTOCOL_MIN,
  protocolMax: PROTOCOL_MAX,
  level: LEVELS.length,
};

export interface EntryFormats {
  readonly entry: number;
  readonly placement: number;
}

/** Newest formats of a level; of one that this program does not know, those it knows. */
export function formatsOf(level: number): EntryFormats {
  const formats = LEVELS[Math.min(level, LEVELS.length) - 1];
  if (formats === undefined) throw new RangeError(`there is no level ${level}`);
  return formats;
}

/** Rows and messages of a cluster at the first level are what a program without levels writes. */
export const levelToWire = (level: number): number => (level === FIRST_LEVEL ? 0 : level);
export const levelFromWire = (wire: number | null | undefined): number => Math.max(FIRST_LEVEL, wire ?? 0);

const FORMAT_TAG = 0x08; // field 1, a varint: the first bytes of every entry that has a format

/** Of an entry of any group, without decoding it: an entry that cannot be read must still say that it is too new. */
export function entryFormat(data: Uint8Array): number {
  if (data[0] !== FORMAT_TAG) return 0;
  let format = 0;
  let factor = 1;
  for (let at = 1; at <= 5; at += 1) {
    const byte = data[at] ?? 0;
    format += (byte % 128) * factor;
    if (byte < 128) return format;
    factor *= 128;
  }
  return format;
}
