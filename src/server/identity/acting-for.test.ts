import { describe, expect, it } from 'vitest';
import { pb } from '../../proto/index.js';
import { ROLES } from '../../proto/principal.js';
import { actingFor } from './acting-for.js';
import { auditedCommand } from './audit.js';
import { authoriseCommand, COMMAND_KINDS } from './permissions.js';

const RUN = { line: 'jinghu', train: 'G1', date: '2026-12-01' };

describe('who acts for somebody else', () => {
  it('is a seller or an operator, and the order is the buyer’s', () => {
    for (const role of ['seller', 'operator'] as const)
      expect(actingFor({ id: 'kiosk-7', role }, 'alice')).toEqual({ caller: 'alice', seller: 'kiosk-7' });
  });

  it('is nobody else: the refusal is typed and says who may', () => {
    for (const role of ROLES.filter((each) => each !== 'seller' && each !== 'operator'))
      expect(() => actingFor({ id: 'bob', role }, 'alice')).toThrow(
        expect.objectContaining({
          reason: 'PERMISSION_DENIED',
          message: expect.stringContaining('only seller, operator may') as string,
        }),
      );
  });

  it('is a caller of its own where no buyer is named, or itself', () => {
    for (const buyer of ['', null, undefined, 'bob'])
      expect(actingFor({ id: 'bob', role: 'buyer' }, buyer)).toEqual({ caller: 'bob', seller: '' });
  });

  it('names a buyer that could be a caller', () => {
    for (const buyer of ['two words', 'x'.repeat(65), '北京'])
      expect(() => actingFor({ id: 'kiosk-7', role: 'seller' }, buyer)).toThrow(
        expect.objectContaining({ reason: 'INVALID_REQUEST' }),
      );
  });

  it('does what is about orders, and nothing else', () => {
    const orders = new Set(['purchase', 'confirm', 'cancel', 'refund', 'getOutcome']);
    for (const kind of COMMAND_KINDS) {
      const act = (): void => authoriseCommand('operator', { requestId: 'r', [kind]: {} }, true);
      if (orders.has(kind)) act();
      else expect(act, kind).toThrow(expect.objectContaining({ reason: 'INVALID_REQUEST' }));
    }
  });
});

describe('the audit log of a sale for somebody else', () => {
  const seller = { id: 'kiosk-7', role: 'seller' } as const;
  const encode = (command: pb.Command.$Properties): Uint8Array =>
    pb.Command.encode({ requestId: 'r-1', ...command }).finish();

  it('says who sold, to whom, and what', () => {
    const bought = encode({ purchase: { run: RUN } });
    expect(auditedCommand(seller, '127.0.0.1:5', bought, 'alice')).toEqual({
      caller: 'kiosk-7',
      role: 'seller',
      from: '127.0.0.1:5',
      act: 'purchase',
      buyer: 'alice',
      on: 'jinghu/G1/2026-12-01',
      requestId: 'r-1',
    });
    const cancelled = encode({ cancel: { order: { run: RUN, orderId: 'o-9' } } });
    expect(auditedCommand(seller, '127.0.0.1:5', cancelled, 'alice')).toMatchObject({
      act: 'cancel',
      on: 'jinghu/G1/2026-12-01/o-9',
    });
  });

  it('cuts what a caller made long', () => {
    const long = encode({
      requestId: 'r'.repeat(5_000),
      publish: { run: { ...RUN, line: 'x'.repeat(5_000) } },
    });
    const line = auditedCommand(seller, '127.0.0.1:5', long, '');
    expect(line?.on).toBe(`${'x'.repeat(1_024)}...`);
    expect(line?.requestId).toBe(`${'r'.repeat(64)}...`);
  });

  it('has no line for a sale of one’s own', () => {
    expect(auditedCommand(seller, '127.0.0.1:5', encode({ purchase: { run: RUN } }), '')).toBeUndefined();
  });
});
