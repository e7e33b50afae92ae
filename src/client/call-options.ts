/** What every call of the SDK takes: how long it may last, and how it is given up. */

export interface CallOptions {
  /** One deadline over all attempts, ms from now. Commands default to 10,000, reads to 5,000. */
  readonly timeoutMs?: number;
  /** Gives up early. A read rejects with the signal's reason; so does a command that was certainly not done. A command
   *  that may have been done rejects with RailkvError UNKNOWN, whose metadata says how to settle it. */
  readonly signal?: AbortSignal;
}

/** - `stale`: any replica, in turn; the answer's `asOf.ageMs` says how old it may be.
 *  - `session`: any replica that has everything this client has seen.
 *  - `linearizable`: not older than anything acknowledged before the call began. */
export type ReadLevel = 'stale' | 'session' | 'linearizable';

/** Of what is about an order. */
export interface BuyerOption {
  /** For sellers: whose order it is. It then belongs to that buyer, who finds it, and nobody else; the audit log says who sold.
   *  The caller of a buyer, 1..64 printable ASCII characters; absent: the caller itself. Whose role is not seller or operator
   *  is refused: PERMISSION_DENIED. */
  readonly buyer?: string;
}

export interface ReadCallOptions extends CallOptions {
  /** Searches and lists default to `stale`; one order, run or key to `session`. */
  readonly read?: ReadLevel;
}

export interface CommandOptions extends CallOptions {
  /** The command's identity: the same id with the same request is done once, however often it is sent. Made once for the
   *  call when absent. Give your own to be able to repeat the call after a crash; it is then taken for a repetition, which
   *  costs a log entry even where a first attempt is refused from memory. For a purchase it is the order's id.
   *  1..64 printable ASCII characters. */
  readonly requestId?: string;
}

export interface SettleOptions extends CallOptions {
  /** `metadata.notAfterMs` of the error, ms since the epoch. Needed only for a request id of your own, of anything but a
   *  purchase: such answers are kept no longer than that, and without it a late question is answered "never". */
  readonly notAfterMs?: number;
}

/** How fresh a read is. */
export interface AsOf {
  readonly group: number;
  /** Log index of the group. */
  readonly index: number;
  /** How long ago the replica last knew it was up to date, ms. */
  readonly ageMs: number;
  /** Who answered. */
  readonly nodeId: string;
}

/** Where a command was logged. */
export interface Position {
  readonly group: number;
  readonly index: number;
}
