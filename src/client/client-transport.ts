/** How the SDK reaches nodes: three call shapes by client address. gRPC in grpc/, function calls in the simulator.
 *  An implementation never retries and never picks another node. */
import type { RailkvError } from '../proto/errors.js';
import type { Method } from '../proto/services.js';

/** What travels beside the message of each call. */
export interface CallMetadata {
  /** The identity request ids are scoped by; a client certificate overrules it. */
  readonly caller: string;
  /** Checked by the node when present: WRONG_CLUSTER. */
  readonly cluster?: string;
}

export interface Attempt {
  readonly metadata: CallMetadata;
  /** How long the call may last, ms from now; sent to the node. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** One side of a stream both ways. */
export interface OutgoingStream<Request> {
  /** Takes the message in any case. @returns false when no more should be written before `drained` */
  write(message: Request): boolean;
  /** Nothing more will be written; answers may still come. */
  end(): void;
  /** Ends it now, without `closed`. */
  cancel(): void;
}

/** Never called synchronously from within `stream` or `write`. */
export interface StreamEvents<Response> {
  /** Once, when the node was reached. Only what is written from then on may arrive there. */
  opened(): void;
  message(message: Response): void;
  drained(): void;
  /** Once; nothing comes after it. Without an error the node ended the stream in good order. */
  closed(error: RailkvError | undefined): void;
}

export interface ClientTransport {
  /** @param address client address, `host:port`
   *  @throws RailkvError as the node said; UNREACHABLE when it may never have heard; DEADLINE_EXCEEDED; the signal's reason
   *    when that ended the call */
  unary<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    request: Q,
    attempt: Attempt,
  ): Promise<DR>;

  /** Ending the iteration ends the call. @throws as `unary` */
  serverStream<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    request: Q,
    attempt: Attempt,
  ): AsyncIterable<DR>;

  /** Opens at once; that it failed is told by `closed`. No deadline: it lasts until one side ends it. */
  stream<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    events: StreamEvents<DR>,
    metadata: CallMetadata,
  ): OutgoingStream<Q>;

  /** Ends every call and connection. */
  close(): Promise<void>;
}
