/** What the plain key-value API takes and gives. */
import type { AsOf, Position, ReadCallOptions } from './call-options.js';

/** Text is kept as its UTF-8. */
export type KvInput = Uint8Array | string;

export interface KvValue {
  readonly value: Uint8Array;
  readonly asOf: AsOf;
}

export interface KvPair {
  readonly key: string;
  readonly value: Uint8Array;
}

export interface KvScanOptions extends ReadCallOptions {
  /** Inclusive; absent: from the first key. */
  readonly from?: string;
  /** Exclusive; absent: to the last key. */
  readonly to?: string;
  /** Pairs in all; absent: no limit. */
  readonly limit?: number;
}

export interface KvWritten {
  readonly position: Position;
}

export interface KvDeleted extends KvWritten {
  /** Whether there was a value to delete. */
  readonly found: boolean;
}

export interface KvSwapped extends KvWritten {
  readonly swapped: boolean;
  /** The value now; absent when the key has none. */
  readonly value?: Uint8Array;
}

export interface KvCounter extends KvWritten {
  /** The counter after the command. */
  readonly value: number;
}

export interface CompareAndSetRequest {
  /** What the key must hold now; `null`: nothing. */
  readonly expected: KvInput | null;
  readonly value: KvInput;
}

export interface DecrementRequest {
  /** Subtracted; 1 when absent. */
  readonly by?: number;
  /** The counter never goes below this; 0 when absent. */
  readonly floor?: number;
}

/** What became of a command whose outcome was unknown. */
export type KvSettlement =
  | { readonly outcome: 'done'; readonly value?: Uint8Array }
  | { readonly outcome: 'refused'; readonly reason: string; readonly message: string }
  | { readonly outcome: 'never' };
