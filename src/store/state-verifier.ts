/** Checks a group's rows against what they should be: each row's seal, each bucket's digest, their sum. Fed all digest rows,
 *  then all rows; used by the scrubber, the audit, and both ends of a snapshot. */
import type { BucketId } from './bucket.js';
import {
  type BucketDigest,
  decodeBucketDigest,
  EMPTY_BUCKET,
  plusRow,
  sameBucketDigest,
} from './bucket-digest.js';
import { addDigest, type Digest, formatDigest, rowHash, sameDigest, ZERO_DIGEST } from './digest.js';
import { decodeDigestKey, decodeRowKey, isAppendOnly, owns, type Span } from './physical-key.js';
import { unseal } from './sealed.js';
import { StoreError } from './store-error.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export class StateVerifier {
  private readonly expected = new Map<BucketId, BucketDigest>();
  private bucket: BucketId | undefined;
  private found: BucketDigest = EMPTY_BUCKET;
  digest: Digest = ZERO_DIGEST;
  rows = 0;

  constructor(
    private readonly where: string,
    private readonly spans: readonly Span[],
  ) {}

  private fail(what: string): never {
    throw new StoreError('DAMAGED', `${this.where}: ${what}`);
  }

  /** @returns the value without its seal */
  unseal(key: Uint8Array, sealed: Uint8Array): Uint8Array {
    return unseal(key, sealed) ?? this.fail(`the value at ${hex(key)} is not what was written`);
  }

  takeDigest(key: Uint8Array, value: Uint8Array): void {
    const bucket = decodeDigestKey(key);
    const digest = decodeBucketDigest(value);
    if (bucket === undefined || digest === undefined || this.expected.has(bucket))
      this.fail(`${hex(key)} is no digest of a bucket`);
    this.expected.set(bucket, digest);
    this.digest = addDigest(this.digest, digest.digest);
  }

  takeRow(key: Uint8Array, value: Uint8Array): void {
    const at = decodeRowKey(key);
    if (at === undefined || !owns(this.spans, at.bucket, at.row))
      this.fail(`${hex(key)} is no row of the group`);
    this.rows += 1;
    if (at.bucket !== this.bucket) {
      this.endBucket();
      this.bucket = at.bucket;
    }
    if (!isAppendOnly(at.bucket)) this.found = plusRow(this.found, rowHash(key, value));
  }

  private endBucket(): void {
    const { bucket, found } = this;
    this.bucket = undefined;
    this.found = EMPTY_BUCKET;
    if (bucket === undefined || isAppendOnly(bucket)) return;
    const expected = this.expected.get(bucket);
    if (expected === undefined || !sameBucketDigest(expected, found))
      this.fail(
        `bucket ${hex(Buffer.from(bucket, 'latin1'))} has ${found.rows} rows with digest ${formatDigest(found.digest)}, ` +
          `not ${expected?.rows ?? 0} with ${formatDigest(expected?.digest ?? ZERO_DIGEST)}`,
      );
    this.expected.delete(bucket);
  }

  /** @param digest what the group's should be */
  finish(digest: Digest): void {
    this.endBucket();
    const [missing] = this.expected.keys();
    if (missing !== undefined)
      this.fail(`the rows of bucket ${hex(Buffer.from(missing, 'latin1'))} are missing`);
    if (!sameDigest(this.digest, digest))
      this.fail(`its digest is ${formatDigest(this.digest)}, not ${formatDigest(digest)}`);
  }
}
