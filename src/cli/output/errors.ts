/** How a failure is said: what is wrong, under its stable reason, and the next step. On standard error for people; with
 *  `-o json` as the one document on standard output. */
import { isReason, RailkvError, type Reason } from '../../proto/errors.js';
import { EXIT, type ExitCode, exitCodeOfReason } from '../exit-codes.js';
import { UsageError } from '../usage-error.js';
import type { Colours } from './colour.js';
import { type Json, renderJson } from './json.js';

/** A failure made ready to be said. */
export interface Complaint {
  readonly exitCode: ExitCode;
  readonly reason: string;
  readonly message: string;
  readonly next: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  readonly retryAfterMs: number;
  readonly stack?: string;
}

/** An answer that is a refusal, or a failure of the command itself, with a next step that only the command knows. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  constructor(
    readonly reason: string,
    message: string,
    readonly details: {
      readonly exitCode?: ExitCode;
      readonly next?: string;
      readonly metadata?: Readonly<Record<string, string>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
  }
}

/** What to do, by reason, when the command itself knows nothing better. */
const NEXT: Partial<Record<Reason, string>> = {
  LINE_NOT_FOUND: 'list the lines: railkv timetable list',
  WRONG_CLUSTER: 'check --cluster and cluster.yaml: the nodes there belong to another cluster',
  ACK_QUORUM_AWAY: 'see which nodes are silent: railkv status; then try again',
  NO_LEADER: 'see which nodes are silent: railkv status; then try again',
  NOT_LEADER: 'try again: a new leader is being elected',
  SERVER_BUSY: 'try again a little later',
  RATE_LIMITED: 'try again a little later, or ask less often',
  SHUTTING_DOWN: 'try again: another node takes over',
  CLOCK_SUSPECT: 'set the clocks of the nodes right (railkv status shows how far they are apart)',
  UNREACHABLE: 'start the cluster (railkv start), or name its client addresses with --cluster host:port,...',
  READ_TOO_OLD: 'try again, or read with --read linearizable',
  DEADLINE_EXCEEDED: 'see whether all nodes are up: railkv status; or allow more time with --timeout 30s',
  REPLICA_DAMAGED: 'see which replica is damaged: railkv status --groups',
  INTERNAL: "read the node's log; it says what went wrong",
  NOT_IMPLEMENTED: 'use nodes and command of one version: railkv version',
  INVALID_REQUEST: 'correct what the message names; --help of the command shows what it takes',
  MESSAGE_TOO_LARGE: 'send less at a time; the limit is limits.clientMessage of cluster.yaml',
  UNAUTHENTICATED: 'say who you are: --cert FILE or --token FILE (without TLS: --as CALLER)',
  TOKEN_EXPIRED: 'get a new one: railkv cert token CALLER --role ROLE --out FILE',
  TLS_REQUIRED: 'name the CA of the cluster: --ca FILE, or --config with its cluster file',
  PERMISSION_DENIED:
    'see what each role may do: docs/security.md; and whose certificate this is: railkv cert show FILE',
  CHANGE_PENDING: 'see what is under way: railkv group show GROUP; then ask again',
  NODE_AWAY: 'see which nodes are silent: railkv status; start them, or choose another',
  NODE_NOT_FOUND: 'see the nodes: railkv node list',
  NODE_REMOVED:
    'see the nodes: railkv node list --removed; a machine comes back under a new id with railkv serve --join',
  NODE_STATE_CONFLICT: 'see the node: railkv node show NODE',
  NODE_NOT_EMPTY: 'see what it still carries: railkv node show NODE',
  NOT_ENOUGH_NODES:
    'add a machine: railkv serve --join HOST:PORT --data DIR --peer HOST:PORT --client HOST:PORT; for a restart, railkv node drain NODE is enough',
  OPERATOR_NOT_FOUND: 'see them: railkv operator list, railkv operator history',
  GROUP_NOT_FOUND: 'see the groups: railkv group list',
  NOT_A_MEMBER: 'see who carries the group: railkv group show GROUP',
  ALREADY_MEMBER: 'see who carries the group: railkv group show GROUP',
  LAST_COPY: 'move it instead: railkv group move-replica GROUP --from NODE --to NODE',
  ACK_QUORUM_INVALID: 'see how many vote: railkv group show GROUP',
  SPLIT_KEY_INVALID: 'see what each group holds: railkv group list',
  SPLIT_IMPOSSIBLE: 'see what each group holds: railkv group list',
  REQUEST_EXPIRED: 'send it again without --request-id: this one is too old to run',
  REQUEST_ID_REUSED:
    'this --request-id was used for another request: repeat that one unchanged, or leave the id out',
  ABANDONED: 'it never ran and never will; send it again without --request-id',
  SOLD_OUT: 'see what else is free: railkv query --from A --to B --date DATE',
  SALE_CLOSED: 'open it: railkv sale open --train TRAIN --date DATE',
  DEPARTED: 'choose a later train: railkv query --from A --to B --date DATE',
  RUN_NOT_FOUND: 'list the trains of a line: railkv timetable list LINE --date DATE',
  STATION_NOT_FOUND:
    'name it as the timetable does, or by its code: railkv timetable show TRAIN --date DATE lists stops',
  FROM_NOT_BEFORE_TO: 'see the order of the stops: railkv timetable show TRAIN --date DATE',
  CLASS_NOT_FOUND: 'see the classes of the train: railkv query --from A --to B --date DATE',
  PASSENGER_HOLDS_TRAIN:
    'each passenger has one seat on a train and date: refund or cancel the other order first',
  ORDER_NOT_FOUND: 'check the order reference and --as: an order is found by the caller who made it',
  NOT_A_HOLD: 'look at the order: railkv order REFERENCE',
  HOLD_EXPIRED: 'its seats are free again: buy anew',
  NOT_SOLD: 'look at the order: railkv order REFERENCE; a hold ends with railkv cancel REFERENCE',
  KEY_NOT_FOUND: 'list keys: railkv kv scan',
  CAS_MISMATCH: 'read the value there now (railkv kv get KEY) and decide again',
};

/** @param changes whether the command that failed may have changed something. */
export function complaintOf(error: unknown, changes: boolean): Complaint {
  if (error instanceof RailkvError) {
    return {
      exitCode: exitCodeOfReason(error.reason, changes),
      reason: error.reason,
      message: error.message,
      next: NEXT[error.reason],
      metadata: error.metadata,
      retryAfterMs: error.retryAfterMs,
    };
  }
  if (error instanceof CommandFailed) {
    const known = isReason(error.reason) ? error.reason : undefined;
    return {
      exitCode:
        error.details.exitCode ?? (known === undefined ? EXIT.refused : exitCodeOfReason(known, changes)),
      reason: error.reason,
      message: error.message,
      next: error.details.next ?? (known === undefined ? undefined : NEXT[known]),
      metadata: error.details.metadata ?? {},
      retryAfterMs: 0,
    };
  }
  const plain = { metadata: {}, retryAfterMs: 0 };
  if (error instanceof UsageError) {
    return { exitCode: EXIT.usage, reason: 'USAGE', message: error.message, next: error.next, ...plain };
  }
  if (isSystemError(error)) {
    return { exitCode: EXIT.refused, reason: error.code, message: error.message, next: undefined, ...plain };
  }
  return {
    exitCode: EXIT.internal,
    reason: 'INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    next: 'this is a fault of railkv: please report it with what you ran and the trace',
    ...plain,
    ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
  };
}

/** A file that cannot be opened, and errors of the store and configuration: they carry a code and say what to do. */
function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    !(error instanceof TypeError)
  );
}

export function renderComplaint(complaint: Complaint, colours: Colours): string {
  const lines = [`${colours.red('error:')} ${complaint.message} ${colours.dim(`(${complaint.reason})`)}`];
  if (complaint.retryAfterMs > 0) lines.push(`  may be tried again in ${complaint.retryAfterMs} ms`);
  if (complaint.next !== undefined) lines.push(`${colours.cyan(' next:')} ${complaint.next}`);
  if (complaint.stack !== undefined) lines.push(colours.dim(complaint.stack));
  return `${lines.join('\n')}\n`;
}

export function renderComplaintJson(complaint: Complaint): string {
  const error: Json = {
    reason: complaint.reason,
    message: complaint.message,
    next: complaint.next,
    metadata: complaint.metadata,
    retryAfterMs: complaint.retryAfterMs,
    exitCode: complaint.exitCode,
  };
  return renderJson({ error });
}
