/** Reads over a ticket machine. Pure: each says first which buckets it misses (load and adopt them, ask again until none is
 *  missing), then answers without waiting. Answers have no asOf; the caller knows how fresh it is. */
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import type { BucketId } from '../bucket.js';
import {
  lineBucket,
  PLAIN_BUCKETS,
  plainBucket,
  plainBucketOf,
  plainRouteKey,
  plainRow,
  requestRow,
  rowComponents,
  runBucket,
} from './buckets.js';
import { keyProblem, refuseProblem, runProblem } from './command.js';
import { present } from './invariant.js';
import { LIST_LIMIT_MAX, SCAN_LIMIT_DEFAULT } from './limits.js';
import { describeOrder } from './order.js';
import { isOrder, type Run } from './run.js';
import type { TicketMachine } from './ticket-machine.js';

/** Rows of a key that another group holds stand in the same database, and are none of this group's: they must not be loaded
 *  here, whatever route the caller believed in. */
function refuseForeign(isOwned: boolean): void {
  if (!isOwned) throw new RailkvError('EPOCH_STALE', 'another group holds what is asked for');
}

/** Resident rows first, then the line, then what `more` names, as far as it is this group's.
 *  @throws RailkvError EPOCH_STALE */
export function missingOfLine(
  { state }: TicketMachine,
  line: string,
  more: () => readonly BucketId[],
): readonly BucketId[] {
  refuseForeign(state.ownsLine(line));
  const resident = state.missingResident();
  const bucket = lineBucket(line);
  if (!state.isKnown(bucket) && !resident.includes(bucket)) resident.push(bucket);
  if (resident.length > 0) return resident;
  const wanted = more();
  refuseForeign(wanted.every((each) => state.owns(each)));
  return wanted.filter((each) => !state.isKnown(each));
}

/** The bucket of a run, its train by published name or by either number. */
function bucketOf(machine: TicketMachine, run: pb.RunKey.$Properties): BucketId {
  const line = run.line ?? '';
  const date = run.date ?? '';
  const train = run.train ?? '';
  return runBucket(line, machine.state.line(line).resolve(train, date) ?? train, date);
}

// --- one run ---

export function missingRun(
  machine: TicketMachine,
  request: pb.GetRunRequest.$Properties,
): readonly BucketId[] {
  refuseProblem(runProblem('run', request.run));
  const run = request.run ?? {};
  return missingOfLine(machine, run.line ?? '', () => [bucketOf(machine, run)]);
}

/** @throws RailkvError RUN_NOT_FOUND, INVALID_REQUEST */
export function getRun(
  machine: TicketMachine,
  request: pb.GetRunRequest.$Properties,
): pb.GetRunResponse.$Properties {
  const run = machine.state.run(bucketOf(machine, request.run ?? {}));
  const { plan, line, train, date } = run;
  if (plan === undefined)
    throw new RailkvError('RUN_NOT_FOUND', 'no such run is published: check train and date');
  return {
    run: { line, train, date },
    stops: plan.stops.map((stop) => ({ ...stop })),
    coaches: plan.publish.coaches ?? [],
    dayStartMs: plan.dayStartMs,
    timezone: plan.timezone,
    open: !run.closed,
    planVersion: 1,
    inventory: inventoryOf(run),
  };
}

function inventoryOf(run: Run): pb.ClassInventory.$Properties[] {
  return [...run.classes].map(([name, { published, segments, held, sold, gaps }]) => ({
    class: name,
    published,
    free: Array.from({ length: segments }, (_, segment) => gaps.remaining(segment, segment + 1)),
    held: [...held],
    sold: [...sold],
  }));
}

// --- one order ---

export function missingOrder(
  machine: TicketMachine,
  request: pb.GetOrderRequest.$Properties,
): readonly BucketId[] {
  refuseProblem(runProblem('order.run', request.order?.run));
  const run = request.order?.run ?? {};
  return missingOfLine(machine, run.line ?? '', () => [bucketOf(machine, run)]);
}

/** Only to the caller who bought it: to others there is no such order.
 *  @throws RailkvError ORDER_NOT_FOUND, INVALID_REQUEST */
export function getOrder(
  machine: TicketMachine,
  caller: string,
  request: pb.GetOrderRequest.$Properties,
): pb.GetOrderResponse.$Properties {
  const run = machine.state.run(bucketOf(machine, request.order?.run ?? {}));
  const record = run.requests.get(requestRow(caller, request.order?.orderId ?? ''));
  if (!isOrder(record))
    throw new RailkvError('ORDER_NOT_FOUND', 'you have no such order: check the reference');
  const plan = present(run.plan, 'an order of a run without a plan');
  return { order: describeOrder(run, record.requestId, record.outcome.order, plan, 'now') };
}

// --- plain keys ---

export function missingKvGet(
  { state }: TicketMachine,
  request: pb.KvGetRequest.$Properties,
): readonly BucketId[] {
  refuseProblem(keyProblem(request.key));
  refuseForeign(state.owns(plainRouteKey(request.key ?? '')));
  const bucket = plainBucket(request.key ?? '');
  return state.isKnown(bucket) ? [] : [bucket];
}

export function kvGet(
  { state }: TicketMachine,
  request: pb.KvGetRequest.$Properties,
): pb.KvGetResponse.$Properties {
  const key = request.key ?? '';
  const value = state.plain(key).values.get(plainRow(key));
  return value === undefined ? { found: false } : { found: true, value };
}

/** The first scan of a group loads every hash bucket once, to learn the order of the keys; later ones only what they show. */
export function missingKvScan(
  machine: TicketMachine,
  request: pb.KvScanRequest.$Properties,
): readonly BucketId[] {
  const { plainOrder } = machine.state;
  refuseForeign(machine.state.owns(plainRouteKey(request.from ?? '')));
  const unseen: BucketId[] = [];
  for (let number = 0; number < PLAIN_BUCKETS; number += 1) {
    const bucket = plainBucketOf(number);
    if (!plainOrder.hasSeen(bucket)) unseen.push(bucket);
  }
  if (unseen.length > 0) return unseen;
  const wanted = scanKeys(machine, request).keys.map((key) => plainBucket(key));
  return [...new Set(wanted)].filter((bucket) => !machine.state.isKnown(bucket));
}

export function kvScan(
  machine: TicketMachine,
  request: pb.KvScanRequest.$Properties,
): pb.KvScanResponse.$Properties {
  const { keys, more } = scanKeys(machine, request);
  const pairs = keys.map((key) => {
    const value = present(
      machine.state.plain(key).values.get(plainRow(key)),
      'a key in the order without a value',
    );
    return { key, value };
  });
  return { pairs, more };
}

/** @throws RailkvError INVALID_REQUEST */
export function limitOf(limit: number | null | undefined, whenZero: number): number {
  const count = limit ?? 0;
  if (count > LIST_LIMIT_MAX) refuseProblem({ field: 'limit', message: `must be at most ${LIST_LIMIT_MAX}` });
  return count === 0 ? whenZero : count;
}

function scanKeys(
  { state }: TicketMachine,
  request: pb.KvScanRequest.$Properties,
): { keys: string[]; more: boolean } {
  const limit = limitOf(request.limit, SCAN_LIMIT_DEFAULT);
  const to = request.to ? plainRow(request.to) : undefined;
  const rows = state.plainOrder.range(plainRow(request.from ?? ''), to, limit + 1);
  return { keys: rows.slice(0, limit).map((row) => rowComponents(row)[0] ?? ''), more: rows.length > limit };
}
