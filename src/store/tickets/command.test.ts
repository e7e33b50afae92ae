import { describe, expect, it } from 'vitest';
import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import { plainKey, runKey } from '../../proto/keys.js';
import { commandKey, decodeCommand, validateCommand } from './command.js';
import { follow, getOutcome, plain, publish, purchase, RUN, setSale } from './testing/commands.js';

/** The field that is refused, or undefined. */
function refusedField(command: pb.Command.$Properties): string | undefined {
  try {
    validateCommand(command);
    return undefined;
  } catch (error) {
    if (!(error instanceof RailkvError)) throw error;
    expect(error.reason).toBe('INVALID_REQUEST');
    return error.metadata['field'];
  }
}

describe('a command', () => {
  it.each([
    publish(),
    purchase(),
    setSale(true),
    follow('confirm', 'o'),
    follow('refund', 'o', {}, ['p']),
    getOutcome('x'),
    plain({ getOutcome: { key: 'k', askedRequestId: 'x' } }),
    plain({ kvDecrement: { key: 'k', by: 1, floor: -3 } }),
  ])('within its bounds is let pass %#', (command) => {
    expect(refusedField(command)).toBeUndefined();
  });

  const buy = purchase().purchase ?? {};
  it.each<[string, pb.Command.$Properties]>([
    ['request_id', purchase({}, { requestId: '' })],
    ['request_id', purchase({}, { requestId: 'x'.repeat(65) })],
    ['request_id', purchase({}, { requestId: 'a b' })],
    ['not_after_ms', purchase({}, { notAfterMs: 0 })],
    ['body', plain({})],
    ['run', plain({ purchase: { ...buy, run: null } })],
    ['run.date', plain({ purchase: { ...buy, run: { ...RUN, date: '2026-02-29' } } })],
    ['run.train', plain({ purchase: { ...buy, run: { ...RUN, train: 'G\u00071' } } })],
    ['run.line', plain({ setSale: { run: { ...RUN, line: '\ud800' } } })],
    ['to_stop', plain({ purchase: { ...buy, toStop: 64 } })],
    ['hold_ms', purchase({ holdMs: 25 * 3_600_000 })],
    ['passengers', purchase({ passengers: [] })],
    ['passengers', purchase({ passengers: ['1', '2', '3', '4', '5', '6'] })],
    ['passengers', purchase({ passengers: ['p', 'p'] })],
    ['passengers[0].preference', purchase({ passengers: [{ passengerId: 'p', preference: 'roof' }] })],
    ['passenger_ids', follow('refund', 'o', {}, ['p', 'p'])],
    ['order.order_id', follow('cancel', '')],
    ['key', plain({ kvPut: { key: '' } })],
    ['key', plain({ kvPut: { key: '铁'.repeat(86) } })],
    ['value', plain({ kvPut: { key: 'k', value: new Uint8Array(65_537) } })],
    ['by', plain({ kvDecrement: { key: 'k', by: 2 ** 53 } })],
    ['expected', plain({ kvCompareAndSet: { key: 'k', expectAbsent: true, expected: new Uint8Array(1) } })],
  ])('names the field that is out of bounds: %s', (field, command) => {
    expect(refusedField(command)).toBe(field);
  });

  it('is refused when its bytes are not a command', () => {
    expect(() => decodeCommand(new Uint8Array([0xff]))).toThrow(/not an encoded/);
  });

  it('keeps all its fields through its bytes', () => {
    const command = purchase({ holdMs: 5, passengers: ['p', { passengerId: 'q', preference: 'aisle' }] });
    const bytes = pb.Command.encode(command).finish();
    expect(pb.Command.encode(decodeCommand(bytes)).finish()).toEqual(bytes);
  });
});

describe('the routed key', () => {
  it('is that of the run, or of the plain key', () => {
    const run = Buffer.from(runKey(RUN.line, RUN.train, RUN.date));
    for (const command of [publish(), purchase(), setSale(true), follow('cancel', 'o'), getOutcome('x')])
      expect(Buffer.from(commandKey(command))).toEqual(run);
    expect(commandKey(plain({ kvDelete: { key: 'k' } }))).toEqual(plainKey('k'));
    expect(commandKey(plain({ getOutcome: { key: 'k', askedRequestId: 'x' } }))).toEqual(plainKey('k'));
  });
});
