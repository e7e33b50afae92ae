/** Sellers and their customers: whose an order is, who may touch it, and who sold it, on three whole nodes. */
import { afterEach, describe, expect, it } from 'vitest';
import type { RailkvError } from '../../src/proto/errors.js';
import { pb } from '../../src/proto/index.js';
import type { Role } from '../../src/proto/principal.js';
import type { Cluster } from '../sim/cluster.js';
import { notAfter, purchase, RUN } from '../sim/sample-commands.js';
import { trainOnSale } from '../sim/train-on-sale.js';

let cluster: Cluster;
let group: number;

async function onSale(): Promise<void> {
  ({ cluster, group } = await trainOnSale());
}

afterEach(() => cluster.shutDown());

type Who = { readonly caller: string; readonly role: Role; readonly buyer?: string };
const SELLER: Who = { caller: 'kiosk-7', role: 'seller' };
const FOR_ALICE: Who = { ...SELLER, buyer: 'alice' };
const ALICE: Who = { caller: 'alice', role: 'buyer' };
const BOB: Who = { caller: 'bob', role: 'buyer' };

const hold = (id: string, who: Who): Promise<pb.Outcome.$Properties> =>
  cluster.execute(group, purchase(cluster.time.nowMs, id, { holdMs: 60_000 }), who);

function act(kind: 'confirm' | 'cancel' | 'refund', orderId: string, who: Who) {
  const requestId = `${kind}-${orderId}-${who.caller}-${who.buyer ?? ''}`;
  const command = {
    requestId,
    notAfterMs: notAfter(cluster.time.nowMs),
    [kind]: { order: { run: RUN, orderId } },
  };
  return cluster.execute(group, command, who);
}

const reasonOf = ({ answer, failure }: pb.Outcome.$Properties): string =>
  failure?.reason ?? answer?.refusal?.reason ?? 'done';

/** As the leader shows it; what it refuses with otherwise. */
async function look(orderId: string, { caller, role, buyer }: Who): Promise<string> {
  const { services } = await cluster.waitForLeader(group);
  const request = { routed: { group, buyer: buyer ?? '' }, order: { run: RUN, orderId }, read: { level: 2 } };
  try {
    const asked = services.tickets.getOrder({ id: caller, role }, request, Number.POSITIVE_INFINITY);
    return (await cluster.finish(asked)).order?.state ?? '';
  } catch (error) {
    return (error as RailkvError).reason;
  }
}

describe('a seller', () => {
  it('buys for a buyer, whose order it is then: the buyer finds it, ends it, and nobody else does', async () => {
    await onSale();
    expect(reasonOf(await hold('o-1', FOR_ALICE))).toBe('done');
    expect(await look('o-1', ALICE)).toBe('held');
    expect(await look('o-1', FOR_ALICE)).toBe('held');
    expect(await look('o-1', SELLER)).toBe('ORDER_NOT_FOUND');
    expect(await look('o-1', BOB)).toBe('ORDER_NOT_FOUND');
    expect(reasonOf(await act('cancel', 'o-1', SELLER))).toBe('ORDER_NOT_FOUND');
    expect(reasonOf(await act('cancel', 'o-1', ALICE))).toBe('done');
    expect(await look('o-1', FOR_ALICE)).toBe('cancelled');
  });

  it('confirms, refunds and cancels for a buyer what the buyer bought itself', async () => {
    await onSale();
    await hold('o-1', ALICE);
    await hold('o-2', ALICE);
    expect(reasonOf(await act('confirm', 'o-1', FOR_ALICE))).toBe('done');
    expect(reasonOf(await act('refund', 'o-1', FOR_ALICE))).toBe('done');
    expect(reasonOf(await act('cancel', 'o-2', FOR_ALICE))).toBe('done');
  });

  it('gets the same answer for the same request id, also from the other side of the counter', async () => {
    await onSale();
    const command = purchase(cluster.time.nowMs, 'o-1');
    const first = await cluster.execute(group, command, FOR_ALICE);
    for (const who of [FOR_ALICE, ALICE]) {
      const again = await cluster.execute(group, command, { ...who, maybeDone: true });
      expect(again.answer?.repeated).toBe(true);
      expect(again.answer?.order).toEqual(first.answer?.order);
    }
  });

  it('does nothing for a buyer but what is about orders', async () => {
    await onSale();
    const closing = {
      requestId: 'close',
      notAfterMs: notAfter(cluster.time.nowMs),
      setSale: { run: RUN, open: false },
    };
    const asOperator = { caller: 'olga', role: 'operator', buyer: 'alice' } as const;
    expect(reasonOf(await cluster.execute(group, closing, asOperator))).toBe('INVALID_REQUEST');
    expect(reasonOf(await hold('o-1', ALICE))).toBe('done');
  });

  it('sends orders of several buyers in one message, each of which goes to its own', async () => {
    await onSale();
    const { services, clock } = await cluster.waitForLeader(group);
    const item = (sequence: number, buyer: string) => ({
      sequence,
      routed: { group, buyer },
      command: pb.Command.encode(purchase(cluster.time.nowMs, `o-${sequence}`)).finish(),
    });
    const outcomes: pb.Outcome.$Properties[] = [];
    services.tickets.executeBatch(
      { id: 'kiosk-7', role: 'seller' },
      { commands: [item(1, 'alice'), item(2, 'bob'), item(3, ''), item(4, 'alice')] },
      clock.wallMs() + 5_000,
      (part) => outcomes.push(...part),
    );
    await cluster.until(() => outcomes.length === 4, 'every order is answered');
    expect(new Set(outcomes.map(reasonOf))).toEqual(new Set(['done']));
    expect(await look('o-1', ALICE)).toBe('sold');
    expect(await look('o-2', BOB)).toBe('sold');
    expect(await look('o-3', SELLER)).toBe('sold');
    expect(await look('o-4', BOB)).toBe('ORDER_NOT_FOUND');
    expect(await look('o-4', ALICE)).toBe('sold');
  });
});

describe('a command', () => {
  it('is refused when its first body is not the one that counts: the edge of a node audits and admits by it', async () => {
    await onSale();
    const { services, clock } = await cluster.waitForLeader(group);
    const nowMs = cluster.time.nowMs;
    const closing = pb.Command.encode({
      requestId: 'close',
      notAfterMs: notAfter(nowMs),
      setSale: { run: RUN, open: false },
    }).finish();
    const disguised = [
      pb.Command.encode({ getOutcome: {} }).finish(), // another body, which the last one replaces
      Uint8Array.of(0x88, 0x01, 0x01), // field 17, which is none
      Uint8Array.of(0x4b, 0x4c), // a group, which nothing here is
    ].map((first) => Buffer.concat([first, closing]));
    for (const [at, command] of [...disguised, closing].entries()) {
      const asked = services.tickets.execute(
        { id: 'olga', role: 'operator' },
        { routed: { group }, command },
        clock.wallMs() + 5_000,
      );
      const expected = at < disguised.length ? 'INVALID_REQUEST' : 'done';
      expect(reasonOf(await cluster.finish(asked)), String(at)).toBe(expected);
    }
  });
});

describe('a buyer', () => {
  it('who names another is refused, at the purchase, at what follows and at a look, and nothing is changed', async () => {
    await onSale();
    await hold('o-1', ALICE);
    const posing = { ...BOB, buyer: 'alice' };
    for (const kind of ['confirm', 'cancel', 'refund'] as const)
      expect(reasonOf(await act(kind, 'o-1', posing)), kind).toBe('PERMISSION_DENIED');
    expect(reasonOf(await hold('o-2', posing))).toBe('PERMISSION_DENIED');
    expect(await look('o-1', posing)).toBe('PERMISSION_DENIED');
    expect(await look('o-1', ALICE)).toBe('held');
    expect(await look('o-2', ALICE)).toBe('ORDER_NOT_FOUND');
  });

  it('neither confirms, cancels nor refunds the order of another: to it there is none', async () => {
    await onSale();
    await hold('o-1', ALICE);
    for (const kind of ['confirm', 'cancel', 'refund'] as const)
      expect(reasonOf(await act(kind, 'o-1', BOB)), kind).toBe('ORDER_NOT_FOUND');
    expect(await look('o-1', ALICE)).toBe('held');
  });
});
