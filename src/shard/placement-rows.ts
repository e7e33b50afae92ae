/** Rows of group 0's bucket: a letter for the kind, then what names the row. */
import { pb } from '../proto/index.js';
import { levelFromWire, levelToWire } from '../proto/versions.js';
import type { RowKey } from '../store/bucket.js';
import { assert } from './invariant.js';
import { type Recovery, recoveriesFromWire, recoveriesToWire } from './recoveries.js';

/** What a row key names. */
export type PlacementRow =
  | { readonly kind: 'head' }
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'station'; readonly code: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'counters' }
  | { readonly kind: 'operator'; readonly id: number };

export const HEAD_ROW: RowKey = 'h';
export const SETTINGS_ROW: RowKey = 'c';
/** Of operators. */
export const COUNTERS_ROW: RowKey = 'q';

const bytesOf = (text: string): RowKey => Buffer.from(text, 'utf8').toString('latin1');
const textOf = (bytes: RowKey): string => Buffer.from(bytes, 'latin1').toString('utf8');

export const nodeRow = (node: string): RowKey => `n${bytesOf(node)}`;
export const lineRow = (line: string): RowKey => `l${bytesOf(line)}`;
export const stationRow = (code: string): RowKey => `s${bytesOf(code)}`;

export const groupRow = (group: number): RowKey => `g${bytesOfNumber(group)}`;
export const operatorRow = (id: number): RowKey => `o${bytesOfNumber(id)}`;

/** Eight bytes, big-endian, so that rows stand in their numbers' order. */
function bytesOfNumber(number: number): RowKey {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes.toString('latin1');
}

const numberOf = (bytes: RowKey): number => Number(Buffer.from(bytes, 'latin1').readBigUInt64BE());

/** @throws InvariantError for a key no version of ours wrote: the digest was right, so the writer was not. */
export function parseRow(key: RowKey): PlacementRow {
  const rest = key.slice(1);
  switch (key[0]) {
    case 'h':
      return { kind: 'head' };
    case 'n':
      return { kind: 'node', node: textOf(rest) };
    case 'g':
      return { kind: 'group', group: numberOf(rest) };
    case 'l':
      return { kind: 'line', line: textOf(rest) };
    case 's':
      return { kind: 'station', code: textOf(rest) };
    case 'c':
      return { kind: 'settings' };
    case 'q':
      return { kind: 'counters' };
    case 'o':
      return { kind: 'operator', id: numberOf(rest) };
    default:
      assert(false, `unknown placement row ${JSON.stringify(key)}`);
  }
}

export interface PlacementHead {
  readonly clusterId: string;
  readonly revision: number;
  readonly defaultReplicas: number;
  readonly defaultAckQuorum: number;
  readonly nextGroup: number;
  /** Of the cluster: the behaviour that is switched on. */
  readonly level: number;
  readonly recoveries: readonly Recovery[];
  /** Newest recovery of group 0 after which every node was heard; 0: none yet. */
  readonly reconciledEpoch: number;
}

export const encodeHead = (head: PlacementHead): Uint8Array =>
  pb.PlacementHead.encode({
    ...head,
    level: levelToWire(head.level),
    recoveries: recoveriesToWire(head.recoveries),
  }).finish();

export function decodeHead(bytes: Uint8Array): PlacementHead {
  const wire = pb.PlacementHead.decode(bytes);
  const { clusterId, revision, defaultReplicas, defaultAckQuorum, nextGroup, level } = wire;
  const defaults = { defaultReplicas, defaultAckQuorum };
  const recoveries = recoveriesFromWire(wire.recoveries);
  // Not by way of a rest: what is 0 stands on the message's prototype, which a rest leaves out.
  const { reconciledEpoch } = wire;
  return {
    clusterId,
    revision,
    ...defaults,
    nextGroup,
    level: levelFromWire(level),
    recoveries,
    reconciledEpoch,
  };
}
