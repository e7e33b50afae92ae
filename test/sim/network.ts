/** The peer transport of simulated nodes: frames and pulls travel as bytes, late, sometimes not at all, in order per
 *  direction while a connection lives. Who may talk with whom is the test's to say. */
import type { Clock } from '../../src/env/env.js';
import { RailkvError } from '../../src/proto/errors.js';
import { pb } from '../../src/proto/index.js';
import type { PeerAddress, PeerHandlers, PeerTransport } from '../../src/server/peer-transport.js';
import type { SeededRandom } from './seeded-random.js';
import type { VirtualTime } from './virtual-clock.js';

export interface NetworkWeather {
  readonly delayMsMin: number;
  readonly delayMsMax: number;
  /** Of a frame. */
  readonly lossChance: number;
}

export const CALM: NetworkWeather = { delayMsMin: 1, delayMsMax: 3, lossChance: 0 };

export class SimNetwork {
  readonly #ends = new Map<string, SimTransport>();
  readonly #cut = new Set<string>();
  /** When the last frame of a direction arrives: the next one is not before it. */
  readonly #lastArrival = new Map<string, number>();
  /** Directions whose handshake has passed, by the two incarnations of a transport. */
  weather: NetworkWeather = CALM;
  framesSent = 0;
  messagesSent = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly random: SeededRandom,
  ) {}

  transport(nodeId: string, clock: Clock): SimTransport {
    return new SimTransport(this, nodeId, clock);
  }

  /** Stops both directions between two nodes. */
  cut(a: string, b: string): void {
    this.#cut.add(`${a}>${b}`).add(`${b}>${a}`);
  }

  /** Only what `from` sends to `to` is lost. */
  cutOneWay(from: string, to: string): void {
    this.#cut.add(`${from}>${to}`);
  }

  isolate(nodeId: string, others: readonly string[]): void {
    for (const other of others) if (other !== nodeId) this.cut(nodeId, other);
  }

  heal(): void {
    this.#cut.clear();
  }

  attach(transport: SimTransport): void {
    this.#ends.set(transport.nodeId, transport);
  }

  detach(transport: SimTransport): void {
    if (this.#ends.get(transport.nodeId) === transport) this.#ends.delete(transport.nodeId);
  }

  /** The transport at the other end, when a frame can pass now. */
  reach(from: string, to: string): SimTransport | undefined {
    return this.#cut.has(`${from}>${to}`) ? undefined : this.#ends.get(to);
  }

  /** Delivers later, in order per direction, or never. */
  deliver(from: string, to: string, arrive: (at: SimTransport) => void): void {
    const end = this.reach(from, to);
    if (end === undefined || this.random.chance(this.weather.lossChance)) return;
    const direction = `${from}>${to}`;
    const atMs = Math.max(this.time.nowMs + this.delayMs(), this.#lastArrival.get(direction) ?? 0);
    this.#lastArrival.set(direction, atMs);
    this.time.at(atMs, () => {
      if (this.reach(from, to) === end && end.live) arrive(end);
    });
  }

  /** A round trip of a pull, or its refusal. */
  async travel(from: string, to: string): Promise<SimTransport> {
    await new Promise<void>((resolve) => this.time.at(this.time.nowMs + this.delayMs(), resolve));
    const end = this.reach(from, to);
    if (end === undefined || this.#cut.has(`${to}>${from}`))
      throw new RailkvError('UNREACHABLE', `node ${to} does not answer ${from}`);
    return end;
  }

  delayMs(): number {
    return this.random.between(this.weather.delayMsMin, this.weather.delayMsMax);
  }
}

export class SimTransport implements PeerTransport {
  #handlers: PeerHandlers | undefined;
  live = false;
  /** Peers that accepted our Hello, by the transport object that did: a restarted peer is greeted again. */
  readonly #greeted = new Map<string, SimTransport>();
  readonly refusals: string[] = [];

  constructor(
    private readonly network: SimNetwork,
    readonly nodeId: string,
    private readonly clock: Clock,
  ) {}

  start(handlers: PeerHandlers): Promise<void> {
    this.#handlers = handlers;
    this.live = true;
    this.network.attach(this);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.kill();
    return Promise.resolve();
  }

  kill(): void {
    this.live = false;
    this.network.detach(this);
  }

  setPeers(_peers: readonly PeerAddress[]): void {}

  get handlers(): PeerHandlers {
    if (this.#handlers === undefined) throw new Error(`node ${this.nodeId} is not started`);
    return this.#handlers;
  }

  send(node: string, frame: pb.PeerFrame.$Properties): boolean {
    if (!this.live) return false;
    const end = this.network.reach(this.nodeId, node);
    if (end === undefined || !this.#greet(node, end)) return false;
    const bytes = pb.PeerFrame.encode(frame).finish();
    const incarnation = this.handlers.hello(node).incarnation ?? 0;
    this.network.framesSent += 1;
    this.network.messagesSent += frame.messages?.length ?? 0;
    this.network.deliver(this.nodeId, node, (at) =>
      at.handlers.frame(this.nodeId, incarnation, pb.PeerFrame.decode(bytes)),
    );
    return true;
  }

  /** The handshake, at once: what it costs a real stream is latency that the frames' delay stands for. */
  #greet(node: string, end: SimTransport): boolean {
    if (this.#greeted.get(node) === end) return true;
    const refusal = end.handlers.checkHello(this.handlers.hello(node));
    if (refusal !== undefined) {
      this.refusals.push(refusal.reason);
      this.clock.soon(() => this.handlers.refused(node, refusal));
      return false;
    }
    const answer = this.handlers.checkHello(end.handlers.hello(this.nodeId));
    if (answer !== undefined) return false;
    this.#greeted.set(node, end);
    return true;
  }

  async *pullSnapshot(
    node: string,
    request: pb.PullSnapshotRequest.$Properties,
  ): AsyncIterable<pb.SnapshotChunk.$Properties> {
    const end = await this.network.travel(this.nodeId, node);
    for await (const chunk of end.handlers.pullSnapshot(request)) {
      if ((await this.network.travel(this.nodeId, node)) !== end || !end.live || !this.live)
        throw new RailkvError('UNREACHABLE', `node ${node} went away in the middle of a snapshot`);
      yield pb.SnapshotChunk.decode(pb.SnapshotChunk.encode(chunk).finish());
    }
  }

  async pullPlacement(
    node: string,
    request: pb.PullPlacementRequest.$Properties,
  ): Promise<pb.PlacementDelta.$Properties> {
    const end = await this.network.travel(this.nodeId, node);
    const delta = await end.handlers.pullPlacement(request);
    await this.network.travel(this.nodeId, node);
    return pb.PlacementDelta.decode(pb.PlacementDelta.encode(delta).finish());
  }
}
