/** A call whose message does not come: grpc-js waits for it as long as the connection lives, and such calls are a cheap
 *  way to fill a server. Calls are noted when their headers are in and crossed off when their handler begins. */
import {
  ResponderBuilder,
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
  ServerListenerBuilder,
  status,
} from '@grpc/grpc-js';
import { CLIENT_SERVICES } from '../../proto/services.js';

/** Of methods whose handlers call `complete`. */
const OWN: ReadonlySet<string> = new Set(
  Object.values(CLIENT_SERVICES).flatMap((methods) => Object.values(methods).map(({ path }) => path)),
);

interface NotedCall {
  readonly call: ServerInterceptingCallInterface;
  readonly sinceMs: number;
}

export class ReadingLimit {
  /** In the order of arrival, hence of age. */
  private readonly noted = new Map<object, NotedCall>();

  /** @param nowMs monotonic */
  constructor(
    private readonly limitMs: number,
    private readonly nowMs: () => number,
  ) {}

  /** For the server's options. Streams are left out: one may well be quiet. */
  readonly interceptor: ServerInterceptor = (method, call) => {
    if (!method.requestStream) this.noted.set(call, { call, sinceMs: this.nowMs() });
    if (!OWN.has(method.path)) return this.listening(call);
    // The type asks for a wrapper; the call itself serves, and saves an object and a listener for each call.
    return call as unknown as ServerInterceptingCall;
  };

  /** A handler that is not ours, health, crosses nothing off, and one who watches does so for weeks. */
  private listening(call: ServerInterceptingCallInterface): ServerInterceptingCall {
    const listener = new ServerListenerBuilder().withOnReceiveHalfClose((next) => {
      this.noted.delete(call);
      next();
    });
    const start = new ResponderBuilder().withStart((next) => next(listener.build()));
    return new ServerInterceptingCall(call, start.build());
  }

  /** @param surface what a handler was given. grpc-js keeps the call that interceptors see in its field `call`; were it to
   *  move, calls would merely stay noted until the sweep, which does not harm one that has ended. */
  complete(surface: object): void {
    const base: unknown = (surface as { call?: unknown }).call;
    if (typeof base === 'object' && base !== null) this.noted.delete(base);
  }

  get waiting(): number {
    return this.noted.size;
  }

  /** Called at a steady pace: ends what is too old. */
  sweep(): void {
    const oldestMs = this.nowMs() - this.limitMs;
    for (const [key, { call, sinceMs }] of this.noted) {
      if (sinceMs > oldestMs) return;
      this.noted.delete(key);
      call.sendStatus({
        code: status.DEADLINE_EXCEEDED,
        details: 'the message of this call did not come in time',
      });
    }
  }
}
