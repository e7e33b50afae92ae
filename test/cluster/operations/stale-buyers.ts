/** Clients that looked a line's route up once, before it was split, and may look nothing up again: every look-up of placement
 *  is refused from then on, so that all they can learn comes with the refusal of a purchase. Each purchase has to succeed. */

import type { RailkvClient } from '../../../src/client/api.js';
import type { ClientTransport } from '../../../src/client/client-transport.js';
import { connectOver } from '../../../src/client/connect.js';
import { GrpcTransport } from '../../../src/client/grpc/grpc-transport.js';
import { nodeEnv } from '../../../src/client/grpc/node-env.js';
import { RailkvError } from '../../../src/client/index.js';
import type { pb } from '../../../src/proto/index.js';
import { PLACEMENT } from '../../../src/proto/services.js';
import { LedgerWriter } from '../sale/ledger.js';
import type { Access, SaleRun } from './sale-runs.js';

const BUYERS = 8;
const TIMEOUT_MS = 10_000;

/** A transport that can be made blind to placement, and counts what its client was told of stale epochs. */
class BlindTransport {
  blind = false;
  /** Look-ups that were wanted while it was blind, and refused. */
  lookups = 0;
  /** Commands that a group refused with its ranges of now. */
  refusals = 0;
  readonly transport: ClientTransport;

  constructor(inner: ClientTransport) {
    const lookUps: ReadonlySet<string> = new Set([PLACEMENT.getRoutes.path, PLACEMENT.getCluster.path]);
    this.transport = {
      unary: (address, method, request, attempt) => {
        if (!this.blind || !lookUps.has(method.path)) return inner.unary(address, method, request, attempt);
        this.lookups += 1;
        return Promise.reject(new RailkvError('UNREACHABLE', 'this client may look nothing up'));
      },
      serverStream: (address, method, request, attempt) =>
        inner.serverStream(address, method, request, attempt),
      stream: (address, method, events, metadata) =>
        inner.stream(
          address,
          method,
          {
            opened: () => events.opened(),
            drained: () => events.drained(),
            closed: (error) => events.closed(error),
            message: (message) => {
              const { outcomes } = message as pb.OutcomeBatch.$Properties;
              this.refusals += (outcomes ?? []).filter(isStale).length;
              events.message(message);
            },
          },
          metadata,
        ),
      close: () => inner.close(),
    };
  }
}

const isStale = ({ failure }: pb.Outcome.$Properties): boolean => failure?.reason === 'EPOCH_STALE';

interface StaleBuyer {
  readonly caller: string;
  readonly railkv: RailkvClient;
  readonly link: BlindTransport;
}

export interface StaleSale {
  readonly bought: number;
  /** What went wrong, each with the train. */
  readonly failed: readonly string[];
  readonly refusals: number;
  /** Buyers that no refusal taught anything. */
  readonly untaught: readonly string[];
  readonly lookups: number;
}

export class StaleBuyers {
  private number = 0;

  private constructor(
    /** Of these buyers: no other request ids begin with it. */
    private readonly name: string,
    private readonly ledger: LedgerWriter,
    private readonly buyers: readonly StaleBuyer[],
  ) {}

  /** Buyers that have bought of each of these trains, hence know who holds them. @param name unlike that of any other buyers
   *  @param ledger path of their own
   *  @throws RailkvError when one of these first purchases fails */
  static async thatKnow(
    name: string,
    sales: readonly SaleRun[],
    { seeds, secure }: Access,
    ledger: string,
  ): Promise<StaleBuyers> {
    const buyers: StaleBuyer[] = [];
    for (let at = 0; at < BUYERS; at += 1) {
      const caller = secure?.caller ?? `${name}-${at}`;
      const link = new BlindTransport(new GrpcTransport(secure === undefined ? {} : { tls: secure.tls }));
      const railkv = await connectOver(link.transport, nodeEnv(), { seeds, caller });
      buyers.push({ caller, railkv, link });
    }
    const all = new StaleBuyers(name, new LedgerWriter(ledger), buyers);
    await Promise.all(buyers.flatMap((buyer) => sales.map((sale) => all.buy(buyer, sale))));
    for (const { link } of buyers) link.blind = true;
    return all;
  }

  /** Each buyer buys of each train, all at once. */
  async buyOf(sales: readonly SaleRun[]): Promise<StaleSale> {
    const failed: string[] = [];
    for (const { link } of this.buyers) link.refusals = 0;
    await Promise.all(
      this.buyers.flatMap((buyer) =>
        sales.map((sale) =>
          this.buy(buyer, sale).catch((error: unknown) => {
            failed.push(`${sale.run.train}: ${error instanceof Error ? error.message : String(error)}`);
          }),
        ),
      ),
    );
    const links = this.buyers.map(({ link }) => link);
    return {
      bought: this.buyers.length * sales.length - failed.length,
      failed,
      refusals: links.reduce((sum, { refusals }) => sum + refusals, 0),
      untaught: this.buyers.filter(({ link }) => link.refusals === 0).map(({ caller }) => caller),
      lookups: links.reduce((sum, { lookups }) => sum + lookups, 0),
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.buyers.map(({ railkv }) => railkv.close()));
  }

  private async buy({ caller, railkv }: StaleBuyer, sale: SaleRun): Promise<void> {
    this.number += 1;
    const id = `${this.name}-${this.number}`;
    const passengers = [`rider-${id}`];
    const [from, to] = [0, 1].map((stop) => ({ station: sale.stations[stop]!, stop }));
    this.ledger.write({
      ...{ kind: 'asked', id, caller, atMs: Date.now(), ...sale.run },
      ...{ fromStop: 0, toStop: 1, class: sale.class, passengers },
    });
    try {
      const offer = { run: sale.run, from: from!, to: to! };
      const request = { offer, class: sale.class, passengers, requestId: id, timeoutMs: TIMEOUT_MS };
      const { state, reference, tickets } = await railkv.tickets.buy(request);
      const seats = tickets.map(({ passengerId, coach, seat }) => ({ passenger: passengerId, coach, seat }));
      this.ledger.write({ kind: 'acknowledged', id, atMs: Date.now(), state, reference, tickets: seats });
    } catch (error) {
      if (!(error instanceof RailkvError)) throw error;
      const { reason } = error;
      if (reason === 'UNKNOWN')
        this.ledger.write({ kind: 'unknown', id, atMs: Date.now(), step: 'purchase', reason });
      else this.ledger.write({ kind: 'refused', id, atMs: Date.now(), reason });
      throw error;
    }
  }
}
