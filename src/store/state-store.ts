/** The `state` database: the rows of all groups of the node, and who owns which. No two groups here ever own the same key,
 *  and clearing a range skips what others own. */
import type { GroupId } from '../raft/ids.js';
import { die } from './die.js';
import { ZERO_DIGEST } from './digest.js';
import type { Op, Pair } from './engine.js';
import { encodeGroupMeta, type GroupMeta, type KeyRange } from './group-meta.js';
import { GroupState, type GroupStateParts } from './group-state.js';
import { assert } from './invariant.js';
import {
  meet,
  metaKey,
  ownedSpans,
  type Span,
  subtract,
  TABLE_DIGESTS,
  TABLE_ROWS,
  tableRange,
} from './physical-key.js';
import { scanAll } from './scan-all.js';
import { seal } from './sealed.js';

export class StateStore {
  private readonly live = new Map<GroupId, GroupMeta>();
  private readonly opened = new Map<GroupId, GroupState>();
  /** Their last checkpoints may still be under way. */
  private readonly closing = new Map<GroupId, GroupState>();
  /** What each replica here owns: live, damaged, or being installed (its old range and its new one). */
  private readonly claims = new Map<GroupId, readonly KeyRange[]>();
  private readonly spans = new WeakMap<readonly KeyRange[], readonly Span[]>();

  constructor(private readonly parts: GroupStateParts) {}

  /** The rows of a live group; the same object until it is removed or installed anew. @throws InvariantError */
  openGroup(group: GroupId): GroupState {
    let state = this.opened.get(group);
    if (state === undefined) {
      const meta = this.live.get(group);
      assert(meta !== undefined, `group ${group} has no state here`);
      state = new GroupState(this.parts, meta);
      this.opened.set(group, state);
    }
    return state;
  }

  has(group: GroupId): boolean {
    return this.live.has(group);
  }

  // --- what the node store uses ---

  /** A group whose rows are whole. */
  adopt(meta: GroupMeta): void {
    this.live.set(meta.group, meta);
    this.claims.set(meta.group, [meta.range]);
    this.parts.onCheckpoint(meta);
  }

  /** The log of a group begins: it learns what it restarts from. */
  announce(group: GroupId): void {
    const meta = this.live.get(group);
    if (meta !== undefined) this.parts.onCheckpoint(meta);
  }

  /** Keeps ranges for a replica that is not live. */
  claim(group: GroupId, ranges: readonly KeyRange[]): void {
    this.claims.set(group, ranges);
  }

  /** Nobody reads or writes the group's rows from now on; its keys stay its own. */
  closeGroup(group: GroupId): void {
    const state = this.opened.get(group);
    if (state !== undefined) {
      state.close();
      this.closing.set(group, state);
    }
    this.opened.delete(group);
    this.live.delete(group);
  }

  claimed(group: GroupId): readonly KeyRange[] {
    return this.claims.get(group) ?? [];
  }

  /** Remembered for each claim: many groups are created one after another, each compared with all. */
  private spansOf(group: GroupId, ranges: readonly KeyRange[]): readonly Span[] {
    let spans = this.spans.get(ranges);
    if (spans === undefined) {
      spans = ranges.flatMap((range) => ownedSpans(group, range));
      this.spans.set(ranges, spans);
    }
    return spans;
  }

  /** Other groups here that own part of the range. */
  overlapping(group: GroupId, range: KeyRange): GroupId[] {
    const spans = ownedSpans(group, range);
    const found: GroupId[] = [];
    for (const [other, ranges] of this.claims)
      if (other !== group && meet(spans, this.spansOf(other, ranges))) found.push(other);
    return found.sort((a, b) => a - b);
  }

  /** Deletes the rows of ranges, but for what other groups own; a checkpoint of the group that is under way ends first. Synced;
   *  safe to repeat. */
  async clear(group: GroupId, ranges: readonly KeyRange[]): Promise<void> {
    await this.closing.get(group)?.quiet();
    this.closing.delete(group);
    const own = this.spansOf(group, ranges);
    const others: Span[] = [];
    for (const [other, theirs] of this.claims) {
      if (other === group) continue;
      const spans = this.spansOf(other, theirs);
      if (meet(own, spans)) others.push(...spans);
    }
    const spans = subtract(own, others);
    try {
      for (const span of spans)
        for (const table of [TABLE_DIGESTS, TABLE_ROWS])
          await this.parts.engine.clear(tableRange(table, span));
    } catch (error) {
      return die(this.parts.env, `the rows of group ${group} could not be cleared`, error);
    }
  }

  /** Every pair of a table within spans, in key order. */
  async *rowsOf(table: number, spans: readonly Span[]): AsyncGenerator<Pair, void> {
    const { engine, limits } = this.parts;
    for (const span of spans)
      for await (const pairs of scanAll(engine, tableRange(table, span), limits.chunkBytes)) yield* pairs;
  }

  async write(ops: readonly Op[], what: string): Promise<void> {
    try {
      await this.parts.engine.write(ops, { sync: true });
    } catch (error) {
      return die(this.parts.env, `${what} could not be written`, error);
    }
  }

  /** Rows of a snapshot that takes the group's place. */
  async writeRows(group: GroupId, rows: readonly Pair[]): Promise<void> {
    const ops = rows.map(({ key, value }): Op => ({ type: 'put', key, value: seal(key, value) }));
    await this.write(ops, `the snapshot of group ${group}`);
  }

  /** Writes the row that makes a group live. */
  async writeMeta(meta: GroupMeta): Promise<void> {
    await this.write([metaOp(meta)], `the meta row of group ${meta.group}`);
  }

  /** A group without rows. */
  async createEmpty(meta: GroupMeta): Promise<void> {
    assert(!this.claims.has(meta.group), `group ${meta.group} is here already`);
    this.claims.set(meta.group, [meta.range]);
    await this.clear(meta.group, [meta.range]);
    await this.writeMeta({ ...meta, digest: ZERO_DIGEST });
    this.adopt({ ...meta, digest: ZERO_DIGEST });
  }

  /** Forgets a replica's rows, then that it ever was. */
  async remove(group: GroupId): Promise<void> {
    this.closeGroup(group);
    await this.clear(group, [...this.claimed(group), NO_RANGE]);
    await this.write([{ type: 'del', key: metaKey(group) }], `the removal of group ${group}`);
    this.claims.delete(group);
  }
}

/** No key of anybody: what is left are the rows that are the group's own. */
const NO_RANGE: KeyRange = { start: Uint8Array.of(0xff), end: Uint8Array.of(0xff) };

export function metaOp(meta: GroupMeta): Op {
  const key = metaKey(meta.group);
  return { type: 'put', key, value: seal(key, encodeGroupMeta(meta)) };
}
