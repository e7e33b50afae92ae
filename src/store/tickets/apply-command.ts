/** One command of an entry: checked against the range, its request id and its time, then done, then recorded. */
import type { pb } from '../../proto/index.js';
import type { Applying, ApplyingCommand } from './applying.js';
import { plainRequestRow, plainRouteKey, requestRow, runBucket } from './buckets.js';
import { commandPlainKey, commandRun } from './command.js';
import { commandHash } from './command-hash.js';
import { assert } from './invariant.js';
import { COMMAND_SWEEPS_MAX, NOT_AFTER_AHEAD_MS_MAX } from './limits.js';
import { publish, setSale } from './operator-commands.js';
import { cancel, confirm, refund } from './order-commands.js';
import { getOutcome, recordAnswer, recordedAnswer } from './outcomes.js';
import { kvCompareAndSet, kvDecrement, kvDelete, kvPut } from './plain-commands.js';
import type { PlainBucket } from './plain-keys.js';
import { purchase } from './purchase.js';
import { type Result, refuse, refuseUnrecorded } from './refusals.js';
import type { RequestRecord } from './request-table.js';
import type { Run } from './run.js';
import type { DecodedCommand } from './ticket-machine.js';

/** Where a command's request id is recorded, and its row key there for any id. */
type Home =
  | { readonly kind: 'run'; readonly run: Run; readonly row: (id: string) => string }
  | { readonly kind: 'plain'; readonly bucket: PlainBucket; readonly row: (id: string) => string };

export function applyCommand(at: Applying, decoded: DecodedCommand): pb.Answer.$Properties {
  const { command } = decoded;
  const position = { group: at.group, index: at.index };
  if (command === undefined) return { position, ...refuseUnrecorded('INVALID_REQUEST') };
  const requestId = command.requestId ?? '';
  const home = findHome(at, decoded, command);
  if (home === undefined) return { requestId, position, ...refuseUnrecorded('EPOCH_STALE') };
  const table = home.kind === 'run' ? home.run.requests : home.bucket.requests;
  at.state.touch(home.kind === 'run' ? home.run : home.bucket);
  table.sweep(at.nowMs, COMMAND_SWEEPS_MAX);

  const hash = commandHash(decoded.bytes);
  const rowKey = home.row(requestId);
  const notAfterMs = command.notAfterMs ?? 0;
  const tooFar = notAfterMs > at.nowMs + NOT_AFTER_AHEAD_MS_MAX;
  const known = command.getOutcome ? undefined : table.get(rowKey);
  if (known !== undefined) {
    if (!isSame(known, hash)) return { requestId, position, ...refuse('REQUEST_ID_REUSED') };
    if (tooFar) return { requestId, position, ...refuseUnrecorded('NOT_AFTER_TOO_FAR') };
    table.keepUntil(known, notAfterMs);
    return { ...recordedAnswer(known, home.kind === 'run' ? home.run : undefined), repeated: true };
  }
  if (at.nowMs > notAfterMs) return { requestId, position, ...refuse('REQUEST_EXPIRED') };
  if (tooFar) return { requestId, position, ...refuseUnrecorded('NOT_AFTER_TOO_FAR') };

  const { caller } = decoded;
  const { state, nowMs, group, index, events, keepsOutcomes } = at;
  // Field by field: a spread here was a quarter of what applying a purchase cost.
  const applying: ApplyingCommand = {
    state,
    nowMs,
    group,
    index,
    events,
    keepsOutcomes,
    caller,
    requestId,
    notAfterMs,
    hash,
    rowKey,
  };
  const answer = { requestId, position, ...execute(applying, home, command) };
  if (!command.getOutcome) recordAnswer(applying, table, answer);
  return answer;
}

/** Undefined: this group does not have the key, or was asked by a route from before it changed. */
function findHome(at: Applying, decoded: DecodedCommand, command: pb.Command.$Properties): Home | undefined {
  const { state } = at;
  const { caller } = decoded;
  if (decoded.rangeVersion !== state.range.rangeVersion) return undefined;
  const key = commandRun(command);
  if (key === undefined) {
    const plain = commandPlainKey(command) ?? '';
    if (!state.owns(plainRouteKey(plain))) return undefined;
    return { kind: 'plain', bucket: state.plain(plain), row: (id) => plainRequestRow(plain, caller, id) };
  }
  const bucket = runBucket(key.line ?? '', key.train ?? '', key.date ?? '');
  if (!state.owns(bucket)) return undefined;
  return { kind: 'run', run: state.run(bucket), row: (id) => requestRow(caller, id) };
}

/** An abandoned id is refused whatever it comes with. */
function isSame(known: RequestRecord, hash: { low: number; high: number }): boolean {
  if (known.outcome.kind === 'abandoned') return true;
  return known.hash.low === hash.low && known.hash.high === hash.high;
}

function execute(at: ApplyingCommand, home: Home, command: pb.Command.$Properties): Result {
  if (command.getOutcome) {
    const rowKey = home.row(command.getOutcome.askedRequestId ?? '');
    const table = home.kind === 'run' ? home.run.requests : home.bucket.requests;
    return getOutcome(at, table, home.kind === 'run' ? home.run : undefined, command.getOutcome, rowKey);
  }
  if (home.kind === 'run') return executeOnRun(at, home.run, command);
  return executeOnPlain(at, home.bucket, command);
}

function executeOnRun(at: ApplyingCommand, run: Run, command: pb.Command.$Properties): Result {
  if (command.purchase) return purchase(at, run, command.purchase);
  if (command.confirm) return confirm(at, run, command.confirm);
  if (command.cancel) return cancel(at, run, command.cancel);
  if (command.refund) return refund(at, run, command.refund);
  if (command.publish) return publish(at, run, command.publish);
  assert(!!command.setSale, 'a command on a run that nothing executes');
  return setSale(at, run, command.setSale);
}

function executeOnPlain(at: ApplyingCommand, bucket: PlainBucket, command: pb.Command.$Properties): Result {
  if (command.kvPut) return kvPut(at, bucket, command.kvPut);
  if (command.kvDelete) return kvDelete(at, bucket, command.kvDelete);
  if (command.kvCompareAndSet) return kvCompareAndSet(at, bucket, command.kvCompareAndSet);
  assert(!!command.kvDecrement, 'a command on a plain key that nothing executes');
  return kvDecrement(at, bucket, command.kvDecrement);
}
