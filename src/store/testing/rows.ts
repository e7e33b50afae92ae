/** What the tests of splits, snapshots and crashes do with a line's rows. */
import type { pb } from '../../proto/index.js';
import { lineKey } from '../../proto/keys.js';
import type { GroupState } from '../group-state.js';
import { toLatin1 } from '../latin1.js';
import { append, entries, hard, metaOf, newDisk, newGroup, openNode, run, text, value } from './world.js';

export const EVENTS = '\x31\0\0\0\0\0\0\0\x02';
export const lineIndex = (line: string) => `\x11${toLatin1(lineKey(line)).slice(1)}`;
export const trainRow = (train: string) => `t${train}\0\0`;

/** Applies and checkpoints a few rows of a line. */
export async function fill(
  state: GroupState,
  line: string,
  trains: readonly string[],
  index: number,
): Promise<void> {
  if (!state.isLoaded(lineIndex(line))) await state.load(lineIndex(line));
  for (const train of trains) {
    const bucket = run(line, train);
    if (!state.isLoaded(bucket)) await state.load(bucket);
    state.put(lineIndex(line), trainRow(train), value(`${train} of ${line}`));
    for (const row of ['p', 'i', 'r1']) state.put(bucket, row, value(`${train}${row}@${index}`));
  }
  state.put(EVENTS.slice(0, 8) + String.fromCharCode(state.group), `e${index}`, value('event'));
  await state.checkpoint({ index, term: 1 }, {});
}

export const planOf = async (state: GroupState, line: string, train: string) =>
  text((await state.load(run(line, train))).get('p'));

export async function scrubbed(state: GroupState): Promise<number> {
  let rows = 0;
  for await (const step of state.scrub()) rows += step.rows;
  return rows;
}

/** Another node with group 2 at `index`. */
export async function sender(index: number, trains = ['G1', 'G2', 'G3']): Promise<GroupState> {
  const store = await openNode(await newDisk());
  const state = await newGroup(store, metaOf(2, 'jinghu', { host: value('host row') }));
  await append(store, 2, entries(2, index, 1), hard(1, 1, index));
  await fill(state, 'jinghu', trains, index);
  return state;
}

export async function collect(state: GroupState): Promise<pb.SnapshotChunk.$Properties[]> {
  const chunks: pb.SnapshotChunk.$Properties[] = [];
  for await (const chunk of state.exportSnapshot()) chunks.push(chunk);
  return chunks;
}

export async function* stream(chunks: readonly pb.SnapshotChunk.$Properties[]) {
  yield* chunks;
}
