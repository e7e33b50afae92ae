/** Groups that an operator cuts in the middle of everything else, where a train or a date begins. */
import { compareKeys, inRange, lineKey, runKey, trainKey } from '../../../src/proto/keys.js';
import type { GroupMeta } from '../../../src/store/group-meta.js';
import { newestMetas } from '../members.js';
import { DATES, LINES, TRAINS } from '../workload/timetable.js';
import { type Begin, type FaultContext, NOTHING_TO_UNDO, pickUp } from './fault.js';
import { attempt, type Wanted } from './members.js';
import { arm } from './processes.js';

/** With runs on both sides, as long as nothing else was cut. */
const BETWEEN_RUNS = LINES.flatMap((line, at) => [
  ...TRAINS(at).map((train) => trainKey(line, train)),
  ...TRAINS(at).flatMap((train) => DATES.map((date) => runKey(line, train, date))),
]);
/** Where nothing lies on one side: many, so that there is always something to cut. */
const ELSEWHERE = LINES.flatMap((line) => [
  lineKey(line),
  ...Array.from({ length: 20 }, (_, at) => trainKey(line, `K${at}`)),
]);

function keyWithin({ range }: GroupMeta, { random }: FaultContext): Uint8Array | undefined {
  const within = (keys: readonly Uint8Array[]): Uint8Array[] =>
    keys.filter((key) => compareKeys(key, range.start) > 0 && inRange(key, range.start, range.end));
  const [useful, others] = [within(BETWEEN_RUNS), within(ELSEWHERE)];
  const from = useful.length > 0 && (others.length === 0 || random.chance(0.8)) ? useful : others;
  return from.length === 0 ? undefined : random.pick(from);
}

function draw(context: FaultContext, of?: number): Wanted | undefined {
  const possible: { group: number; key: Uint8Array }[] = [];
  for (const meta of newestMetas(context.cluster).values()) {
    if (of !== undefined && meta.group !== of) continue;
    const key = meta.group === 0 ? undefined : keyWithin(meta, context);
    if (key !== undefined) possible.push({ group: meta.group, key });
  }
  if (possible.length === 0) return undefined;
  const { group, key } = context.random.pick(possible);
  return { group, changes: [{ kind: 'split', key }] };
}

export const splitGroup: Begin = (context) =>
  attempt(context, () => draw(context)) ? NOTHING_TO_UNDO : undefined;

/** Only one of two orders of an epoch takes effect; the other is given anew. */
export const splitTwice: Begin = (context) => {
  const one = draw(context);
  if (one === undefined) return undefined;
  attempt(context, () => draw(context), one);
  attempt(context, () => draw(context), draw(context, one.group));
  return NOTHING_TO_UNDO;
};

const EFFECTS_MAX = 25;

/** The power goes at an effect soon after a leader took the split up, or not at all. */
export const splitCrash: Begin = (context) => {
  const { cluster, keeper, random } = context;
  const taken = (group: number): void => {
    const node = (random.chance(0.6) ? cluster.leaderOf(group) : undefined) ?? pickUp(context);
    if (node === undefined || keeper.over) return;
    context.prepared(arm(node, context, EFFECTS_MAX));
    node.onBoundary = (where) => {
      context.prepared(`${node.id} ends ${where}`);
      keeper.startIn(node, random.between(1, context.forMs));
    };
  };
  return attempt(context, () => draw(context), undefined, taken) ? NOTHING_TO_UNDO : undefined;
};
