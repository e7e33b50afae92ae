/** The peer transport of simulated nodes. Frames and pulls cross the network as bytes; a handshake is made at once, since what
 *  it costs a real stream is latency that the frames' delay stands for. */
import { RailkvError } from '../../src/proto/errors.js';
import { pb } from '../../src/proto/index.js';
import type { Message } from '../../src/raft/message.js';
import { decodeMessage } from '../../src/server/host/raft-codec.js';
import type {
  HelloRefusal,
  PeerAddress,
  PeerHandlers,
  PeerTransport,
} from '../../src/server/peer-transport.js';
import type { Gate } from './gate.js';
import type { SimNetwork } from './network.js';
import type { NodeClock } from './virtual-clock.js';

/** How long a call notices nothing when the other side says nothing: keepalive. */
const KEEPALIVE_MS = 3_000;
/** A process that died tells its connections, if the network lets it. */
const RESET_MS = 5;

export class SimTransport implements PeerTransport {
  #handlers: PeerHandlers | undefined;
  live = false;
  /** Peers that accepted our Hello, by the transport object that did: a restarted peer is greeted again. */
  readonly #greeted = new Map<string, SimTransport>();
  readonly refusals: string[] = [];
  /** Of this process: as its first Hello said. */
  #incarnation: number | undefined;
  readonly #deathWatch = new Set<() => void>();
  /** Hears that the node is about to listen: all its parts are there, and none has run. */
  onStart: (() => void) | undefined;
  /** Asked before each frame leaves; may end the process. */
  beforeSend: (() => void) | undefined;

  constructor(
    private readonly network: SimNetwork,
    readonly nodeId: string,
    private readonly clock: NodeClock,
  ) {}

  get gate(): Gate {
    return this.clock.gate;
  }

  start(handlers: PeerHandlers): Promise<void> {
    if (this.clock.dead) return new Promise(() => undefined);
    this.#handlers = handlers;
    this.live = true;
    this.network.attach(this);
    this.onStart?.();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.kill();
    return Promise.resolve();
  }

  kill(): void {
    this.live = false;
    this.network.detach(this);
    for (const tell of this.#deathWatch) tell();
    this.#deathWatch.clear();
  }

  /** @returns how to watch no longer */
  onDeath(tell: () => void): () => void {
    this.#deathWatch.add(tell);
    return () => this.#deathWatch.delete(tell);
  }

  setPeers(_peers: readonly PeerAddress[]): void {}

  refuse(node: string, refusal: HelloRefusal): void {
    const end = this.network.reach(this.nodeId, node);
    if (end === undefined || !end.#greeted.delete(this.nodeId)) return;
    end.refusals.push(refusal.reason);
    end.clock.soon(() => end.handlers.refused(this.nodeId, refusal));
  }

  /** The connection to a peer broke: the next frame greets it again. */
  forget(node: string): void {
    this.#greeted.delete(node);
  }

  get handlers(): PeerHandlers {
    if (this.#handlers === undefined) throw new Error(`node ${this.nodeId} is not started`);
    return this.#handlers;
  }

  send(node: string, frame: pb.PeerFrame.$Properties): boolean {
    if (!this.live) return false;
    this.beforeSend?.();
    if (!this.live) return false;
    const { network } = this;
    const end = network.reach(this.nodeId, node);
    if (end === undefined || !this.#greet(node, end)) return false;
    const swallowed = network.swallows(this.nodeId, node);
    const messages = this.#messagesOf(frame, swallowed);
    for (const { group, message } of messages) network.events?.sent(this.nodeId, node, group, message);
    const sent =
      swallowed === undefined || !frame.messages
        ? frame
        : { ...frame, messages: messages.map(({ wire }) => wire) };
    const bytes = pb.PeerFrame.encode(sent).finish();
    this.#incarnation ??= this.handlers.hello(node).incarnation ?? 0;
    const incarnation = this.#incarnation;
    network.framesSent += 1;
    network.messagesSent += messages.length;
    network.deliver(this.nodeId, node, (at) => {
      for (const { group, message } of messages) network.events?.delivered(this.nodeId, node, group, message);
      at.handlers.frame(this.nodeId, incarnation, pb.PeerFrame.decode(bytes));
    });
    return true;
  }

  #messagesOf(
    { messages }: pb.PeerFrame.$Properties,
    swallowed: Message['type'] | undefined,
  ): { group: number; message: Message; wire: pb.GroupMessage.$Properties }[] {
    const found = (messages ?? []).map((wire) => ({
      group: wire.group ?? 0,
      message: decodeMessage(wire.message ?? {}),
      wire,
    }));
    return swallowed === undefined ? found : found.filter(({ message }) => message.type !== swallowed);
  }

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
    const { network, nodeId } = this;
    const end = await this.#dial(node);
    const chunks = end.handlers.pullSnapshot(request)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await this.#unlessLost(node, end, async () => {
          const chunk = await chunks.next();
          const bytes = chunk.done === true ? undefined : pb.SnapshotChunk.encode(chunk.value).finish();
          await network.travel(node, nodeId, this.gate);
          return bytes;
        });
        if (next === undefined) return;
        yield pb.SnapshotChunk.decode(next);
      }
    } finally {
      if (end.live) chunks.return?.().catch(() => undefined);
    }
  }

  async pullPlacement(
    node: string,
    request: pb.PullPlacementRequest.$Properties,
  ): Promise<pb.PlacementDelta.$Properties> {
    const end = await this.#dial(node);
    const bytes = await this.#unlessLost(node, end, async () => {
      const delta = await end.handlers.pullPlacement(request);
      const encoded = pb.PlacementDelta.encode(delta).finish();
      await this.network.travel(node, this.nodeId, this.gate);
      return encoded;
    });
    return pb.PlacementDelta.decode(bytes);
  }

  async #dial(node: string): Promise<SimTransport> {
    const end = this.network.reach(this.nodeId, node);
    if (end === undefined || !this.live || this.network.isCut(node, this.nodeId)) {
      await new Promise<void>((resolve) => this.clock.after(RESET_MS, resolve));
      throw unreachable(node);
    }
    await this.#unlessLost(node, end, () => this.network.travel(this.nodeId, node, end.gate));
    if (!end.live) throw unreachable(node);
    return end;
  }

  /** A call fails when the other side dies, or when nothing comes back for so long that the connection is given up. */
  #unlessLost<Value>(node: string, end: SimTransport, call: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const lose = (): void => {
        unwatch();
        timer.cancel();
        reject(unreachable(node));
      };
      const unwatch = end.onDeath(() => this.clock.after(RESET_MS, lose));
      const timer = this.clock.after(KEEPALIVE_MS, lose);
      call().then(
        (value) => {
          unwatch();
          timer.cancel();
          resolve(value);
        },
        (error: unknown) => {
          unwatch();
          timer.cancel();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }
}

const unreachable = (node: string): RailkvError =>
  new RailkvError('UNREACHABLE', `node ${node} does not answer`);
