/** The workload of a simulation: a railway that registers, publishes, closes and opens; passengers who fight for its seats; and
 *  counters beside them. How wild it is follows from the seed. */
import type { RailkvClient } from '../../../src/client/api.js';
import type { SeededRandom } from '../seeded-random.js';
import type { Workload, World } from '../world.js';
import type { Operation } from './operation.js';
import { type Habits, Passenger } from './passenger.js';
import { Recorder } from './recorder.js';
import { registrations, type Train, trains } from './timetable.js';

const RAILWAY = 'railway';

export class Railway implements Workload {
  #recorder: Recorder | undefined;
  #passengers: Passenger[] = [];
  #winding = false;
  #ready = false;
  #operating = false;

  start(world: World): void {
    this.#recorder = new Recorder(world);
    const random = world.random();
    const timetable = trains(random, world.wallMs);
    void this.#open(world, this.#recorder, random, timetable);
  }

  wind(): void {
    this.#winding = true;
    for (const passenger of this.#passengers) passenger.wind();
  }

  /** One of them who holds seats is gone for good, never the last one. */
  loseClient(): string | undefined {
    const living = this.#passengers.filter(({ dead }) => !dead);
    if (living.length < 2) return undefined;
    return living.find((passenger) => passenger.die())?.name;
  }

  get done(): boolean {
    return this.#ready && !this.#operating && this.#passengers.every(({ done }) => done);
  }

  get sales(): number {
    return this.#passengers.reduce((sum, { sales }) => sum + sales, 0);
  }

  describeOpen(): string {
    return this.#ready ? (this.#recorder?.describeOpen() ?? '') : 'the railway is not published yet';
  }

  async #open(
    world: World,
    recorder: Recorder,
    random: SeededRandom,
    timetable: readonly Train[],
  ): Promise<void> {
    const client = await world.connect(RAILWAY);
    await untilDone(world, () => client.tickets.registerLines(registrations()));
    for (const { plan } of timetable) {
      await untilDone(world, () => client.tickets.publish(plan, { timeoutMs: 5_000 }));
    }
    const habits = habitsOf(random);
    this.#passengers = Array.from(
      { length: random.between(2, 6) },
      (_, at) => new Passenger(world, recorder, random.fork(), `c${at + 1}`, timetable, habits),
    );
    this.#ready = true;
    for (const passenger of this.#passengers) {
      passenger.start();
      if (this.#winding) passenger.wind();
    }
    if (random.chance(0.4)) void this.#operate(world, recorder, random.fork(), client, timetable);
  }

  /** Closes a sale now and then, and opens it again. */
  async #operate(
    world: World,
    recorder: Recorder,
    random: SeededRandom,
    client: RailkvClient,
    timetable: readonly Train[],
  ): Promise<void> {
    this.#operating = true;
    for (let turn = 1; !this.#winding; turn += 1) {
      await new Promise<void>((resolve) => world.after(random.between(500, 4_000), resolve));
      const { run } = random.pick(timetable).plan;
      for (const open of [false, true]) {
        let outcome = '';
        let fresh = true;
        let requestId = `sale-${turn}-${open}`;
        for (let attempt = 1; outcome !== 'ok'; attempt += 1) {
          const operation: Operation = { type: 'setSale', run, open, requestId, fresh };
          ({ outcome } = await recorder.run(RAILWAY, operation, async () => {
            await client.tickets.setSale(run, open, { requestId, timeoutMs: 5_000 });
            return { requestId };
          }));
          fresh = NEVER.has(outcome);
          if (fresh) requestId = `sale-${turn}-${open}-${attempt}`;
          await new Promise<void>((resolve) => world.after(200, resolve));
        }
      }
    }
    this.#operating = false;
  }
}

/** The id is spent, and the command was not done. */
const NEVER: ReadonlySet<string> = new Set(['ABANDONED', 'REQUEST_EXPIRED']);

function habitsOf(random: SeededRandom): Habits {
  return {
    thinkMsMax: random.pick([20, 100, 400]),
    keyValueShare: random.pick([0.1, 0.3, 0.5]),
    readShare: random.pick([0.1, 0.25]),
    holdShare: random.pick([0.2, 0.5, 0.8]),
    repeatShare: random.pick([0.05, 0.2]),
    keys: random.between(1, 4),
    hastyShare: random.pick([0, 0.1, 0.3]),
    checkShare: random.pick([0, 0.1, 0.3]),
  };
}

async function untilDone(world: World, call: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await call();
      return;
    } catch {
      await new Promise<void>((resolve) => world.after(500, resolve));
    }
  }
}
