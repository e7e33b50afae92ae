/** One stream both ways over a gRPC channel. It begins only once the channel is connected, so that whoever writes knows
 *  that what was written before may not have left, and what came after may have arrived. */
import {
  type Client,
  type ClientDuplexStream,
  connectivityState,
  type Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import type { OutgoingStream } from '../client-transport.js';
import { assert } from '../invariant.js';

/** A connection on a local network takes a few ms; a dead host is given up after this. */
const CONNECT_MS = 2_000;

interface Codec<Q, R> {
  readonly path: string;
  requestSerialize(message: Q): Buffer;
  responseDeserialize(bytes: Buffer): R;
}

interface Events<R> {
  opened(): void;
  message(message: R): void;
  drained(): void;
  closed(error: Partial<ServiceError> | undefined): void;
}

export class BidiCall<Q, R> implements OutgoingStream<Q> {
  #call: ClientDuplexStream<Q, R> | undefined;
  #over = false;

  constructor(
    private readonly channel: Client,
    private readonly codec: Codec<Q, R>,
    private readonly metadata: Metadata,
    private readonly events: Events<R>,
  ) {
    // Never in the same turn: whoever opens the stream does not have it yet.
    setImmediate(() => this.#connect(Date.now() + CONNECT_MS));
  }

  write(message: Q): boolean {
    assert(this.#call !== undefined, 'nothing is written before the stream is open');
    return this.#call.write(message);
  }

  end(): void {
    this.#call?.end();
  }

  cancel(): void {
    this.#over = true;
    this.#call?.cancel();
  }

  /** Not `waitForReady`, which waits on where a connection was refused. */
  #connect(deadline: number): void {
    if (this.#over) return;
    const channel = this.channel.getChannel();
    const state = channel.getConnectivityState(true);
    switch (state) {
      case connectivityState.READY:
        this.#begin();
        return;
      case connectivityState.IDLE:
      case connectivityState.CONNECTING:
        channel.watchConnectivityState(state, deadline, (late) => {
          if (late === undefined) this.#connect(deadline);
          else this.#end(unavailable('no connection in time'));
        });
        return;
      case connectivityState.TRANSIENT_FAILURE:
      case connectivityState.SHUTDOWN:
        this.#end(unavailable('no connection'));
        return;
    }
  }

  #begin(): void {
    const { path, requestSerialize, responseDeserialize } = this.codec;
    const call = this.channel.makeBidiStreamRequest<Q, R>(
      path,
      requestSerialize,
      responseDeserialize,
      this.metadata,
    );
    this.#call = call;
    call.on('data', (message: R) => {
      if (!this.#over) this.events.message(message);
    });
    call.on('drain', () => {
      if (!this.#over) this.events.drained();
    });
    call.on('error', (error: ServiceError) => this.#end(error));
    call.on('end', () => this.#end(undefined));
    this.events.opened();
  }

  /** grpc-js may tell of one end twice. */
  #end(error: Partial<ServiceError> | undefined): void {
    if (this.#over) return;
    this.#over = true;
    this.events.closed(error);
  }
}

function unavailable(details: string): Partial<ServiceError> {
  return Object.assign(new Error(details), { code: status.UNAVAILABLE, details });
}
