/** What the audit log says of an administrative act: who, as what, from where, what it was and what it came to. Pure; the
 *  file is main/audit-log.ts. What the state machine did is in the group's own log as well, with the caller. */
import { pb } from '../../proto/index.js';
import { bodyField } from '../admission/command-kind.js';
import type { Caller } from '../services/service.js';
import { COMMAND_KINDS, COMMAND_ROLES, type CommandKind } from './permissions.js';

/** One line of the log, as JSON. Fields are added over time, never renamed: docs/security.md lists them. */
export interface AuditLine {
  readonly caller: string;
  readonly role: string;
  /** Address and port of the other side. */
  readonly from: string;
  /** A command, e.g. `publish`, or a method, e.g. `Admin/ChangeGroup`. */
  readonly act: string;
  /** What it was about: a run, or the request itself. */
  readonly on: string;
  /** Of a command. */
  readonly requestId?: string;
  /** DONE, or the reason of the refusal or failure; UNKNOWN: the group's log says. */
  readonly result: string;
}

export type Audit = (line: AuditLine) => void;

export type AuditedAct = Omit<AuditLine, 'result'>;

const ON_LENGTH_MAX = 1_024;

const AUDITED: ReadonlyMap<number, CommandKind> = new Map(
  COMMAND_KINDS.filter((kind) => COMMAND_ROLES[kind].audited).map((kind) => [
    COMMAND_ROLES[kind].field,
    kind,
  ]),
);

/** @returns undefined for a command that is nothing administrative, such as a purchase: nothing is decoded then */
export function auditedCommand(caller: Caller, from: string, command: Uint8Array): AuditedAct | undefined {
  const act = AUDITED.get(bodyField(command));
  if (act === undefined) return undefined;
  const who = { caller: caller.id, role: caller.role, from, act };
  try {
    const { requestId, publish, setSale } = pb.Command.decode(command);
    const { line, train, date } = publish?.run ?? setSale?.run ?? {};
    const state = setSale ? ` ${setSale.open ? 'open' : 'closed'}` : '';
    return { ...who, on: `${line}/${train}/${date}${state}`, requestId };
  } catch {
    return { ...who, on: 'a command that cannot be read' };
  }
}

/** @param path of an audited method @param request decoded */
export function auditedCall(caller: Caller, from: string, path: string, request: unknown): AuditedAct {
  const text = JSON.stringify(request) ?? '';
  const on = text.length > ON_LENGTH_MAX ? `${text.slice(0, ON_LENGTH_MAX)}...` : text;
  return { caller: caller.id, role: caller.role, from, act: path.split('.').at(-1) ?? path, on };
}

export function resultOf({ failure, answer }: pb.Outcome.$Properties): string {
  return failure?.reason ?? answer?.refusal?.reason ?? 'DONE';
}
