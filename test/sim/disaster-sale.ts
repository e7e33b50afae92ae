/** A sale on a run of its own, its answers, and where each stands in the log; at the end every answer is compared with what the
 *  cluster has. */
import type { RailkvClient } from '../../src/client/api.js';
import type { Order, RunPlan } from '../../src/client/ticket-types.js';
import { RailkvError } from '../../src/proto/errors.js';
import type { PlannedReplica, RecoveryPlan } from '../../src/server/recovery/plan.js';
import { decodeEntry } from './checkers/canon.js';
import { CLASS, LINES, planOf, SEGMENTS, stationOf } from './workload/timetable.js';
import type { SimEvent, World } from './world.js';

const BUYERS = 2;
const ROWS = 200;
const PAUSE_MS = 40;
const ATTEMPT_MS = 5_000;
const DAY_MS = 86_400_000;

interface Place {
  readonly group: number;
  readonly index: number;
  readonly term: number;
}

/** Every log that ends there or later, as Raft compares logs, has a committed entry of that place. */
const holds = ({ lastTerm, lastIndex }: PlannedReplica, { term, index }: Place): boolean =>
  lastTerm > term || (lastTerm === term && lastIndex >= index);

export class DisasterSale {
  readonly answered: { readonly order: Order; readonly buyer: RailkvClient }[] = [];
  #unknown = 0;
  #last = 'nothing was asked';
  #stopped = false;
  #buying = 0;
  #client: RailkvClient | undefined;
  /** By order id: where it was first carried out. */
  readonly #places = new Map<string, Place>();
  readonly #run = { line: LINES[0] ?? '', train: 'G99', date: '2026-12-24' };

  constructor(private readonly world: World) {}

  see(event: SimEvent): void {
    if (event.kind !== 'applied' || event.group === 0) return;
    const { group, index, term } = event;
    for (const { command, answer } of decodeEntry(event.data, event.answers).commands) {
      const id = command?.requestId ?? '';
      if (command?.purchase && answer.order && !this.#places.has(id))
        this.#places.set(id, { group, index, term });
    }
  }

  get ended(): boolean {
    return this.#stopped && this.#buying === 0;
  }

  describe(): string {
    return `${this.answered.length} orders were answered, ${this.#unknown} may have been made; last: ${this.#last}`;
  }

  async open(): Promise<void> {
    const client = await this.world.connect('box-office');
    this.#client = client;
    const plan: RunPlan = planOf(this.#run, ROWS, this.world.wallMs + 23 * DAY_MS);
    await client.tickets.publish(plan, { timeoutMs: 30_000 });
    for (let buyer = 1; buyer <= BUYERS; buyer += 1) {
      const own = await this.world.connect(`late${buyer}`);
      this.#buying += 1;
      this.#buy(own).then(
        () => {
          this.#buying -= 1;
        },
        (error: unknown) => this.world.fail('NoException', String(error)),
      );
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  async #buy(client: RailkvClient): Promise<void> {
    const offer = {
      run: this.#run,
      from: { station: stationOf(0), stop: 0 },
      to: { station: stationOf(SEGMENTS), stop: SEGMENTS },
    };
    for (let turn = 1; !this.#stopped; turn += 1) {
      try {
        const passengers = [`passenger-${turn}`];
        const order = await client.tickets.buy({ offer, class: CLASS, passengers, timeoutMs: ATTEMPT_MS });
        this.answered.push({ order, buyer: client });
        this.#last = 'an order';
      } catch (error) {
        if (!(error instanceof RailkvError)) throw error;
        this.#last = `${error.reason}: ${error.message}`;
        if (error.reason === 'UNKNOWN') this.#unknown += 1;
      }
      await new Promise<void>((resolve) => this.world.after(PAUSE_MS, resolve));
    }
  }

  /** @param plans of every recovery that was begun: only they may have lost anything */
  async audit(plans: readonly RecoveryPlan[]): Promise<void> {
    const client = this.#client;
    if (client === undefined) return;
    const seats = new Map<string, string>();
    for (const { order, buyer } of this.answered) {
      const { reference, orderId, tickets } = order;
      const found = await this.#order(buyer, reference);
      if (found === undefined) {
        this.#mayBeLost(orderId, plans);
        continue;
      }
      const seat = seatsOf(found.tickets);
      if (seat !== seatsOf(tickets))
        this.world.fail(
          'RecoveryKeeps',
          `${reference} was answered with ${seatsOf(tickets)}, and has ${seat}`,
        );
      const other = seats.get(seat);
      if (other !== undefined)
        this.world.fail('OneOwnerOfASeat', `${seat} belongs to ${other} and to ${reference}`);
      seats.set(seat, reference);
    }
    const { inventory } = await client.tickets.run(this.#run, { read: 'linearizable', timeoutMs: 30_000 });
    for (const sold of inventory.flatMap((each) => each.sold))
      if (sold < seats.size || sold > seats.size + this.#unknown)
        this.world.fail(
          'RecoveryKeeps',
          `${sold} seats are sold; ${seats.size} answered orders are there, ${this.#unknown} more may be`,
        );
  }

  async #order(client: RailkvClient, reference: string): Promise<Order | undefined> {
    try {
      return await client.tickets.order(reference, { read: 'linearizable', timeoutMs: 30_000 });
    } catch (error) {
      if (error instanceof RailkvError && error.reason === 'ORDER_NOT_FOUND') return undefined;
      throw error;
    }
  }

  /** Only what a plan said, and of that only what no survivor held when it was made. */
  #mayBeLost(orderId: string, plans: readonly RecoveryPlan[]): void {
    const place = this.#places.get(orderId);
    const said = plans.flatMap(({ groups }) => groups.filter(({ group }) => group === place?.group));
    const left = said.flatMap(({ survivor, others }) => [survivor, ...others]);
    const holder = place && left.find((replica) => holds(replica, place));
    const [first] = said;
    if (place !== undefined && first?.loss.mayLose === true && holder === undefined) return;
    const where = place === undefined ? 'nowhere' : `group ${place.group} at ${place.index}`;
    const why =
      first === undefined
        ? 'no plan touched its group'
        : `${holder?.node ?? 'no survivor'} held it, ${first.survivor.node} was kept, and the plan said: ${first.verdict}`;
    this.world.fail(
      'RecoveryLosesWhatItSaid',
      `order ${orderId} was answered, of ${where}, and is gone; ${why}`,
    );
  }
}

const seatsOf = (tickets: Order['tickets']): string =>
  tickets.map(({ coach, seat }) => `${coach}/${seat}`).join(' ');
