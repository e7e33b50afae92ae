/** How to connect, and the numbers that shape retries and batches, with what they buy. */
import type { Env } from '../env/env.js';

export interface ConnectOptions {
  /** Client addresses, `host:port`, of any nodes: enough when one answers. */
  readonly seeds: readonly string[];
  /** Who calls: request ids and orders are scoped by it. A client certificate or token overrules it. */
  readonly caller: string;
  /** Refuses every other cluster; absent: the cluster of the first node that answers. */
  readonly cluster?: string;
  /** Default deadlines over all attempts, ms. */
  readonly commandTimeoutMs?: number;
  readonly readTimeoutMs?: number;
}

/** The parts of the environment the SDK needs; the simulator passes its own. */
export type ClientEnv = Pick<Env, 'clock' | 'random' | 'log'>;

/** PEM texts. With `key` and `certificate` the client proves who it is. */
export interface TlsOptions {
  readonly ca: string | Uint8Array;
  readonly key?: string | Uint8Array;
  readonly certificate?: string | Uint8Array;
}

/** How a client reaches a secure cluster, and says who it is there. */
export interface SecurityOptions {
  /** Absent: plain text. */
  readonly tls?: TlsOptions;
  /** Instead of a client certificate: a signed token, or a function that gives the present one, asked for each call. */
  readonly token?: string | (() => string);
}

export const COMMAND_TIMEOUT_MS = 10_000;
export const READ_TIMEOUT_MS = 5_000;
