/** The bounds of a command, checked by the leader before it proposes and again when applied: one function for both, so
 *  that what the leader lets pass, apply does not refuse. */

import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import { plainKey, runKey } from '../../proto/keys.js';
import {
  HOLD_MS_MAX,
  NAME_LENGTH_MAX,
  NOT_AFTER_AHEAD_MS_MAX,
  PASSENGERS_MAX,
  PLAIN_VALUE_BYTES_MAX,
  STOPS_MAX,
} from './limits.js';
import { isDate, isName } from './names.js';
import { planProblem } from './plan-rules.js';
import type { Problem } from './problem.js';

const REQUEST_ID = /^[\x21-\x7e]{1,64}$/;
const KEY = /^\P{Cs}+$/u;
const KEY_BYTES_MAX = 256;
type Maybe<T> = T | null | undefined;

function nameProblem(field: string, text: Maybe<string>): Problem | undefined {
  if (isName(text)) return undefined;
  return { field, message: `must be 1 to ${NAME_LENGTH_MAX} printable characters` };
}

function requestIdProblem(field: string, text: Maybe<string>): Problem | undefined {
  if (REQUEST_ID.test(text ?? '')) return undefined;
  return { field, message: 'must be 1 to 64 printable ASCII characters without spaces' };
}

export function runProblem(field: string, run: Maybe<pb.RunKey.$Properties>): Problem | undefined {
  if (!run) return { field, message: 'is missing' };
  return (
    nameProblem(`${field}.line`, run.line) ??
    nameProblem(`${field}.train`, run.train) ??
    (isDate(run.date ?? '')
      ? undefined
      : { field: `${field}.date`, message: 'must be a date, as 2026-12-01' })
  );
}

function orderProblem(order: Maybe<pb.OrderRef.$Properties>): Problem | undefined {
  if (!order) return { field: 'order', message: 'is missing' };
  return runProblem('order.run', order.run) ?? requestIdProblem('order.order_id', order.orderId);
}

export function keyProblem(key: Maybe<string>): Problem | undefined {
  if (!key || !KEY.test(key))
    return { field: 'key', message: 'must be valid text of at least one character' };
  if (key.length > KEY_BYTES_MAX || Buffer.byteLength(key) > KEY_BYTES_MAX)
    return { field: 'key', message: `must be at most ${KEY_BYTES_MAX} bytes of UTF-8` };
  return undefined;
}

function valueProblem(field: string, value: Maybe<Uint8Array>): Problem | undefined {
  if ((value?.length ?? 0) <= PLAIN_VALUE_BYTES_MAX) return undefined;
  return { field, message: `must be at most ${PLAIN_VALUE_BYTES_MAX} bytes` };
}

function countProblem(field: string, value: Maybe<number>, min: number, max: number): Problem | undefined {
  const count = value ?? 0;
  if (Number.isSafeInteger(count) && count >= min && count <= max) return undefined;
  return { field, message: `must be ${min} to ${max}` };
}

function repeats(values: readonly string[]): boolean {
  return new Set(values).size !== values.length;
}

function passengersProblem(passengers: readonly pb.Passenger.$Properties[]): Problem | undefined {
  if (passengers.length < 1 || passengers.length > PASSENGERS_MAX)
    return { field: 'passengers', message: `must be 1 to ${PASSENGERS_MAX}` };
  for (const [at, passenger] of passengers.entries()) {
    const problem = nameProblem(`passengers[${at}].passenger_id`, passenger.passengerId);
    if (problem !== undefined) return problem;
    if (!['', 'window', 'aisle'].includes(passenger.preference ?? ''))
      return { field: `passengers[${at}].preference`, message: 'must be empty, window or aisle' };
  }
  if (passengers.length > 1 && repeats(passengers.map((passenger) => passenger.passengerId ?? '')))
    return { field: 'passengers', message: 'must not name a passenger twice' };
  return undefined;
}

function purchaseProblem(purchase: pb.Purchase.$Properties): Problem | undefined {
  return (
    runProblem('run', purchase.run) ??
    countProblem('from_stop', purchase.fromStop, 0, STOPS_MAX - 1) ??
    countProblem('to_stop', purchase.toStop, 0, STOPS_MAX - 1) ??
    nameProblem('from_station', purchase.fromStation) ??
    nameProblem('to_station', purchase.toStation) ??
    nameProblem('class', purchase.class) ??
    countProblem('hold_ms', purchase.holdMs, 0, HOLD_MS_MAX) ??
    passengersProblem(purchase.passengers ?? [])
  );
}

function refundProblem(refund: pb.Refund.$Properties): Problem | undefined {
  const passengers = refund.passengerIds ?? [];
  if (passengers.length > PASSENGERS_MAX || repeats(passengers))
    return { field: 'passenger_ids', message: `must be at most ${PASSENGERS_MAX}, each once` };
  for (const [at, passenger] of passengers.entries()) {
    const problem = nameProblem(`passenger_ids[${at}]`, passenger);
    if (problem !== undefined) return problem;
  }
  return orderProblem(refund.order);
}

function outcomeProblem(asked: pb.GetOutcome.$Properties): Problem | undefined {
  const problem =
    requestIdProblem('asked_request_id', asked.askedRequestId) ??
    countProblem('asked_not_after_ms', asked.askedNotAfterMs, 0, Number.MAX_SAFE_INTEGER);
  if (problem !== undefined) return problem;
  if (asked.run && asked.key) return { field: 'key', message: 'must be empty when a run is named' };
  return asked.run ? runProblem('run', asked.run) : keyProblem(asked.key);
}

/** Sizes and forms only; what needs state is a refusal. The first problem in field order, or undefined. */
export function commandProblem(command: pb.Command.$Properties): Problem | undefined {
  const problem =
    requestIdProblem('request_id', command.requestId) ??
    countProblem('not_after_ms', command.notAfterMs, 1, Number.MAX_SAFE_INTEGER);
  if (problem !== undefined) return problem;
  if (command.purchase) return purchaseProblem(command.purchase);
  if (command.confirm) return orderProblem(command.confirm.order);
  if (command.cancel) return orderProblem(command.cancel.order);
  if (command.refund) return refundProblem(command.refund);
  if (command.getOutcome) return outcomeProblem(command.getOutcome);
  if (command.publish) return runProblem('run', command.publish.run) ?? planProblem(command.publish);
  if (command.setSale) return runProblem('run', command.setSale.run);
  if (command.kvPut) return keyProblem(command.kvPut.key) ?? valueProblem('value', command.kvPut.value);
  if (command.kvDelete) return keyProblem(command.kvDelete.key);
  if (command.kvCompareAndSet) {
    const { key, value, expected, expectAbsent } = command.kvCompareAndSet;
    if (expectAbsent && (expected?.length ?? 0) > 0)
      return { field: 'expected', message: 'must be empty when the key is expected to be absent' };
    return keyProblem(key) ?? valueProblem('value', value) ?? valueProblem('expected', expected);
  }
  if (command.kvDecrement) {
    const { key, by, floor } = command.kvDecrement;
    const max = Number.MAX_SAFE_INTEGER;
    return keyProblem(key) ?? countProblem('by', by, 0, max) ?? countProblem('floor', floor, -max, max);
  }
  return { field: 'body', message: 'holds no command that this node knows' };
}

const invalid = ({ field, message }: Problem): RailkvError =>
  new RailkvError('INVALID_REQUEST', `${field} ${message}`, { metadata: { field } });

/** Bytes of a command as they came from a client. @throws RailkvError INVALID_REQUEST, the field in its metadata */
export function decodeCommand(bytes: Uint8Array): pb.Command.$Properties {
  let command: pb.Command.$Properties;
  try {
    command = pb.Command.decode(bytes);
  } catch (cause) {
    throw new RailkvError('INVALID_REQUEST', 'command is not an encoded railkv.v1.Command', {
      metadata: { field: 'command' },
      cause,
    });
  }
  validateCommand(command);
  return command;
}

/** @throws RailkvError INVALID_REQUEST, the field in its metadata */
export function validateCommand(command: pb.Command.$Properties): void {
  const problem = commandProblem(command);
  if (problem !== undefined) throw invalid(problem);
}

/** What a leader refuses before it proposes, since it depends on the time: a row would be kept as long as somebody wishes.
 *  @param nowMs no earlier than the group's effective time  @throws RailkvError INVALID_REQUEST, the field in its metadata */
export function checkAskedNotAfter({ getOutcome }: pb.Command.$Properties, nowMs: number): void {
  if ((getOutcome?.askedNotAfterMs ?? 0) <= nowMs + NOT_AFTER_AHEAD_MS_MAX) return;
  throw invalid({
    field: 'asked_not_after_ms',
    message: "may be at most 15 minutes ahead, as a command's not_after_ms: no command can have a later one",
  });
}

/** @throws RailkvError INVALID_REQUEST when `problem` is one */
export function refuseProblem(problem: Problem | undefined): void {
  if (problem !== undefined) throw invalid(problem);
}

/** The run a command is about; undefined: it is about a plain key. */
export function commandRun(command: pb.Command.$Properties): pb.RunKey.$Properties | undefined {
  const order = command.confirm?.order ?? command.cancel?.order ?? command.refund?.order;
  return (
    command.purchase?.run ??
    order?.run ??
    command.getOutcome?.run ??
    command.publish?.run ??
    command.setSale?.run ??
    undefined
  );
}

/** The plain key a command is about, if it is about one. */
export function commandPlainKey(command: pb.Command.$Properties): string | undefined {
  return (
    command.kvPut?.key ??
    command.kvDelete?.key ??
    command.kvCompareAndSet?.key ??
    command.kvDecrement?.key ??
    command.getOutcome?.key ??
    undefined
  );
}

/** The routed key of a valid command: what decides which group it belongs to. */
export function commandKey(command: pb.Command.$Properties): Uint8Array {
  const run = commandRun(command);
  if (run !== undefined) return runKey(run.line ?? '', run.train ?? '', run.date ?? '');
  return plainKey(commandPlainKey(command) ?? '');
}
