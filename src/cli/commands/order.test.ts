import { describe, expect, it } from 'vitest';
import { RailkvError, type Settlement } from '../../client/index.js';
import { EXIT } from '../exit-codes.js';
import { runWith } from '../testing/fakes.js';
import { sampleOrder } from '../testing/samples.js';

const REF = 'jinghu/G1/2026-12-01/o1';
const settle = (settlement: Settlement) =>
  runWith(['order', REF, '--settle'], {
    tickets: { settle: () => Promise.resolve(settlement), order: () => Promise.resolve(sampleOrder()) },
  });

describe('orders', () => {
  it('are shown by their reference', async () => {
    const ran = await runWith(['order', REF], { tickets: { order: () => Promise.resolve(sampleOrder()) } });
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stdout).toContain('23B');
  });

  it('refuse what is no reference before asking anybody', async () => {
    const ran = await runWith(['confirm', 'o1']);
    expect(ran).toMatchObject({ code: EXIT.usage, connectedWith: undefined });
  });

  it('are settled: done, refused, or never', async () => {
    expect(await settle({ outcome: 'done', order: sampleOrder() })).toMatchObject({ code: EXIT.ok });
    expect(await settle({ outcome: 'refused', reason: 'SOLD_OUT', message: 'none left' })).toMatchObject({
      code: EXIT.refused,
    });
    const never = await settle({ outcome: 'never' });
    expect(never.code).toBe(EXIT.refused);
    expect(never.stderr).toContain('was never done, and never will be');
  });

  it('are shown as they are now once they are settled, not as they were when they were sold', async () => {
    const [sold] = sampleOrder().tickets;
    const refunded = sampleOrder({
      state: 'refunded',
      tickets: sold ? [{ ...sold, state: 'refunded' }] : [],
    });
    const asked: string[] = [];
    const tickets = {
      settle: () => Promise.resolve<Settlement>({ outcome: 'done', order: sampleOrder() }),
      order: (reference: string) => {
        asked.push(reference);
        return Promise.resolve(refunded);
      },
    };
    const ran = await runWith(['order', REF, '--settle'], { tickets });
    expect([ran.code, asked]).toEqual([EXIT.ok, [REF]]);
    expect(ran.stdout).toContain('refunded');
    expect(ran.stdout).not.toContain('railkv refund');
    const json = await runWith(['order', REF, '--settle', '-o', 'json'], { tickets });
    expect(JSON.parse(json.stdout)).toMatchObject({ outcome: 'done', order: { state: 'refunded' } });
  });

  it('are settled also where they cannot be read then, and that is said', async () => {
    const ran = await runWith(['order', REF, '--settle'], {
      tickets: {
        settle: () => Promise.resolve<Settlement>({ outcome: 'done', order: sampleOrder() }),
        order: () => Promise.reject(new RailkvError('NO_LEADER', 'nobody leads')),
      },
    });
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stdout).toContain('23B');
    expect(ran.stderr).toContain('as it was then: it cannot be read now (NO_LEADER: nobody leads)');
  });

  it('say who is in them when a refund names somebody else', async () => {
    const refund = () =>
      Promise.reject(
        new RailkvError('ORDER_NOT_FOUND', 'you have no such order: check the reference', {
          metadata: { passenger: 'P9' },
        }),
      );
    const [ticket] = sampleOrder().tickets;
    const two = sampleOrder({ tickets: ticket ? [ticket, { ...ticket, passengerId: 'P2' }] : [] });
    const ran = await runWith(['refund', REF, '--passenger', 'P9'], {
      tickets: { refund, order: () => Promise.resolve(two) },
    });
    expect(ran.code).toBe(EXIT.refused);
    expect(ran.stderr).toContain('this order has no passenger P9: in it are P1, P2');
    expect(ran.stderr).not.toContain('no such order');
    const unread = await runWith(['refund', REF, '--passenger', 'P9'], {
      tickets: { refund, order: () => Promise.reject(new RailkvError('NO_LEADER', 'nobody leads')) },
    });
    expect(unread.code).toBe(EXIT.refused);
    expect(unread.stderr).toMatch(/this order has no passenger P9(?!:)/);
  });

  it('are confirmed, cancelled and refunded, in part too', async () => {
    const done: unknown[] = [];
    const step = (name: string) => (reference: string, options?: object) => {
      done.push([name, reference, options]);
      return Promise.resolve(sampleOrder());
    };
    const tickets = { confirm: step('confirm'), cancel: step('cancel'), refund: step('refund') };
    await runWith(['confirm', REF], { tickets });
    await runWith(['cancel', REF, '--request-id', 'c1'], { tickets });
    await runWith(['refund', REF, '--passenger', 'P1', 'P2'], { tickets });
    expect(done).toEqual([
      ['confirm', REF, {}],
      ['cancel', REF, { requestId: 'c1' }],
      ['refund', REF, { passengers: ['P1', 'P2'] }],
    ]);
  });

  it('of a buyer are looked at and ended by a seller, and every next step names the buyer', async () => {
    const done: unknown[] = [];
    const step = (name: string) => (reference: string, options?: object) => {
      done.push([name, reference, options]);
      return Promise.resolve(sampleOrder());
    };
    const tickets = { confirm: step('confirm'), cancel: step('cancel'), order: step('order') };
    const seen = await runWith(['order', REF, '--buyer', 'alice'], { tickets });
    expect(seen.stdout).toContain(`next: railkv refund ${REF} --buyer alice\n`);
    await runWith(['confirm', REF, '--buyer', 'alice'], { tickets });
    await runWith(['cancel', REF, '--buyer', 'alice'], { tickets });
    expect(done).toEqual(['order', 'confirm', 'cancel'].map((name) => [name, REF, { buyer: 'alice' }]));
    const denied = await runWith(['cancel', REF, '--buyer', 'alice'], {
      tickets: { cancel: () => Promise.reject(new RailkvError('PERMISSION_DENIED', 'a buyer may not')) },
    });
    expect(denied.code).toBe(EXIT.refused);
    expect(denied.stderr).toMatch(/next: see what each role may do/);
  });

  it('end in exit code 4 when nobody could serve them', async () => {
    const ran = await runWith(['confirm', REF], {
      tickets: { confirm: () => Promise.reject(new RailkvError('ACK_QUORUM_AWAY', 'one replica is up')) },
    });
    expect(ran.code).toBe(EXIT.unavailable);
    expect(ran.stderr).toContain('railkv status');
  });
});
