/** Digests of rows: two 32-bit lanes, each the sum modulo 2^32 of its half of the rows' 64-bit hashes. A sum knows no order,
 *  so a row is added and taken away without a scan, a group's digest is the sum of its buckets', and a split only moves
 *  summands. Guards against lost and mixed-up rows, not against an adversary. */
import xxhash from 'xxhash-wasm';

export interface Digest {
  readonly high: number;
  readonly low: number;
}

export const ZERO_DIGEST: Digest = { high: 0, low: 0 };

const { h64Raw } = await xxhash();

let scratch = new Uint8Array(4096);

/** @returns the hash of a key and a value as one row. The key's length is part of it: no other cut gives the same. */
export function rowHash(key: Uint8Array, value: Uint8Array): Digest {
  const length = 4 + key.length + value.length;
  if (scratch.length < length) scratch = new Uint8Array(2 * length);
  scratch[0] = key.length & 0xff;
  scratch[1] = (key.length >>> 8) & 0xff;
  scratch[2] = (key.length >>> 16) & 0xff;
  scratch[3] = key.length >>> 24;
  scratch.set(key, 4);
  scratch.set(value, 4 + key.length);
  const hash = h64Raw(scratch.subarray(0, length));
  return { high: Number(hash >> 32n), low: Number(hash & 0xffffffffn) };
}

export const addDigest = (a: Digest, b: Digest): Digest => ({
  high: (a.high + b.high) >>> 0,
  low: (a.low + b.low) >>> 0,
});

export const subtractDigest = (a: Digest, b: Digest): Digest => ({
  high: (a.high - b.high) >>> 0,
  low: (a.low - b.low) >>> 0,
});

export const sameDigest = (a: Digest, b: Digest): boolean => a.high === b.high && a.low === b.low;

export const formatDigest = (digest: Digest): string =>
  digest.high.toString(16).padStart(8, '0') + digest.low.toString(16).padStart(8, '0');
