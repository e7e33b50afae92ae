/** All commands of this client to one node, over one ExecuteStream. Batches form by themselves: whatever waits when the
 *  stream can take more goes next, so a lone command goes at once and a crowd shares a message. When the stream is lost,
 *  those that were written may have been done, those that wait were not; both are told so, and retried by whoever sent them. */
import type { Clock, Timer } from '../env/env.js';
import { RailkvError, type Reason } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { saysNothingRead } from '../proto/nothing-read.js';
import { TICKETS } from '../proto/services.js';
import { errorFromFailure } from '../proto/status-details.js';
import type { CallMetadata, ClientTransport, OutgoingStream } from './client-transport.js';

/** One message holds at most this; a single larger command goes alone. */
export const BATCH_COMMANDS_MAX = 512;
export const BATCH_BYTES_MAX = 64 * 1_024;
/** Written and not yet answered: some log entries' worth of a busy node. The rest waits here. */
export const IN_FLIGHT_MAX = 4_096;
/** A stream on which nothing at all came back for so long, while something waits, is dead. */
const SILENT_STREAM_MS = 2_000;

/** One attempt to have a command executed. Exactly one of the two is called, once, unless it was withdrawn. */
export interface CommandAttempt {
  readonly routed: pb.Routed.$Properties;
  /** The encoded command: the same bytes at every attempt. */
  readonly bytes: Uint8Array;
  /** Monotonic ms. */
  readonly expiresMs: number;
  answered(answer: pb.Answer.$Properties): void;
  /** `retry` is `same-id` when the command may have been done. */
  failed(error: RailkvError): void;
}

/** A message as it was written; what surrounds its commands is not counted. */
interface WrittenBatch {
  commands: number;
  bytes: number;
}

interface Written {
  readonly attempt: CommandAttempt;
  readonly writtenMs: number;
  readonly batch: WrittenBatch;
}

/** What a command has around it in its message, at most. */
const ENVELOPE_BYTES_MAX = 256;

type Stream = OutgoingStream<pb.CommandBatch.$Properties>;

/** `full`: the transport asked for a pause. */
type State =
  | { readonly name: 'closed' }
  | { readonly name: 'opening' | 'open' | 'full'; readonly stream: Stream };

const CLOSED: State = { name: 'closed' };

/** A stream that ends with one of these was refused before the node read any command. Not so those that also end streams on
 *  which commands were read, once a token or certificate is believed no more: there the node says whether it read anything. */
const REFUSED_AT_THE_DOOR: ReadonlySet<Reason> = new Set<Reason>([
  'WRONG_CLUSTER',
  'PERMISSION_DENIED',
  'NOT_IMPLEMENTED',
]);
const NOT_BELIEVED: ReadonlySet<Reason> = new Set<Reason>(['UNAUTHENTICATED', 'TOKEN_EXPIRED']);

export class CommandStream {
  #state: State = CLOSED;
  #waiting: CommandAttempt[] = [];
  readonly #inFlight = new Map<number, Written>();
  #sequence = 0;
  #batchBytesMax = BATCH_BYTES_MAX;
  #flushDue = false;
  #heardMs = 0;
  #expiry: { readonly atMs: number; readonly timer: Timer } | undefined;

  constructor(
    private readonly transport: ClientTransport,
    private readonly clock: Clock,
    private readonly address: string,
    private readonly metadata: () => CallMetadata,
  ) {}

  /** @returns how to withdraw it: true when it was not written, hence certainly not done */
  submit(attempt: CommandAttempt): () => boolean {
    this.#waiting.push(attempt);
    this.#expireBy(attempt.expiresMs);
    this.#flushSoon();
    return () => this.#withdraw(attempt);
  }

  /** Fails everything. */
  close(): void {
    this.#lose(new RailkvError('SHUTTING_DOWN', 'this client was closed'));
  }

  #flushSoon(): void {
    if (this.#flushDue) return;
    this.#flushDue = true;
    this.clock.soon(() => {
      this.#flushDue = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    if (this.#state.name === 'closed') this.#open();
    while (this.#state.name === 'open' && this.#waiting.length > 0 && this.#inFlight.size < IN_FLIGHT_MAX) {
      const { stream } = this.#state;
      if (!stream.write({ commands: this.#nextBatch() })) this.#state = { name: 'full', stream };
    }
  }

  #nextBatch(): pb.SequencedCommand.$Properties[] {
    const room = Math.min(BATCH_COMMANDS_MAX, IN_FLIGHT_MAX - this.#inFlight.size);
    const writtenMs = this.clock.monotonicMs();
    const commands: pb.SequencedCommand.$Properties[] = [];
    const batch: WrittenBatch = { commands: 0, bytes: 0 };
    for (const attempt of this.#waiting) {
      const bytes = batch.bytes + attempt.bytes.length;
      if (commands.length >= room || (commands.length > 0 && bytes > this.#batchBytesMax)) break;
      batch.bytes = bytes;
      batch.commands += 1;
      this.#sequence += 1;
      this.#inFlight.set(this.#sequence, { attempt, writtenMs, batch });
      commands.push({ sequence: this.#sequence, routed: attempt.routed, command: attempt.bytes });
    }
    this.#waiting = this.#waiting.slice(commands.length);
    return commands;
  }

  /** Events of a stream that is no longer ours mean nothing. */
  #open(): void {
    const ours = (act: () => void) => {
      if (this.#state.name !== 'closed' && this.#state.stream === stream) act();
    };
    const stream: Stream = this.transport.stream(
      this.address,
      TICKETS.executeStream,
      {
        opened: () => ours(() => this.#writable(stream)),
        drained: () => ours(() => this.#writable(stream)),
        message: (batch) => ours(() => this.#received(batch)),
        closed: (error) => ours(() => this.#lose(error ?? this.#endedInGoodOrder())),
      },
      this.metadata(),
    );
    this.#state = { name: 'opening', stream };
  }

  #writable(stream: Stream): void {
    this.#state = { name: 'open', stream };
    this.#flush();
  }

  #received(batch: pb.OutcomeBatch.$Properties): void {
    this.#heardMs = this.clock.monotonicMs();
    for (const outcome of batch.outcomes ?? []) {
      const sequence = outcome.sequence ?? 0;
      const written = this.#inFlight.get(sequence);
      if (written === undefined) continue; // withdrawn or expired meanwhile
      this.#inFlight.delete(sequence);
      tell(written.attempt, outcome);
    }
    if (this.#waiting.length > 0) this.#flushSoon();
  }

  /** The stream is gone, or given up. */
  #lose(error: RailkvError): void {
    const state = this.#state;
    const inFlight = [...this.#inFlight.values()];
    const waiting = this.#waiting;
    this.#state = CLOSED;
    this.#inFlight.clear();
    this.#waiting = [];
    this.#expiry?.timer.cancel();
    this.#expiry = undefined;
    if (state.name !== 'closed') state.stream.cancel();
    const refused = REFUSED_AT_THE_DOOR.has(error.reason) || saysNothingRead(error);
    const maybeDone = refused ? error : this.#unknown('the stream of commands was lost', error);
    const tooLarge = this.#tooLarge(inFlight, error);
    for (const { attempt, batch } of inFlight) {
      if (batch !== tooLarge) attempt.failed(maybeDone);
      else attempt.failed(batch.commands === 1 ? error : notRead(error));
    }
    const notDone = refused ? error : notSent(error);
    for (const attempt of waiting) attempt.failed(notDone);
  }

  /** Which message the node refused to read: if any is too large, the largest is. Nothing of it was done. */
  #tooLarge(inFlight: readonly Written[], error: RailkvError): WrittenBatch | undefined {
    if (error.reason !== 'MESSAGE_TOO_LARGE') return undefined;
    let largest: WrittenBatch | undefined;
    for (const { batch } of inFlight)
      if (largest === undefined || batch.bytes > largest.bytes) largest = batch;
    if (largest === undefined) return undefined;
    // Otherwise it was an answer that was too large for us, and what it answers was done.
    const bytes = Number(error.metadata['bytes']);
    if (bytes < largest.bytes || bytes > largest.bytes + largest.commands * ENVELOPE_BYTES_MAX)
      return undefined;
    if (largest.commands > 1) this.#batchBytesMax = Math.floor(largest.bytes / 2);
    return largest;
  }

  #withdraw(attempt: CommandAttempt): boolean {
    const at = this.#waiting.indexOf(attempt);
    if (at >= 0) {
      this.#waiting.splice(at, 1);
      return true;
    }
    for (const [sequence, written] of this.#inFlight) {
      if (written.attempt === attempt) this.#inFlight.delete(sequence);
    }
    return false;
  }

  /** One timer for all: at the time of whichever attempt expires first. */
  #expireBy(atMs: number): void {
    if (this.#expiry !== undefined && this.#expiry.atMs <= atMs) return;
    this.#expiry?.timer.cancel();
    const delayMs = Math.max(1, atMs - this.clock.monotonicMs());
    this.#expiry = { atMs, timer: this.clock.after(delayMs, () => this.#expire()) };
  }

  #expire(): void {
    this.#expiry = undefined;
    const nowMs = this.clock.monotonicMs();
    const late = [...this.#inFlight].filter(([, { attempt }]) => attempt.expiresMs <= nowMs);
    const silent = ({ writtenMs }: Written) =>
      this.#heardMs <= writtenMs && nowMs - writtenMs >= SILENT_STREAM_MS;
    if (late.some(([, written]) => silent(written))) {
      // Nothing at all came back since: the others on this stream would wait in vain too.
      this.#lose(new RailkvError('UNREACHABLE', `${this.address} does not answer`));
      return;
    }
    const waiting = this.#waiting;
    this.#waiting = waiting.filter((attempt) => attempt.expiresMs > nowMs);
    for (const [sequence] of late) this.#inFlight.delete(sequence);
    for (const [, { attempt }] of late) attempt.failed(this.#unknown('it was not answered in time'));
    const unsent = new RailkvError('UNREACHABLE', `${this.address} could not be sent the command in time`);
    for (const attempt of waiting) if (attempt.expiresMs <= nowMs) attempt.failed(unsent);
    const left = [...this.#waiting, ...[...this.#inFlight.values()].map((written) => written.attempt)];
    if (left.length > 0)
      this.#expireBy(left.reduce((least, { expiresMs }) => Math.min(least, expiresMs), Infinity));
    if (this.#waiting.length > 0) this.#flushSoon();
  }

  #unknown(why: string, cause?: RailkvError): RailkvError {
    return new RailkvError('UNKNOWN', `sent to ${this.address}, and ${why}`, cause && { cause });
  }

  #endedInGoodOrder(): RailkvError {
    return new RailkvError('SHUTTING_DOWN', `${this.address} ended the stream of commands`);
  }
}

function tell(attempt: CommandAttempt, outcome: pb.Outcome.$Properties): void {
  if (outcome.failure) attempt.failed(errorFromFailure(outcome.failure));
  else if (outcome.answer) attempt.answered(outcome.answer);
  else attempt.failed(new RailkvError('INTERNAL', 'the node sent an outcome that says nothing'));
}

/** For commands that went in one message too large: they go again, in smaller ones. */
function notRead(error: RailkvError): RailkvError {
  return new RailkvError('UNREACHABLE', error.message, { cause: error });
}

/** For what was never written, whatever ended the stream. */
function notSent(error: RailkvError): RailkvError {
  if (error.reason === 'MESSAGE_TOO_LARGE') return notRead(error); // another's message was
  if (NOT_BELIEVED.has(error.reason)) return notRead(error); // whoever opens a stream anew may be, with a new token
  if (error.retry !== 'same-id' && error.reason !== 'DEADLINE_EXCEEDED') return error;
  return new RailkvError('UNREACHABLE', error.message, { cause: error });
}
