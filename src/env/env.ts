/** What a deterministic part of railkv is given instead of reaching for it: time, randomness and a place to log.
 *  The running node passes the machine's; the simulator passes its own, drawn from one seed. */

/** A timer that was set and can be taken back. */
export interface Timer {
  cancel(): void;
  /** Lets the process end before its time comes; absent where no process could. */
  unref?(): void;
}

export interface Clock {
  /** Wall clock in ms since the epoch. May jump. Only for envelopes and for people. */
  wallMs(): number;
  /** Monotonic ms from an arbitrary start. For every duration. */
  monotonicMs(): number;
  /** Calls `callback` once, `delayMs` from now or later. */
  after(delayMs: number, callback: () => void): Timer;
  /** Calls `callback` once, after what is running now: how a batch forms from all that is waiting. */
  soon(callback: () => void): void;
}

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
}

/** Every line says its own node already: another one is a `peer`, or the key would stand there twice. */
type Fields = Readonly<Record<string, unknown>> & { readonly node?: never };

/** pino's shape: object first, constant message second. */
export interface Logger {
  debug(fields: Fields, message: string): void;
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
  child(fields: Readonly<Record<string, unknown>>): Logger;
}

/** Ends the process (or the simulated one) because going on could break a promise. Does not return. */
export type Fatal = (reason: string, cause?: unknown) => never;

export interface Env {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly fatal: Fatal;
}

/** A logger for tests and tools that want silence. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child() {
    return silentLogger;
  },
};
