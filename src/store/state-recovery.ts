/** What a start makes of the `state` database: each group's meta row, and whether its digest rows give the digest that row
 *  says. Rows themselves are verified when they are loaded, and by the scrubber. */
import type { GroupId } from '../raft/ids.js';
import { decodeBucketDigest } from './bucket-digest.js';
import { addDigest, formatDigest, sameDigest, ZERO_DIGEST } from './digest.js';
import type { Engine } from './engine.js';
import { decodeGroupMeta, type GroupMeta } from './group-meta.js';
import { decodeMetaKey, METAS, ownedSpans, TABLE_DIGESTS, tableRange } from './physical-key.js';
import { scanAll } from './scan-all.js';
import { unseal } from './sealed.js';

export interface RecoveredMeta {
  readonly group: GroupId;
  /** Undefined when the row itself is damaged. */
  readonly meta: GroupMeta | undefined;
  readonly problem: string | undefined;
}

/** @param unfinished groups whose rows an interrupted install left in pieces: not to be verified */
export async function recoverMetas(
  engine: Pick<Engine, 'scan'>,
  unfinished: (group: GroupId) => boolean,
  bytesMax: number,
): Promise<RecoveredMeta[]> {
  const found: RecoveredMeta[] = [];
  for await (const pairs of scanAll(engine, METAS, bytesMax)) {
    for (const { key, value } of pairs) {
      const group = decodeMetaKey(key);
      if (group === undefined) continue; // no key of ours
      const bytes = unseal(key, value);
      if (bytes === undefined)
        found.push({ group, meta: undefined, problem: 'its meta row is not what was written' });
      else found.push({ group, meta: decodeGroupMeta(bytes), problem: undefined });
    }
  }
  const verified: RecoveredMeta[] = [];
  for (const row of found) {
    const skip = row.meta === undefined || unfinished(row.group);
    verified.push(skip ? row : { ...row, problem: await digestProblem(engine, row.meta, bytesMax) });
  }
  return verified;
}

async function digestProblem(
  engine: Pick<Engine, 'scan'>,
  meta: GroupMeta,
  bytesMax: number,
): Promise<string | undefined> {
  let sum = ZERO_DIGEST;
  for (const span of ownedSpans(meta.group, meta.range)) {
    for await (const pairs of scanAll(engine, tableRange(TABLE_DIGESTS, span), bytesMax)) {
      for (const { key, value } of pairs) {
        const bytes = unseal(key, value);
        const bucket = bytes === undefined ? undefined : decodeBucketDigest(bytes);
        if (bucket === undefined)
          return `the digest at ${Buffer.from(key).toString('hex')} is not what was written`;
        sum = addDigest(sum, bucket.digest);
      }
    }
  }
  return sameDigest(sum, meta.digest)
    ? undefined
    : `its buckets' digests sum to ${formatDigest(sum)}, not ${formatDigest(meta.digest)}: part of a checkpoint is lost`;
}
