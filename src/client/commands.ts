/** Commands, from their encoding to a certain end. A command is encoded once and sent with the same bytes until it is
 *  answered; if it may have been done and time runs short, GetOutcome asks what became of it, which also makes sure that
 *  it never happens later; only if that stays open too is the outcome UNKNOWN. */
import { RailkvError } from '../proto/errors.js';
import { pb } from '../proto/index.js';
import type { BuyerOption, CommandOptions, SettleOptions } from './call-options.js';
import { CommandStream } from './command-stream.js';
import type { ClientContext } from './context.js';
import { abortReason, type Deadline } from './deadline.js';
import { assert } from './invariant.js';
import { onAbort } from './on-abort.js';
import { makeOrderId, makeTimedId, notAfterOf } from './request-id.js';
import { callUntilAnswered, type Destination } from './retrying.js';
import type { CachedRoute } from './route-cache.js';
import type { Router } from './router.js';
import type { Session } from './session.js';
import { refusalError, type Subject, unknownError } from './unknown-outcome.js';

/** A leader that does not answer this long is taken for gone; the same bytes then go to whoever leads next. */
const ATTEMPT_MS = 3_000;
/** Kept of the deadline for asking what became of a command, as a share and at most. */
const SETTLE_SHARE = 0.2;
const SETTLE_MS_MAX = 2_000;
/** How much later than its deadline a command may still be executed: what the clocks of client and leader may differ. */
const CLOCK_SLACK_MS = 60_000;
/** The server takes no more than 15 minutes, by its own clock. */
const NOT_AFTER_MS_MAX = 14 * 60_000;

const REQUEST_ID = /^[\x21-\x7e]{1,64}$/;

export type CommandBody = Omit<pb.Command.$Properties, 'requestId' | 'notAfterMs' | '$unknowns'>;

interface Encoded {
  readonly requestId: string;
  /** Wall clock. */
  readonly notAfterMs: number;
  readonly bytes: Uint8Array;
  readonly subject: Subject;
  /** Whose order it is; empty: the caller's own. */
  readonly buyer: string;
}

export class Commands {
  readonly #streams = new Map<string, CommandStream>();

  constructor(
    private readonly context: ClientContext,
    private readonly router: Router,
    private readonly session: Session,
  ) {}

  /** @param subject what the command is about: where it is routed, and how it is settled
   *  @returns the answer, done
   *  @throws RailkvError with the refusal's reason; UNKNOWN; or a failure that says it was not done */
  async execute(
    subject: Subject,
    body: CommandBody,
    options: CommandOptions & BuyerOption,
    expected: readonly string[] = [],
  ): Promise<pb.Answer.$Properties> {
    const { requestId, buyer = '' } = options;
    if (requestId !== undefined && !REQUEST_ID.test(requestId)) {
      throw new RailkvError(
        'INVALID_REQUEST',
        'requestId must be 1 to 64 printable ASCII characters, without blanks',
      );
    }
    const deadline = this.context.commandDeadline(options);
    const command = this.#encode({ subject, buyer }, body, deadline, requestId);
    const answer = await this.#run(new Attempts(command, requestId !== undefined), deadline);
    const refusal = answer.refusal ?? undefined;
    if (refusal !== undefined && !expected.includes(refusal.reason ?? ''))
      throw refusalError(refusal, command.requestId);
    return answer;
  }

  /** What became of a request id. Afterwards it is certain: what never ran never will.
   *  @returns the answer that id has; its refusal is ABANDONED when it never ran, and REQUEST_EXPIRED when it cannot run any
   *    more and its answer, if it had one, is not kept any longer */
  settle(
    subject: Subject,
    requestId: string,
    options: SettleOptions & BuyerOption,
  ): Promise<pb.Answer.$Properties> {
    const notAfterMs = options.notAfterMs ?? notAfterOf(requestId) ?? 0;
    const asked = { subject, requestId, notAfterMs, buyer: options.buyer ?? '' };
    return this.#askOutcome(asked, this.context.commandDeadline(options));
  }

  close(): void {
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
  }

  /** Once for each command: every attempt sends these bytes. */
  #encode(
    { subject, buyer }: Pick<Encoded, 'subject' | 'buyer'>,
    body: CommandBody,
    deadline: Deadline,
    givenId?: string,
  ): Encoded {
    const { clock, random } = this.context.env;
    const lifeMs = Math.min(deadline.timeoutMs + CLOCK_SLACK_MS, NOT_AFTER_MS_MAX);
    const notAfterMs = Math.round(clock.wallMs() + lifeMs);
    const made = () => (body.purchase ? makeOrderId(random) : makeTimedId(random, notAfterMs));
    const requestId = givenId ?? made();
    const bytes = pb.Command.encode({ requestId, notAfterMs, ...body }).finish();
    return { requestId, notAfterMs, subject, buyer, bytes };
  }

  async #run(attempts: Attempts, deadline: Deadline): Promise<pb.Answer.$Properties> {
    const reserveMs = Math.min(SETTLE_MS_MAX, deadline.timeoutMs * SETTLE_SHARE);
    const { command } = attempts;
    try {
      const answer = await this.#send(attempts, deadline.lessBy(reserveMs));
      if (!attempts.maybeDone || answer.refusal?.reason !== 'REQUEST_EXPIRED') return answer;
      // The attempt that came too late says nothing about the one before it.
    } catch (error) {
      if (!attempts.maybeDone) throw error;
      if (deadline.ended || !(error instanceof RailkvError)) throw unknownError(command, error);
    }
    let settled: pb.Answer.$Properties;
    try {
      settled = await this.#askOutcome(command, deadline);
    } catch (error) {
      throw unknownError(command, error);
    }
    if (settled.refusal?.reason === 'REQUEST_EXPIRED') throw unknownError(command, undefined);
    return settled;
  }

  async #askOutcome(
    { subject, requestId, notAfterMs, buyer }: Omit<Encoded, 'bytes'>,
    deadline: Deadline,
  ): Promise<pb.Answer.$Properties> {
    const getOutcome = { ...subject.outcomeOf, askedRequestId: requestId, askedNotAfterMs: notAfterMs };
    const question = this.#encode({ subject, buyer }, { getOutcome }, deadline);
    const { asked, refusal } = await this.#send(new Attempts(question, false), deadline);
    if (asked) return asked;
    // A question that was itself refused leaves the matter open.
    throw refusalError(refusal ?? { reason: 'INTERNAL', message: 'no outcome came' }, question.requestId);
  }

  #send(attempts: Attempts, deadline: Deadline): Promise<pb.Answer.$Properties> {
    let cached: CachedRoute | undefined;
    const { key } = attempts.command.subject;
    return callUntilAnswered(this.context, deadline, {
      attemptTimeoutMs: ATTEMPT_MS,
      choose: async (tried) => {
        cached = await this.router.routeFor(key, deadline);
        let address = this.#leaderOf(cached, tried);
        if (address === undefined) {
          const located = await this.router.located(key, deadline);
          ({ cached } = located);
          address = this.#leaderOf(cached, tried) ?? this.context.directory.pick(located.addresses, tried);
        }
        assert(address !== undefined, 'whoever is located has an address');
        return this.#destination(attempts, cached, address, deadline);
      },
      learn: (error, address) => {
        if (error.retry === 'same-id') attempts.maybeDone = true;
        return cached !== undefined && this.router.learn(error, cached, address);
      },
    });
  }

  /** @returns undefined where it is not known, or was tried and found wanting: then whoever else may know is asked */
  #leaderOf({ leaderNode }: CachedRoute, tried: ReadonlySet<string>): string | undefined {
    const { directory } = this.context;
    const leader = leaderNode === undefined ? undefined : directory.addressOf(leaderNode);
    return leader === undefined || tried.has(leader) || directory.isAway(leader) ? undefined : leader;
  }

  #destination(
    { command, maybeDone, repeated }: Attempts,
    { route, leaderNode }: CachedRoute,
    address: string,
    deadline: Deadline,
  ): Destination<pb.Answer.$Properties> {
    const { clock } = this.context.env;
    return {
      address,
      send: async ({ timeoutMs }) => {
        const answer = await this.#submit(address, route.group, {
          routed: {
            group: route.group,
            epoch: route.epoch,
            maybeDone: maybeDone || repeated,
            buyer: command.buyer,
          },
          bytes: command.bytes,
          expiresMs: clock.monotonicMs() + timeoutMs,
          signal: deadline.signal,
        });
        const known = leaderNode !== undefined && this.context.directory.addressOf(leaderNode) === address;
        if (!known) this.router.leaderIs(route.group, address, route);
        return answer;
      },
    };
  }

  #submit(
    address: string,
    group: number,
    attempt: Pick<Parameters<CommandStream['submit']>[0], 'routed' | 'bytes' | 'expiresMs'> & {
      readonly signal: AbortSignal | undefined;
    },
  ): Promise<pb.Answer.$Properties> {
    return new Promise((resolve, reject) => {
      const { signal } = attempt;
      const aborted = () => {
        const notWritten = withdraw();
        const reason = abortReason(signal);
        reject(
          notWritten ? reason : new RailkvError('UNKNOWN', 'aborted after it was sent', { cause: reason }),
        );
      };
      const withdraw = this.#stream(address).submit({
        routed: attempt.routed,
        bytes: attempt.bytes,
        expiresMs: attempt.expiresMs,
        answered: (answer) => {
          done();
          this.session.saw(answer.position?.group ?? group, answer.position?.index ?? 0);
          resolve(answer);
        },
        failed: (error) => {
          done();
          reject(error);
        },
      });
      const done = onAbort(signal, aborted);
    });
  }

  #stream(address: string): CommandStream {
    const known = this.#streams.get(address);
    if (known !== undefined) return known;
    const { transport, env } = this.context;
    const stream = new CommandStream(transport, env.clock, address, () => this.context.metadata);
    this.#streams.set(address, stream);
    return stream;
  }
}

/** What the attempts at one command leave behind. */
class Attempts {
  /** Some attempt was sent and not answered: from here on, no failure says that the command was not done. */
  maybeDone = false;

  constructor(
    readonly command: Encoded,
    /** The application may have sent this id before. */
    readonly repeated: boolean,
  ) {}
}
