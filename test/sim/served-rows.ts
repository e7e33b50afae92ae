/** SameState, down to the rows: what a node would serve of a bucket is what every other one would, its own checks of it
 *  included. The sum that a replica keeps follows what it changes: a row that rotted on the disk does not show there. Reads
 *  what is not in memory from a copy of the disk, so that the replica itself never hears of it. */
import { type BucketDigest, sameBucketDigest } from '../../src/store/bucket-digest.js';
import { GroupState } from '../../src/store/group-state.js';
import { STORE_LIMITS } from '../../src/store/limits.js';
import { MemoryDisk } from '../../src/store/memory/memory-disk.js';
import { bucketSpan, decodeRowKey, isAppendOnly, TABLE_ROWS } from '../../src/store/physical-key.js';
import { StoreError } from '../../src/store/store-error.js';
import type { Cluster } from './cluster.js';
import type { SimNode } from './sim-node.js';

/** At equal index. @returns the difference, or undefined */
export async function servedOtherwise(cluster: Cluster): Promise<string | undefined> {
  const seen = new Map<string, { readonly node: string; readonly digest: BucketDigest }>();
  for (const node of cluster.live())
    for (const [place, digest] of await served(node)) {
      const other = seen.get(place);
      if (other === undefined) seen.set(place, { node: node.id, digest });
      else if (!sameBucketDigest(other.digest, digest))
        return `${place} has other rows on node ${other.node} than on node ${node.id}`;
    }
  return undefined;
}

/** By group, index and bucket. What a node refuses to serve is none of it. */
async function served(node: SimNode): Promise<ReadonlyMap<string, BucketDigest>> {
  const found = new Map<string, BucketDigest>();
  const copy = new MemoryDisk();
  copy.restore(node.disk.image());
  const engine = await copy.openEngine('state', { create: false });
  const buckets = bucketsOf(node.disk);
  for (const replica of node.replicas()) {
    replica.machine.flush();
    const { state } = replica;
    const onDisk = new GroupState(
      {
        engine,
        env: node.running.core.env,
        limits: STORE_LIMITS,
        chainAt: () => Promise.resolve(state.meta.chain),
        onCheckpoint: () => undefined,
      },
      state.meta,
    );
    for (const bucket of buckets) {
      if (isAppendOnly(bucket) || bucketSpan(bucket, state.spans) === undefined) continue;
      const digest = state.bucket(bucket)?.summary ?? (await loaded(onDisk, bucket));
      if (digest === undefined) continue;
      const name = Buffer.from(bucket, 'latin1').toString('hex');
      found.set(`group ${replica.group} at ${replica.applied.index}, bucket ${name},`, digest);
    }
  }
  return found;
}

function bucketsOf(disk: MemoryDisk): readonly string[] {
  const buckets = new Set<string>();
  for (const key of disk.keys('state')) {
    const at = key[0] === TABLE_ROWS ? decodeRowKey(key) : undefined;
    if (at !== undefined) buckets.add(at.bucket);
  }
  return [...buckets];
}

async function loaded(state: GroupState, bucket: string): Promise<BucketDigest | undefined> {
  try {
    await state.load(bucket);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'DAMAGED') return undefined;
    throw error;
  }
  return state.bucket(bucket)?.summary;
}
