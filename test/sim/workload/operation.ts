/** What clients ask and what they are told, as `call` and `return` events carry it in `detail`. */
import type { AsOf, ReadLevel } from '../../../src/client/call-options.js';
import type { Order, RunDetail, RunKey } from '../../../src/client/ticket-types.js';

export interface TripOf {
  readonly run: RunKey;
  readonly from: number;
  readonly to: number;
}

/** `fresh`: this request id was never used before, by this caller, for anything. */
export type Operation =
  | {
      readonly type: 'buy';
      readonly trip: TripOf;
      readonly class: string;
      readonly passengers: readonly string[];
      readonly holdMs: number;
      readonly requestId: string | undefined;
      readonly fresh: boolean;
    }
  | {
      readonly type: 'confirm' | 'cancel' | 'refund';
      readonly reference: string;
      readonly run: RunKey;
      readonly passengers: readonly string[];
      readonly requestId: string;
      readonly fresh: boolean;
    }
  | {
      readonly type: 'setSale';
      readonly run: RunKey;
      readonly open: boolean;
      readonly requestId: string;
      readonly fresh: boolean;
    }
  | {
      readonly type: 'put';
      readonly key: string;
      readonly value: string;
      readonly requestId: string;
      readonly fresh: boolean;
    }
  | { readonly type: 'delete'; readonly key: string; readonly requestId: string; readonly fresh: boolean }
  | {
      readonly type: 'cas';
      readonly key: string;
      readonly expected: string | null;
      readonly value: string;
      readonly requestId: string;
      readonly fresh: boolean;
    }
  | {
      readonly type: 'decrement';
      readonly key: string;
      readonly by: number;
      readonly floor: number;
      readonly requestId: string;
      readonly fresh: boolean;
    }
  | { readonly type: 'get'; readonly key: string; readonly level: ReadLevel }
  | { readonly type: 'run'; readonly run: RunKey; readonly level: ReadLevel }
  /** After all has ended: an order that was acknowledged. */
  | { readonly type: 'readBack'; readonly reference: string; readonly bought: Order }
  | { readonly type: 'settle'; readonly scope: string; readonly requestId: string };

export interface Outcome {
  /** Of the command as it was sent; the SDK makes one where none was given. */
  readonly requestId?: string;
  readonly position?: { readonly group: number; readonly index: number };
  readonly order?: Order;
  readonly found?: boolean;
  readonly swapped?: boolean;
  readonly value?: string;
  readonly counter?: number;
  readonly asOf?: AsOf;
  readonly detail?: RunDetail;
  readonly settled?: 'done' | 'refused' | 'never';
  readonly message?: string;
  /** Of a command that is unknown: ms since the epoch. */
  readonly notAfterMs?: number;
}

/** Where a request id is kept: under its run or its plain key. */
export function scopeOf(operation: Operation): string {
  switch (operation.type) {
    case 'buy':
      return runScope(operation.trip.run);
    case 'confirm':
    case 'cancel':
    case 'refund':
    case 'setSale':
    case 'run':
      return runScope(operation.run);
    case 'put':
    case 'delete':
    case 'cas':
    case 'decrement':
    case 'get':
      return `key ${operation.key}`;
    case 'readBack':
      return operation.reference;
    case 'settle':
      return operation.scope;
  }
}

export const runScope = ({ line, train, date }: RunKey): string => `${line}/${train}/${date}`;
export const keyScope = (key: string): string => `key ${key}`;
