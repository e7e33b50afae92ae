/** ExecuteStream: batches of commands in, batches of outcomes out, in any order, with no promise or timer a command.
 *  Bounded on both sides: while too many commands are unanswered or too many answers untaken, the stream is read no
 *  further; a client that takes none of its answers for a while is cut. */
import type { ServerDuplexStream, StatusObject } from '@grpc/grpc-js';
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { withNothingRead } from '../../proto/nothing-read.js';
import { TICKETS } from '../../proto/services.js';
import { failureFromError } from '../../proto/status-details.js';
import { workOf } from '../admission/command-kind.js';
import { type AuditedAct, auditedCommand, resultOf } from '../identity/audit.js';
import type { Caller, TicketsService } from '../services/service.js';
import { failureOfCall, grpcStatus } from './call-status.js';
import { cutStream } from './cut-stream.js';
import { decodeRequest, type HandlerParts } from './method-handlers.js';
import { Outbox } from './outbox.js';

export interface StreamLimits {
  readonly batchCommands: number;
  /** Unanswered. */
  readonly streamCommands: number;
  /** Bytes of answers that are not taken. */
  readonly streamReplies: number;
  /** ms */
  readonly streamStall: number;
}

/** What one message of answers is gathered up to: well below the 4 MiB that gRPC clients accept by default. */
const REPLY_BYTES = 512 * 1_024;
const OUTCOMES_PER_MESSAGE = 1_000;

type Call = ServerDuplexStream<Buffer, Buffer>;

/** All such streams of a server. */
export class ExecuteStreams {
  private readonly open = new Set<ExecuteStream>();
  private draining = false;

  constructor(
    private readonly parts: HandlerParts,
    private readonly tickets: TicketsService,
    private readonly limits: StreamLimits,
  ) {}

  get count(): number {
    return this.open.size;
  }

  readonly handler = (call: Call): void => {
    const startedMs = this.parts.clock.monotonicMs();
    const refuse = (error: unknown): void => {
      const failure = failureOfCall(error, this.parts.log, TICKETS.executeStream.path);
      this.parts.ended(TICKETS.executeStream.path, failure.reason ?? 'INTERNAL', 0);
      call.emit('error', grpcStatus(withNothingRead(failure)));
    };
    try {
      this.parts.checkOpen();
      const { caller } = this.parts.contexts.of(call);
      const stream = new ExecuteStream(call, caller, this.parts, this.tickets, this.limits, (reason) => {
        this.open.delete(stream);
        this.parts.ended(TICKETS.executeStream.path, reason, this.parts.clock.monotonicMs() - startedMs);
      });
      this.open.add(stream);
      if (this.draining) stream.drain();
    } catch (error) {
      refuse(error);
    }
  };

  /** Called at a steady pace. */
  sweep(): void {
    for (const stream of this.open) {
      stream.checkStall();
      stream.checkCaller();
    }
  }

  /** Reads no more; each stream ends once what it has is answered. */
  drain(): void {
    this.draining = true;
    for (const stream of this.open) stream.drain();
  }
}

class ExecuteStream {
  private readonly outbox: Outbox;
  private readonly from: string;
  private unanswered = 0;
  private paused = false;
  private halfClosed = false;
  private draining = false;
  private ended = false;

  constructor(
    private readonly call: Call,
    private readonly caller: Caller,
    private readonly parts: HandlerParts,
    private readonly tickets: TicketsService,
    private readonly limits: StreamLimits,
    private readonly onEnd: (reason: string) => void,
  ) {
    this.from = call.getPeer();
    this.outbox = new Outbox(
      (message, done) => call.write(message, done),
      REPLY_BYTES,
      parts.clock.monotonicMs,
      () => this.settle(),
    );
    call.on('data', (bytes: Buffer) => this.receive(bytes));
    call.on('end', () => {
      this.halfClosed = true;
      this.settle();
    });
    call.on('cancelled', () => this.finish('CANCELLED'));
    call.on('close', () => this.finish('CANCELLED'));
  }

  checkStall(): void {
    if (this.ended || this.outbox.stalledMs < this.limits.streamStall) return;
    const error = new RailkvError(
      'SERVER_BUSY',
      `the client took none of its answers for ${this.limits.streamStall} ms: the stream is cut; ask again with the same request ids`,
    );
    this.parts.log.warn(
      { caller: this.caller.id, bytes: this.outbox.queuedBytes },
      'cut a stream that is not read',
    );
    const { call } = this;
    this.finish('SERVER_BUSY');
    cutStream(call, grpcStatus(failureFromError(error)));
  }

  /** One on which nothing is said shall not stay open either. */
  checkCaller(): void {
    if (this.ended) return;
    try {
      this.parts.contexts.checkCurrent(this.call);
    } catch (error) {
      this.fail(failureOfCall(error, this.parts.log, TICKETS.executeStream.path));
    }
  }

  drain(): void {
    this.draining = true;
    this.call.pause();
    this.settle();
  }

  private receive(bytes: Buffer): void {
    if (this.ended || this.draining) return;
    try {
      this.parts.contexts.checkCurrent(this.call);
      const batch = decodeRequest(TICKETS.executeStream.requestDeserialize, bytes);
      if (batch.commands.length > this.limits.batchCommands)
        throw new RailkvError(
          'INVALID_REQUEST',
          `a batch of ${batch.commands.length} commands: at most ${this.limits.batchCommands} go into one message`,
        );
      this.execute(batch.commands);
    } catch (error) {
      this.fail(failureOfCall(error, this.parts.log, TICKETS.executeStream.path));
    }
    if (this.isFull() && !this.paused && !this.ended) {
      this.paused = true;
      this.call.pause();
    }
  }

  private execute(commands: pb.SequencedCommand.$Properties[]): void {
    const audited = this.auditedAmong(commands);
    const admitted = this.admit(commands, audited);
    if (admitted.length === 0) return;
    this.unanswered += admitted.length;
    let open = admitted.length;
    this.tickets.executeBatch(
      this.caller,
      { commands: admitted },
      this.parts.contexts.defaultDeadline(),
      (outcomes) => {
        open -= outcomes.length;
        if (open < 0)
          throw new Error(`more outcomes than commands: ${-open} too many in a batch of ${admitted.length}`);
        this.unanswered -= outcomes.length;
        this.parts.admission.release(outcomes.length);
        if (audited) this.audit(audited, outcomes);
        this.reply(outcomes);
      },
    );
  }

  /** Usually none is, and nothing is made. @throws RailkvError INVALID_REQUEST where it could not be told whose outcome is whose */
  private auditedAmong(
    commands: readonly pb.SequencedCommand.$Properties[],
  ): Map<number, AuditedAct> | undefined {
    let found: Map<number, AuditedAct> | undefined;
    for (const { sequence, command, routed } of commands) {
      const act = auditedCommand(this.caller, this.from, command ?? EMPTY, routed?.buyer ?? '');
      if (act === undefined) continue;
      found ??= new Map();
      found.set(sequence ?? 0, act);
    }
    if (found !== undefined && new Set(commands.map(({ sequence }) => sequence ?? 0)).size < commands.length)
      throw new RailkvError(
        'INVALID_REQUEST',
        'two commands of one message have the same sequence: number them anew, outcomes are told by it',
      );
    return found;
  }

  private audit(acts: ReadonlyMap<number, AuditedAct>, outcomes: readonly pb.Outcome.$Properties[]): void {
    for (const outcome of outcomes) {
      const act = acts.get(outcome.sequence ?? 0);
      if (act) this.parts.audit({ ...act, result: resultOf(outcome) });
    }
  }

  /** Answers what is refused, and returns the rest. Usually everything is let in, and the batch stays as it is. */
  private admit(
    commands: pb.SequencedCommand.$Properties[],
    audited: ReadonlyMap<number, AuditedAct> | undefined,
  ): pb.SequencedCommand.$Properties[] {
    const { admission } = this.parts;
    const granted = admission.admitSales(commands.length);
    if (granted === commands.length) return commands;
    let left = granted;
    const admitted: pb.SequencedCommand.$Properties[] = [];
    const refused: number[] = [];
    for (const command of commands) {
      if (workOf(command.command ?? EMPTY) === 'settle') admission.admitSettling(1);
      else if (left > 0) left -= 1;
      else {
        refused.push(command.sequence ?? 0);
        continue;
      }
      admitted.push(command);
    }
    admission.release(left); // granted to what turned out to be settling
    if (refused.length > 0) {
      const failure = failureFromError(admission.refuse('sale', refused.length));
      const outcomes = refused.map((sequence) => ({ sequence, failure }));
      if (audited) this.audit(audited, outcomes);
      this.reply(outcomes);
    }
    return admitted;
  }

  private reply(outcomes: readonly pb.Outcome.$Properties[]): void {
    this.parts.answered(outcomes);
    if (this.ended) return;
    for (let from = 0; from < outcomes.length; from += OUTCOMES_PER_MESSAGE) {
      const part = outcomes.slice(from, from + OUTCOMES_PER_MESSAGE);
      this.outbox.push(TICKETS.executeStream.responseSerialize({ outcomes: part }));
    }
    this.settle();
  }

  private isFull(): boolean {
    return (
      this.unanswered >= this.limits.streamCommands || this.outbox.queuedBytes >= this.limits.streamReplies
    );
  }

  /** Reads on where there is room again, and ends when there is nothing left to do. */
  private settle(): void {
    if (this.ended) return;
    if (this.paused && !this.draining && !this.isFull()) {
      this.paused = false;
      this.call.resume();
    }
    if (this.unanswered > 0 || this.outbox.queuedBytes > 0) return;
    if (this.halfClosed) {
      this.finish('OK');
      this.call.end();
    } else if (this.draining) {
      this.fail(
        failureFromError(
          new RailkvError('SHUTTING_DOWN', 'this node stops: everything sent was answered; go on elsewhere'),
        ),
      );
    }
  }

  /** Answers already written still go out before the status. */
  private fail(failure: pb.Failure.$Properties): void {
    if (this.ended) return;
    const status: StatusObject = grpcStatus(failure);
    this.finish(failure.reason ?? 'INTERNAL');
    this.call.emit('error', status);
  }

  private finish(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.outbox.close();
    this.onEnd(reason);
  }
}

const EMPTY = new Uint8Array(0);
