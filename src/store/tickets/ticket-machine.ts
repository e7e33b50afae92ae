/** The state machine of a ticket group: trains on sale and plain keys. Deterministic and total: an entry's effect depends on
 *  the entries before it and on nothing else, and no bytes of a command make it throw. It throws only when a row or an
 *  invariant is broken, or for an entry of a format this code does not know: then the replica must halt. */
import { boundaryOf } from '../../proto/boundary.js';
import { pb } from '../../proto/index.js';
import { compareKeys, inRange } from '../../proto/keys.js';
import { ENTRY_FORMAT, ENTRY_FORMAT_MAX, OUTCOME_ENTRY_FORMAT } from '../../proto/versions.js';
import type { GroupId, LogIndex } from '../../raft/ids.js';
import type { BucketId, BucketStore, Rows } from '../bucket.js';
import type { ApplyContext, GroupRange, StateMachine } from '../state-machine.js';
import { applyCommand } from './apply-command.js';
import type { Applying } from './applying.js';
import { lineBucket, plainBucket, plainRouteKey, requestRow, runBucket } from './buckets.js';
import { commandPlainKey, commandProblem, commandRun } from './command.js';
import { EntryEvents } from './entry-events.js';
import { expireDue } from './holds.js';
import { assert } from './invariant.js';
import { CALLER_LENGTH_MAX, ENTRY_DUE_RUNS_MAX } from './limits.js';
import { refusal } from './refusals.js';
import { TicketState } from './ticket-state.js';

export interface TicketMachineOptions {
  readonly group: GroupId;
  readonly store: BucketStore;
  readonly range: GroupRange;
}

export class TicketMachine implements StateMachine<pb.Answer.$Properties> {
  readonly group: GroupId;
  /** For the reads of this folder. */
  readonly state: TicketState;
  /** Of the last entry applied since this machine was made; 0: none. */
  appliedIndex: LogIndex = 0;
  digestNamed = false;
  splitOrdered: pb.SplitOrder.$Properties | undefined;
  private decoded: { readonly data: Uint8Array; readonly entry: DecodedEntry } | undefined;

  constructor(options: TicketMachineOptions) {
    this.group = options.group;
    this.state = new TicketState(options.group, options.store, options.range);
  }

  /** The group's epoch as of the next entry, after a change of members was applied. */
  setRange(range: GroupRange): void {
    this.state.setRange(range);
  }

  /** Encodes everything as the two halves will have it. This machine is done with: make another over the rows that are left.
   *  @returns rows of the child's group bucket */
  split(parent: GroupRange, child: GroupRange): Rows {
    return this.state.split(parent, child);
  }

  adopt(bucket: BucketId, rows: Rows): void {
    this.state.adopt(bucket, rows);
  }

  /** To be asked once all entries before this one are applied: what is due depends on them. */
  missing(data: Uint8Array): readonly BucketId[] {
    const { state } = this;
    const resident = state.missingResident();
    if (resident.length > 0) return resident;
    const entry = this.decode(data);
    if (entry === undefined) return [];
    const wanted = new Set<BucketId>(
      state.dueRuns.dueBy(Math.max(state.timeMs, entry.timeMs), ENTRY_DUE_RUNS_MAX),
    );
    for (const { command } of entry.commands) if (command !== undefined) this.wantCommand(wanted, command);
    return [...wanted].filter((bucket) => !state.isKnown(bucket));
  }

  private wantCommand(wanted: Set<BucketId>, command: pb.Command.$Properties): void {
    const run = commandRun(command);
    if (run === undefined) {
      const key = commandPlainKey(command) ?? '';
      if (this.state.owns(plainRouteKey(key))) wanted.add(plainBucket(key));
      return;
    }
    const bucket = runBucket(run.line ?? '', run.train ?? '', run.date ?? '');
    if (!this.state.owns(bucket)) return;
    wanted.add(lineBucket(run.line ?? ''));
    wanted.add(bucket);
  }

  apply(context: ApplyContext, data: Uint8Array): readonly pb.Answer.$Properties[] {
    this.appliedIndex = context.index;
    this.digestNamed = false;
    this.splitOrdered = undefined;
    if (data.length === 0) return [];
    const position = { group: context.group, index: context.index };
    const entry = this.decode(data);
    this.decoded = undefined;
    if (entry === undefined) return [{ position, refusal: refusal('INVALID_REQUEST'), unrecorded: true }];
    assert(
      entry.format <= ENTRY_FORMAT_MAX,
      `entry ${context.index} is of format ${entry.format}: upgrade this node`,
    );
    this.digestNamed = entry.nameDigest;
    const { state } = this;
    const events = new EntryEvents();
    const keepsOutcomes = entry.format >= OUTCOME_ENTRY_FORMAT;
    const at: Applying = { state, nowMs: state.advance(entry.timeMs), ...position, events, keepsOutcomes };
    expireDue(at);
    const answers = entry.commands.map((command) => applyCommand(at, command));
    state.writeEvents(context.index, events.isEmpty ? undefined : events.encode(at.nowMs));
    state.flushWhenMany(answers.length);
    if (entry.split !== undefined && cuts(entry.split, state.range)) this.splitOrdered = entry.split;
    return answers;
  }

  flush(): void {
    this.state.flush();
  }

  get cachedBytes(): number {
    return this.state.bytes;
  }

  trim(bytesMax: number): number {
    return this.state.trim(bytesMax);
  }

  /** Undefined as well until the rows of the group and its lines are loaded: see `missing`. */
  nextDeadlineMs(): number | undefined {
    return this.state.dueRuns.first()?.atMs;
  }

  expireEntry(timeMs: number, nameDigest = false): Uint8Array {
    return pb.CommandEntry.encode({ format: ENTRY_FORMAT, timeMs, nameDigest }).finish();
  }

  /** The leader's fast path: SOLD_OUT from memory, marked unrecorded, or undefined: it goes through the log. The caller makes
   *  sure that this is a first attempt at a confirmed leader, and that nothing is in flight for the group.
   *  @param command a valid one  @param nowMs the leader's clock */
  refusalWithoutLog(
    caller: string,
    command: pb.Command.$Properties,
    nowMs: number,
  ): pb.Answer.$Properties | undefined {
    const wanted = command.purchase;
    if (!wanted?.run) return undefined;
    const run = this.state.loadedRun(wanted.run.line ?? '', wanted.run.train ?? '', wanted.run.date ?? '');
    const inventory = run?.classes.get(wanted.class ?? '');
    const from = wanted.fromStop ?? 0;
    const to = wanted.toStop ?? 0;
    if (run === undefined || inventory === undefined || from >= to || to > inventory.segments)
      return undefined;
    if (inventory.remaining(from, to) >= (wanted.passengers?.length ?? 0)) return undefined;
    const requestId = command.requestId ?? '';
    if (run.requests.get(requestRow(caller, requestId)) !== undefined) return undefined;
    const hold = run.firstHold();
    if (hold !== undefined && hold.outcome.order.deadlineMs <= Math.max(nowMs, this.state.timeMs))
      return undefined;
    const position = { group: this.group, index: this.appliedIndex };
    return { requestId, position, refusal: refusal('SOLD_OUT'), unrecorded: true };
  }

  /** Decoded once for `missing` and `apply`. */
  private decode(data: Uint8Array): DecodedEntry | undefined {
    if (this.decoded?.data !== data) {
      const entry = decodeEntry(data);
      if (entry === undefined) return undefined;
      this.decoded = { data, entry };
    }
    return this.decoded.entry;
  }
}

interface DecodedEntry {
  readonly format: number;
  readonly timeMs: number;
  readonly commands: readonly DecodedCommand[];
  readonly nameDigest: boolean;
  readonly split: pb.SplitOrder.$Properties | undefined;
}

/** An order of another epoch has no effect: members or range have changed since it was planned. */
function cuts(split: pb.SplitOrder.$Properties, range: GroupRange): boolean {
  const key = split.key ?? new Uint8Array();
  return (
    split.rangeVersion === range.rangeVersion &&
    split.confVersion === range.confVersion &&
    (split.child ?? 0) > 0 &&
    (split.replicas?.length ?? 0) > 0 &&
    boundaryOf(key) !== undefined &&
    compareKeys(key, range.start) > 0 &&
    inRange(key, range.start, range.end)
  );
}

export interface DecodedCommand {
  readonly caller: string;
  readonly rangeVersion: number;
  readonly bytes: Uint8Array;
  /** undefined: not a valid command. */
  readonly command: pb.Command.$Properties | undefined;
}

const CALLER = new RegExp(`^\\P{Cs}{0,${CALLER_LENGTH_MAX}}$`, 'u');

function decodeEntry(data: Uint8Array): DecodedEntry | undefined {
  try {
    const { format, timeMs, commands, nameDigest, split } = pb.CommandEntry.decode(data);
    if (!Number.isSafeInteger(timeMs)) return undefined;
    return {
      format: format ?? 0,
      timeMs: timeMs ?? 0,
      commands: (commands ?? []).map(decodeOne),
      nameDigest: nameDigest ?? false,
      split: split ?? undefined,
    };
  } catch {
    return undefined; // not a CommandEntry: the same on every replica
  }
}

function decodeOne(enveloped: pb.EnvelopedCommand.$Properties): DecodedCommand {
  const bytes = enveloped.command ?? new Uint8Array();
  const caller = enveloped.caller ?? '';
  const rangeVersion = enveloped.epoch?.rangeVersion ?? 0;
  let command: pb.Command.$Properties | undefined;
  try {
    command = pb.Command.decode(bytes);
    if (!CALLER.test(caller) || commandProblem(command) !== undefined) command = undefined;
  } catch {
    command = undefined;
  }
  return { caller, rangeVersion, bytes, command };
}
