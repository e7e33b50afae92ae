/** Rows of group 0's bucket: a letter for the kind, then what names the row. */
import { pb } from '../proto/index.js';
import type { RowKey } from '../store/bucket.js';
import { assert } from './invariant.js';

/** What a row key names. */
export type PlacementRow =
  | { readonly kind: 'head' }
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'station'; readonly code: string };

export const HEAD_ROW: RowKey = 'h';

const bytesOf = (text: string): RowKey => Buffer.from(text, 'utf8').toString('latin1');
const textOf = (bytes: RowKey): string => Buffer.from(bytes, 'latin1').toString('utf8');

export const nodeRow = (node: string): RowKey => `n${bytesOf(node)}`;
export const lineRow = (line: string): RowKey => `l${bytesOf(line)}`;
export const stationRow = (code: string): RowKey => `s${bytesOf(code)}`;

/** Eight bytes, big-endian, so that groups stand in their order. */
export function groupRow(group: number): RowKey {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(group));
  return `g${bytes.toString('latin1')}`;
}

/** @throws InvariantError for a key no version of ours wrote: the digest was right, so the writer was not. */
export function parseRow(key: RowKey): PlacementRow {
  const rest = key.slice(1);
  switch (key[0]) {
    case 'h':
      return { kind: 'head' };
    case 'n':
      return { kind: 'node', node: textOf(rest) };
    case 'g':
      return { kind: 'group', group: Number(Buffer.from(rest, 'latin1').readBigUInt64BE()) };
    case 'l':
      return { kind: 'line', line: textOf(rest) };
    case 's':
      return { kind: 'station', code: textOf(rest) };
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
}

export const encodeHead = (head: PlacementHead): Uint8Array => pb.PlacementHead.encode(head).finish();

export function decodeHead(bytes: Uint8Array): PlacementHead {
  const { clusterId, revision, defaultReplicas, defaultAckQuorum, nextGroup } =
    pb.PlacementHead.decode(bytes);
  return { clusterId, revision, defaultReplicas, defaultAckQuorum, nextGroup };
}
