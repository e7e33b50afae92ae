/** A ticket machine with its rows and log position, driven as a group host drives it; for tests. */
import { pb } from '../../../proto/index.js';
import { OUTCOME_ENTRY_FORMAT } from '../../../proto/versions.js';
import type { BucketId } from '../../bucket.js';
import type { GroupRange } from '../../state-machine.js';
import { TicketMachine } from '../ticket-machine.js';
import { MemoryBuckets } from './memory-buckets.js';

export const WHOLE_RANGE: GroupRange = {
  start: new Uint8Array(),
  end: new Uint8Array(),
  confVersion: 1,
  rangeVersion: 1,
};

export interface Sent {
  readonly command: pb.Command.$Properties;
  readonly caller?: string;
  readonly rangeVersion?: number;
}

export class Replica {
  machine: TicketMachine;
  index = 1;

  constructor(
    readonly group = 7,
    public store = new MemoryBuckets(),
    readonly range: GroupRange = WHOLE_RANGE,
  ) {
    this.machine = new TicketMachine({ group, store, range });
  }

  /** Loads what is missing until nothing is. */
  load(missing: () => readonly BucketId[]): void {
    for (let wanted = missing(); wanted.length > 0; wanted = missing())
      for (const bucket of wanted) this.machine.adopt(bucket, this.store.loadNow(bucket));
  }

  apply(data: Uint8Array): readonly pb.Answer.$Properties[] {
    this.load(() => this.machine.missing(data));
    this.index += 1;
    return this.machine.apply({ group: this.group, index: this.index, term: 1 }, data);
  }

  send(timeMs: number, ...sent: readonly Sent[]): readonly pb.Answer.$Properties[] {
    return this.apply(encodeEntry(timeMs, sent));
  }

  /** Sends one command alone. */
  one(timeMs: number, command: pb.Command.$Properties, caller = 'ann'): pb.Answer.$Properties {
    return this.send(timeMs, { command, caller })[0]!;
  }

  checkpoint(): void {
    this.machine.flush();
    this.store.checkpoint();
  }

  /** A checkpoint, then a new machine over the rows. */
  restart(): void {
    this.checkpoint();
    this.store = this.store.reopened();
    this.machine = new TicketMachine({
      group: this.group,
      store: this.store,
      range: this.machine.state.range,
    });
    this.load(() => this.machine.missing(new Uint8Array()));
  }
}

/** @param format of what a leader proposes today, unless an older one is named */
export function encodeEntry(
  timeMs: number,
  sent: readonly Sent[],
  format = OUTCOME_ENTRY_FORMAT,
): Uint8Array {
  const commands = sent.map(({ command, caller, rangeVersion }) => ({
    caller: caller ?? 'ann',
    epoch: { rangeVersion: rangeVersion ?? 1 },
    command: pb.Command.encode(command).finish(),
  }));
  return pb.CommandEntry.encode({ format, timeMs, commands }).finish();
}

/** What must be equal when a request id comes again: all of the answer but `repeated`. */
export function answerBytes(answer: pb.Answer.$Properties): string {
  return Buffer.from(pb.Answer.encode({ ...answer, repeated: false }).finish()).toString('hex');
}
