/** How a failure is said: what is wrong, under its stable reason, and the next step. On standard error for people; with
 *  `-o json` as the one document on standard output. */
import { isReason, RailkvError } from '../../proto/errors.js';
import { EXIT, type ExitCode, exitCodeOfReason } from '../exit-codes.js';
import { UsageError } from '../usage-error.js';
import type { Colours } from './colour.js';
import { type Json, renderJson } from './json.js';
import { NEXT_STEPS, SYSTEM_NEXT_STEPS } from './next-steps.js';

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

/** @param changes whether the command that failed may have changed something. */
export function complaintOf(error: unknown, changes: boolean): Complaint {
  if (error instanceof RailkvError) {
    return {
      exitCode: exitCodeOfReason(error.reason, changes),
      reason: error.reason,
      message: error.message,
      next: NEXT_STEPS[error.reason],
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
      next: error.details.next ?? (known === undefined ? undefined : NEXT_STEPS[known]),
      metadata: error.details.metadata ?? {},
      retryAfterMs: 0,
    };
  }
  const plain = { metadata: {}, retryAfterMs: 0 };
  if (error instanceof UsageError) {
    return { exitCode: EXIT.usage, reason: 'USAGE', message: error.message, next: error.next, ...plain };
  }
  if (isSystemError(error)) {
    return {
      exitCode: EXIT.refused,
      reason: error.code,
      message: error.message,
      next: SYSTEM_NEXT_STEPS[error.code],
      ...plain,
    };
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
