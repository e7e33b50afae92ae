/** What a bucket's digest row says: the sum of its rows' hashes, and how many there are. An empty bucket has none. */
import { addDigest, type Digest, sameDigest, subtractDigest, ZERO_DIGEST } from './digest.js';
import { readU32, writeU32 } from './sealed.js';

export interface BucketDigest {
  readonly digest: Digest;
  readonly rows: number;
}

export const EMPTY_BUCKET: BucketDigest = { digest: ZERO_DIGEST, rows: 0 };

export const plusRow = ({ digest, rows }: BucketDigest, hash: Digest): BucketDigest => ({
  digest: addDigest(digest, hash),
  rows: rows + 1,
});

export const minusRow = ({ digest, rows }: BucketDigest, hash: Digest): BucketDigest => ({
  digest: subtractDigest(digest, hash),
  rows: rows - 1,
});

export const sameBucketDigest = (a: BucketDigest, b: BucketDigest): boolean =>
  a.rows === b.rows && sameDigest(a.digest, b.digest);

export function encodeBucketDigest({ digest, rows }: BucketDigest): Uint8Array {
  const bytes = new Uint8Array(12);
  writeU32(bytes, 0, digest.high);
  writeU32(bytes, 4, digest.low);
  writeU32(bytes, 8, rows);
  return bytes;
}

export function decodeBucketDigest(bytes: Uint8Array): BucketDigest | undefined {
  if (bytes.length !== 12) return undefined;
  return { digest: { high: readU32(bytes, 0), low: readU32(bytes, 4) }, rows: readU32(bytes, 8) };
}
