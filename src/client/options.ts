/** How to connect, and the numbers that shape retries and batches, with what they buy. */
import type { Env } from '../env/env.js';

export interface ConnectOptions {
  /** Client addresses, `host:port`: those of some nodes, or a DNS name whose records are those of the cluster's nodes. Enough
   *  when one answers. A name is looked up anew whenever nobody answers any more at what it stood for, so it alone finds
   *  a cluster of which every node was replaced while this client could not look. */
  readonly seeds: readonly string[];
  /** Who calls: request ids and orders are scoped by it. A client certificate or token overrules it. */
  readonly caller: string;
  /** Refuses every other cluster; absent: the cluster of the first node that answers. */
  readonly cluster?: string;
  /** Default deadlines over all attempts, ms. */
  readonly commandTimeoutMs?: number;
  readonly readTimeoutMs?: number;
  /** How often the open client asks anew which nodes there are, ms; each time up to a quarter sooner or later. At least 1,000. */
  readonly nodesRefreshMs?: number;
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
/** One small question: a thousand idle clients ask a cluster 33 of them a second. PD's clients look every minute. */
export const NODES_REFRESH_MS = 30_000;
export const NODES_REFRESH_MS_MIN = 1_000;
