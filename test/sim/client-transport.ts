/** How simulated clients reach simulated nodes: what the gRPC adapters do on both sides of a socket, with bytes on the
 *  simulated network. A lost message breaks its connection, so that an answer may be lost after its command was done. */
import type {
  Attempt,
  CallMetadata,
  ClientTransport,
  OutgoingStream,
  StreamEvents,
} from '../../src/client/client-transport.js';
import { abortReason } from '../../src/client/deadline.js';
import { RailkvError } from '../../src/proto/errors.js';
import type { Method } from '../../src/proto/services.js';
import { type Served, serve, serveStream } from './client-services.js';
import type { Cluster } from './cluster.js';
import { CLIENTS } from './network.js';
import type { SimNode } from './sim-node.js';

/** A connection that carries nothing is given up. */
const KEEPALIVE_MS = 5_000;
const RESET_MS = 5;

/** What whoever runs a cluster gives its clients: a name whose records are its machines'. Known addresses alone are not enough
 *  for ever: their machines may all be gone before a client has heard of others. */
export const CLUSTER_NAME = 'railkv.sim:7200';

const unreachable = (address: string): RailkvError =>
  new RailkvError('UNREACHABLE', `${address} cannot be reached`);

/** One process of a node, as a client's connection knows it. */
class Connection {
  readonly #life: number;
  #broken = false;
  #silent = false;

  constructor(
    private readonly cluster: Cluster,
    readonly node: SimNode,
  ) {
    this.#life = node.life;
  }

  get intact(): boolean {
    return (
      !this.#broken && this.node.up && this.node.life === this.#life && this.node.transport?.live === true
    );
  }

  get silent(): boolean {
    return this.#silent;
  }

  /** A message each way, or the end of the connection. */
  toNode(arrive: () => void, lost: () => void): void {
    const { network } = this.cluster;
    if (this.#swallowed(CLIENTS, this.node.id) || this.#loses(lost)) return;
    const enter = (): void => {
      if (this.intact) this.node.clock.gate.pass(() => this.intact && arrive());
      else this.#reset(lost);
    };
    network.carry(CLIENTS, this.node.id, enter, true);
  }

  toClient(arrive: () => void, lost: () => void): void {
    const { network } = this.cluster;
    if (!this.intact || this.#swallowed(this.node.id, CLIENTS) || this.#loses(lost)) return;
    network.carry(this.node.id, CLIENTS, arrive, true);
  }

  /** The process ended: its system says so, if the network lets it. */
  watch(lost: () => void): () => void {
    const watched = this.node.transport?.onDeath(() => this.#reset(lost));
    return () => watched?.();
  }

  #reset(lost: () => void): void {
    const { network } = this.cluster;
    if (!network.isCut(this.node.id, CLIENTS)) network.carry(this.node.id, CLIENTS, lost, false);
  }

  /** What a cut link took, nothing on this connection comes after. */
  #swallowed(from: string, to: string): boolean {
    this.#silent ||= this.cluster.network.isCut(from, to);
    return this.#silent;
  }

  #loses(lost: () => void): boolean {
    const { network } = this.cluster;
    if (this.#broken) return true;
    if (!network.random.chance(network.weather.clientLossChance ?? 0)) return false;
    this.#broken = true;
    network.dropped += 1;
    this.cluster.time.at(this.cluster.time.nowMs + RESET_MS, lost);
    return true;
  }
}

export class SimClientTransport implements ClientTransport {
  #closed = false;
  #record = 0;

  constructor(protected readonly cluster: Cluster) {}

  unary<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    request: Q,
    { metadata, timeoutMs, signal }: Attempt,
  ): Promise<DR> {
    const bytes = method.requestSerialize(request);
    return new Promise((resolve, reject) => {
      const { time } = this.cluster;
      const connection = this.#connect(address);
      let over = false;
      const end = (settle: () => void): void => {
        if (over) return;
        over = true;
        unwatch();
        timer.cancel();
        signal?.removeEventListener('abort', aborted);
        settle();
      };
      const lost = (): void => end(() => reject(unreachable(address)));
      const aborted = (): void => end(() => reject(signal === undefined ? undefined : abortReason(signal)));
      const timer = time.at(time.nowMs + timeoutMs, () =>
        end(() => reject(new RailkvError('DEADLINE_EXCEEDED', `${address} did not answer in time`))),
      );
      let unwatch = (): void => undefined;
      signal?.addEventListener('abort', aborted, { once: true });
      if (signal?.aborted === true) return aborted();
      if (connection === undefined) {
        time.at(time.nowMs + RESET_MS, lost);
        return;
      }
      unwatch = connection.watch(lost);
      connection.toNode(() => {
        const answer = serve(connection.node, method.path, bytes, metadata, timeoutMs);
        answer.then((served) => {
          connection.toClient(
            () => end(() => settle(served, (body) => resolve(method.responseDeserialize(body)), reject)),
            lost,
          );
        }, reject);
      }, lost);
    });
  }

  /** Only audits use it; the simulator looks at replicas directly. */
  serverStream<Q, DQ extends Q, R, DR extends R>(
    _address: string,
    method: Method<Q, DQ, R, DR>,
  ): AsyncIterable<DR> {
    throw new RailkvError('NOT_IMPLEMENTED', `${method.path} is not simulated`);
  }

  stream<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    events: StreamEvents<DR>,
    metadata: CallMetadata,
  ): OutgoingStream<Q> {
    const { time } = this.cluster;
    const connection = this.#connect(address);
    let over = false;
    let heardMs = time.nowMs;
    let unwatch = (): void => undefined;
    const close = (error: RailkvError | undefined): void => {
      if (over) return;
      over = true;
      unwatch();
      events.closed(error);
    };
    const lost = (): void => close(unreachable(address));
    const live = (act: () => void) => (): void => {
      if (over) return;
      heardMs = time.nowMs;
      act();
    };
    const keepAlive = (): void => {
      if (over) return;
      const cut = connection === undefined || connection.silent || !connection.intact;
      if (cut && time.nowMs - heardMs >= KEEPALIVE_MS) lost();
      else time.at(time.nowMs + KEEPALIVE_MS / 2, keepAlive);
    };
    if (connection === undefined) time.at(time.nowMs + RESET_MS, lost);
    else {
      unwatch = connection.watch(lost);
      keepAlive();
      connection.toNode(
        () =>
          connection.toClient(
            live(() => events.opened()),
            lost,
          ),
        lost,
      );
    }
    return {
      write: (message) => {
        const bytes = method.requestSerialize(message);
        connection?.toNode(() => {
          if (over) return;
          serveStream(connection.node, bytes, metadata, (batch) =>
            connection.toClient(
              live(() => events.message(method.responseDeserialize(batch))),
              lost,
            ),
          );
        }, lost);
        return true;
      },
      end: () => {
        over = true;
        unwatch();
      },
      cancel: () => {
        over = true;
        unwatch();
      },
    };
  }

  close(): Promise<void> {
    this.#closed = true;
    return Promise.resolve();
  }

  #connect(address: string): Connection | undefined {
    if (this.#closed) throw new RailkvError('SHUTTING_DOWN', 'this client was closed');
    const named = this.cluster.nodes.find((candidate) => candidate.address === address);
    const node = address === CLUSTER_NAME ? this.#behindTheName() : named;
    return node?.transport?.live === true ? new Connection(this.cluster, node) : undefined;
  }

  /** The first of the records, from a turn on, that lets a client connect, as grpc-js looks for it: another one at each call,
   *  for nobody stays connected to a name that is only asked when nodes are silent. */
  #behindTheName(): SimNode | undefined {
    const { nodes, network } = this.cluster;
    this.#record += 1;
    const reachable = nodes.filter(
      ({ id, transport }) => transport?.live === true && !network.isCut(CLIENTS, id),
    );
    return reachable[this.#record % Math.max(1, reachable.length)];
  }
}

function settle(served: Served, resolve: (body: Buffer) => void, reject: (error: unknown) => void): void {
  if (served.kind === 'answer') resolve(served.bytes);
  else reject(served.error());
}
