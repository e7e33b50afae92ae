/** Every limit of a node: its default, its bounds, and what it is for. One table gives the schema, the type and the list
 *  that docs/configuration.md is checked against. There is nothing in a node that may grow without one of these. */
import { formatDuration, formatSize, parseDuration, parseSize } from './quantities.js';

type Kind = 'duration' | 'size' | 'count';

export interface LimitRow {
  readonly kind: Kind;
  /** In milliseconds, bytes or pieces. */
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const KIB = 2 ** 10;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

const duration = (initial: number, min: number, max: number): LimitRow => ({
  kind: 'duration',
  default: initial,
  min,
  max,
});
const size = (initial: number, min: number, max: number): LimitRow => ({
  kind: 'size',
  default: initial,
  min,
  max,
});
const count = (initial: number, min: number, max: number): LimitRow => ({
  kind: 'count',
  default: initial,
  min,
  max,
});

export const LIMITS = {
  // --- the client listener ---
  clientConnections: count(1_024, 1, 65_536),
  clientStreams: count(1_000, 1, 65_536), // concurrent calls of one connection
  clientMessage: size(1 * MIB, 16 * KIB, 16 * MIB), // one request
  clientIdle: duration(10 * MINUTE, SECOND, 24 * 60 * MINUTE), // a connection without calls
  clientPing: duration(30 * SECOND, 100, 24 * 60 * MINUTE), // how often a client is asked whether it is there, and has to answer
  requestRead: duration(10 * SECOND, 100, 10 * MINUTE), // from a call's headers to its message
  deadlineDefault: duration(10 * SECOND, 100, 10 * MINUTE), // when the client gives none
  deadlineMax: duration(60 * SECOND, 100, 60 * MINUTE),
  batchCommands: count(4_096, 512, 65_536), // in one message of a stream; our client fills one with up to 512
  streamCommands: count(16_384, 1, 1_048_576), // of one stream, not answered yet: beyond, it is read no further
  streamReplies: size(8 * MIB, 64 * KIB, GIB), // answers of one stream that its client has not taken
  streamStall: duration(20 * SECOND, 100, 10 * MINUTE), // a client that takes none of its answers is cut
  drain: duration(10 * SECOND, 0, 10 * MINUTE), // how long a stopping node waits for calls
  // --- admission ---
  queriesPerSecond: count(10_000, 1, 10_000_000), // of one caller
  queriesBurst: count(20_000, 1, 10_000_000),
  callers: count(10_000, 1, 1_000_000), // whose rates are remembered
  inFlightMin: count(1_024, 1, 1_048_576), // calls and commands of a node, however slow it is
  inFlightMax: count(65_536, 1, 1_048_576),
  eventLoopDelay: duration(150, 1, 10 * SECOND), // above it the node takes less on
  // --- between nodes ---
  peerMessage: size(16 * MIB, MIB, 256 * MIB),
  peerQueue: size(32 * MIB, MIB, GIB), // waiting for one peer
  peerHeartbeat: duration(200, 10, 5 * SECOND),
  clockOffset: duration(5 * SECOND, 10, 10 * MINUTE), // from the median of the peers, and still propose
  // --- consensus ---
  tick: duration(100, 5, 10 * SECOND),
  electionTicks: count(10, 3, 1_000),
  heartbeatTicks: count(2, 1, 100),
  quiesceTicks: count(30, 1, 1_000_000), // idle this long, a group sleeps
  quiesceDeadTicks: count(300, 1, 1_000_000), // likewise, though a dead replica lacks something
  queuedCommands: count(20_000, 1, 10_000_000), // of one group
  queuedBytes: size(32 * MIB, MIB, 4 * GIB),
  entryCommands: count(1_000, 1, 65_536),
  entryBytes: size(1 * MIB, 64 * KIB, 8 * MIB),
  frameBytes: size(2 * MIB, 64 * KIB, 64 * MIB),
  sessionWait: duration(2 * SECOND, 0, MINUTE), // a read waits this long for its session's position
  // --- the store ---
  checkpointLog: size(16 * MIB, 64 * KIB, GIB), // log since a group's checkpoint, at which the next is made
  checkpointAge: duration(MINUTE, 100, 24 * 60 * MINUTE),
  checkpointsAtOnce: count(2, 1, 64),
  digestLog: size(16 * MIB, 4 * KIB, GIB), // log of a group, after which its replicas compare digests
  digestAge: duration(5 * MINUTE, 100, 24 * 60 * MINUTE), // of a change, at which they compare them anyway
  logKeep: count(1_000, 0, 10_000_000), // entries kept behind the checkpoint for followers
  cache: size(128 * MIB, MIB, 256 * GIB), // decoded rows of all replicas
  lowSpace: size(256 * MIB, 0, 1_024 * GIB), // free bytes below which leaders are given away
} as const satisfies Record<string, LimitRow>;

export type LimitName = keyof typeof LIMITS;

/** Milliseconds, bytes or pieces, as `LIMITS` says. */
export type Limits = { readonly [name in LimitName]: number };

export const LIMIT_NAMES = Object.keys(LIMITS) as readonly LimitName[];

export const DEFAULT_LIMITS: Limits = Object.freeze(
  Object.fromEntries(LIMIT_NAMES.map((name) => [name, LIMITS[name].default])) as {
    [name in LimitName]: number;
  },
);

/** As it would stand in cluster.yaml. */
export function formatLimit(row: LimitRow, value: number): string {
  if (row.kind === 'duration') return formatDuration(value);
  return row.kind === 'size' ? formatSize(value) : String(value);
}

/** @returns the number, or what is wrong with the value and what would be right. */
export function parseLimit(row: LimitRow, value: unknown): number | string {
  const parsed = parseKind(row.kind, value);
  if (typeof parsed === 'string') return parsed;
  if (parsed >= row.min && parsed <= row.max) return parsed;
  return `must be ${formatLimit(row, row.min)} to ${formatLimit(row, row.max)}, not ${formatLimit(row, parsed)}`;
}

function parseKind(kind: Kind, value: unknown): number | string {
  switch (kind) {
    case 'count':
      return Number.isSafeInteger(value) ? (value as number) : 'must be a whole number';
    case 'duration':
      return (
        (typeof value === 'string' ? parseDuration(value) : undefined) ??
        'must be a duration: a whole number and its unit, such as 150ms, 2s, 5m or 1h'
      );
    case 'size':
      return (
        (typeof value === 'string' ? parseSize(value) : undefined) ??
        'must be a size: a whole number and its unit, such as 512KiB, 64MiB or 1GiB'
      );
  }
}
