/** Answers of request ids: the one given before, byte for byte, and what GetOutcome finds or writes. */
import { pb } from '../../proto/index.js';
import type { ApplyingCommand } from './applying.js';
import { present } from './invariant.js';
import { NOT_AFTER_AHEAD_MS_MAX } from './limits.js';
import { describeOrder } from './order.js';
import { type Result, refusal } from './refusals.js';
import type { RequestRecord, RequestTable } from './request-table.js';
import type { Run } from './run.js';

/** @param run of the record; undefined for plain keys */
export function recordedAnswer(record: RequestRecord, run: Run | undefined): pb.Answer.$Properties {
  const { requestId, outcome } = record;
  const position = { group: record.group, index: record.index };
  switch (outcome.kind) {
    case 'answer':
      return pb.Answer.decode(outcome.bytes);
    case 'abandoned':
      return { requestId, position, refusal: refusal('ABANDONED') };
    case 'order': {
      const plan = present(run?.plan, 'an order without a plan');
      return {
        requestId,
        position,
        order: describeOrder(present(run, 'checked'), requestId, outcome.order, plan, 'bought'),
      };
    }
  }
}

/** Records what a command came to, unless it is recorded already (an order) or may be tried again. */
export function recordAnswer(at: ApplyingCommand, table: RequestTable, answer: pb.Answer.$Properties): void {
  if (answer.unrecorded || table.get(at.rowKey) !== undefined) return;
  const { rowKey: key, caller, requestId, hash, notAfterMs, group, index } = at;
  const bytes = pb.Answer.encode(answer).finish();
  table.add({
    key,
    caller,
    requestId,
    hash,
    notAfterMs,
    group,
    index,
    untilMs: notAfterMs,
    outcome: { kind: 'answer', bytes },
  });
}

/** What is told stays so: whichever copy of the id comes later meets its row, or its own notAfter has passed.
 *  @param rowKey of the id asked after. Needs no record of its own: asking again finds the same. */
export function getOutcome(
  at: ApplyingCommand,
  table: RequestTable,
  run: Run | undefined,
  asked: pb.GetOutcome.$Properties,
  rowKey: string,
): Result {
  const found = table.get(rowKey);
  const requestId = asked.askedRequestId ?? '';
  const { group, index, caller } = at;
  const askedNotAfterMs = asked.askedNotAfterMs ?? 0;
  const cannotCome = askedNotAfterMs > 0 && askedNotAfterMs < at.nowMs;
  // Whatever notAfter the id may come with, it is refused later than this.
  const untilMs = Math.max(askedNotAfterMs, at.notAfterMs, at.nowMs + NOT_AFTER_AHEAD_MS_MAX);
  if (found !== undefined) {
    if (at.keepsOutcomes && !cannotCome) table.keepUntil(found, untilMs);
    return { asked: recordedAnswer(found, run) };
  }
  // Later than its notAfter the id can never run, and if it did run, its row may have been swept: nothing to write.
  if (cannotCome)
    return { asked: { requestId, position: { group, index }, refusal: refusal('REQUEST_EXPIRED') } };
  const record: RequestRecord = {
    key: rowKey,
    caller,
    requestId,
    hash: { low: 0, high: 0 },
    notAfterMs: askedNotAfterMs,
    group,
    index,
    outcome: { kind: 'abandoned' },
    untilMs,
  };
  table.add(record);
  return { asked: recordedAnswer(record, run) };
}
