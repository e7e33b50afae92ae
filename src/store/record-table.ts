/** The records of the `log` database as of the last composed batch: their digest, kept as they change. A digest over all of
 *  them in every head is what shows, at start, that LevelDB lost one. */
import type { GroupId } from '../raft/ids.js';
import { addDigest, type Digest, rowHash, subtractDigest, ZERO_DIGEST } from './digest.js';
import type { Op } from './engine.js';
import { type RecordKind, recordKey } from './log-layout.js';
import { seal } from './sealed.js';

interface Row {
  readonly key: Uint8Array;
  readonly hash: Digest;
}

export class RecordTable {
  private readonly rows: Record<RecordKind, Map<GroupId, Row>> = {
    group: new Map(),
    tombstone: new Map(),
    intent: new Map(),
    damage: new Map(),
    recovery: new Map(),
  };
  digest: Digest = ZERO_DIGEST;

  /** Sets or (undefined) deletes a record. @returns what to write, or undefined when nothing changes */
  put(kind: RecordKind, group: GroupId, value: Uint8Array | undefined): Op | undefined {
    const table = this.rows[kind];
    const old = table.get(group);
    if (old !== undefined) this.digest = subtractDigest(this.digest, old.hash);
    if (value === undefined) {
      table.delete(group);
      return old === undefined ? undefined : { type: 'del', key: old.key };
    }
    const key = old?.key ?? recordKey(kind, group);
    const hash = rowHash(key, value);
    this.digest = addDigest(this.digest, hash);
    table.set(group, { key, hash });
    return { type: 'put', key, value: seal(key, value) };
  }

  has(kind: RecordKind, group: GroupId): boolean {
    return this.rows[kind].has(group);
  }
}
