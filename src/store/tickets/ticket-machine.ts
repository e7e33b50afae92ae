/** The state machine of a ticket group: trains on sale and plain keys. Deterministic and total. */
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';
import type { BucketId, BucketStore, Rows } from '../bucket.js';
import type { ApplyContext, GroupRange, StateMachine } from '../state-machine.js';

export interface TicketMachineOptions {
  readonly group: GroupId;
  readonly store: BucketStore;
  readonly range: GroupRange;
}

const pending = (): never => {
  throw new Error('being built');
};

export class TicketMachine implements StateMachine<pb.Answer.$Properties> {
  constructor(readonly options: TicketMachineOptions) {}

  /** The group's range and epoch as of the next entry: after a split, or a change of members, was applied. */
  setRange(_range: GroupRange): void {
    pending();
  }
  /** Rows of the group bucket for a split child that will own `range`. */
  groupRowsFor(_range: GroupRange): Rows {
    return pending();
  }
  adopt(_bucket: BucketId, _rows: Rows): void {
    pending();
  }
  missing(_data: Uint8Array): readonly BucketId[] {
    return pending();
  }
  apply(_context: ApplyContext, _data: Uint8Array): readonly pb.Answer.$Properties[] {
    return pending();
  }
  flush(): void {
    pending();
  }
  trim(_bytesMax: number): void {
    pending();
  }
  nextDeadlineMs(): number | undefined {
    return pending();
  }
  expireEntry(_timeMs: number): Uint8Array {
    return pending();
  }
  /** The leader's fast path: SOLD_OUT (marked unrecorded) from memory, or undefined: through the log.
   *  The caller makes sure that it is a confirmed leader and that nothing is in flight for the run. */
  refusalWithoutLog(
    _caller: string,
    _command: pb.Command.$Properties,
    _nowMs: number,
  ): pb.Answer.$Properties | undefined {
    return pending();
  }
}
