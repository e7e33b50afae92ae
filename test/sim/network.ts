/** The wires of a simulation: who reaches whom, how late, and what is lost, doubled or held up on the way. Nodes and clients
 *  are places on it. Traffic is bytes in order per direction, as on a connection, unless the weather says worse. */
import type { Message } from '../../src/raft/message.js';
import type { Gate } from './gate.js';
import { SimTransport } from './peer-transport.js';
import type { SeededRandom } from './seeded-random.js';
import type { NodeClock, VirtualTime } from './virtual-clock.js';

export interface NetworkWeather {
  readonly delayMsMin: number;
  readonly delayMsMax: number;
  /** Of a frame between nodes. */
  readonly lossChance: number;
  readonly duplicateChance?: number;
  /** Overtakes, or is overtaken. */
  readonly reorderChance?: number;
  /** Of a frame: a bit of it flips. TLS finds it by the record's MAC and gives the connection up, with all that is on it. */
  readonly corruptChance?: number;
  /** Of a message of a client, either way: its connection breaks there. */
  readonly clientLossChance?: number;
}

export const CALM: NetworkWeather = { delayMsMin: 1, delayMsMax: 3, lossChance: 0 };

/** All clients stand here. */
export const CLIENTS = 'clients';

export interface NetworkEvents {
  sent(from: string, to: string, group: number, message: Message): void;
  delivered(from: string, to: string, group: number, message: Message): void;
}

interface Clog {
  readonly held: (() => void)[];
}

export class SimNetwork {
  readonly #ends = new Map<string, SimTransport>();
  readonly #cut = new Set<string>();
  readonly #clogs = new Map<string, Clog>();
  /** Messages of one type that one direction swallows. */
  readonly #filters = new Map<string, Message['type']>();
  /** When the last frame of a direction arrives: the next one is not before it. */
  readonly #lastArrival = new Map<string, number>();
  /** Which connection a direction is at: frames of an earlier one never arrive. */
  readonly #connection = new Map<string, number>();
  weather: NetworkWeather = CALM;
  framesSent = 0;
  messagesSent = 0;
  dropped = 0;
  duplicated = 0;
  reordered = 0;
  corrupted = 0;

  constructor(
    readonly time: VirtualTime,
    readonly random: SeededRandom,
    readonly events?: NetworkEvents,
  ) {}

  transport(nodeId: string, clock: NodeClock): SimTransport {
    return new SimTransport(this, nodeId, clock);
  }

  /** Stops both directions between two places. */
  cut(a: string, b: string): void {
    this.#cut.add(`${a}>${b}`).add(`${b}>${a}`);
  }

  /** Only what `from` sends to `to` is lost. */
  cutOneWay(from: string, to: string): void {
    this.#cut.add(`${from}>${to}`);
  }

  mend(from: string, to: string): void {
    this.#cut.delete(`${from}>${to}`);
  }

  isolate(nodeId: string, others: readonly string[]): void {
    for (const other of others) if (other !== nodeId) this.cut(nodeId, other);
  }

  /** What is sent stays on the way until it is released, then all arrives. */
  clog(from: string, to: string): void {
    const direction = `${from}>${to}`;
    if (!this.#clogs.has(direction)) this.#clogs.set(direction, { held: [] });
  }

  unclog(from: string, to: string): void {
    const direction = `${from}>${to}`;
    const clog = this.#clogs.get(direction);
    this.#clogs.delete(direction);
    for (const arrive of clog?.held ?? []) this.time.at(this.time.nowMs + 1, arrive);
  }

  filter(from: string, to: string, type: Message['type'] | undefined): void {
    if (type === undefined) this.#filters.delete(`${from}>${to}`);
    else this.#filters.set(`${from}>${to}`, type);
  }

  swallows(from: string, to: string): Message['type'] | undefined {
    return this.#filters.get(`${from}>${to}`);
  }

  /** What is on the way in this direction never arrives. */
  reset(from: string, to: string): void {
    const direction = `${from}>${to}`;
    this.#connection.set(direction, (this.#connection.get(direction) ?? 0) + 1);
    this.#ends.get(from)?.forget(to);
  }

  heal(): void {
    this.#cut.clear();
    this.#filters.clear();
    for (const direction of [...this.#clogs.keys()]) {
      const [from = '', to = ''] = direction.split('>');
      this.unclog(from, to);
    }
  }

  attach(transport: SimTransport): void {
    this.#ends.set(transport.nodeId, transport);
  }

  detach(transport: SimTransport): void {
    if (this.#ends.get(transport.nodeId) === transport) this.#ends.delete(transport.nodeId);
  }

  isCut(from: string, to: string): boolean {
    return this.#cut.has(`${from}>${to}`);
  }

  /** The transport at the other end, when a frame can pass now. */
  reach(from: string, to: string): SimTransport | undefined {
    return this.isCut(from, to) ? undefined : this.#ends.get(to);
  }

  /** Delivers later, in order per direction, or never. */
  deliver(from: string, to: string, arrive: (at: SimTransport) => void): void {
    const end = this.reach(from, to);
    const { weather, random } = this;
    if (end === undefined) return;
    if (random.chance(weather.lossChance)) {
      this.dropped += 1;
      return;
    }
    const enter = (): void => {
      if (this.reach(from, to) === end && end.live) end.gate.pass(() => arrive(end));
    };
    if ((weather.corruptChance ?? 0) > 0 && random.chance(weather.corruptChance ?? 0)) {
      this.corrupted += 1;
      this.reset(from, to);
      return;
    }
    const reordered = random.chance(weather.reorderChance ?? 0);
    if (reordered) this.reordered += 1;
    this.carry(from, to, enter, !reordered);
    if (random.chance(weather.duplicateChance ?? 0)) {
      this.duplicated += 1;
      this.time.at(this.time.nowMs + random.between(1, 2_000), enter);
    }
  }

  /** One trip of anything: late, held up by clogs, gone with its connection. */
  carry(from: string, to: string, enter: () => void, inOrder: boolean): void {
    const direction = `${from}>${to}`;
    const connection = this.#connection.get(direction) ?? 0;
    const arrive = (): void => {
      if ((this.#connection.get(direction) ?? 0) !== connection) return;
      const clog = this.#clogs.get(direction);
      if (clog === undefined) enter();
      else clog.held.push(arrive);
    };
    const soonest = this.time.nowMs + this.delayMs();
    const atMs = inOrder ? Math.max(soonest, this.#lastArrival.get(direction) ?? 0) : soonest;
    if (inOrder) this.#lastArrival.set(direction, atMs);
    this.time.at(atMs, arrive);
  }

  /** Resolves when a call has reached `to` and its process looks at it; never when that one is dead or unreachable: the
   *  caller's connection finds out, see `Lifeline`. */
  async travel(from: string, to: string, gate: Gate): Promise<void> {
    await new Promise<void>((resolve) => {
      if (!this.isCut(from, to)) this.carry(from, to, () => gate.pass(resolve), false);
    });
  }

  delayMs(): number {
    const { delayMsMin, delayMsMax } = this.weather;
    return this.random.between(delayMsMin, delayMsMax);
  }
}
