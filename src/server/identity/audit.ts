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
  /** Whose order it is, where a seller acted for somebody. */
  readonly buyer?: string;
  /** What it was about: a run, an order, or the request itself. */
  readonly on: string;
  /** Of a command. */
  readonly requestId?: string;
  /** DONE, or the reason of the refusal or failure; UNKNOWN: the group's log says. */
  readonly result: string;
  /** Refusals of this caller before this one that have no line. */
  readonly leftOut?: number;
}

export type Audit = (line: AuditLine) => void;

export type AuditedAct = Omit<AuditLine, 'result'>;

const ON_LENGTH_MAX = 1_024;
const BUYER_LENGTH_MAX = 128;
const REQUEST_ID_LENGTH_MAX = 64;

const AUDITED: ReadonlyMap<number, CommandKind> = new Map(
  COMMAND_KINDS.filter((kind) => COMMAND_ROLES[kind].audited).map((kind) => [
    COMMAND_ROLES[kind].field,
    kind,
  ]),
);

const KINDS: ReadonlyMap<number, CommandKind> = new Map(
  COMMAND_KINDS.map((kind) => [COMMAND_ROLES[kind].field, kind]),
);

/** @param buyer for whom it is done; empty: for the caller itself
 *  @returns undefined for what everybody does for themselves all day, such as a purchase: nothing is decoded then */
export function auditedCommand(
  caller: Caller,
  from: string,
  command: Uint8Array,
  buyer: string,
): AuditedAct | undefined {
  const forOther = buyer !== '' && buyer !== caller.id;
  const act = (forOther ? KINDS : AUDITED).get(bodyField(command));
  if (act === undefined) return undefined;
  const named = forOther ? { buyer: buyer.slice(0, BUYER_LENGTH_MAX) } : {};
  const who = { caller: caller.id, role: caller.role, from, act, ...named };
  try {
    const decoded = pb.Command.decode(command);
    const on = cut(subjectOf(decoded), ON_LENGTH_MAX);
    return { ...who, on, requestId: cut(decoded.requestId, REQUEST_ID_LENGTH_MAX) };
  } catch {
    return { ...who, on: 'a command that cannot be read' };
  }
}

function subjectOf(command: pb.Command): string {
  const { publish, setSale, purchase, confirm, cancel, refund, getOutcome } = command;
  const order = confirm?.order ?? cancel?.order ?? refund?.order;
  const run = order?.run ?? (publish ?? setSale ?? purchase ?? getOutcome)?.run ?? {};
  const id = order?.orderId ?? getOutcome?.askedRequestId;
  const state = setSale ? ` ${setSale.open ? 'open' : 'closed'}` : '';
  return `${run.line}/${run.train}/${run.date}${id === null || id === undefined ? '' : `/${id}`}${state}`;
}

/** @param path of an audited method @param request decoded */
export function auditedCall(caller: Caller, from: string, path: string, request: unknown): AuditedAct {
  const on = cut(JSON.stringify(request) ?? '', ON_LENGTH_MAX);
  return { caller: caller.id, role: caller.role, from, act: path.split('.').at(-1) ?? path, on };
}

/** Whoever is refused may still send what it likes, and it shall not fill the log. */
const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}...` : text;

export function resultOf({ failure, answer }: pb.Outcome.$Properties): string {
  return failure?.reason ?? answer?.refusal?.reason ?? 'DONE';
}
