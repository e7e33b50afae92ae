/** Commands on their way into one group's log. All that wait go into one entry, within bounds, so batches form by themselves:
 *  while entries are being written, the next one fills. What is refused before it is proposed was never done; what was
 *  proposed and not answered is UNKNOWN, and only its own request id may be asked again. */
import type { Env } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import { inRange } from '../../proto/keys.js';
import type { Role } from '../../proto/principal.js';
import { failureFromError } from '../../proto/status-details.js';
import { checkAskedNotAfter, commandKey, commandRun, decodeCommand } from '../../store/tickets/command.js';
import type { TicketMachine } from '../../store/tickets/ticket-machine.js';
import { authoriseCommand, checkFirstBody } from '../identity/permissions.js';
import { failureOf } from '../services/failure.js';
import type { Reply } from '../services/service.js';
import { type CommandPart, Share } from './command-parts.js';
import type { Waiter } from './in-flight.js';
import { LoadSample } from './load-sample.js';
import { GONE } from './membership.js';
import type { HostLimits } from './node-config.js';
import type { Replica } from './replica.js';
import type { ProposalSource } from './replica-host.js';

type Answer = pb.Answer.$Properties;

/** What the node knows that a group does not: who is heard, whose clock is right, where things are now. */
export interface ProposalGates {
  /** Undefined when commands may be proposed now. */
  obstacle(replica: TicketReplica): RailkvError | undefined;
  notLeader(replica: TicketReplica): RailkvError;
  epochStale(replica: TicketReplica): RailkvError;
  /** Undefined when it may be asked now what became of an id. */
  outcomeObstacle(): RailkvError | undefined;
  /** Of an entry of commands, as every replica of this cluster reads it. */
  commandFormat(): number;
}

export type TicketReplica = Replica<Answer, TicketMachine>;

export interface Submission {
  readonly caller: string;
  /** Who acts for the caller; empty: the caller itself. */
  readonly seller: string;
  readonly role: Role;
  readonly commands: readonly pb.SequencedCommand.$Properties[];
  /** Monotonic. */
  readonly deadlineMs: number;
  readonly reply: Reply;
}

export class Proposals implements ProposalSource {
  /** Of the commands that came here. */
  readonly load = new LoadSample();
  #waiting: Share[] = [];
  #waitingCommands = 0;
  #waitingBytes = 0;
  /** Commands waiting or in flight, by run: what the state in memory does not show yet. */
  readonly #runsUnderWay = new Map<string, number>();
  /** Refused from memory if a round confirms that this is still the leader. */
  readonly #confirming = new Set<Share>();
  #confirmingCommands = 0;
  /** Since the start, those that wait for the log included. */
  commandsTaken = 0;

  constructor(
    private readonly replica: TicketReplica,
    private readonly env: Env,
    private readonly limits: HostLimits,
    private readonly gates: ProposalGates,
  ) {}

  get size(): number {
    return this.#waitingCommands + this.#confirmingCommands;
  }

  /** Of those that wait to be proposed. */
  get bytes(): number {
    return this.#waitingBytes;
  }

  /** Takes commands in; each gets exactly one outcome, never at once. */
  submit(submission: Submission): void {
    const { caller, seller, deadlineMs, reply } = submission;
    const refused = this.#refuseAll();
    if (refused !== undefined) {
      this.#later(
        reply,
        submission.commands.map(({ sequence }) => ({ sequence: sequence ?? 0, failure: refused })),
      );
      return;
    }
    const toLog: CommandPart = { caller, seller, commands: [], sequences: [], runs: [], deadlineMs, reply };
    const toConfirm: CommandPart = { ...toLog, commands: [], sequences: [], runs: [] };
    const failures: pb.Outcome.$Properties[] = [];
    for (const item of submission.commands) {
      const sequence = item.sequence ?? 0;
      try {
        const part = this.#admit(submission, item) === 'confirm' ? toConfirm : toLog;
        part.commands.push(item.command ?? NOTHING);
        part.sequences.push(sequence);
        part.runs.push(this.#lastRun);
        if (part === toLog) this.#countRun(this.#lastRun, 1);
      } catch (error) {
        failures.push({ sequence, failure: failureOf(error) });
      }
    }
    if (failures.length > 0) this.#later(reply, failures);
    if (toConfirm.commands.length > 0) this.#confirm(new Share(toConfirm, 0, toConfirm.commands.length));
    if (toLog.commands.length > 0) this.#enqueue(new Share(toLog, 0, toLog.commands.length));
  }

  /** Of the command that `#admit` looked at last. */
  #lastRun = '';

  #refuseAll(): pb.Failure.$Properties | undefined {
    if (!this.replica.isLeader) return failureFromError(this.gates.notLeader(this.replica));
    const obstacle = this.gates.obstacle(this.replica);
    if (obstacle !== undefined) return failureFromError(obstacle);
    const { queuedCommandsMax, queuedBytesMax } = this.limits;
    if (this.size < queuedCommandsMax && this.#waitingBytes < queuedBytesMax) return undefined;
    return failureFromError(
      new RailkvError('SERVER_BUSY', `group ${this.replica.group} has a full queue: wait, then try again`, {
        retryAfterMs: 200 + Math.floor(this.env.random.next() * 300),
      }),
    );
  }

  /** @throws RailkvError when the command may not be proposed. */
  #admit({ caller, role, seller }: Submission, item: pb.SequencedCommand.$Properties): 'log' | 'confirm' {
    const { range, epoch } = this.replica.meta;
    const asked = item.routed?.epoch?.rangeVersion ?? 0;
    if (asked !== 0 && asked !== epoch.rangeVersion) throw this.gates.epochStale(this.replica);
    const bytes = item.command ?? NOTHING;
    if (bytes.length > this.limits.entryBytesMax)
      throw new RailkvError('MESSAGE_TOO_LARGE', `a command has at most ${this.limits.entryBytesMax} bytes`);
    const command = decodeCommand(bytes);
    checkFirstBody(bytes, command);
    authoriseCommand(role, command, seller !== '');
    if (command.getOutcome) this.#checkQuestion(command);
    if (!inRange(commandKey(command), range.start, range.end)) throw this.gates.epochStale(this.replica);
    const run = commandRun(command);
    this.#lastRun = run === undefined ? '' : `${run.line}\0${run.train}\0${run.date}`;
    if (run !== undefined)
      this.load.note({ line: run.line ?? '', train: run.train ?? '', date: run.date ?? '' });
    if (!command.purchase || item.routed?.maybeDone === true) return 'log';
    return this.#soldOut(caller, command) === undefined ? 'log' : 'confirm';
  }

  #checkQuestion(command: pb.Command.$Properties): void {
    const obstacle = this.gates.outcomeObstacle();
    if (obstacle !== undefined) throw obstacle;
    checkAskedNotAfter(command, Math.max(this.env.clock.wallMs(), this.replica.machine.state.timeMs));
  }

  #countRun(run: string, by: number): void {
    if (run === '') return;
    const count = (this.#runsUnderWay.get(run) ?? 0) + by;
    if (count > 0) this.#runsUnderWay.set(run, count);
    else this.#runsUnderWay.delete(run);
  }

  // --- refusals from memory ---

  #soldOut(caller: string, command: pb.Command.$Properties): Answer | undefined {
    if (!this.replica.isCurrentLeader || this.#runsUnderWay.has(this.#lastRun)) return undefined;
    const answer = this.replica.machine.refusalWithoutLog(caller, command, this.env.clock.wallMs());
    if (answer === undefined) return undefined;
    return { ...answer, position: { group: this.replica.group, index: this.replica.applied.index } };
  }

  /** Another leader may have sold or freed seats since: one ReadIndex round for all that wait, then another look. */
  #confirm(share: Share): void {
    this.#confirming.add(share);
    this.#confirmingCommands += share.size;
    const done = (): boolean => {
      const waited = this.#confirming.delete(share);
      if (waited) this.#confirmingCommands -= share.size;
      return waited;
    };
    this.replica.readIndex({
      deadlineMs: share.part.deadlineMs,
      ready: () => {
        if (done()) this.#settleConfirmed(share.part);
      },
      failed: () => {
        if (done()) share.fail(failureFromError(this.gates.notLeader(this.replica)));
      },
    });
  }

  #settleConfirmed(part: CommandPart): void {
    // A follower's round is confirmed too, and its queue is offered to nobody.
    if (!this.replica.isLeader) {
      const refused = failureFromError(this.gates.notLeader(this.replica));
      new Share(part, 0, part.commands.length).fail(refused);
      return;
    }
    const toLog: CommandPart = { ...part, commands: [], sequences: [], runs: [] };
    const outcomes: pb.Outcome.$Properties[] = [];
    for (const [at, bytes] of part.commands.entries()) {
      this.#lastRun = part.runs[at] ?? '';
      const sequence = part.sequences[at] ?? 0;
      const answer = this.#soldOut(part.caller, decodeCommand(bytes));
      if (answer !== undefined) {
        outcomes.push({ sequence, answer });
        continue;
      }
      toLog.commands.push(bytes);
      toLog.sequences.push(sequence);
      toLog.runs.push(this.#lastRun);
      this.#countRun(this.#lastRun, 1);
    }
    if (outcomes.length > 0) part.reply(outcomes);
    if (toLog.commands.length > 0) this.#enqueue(new Share(toLog, 0, toLog.commands.length));
  }

  // --- into the log ---

  #enqueue(share: Share): void {
    this.#waiting.push(share);
    this.commandsTaken += share.size;
    this.#waitingCommands += share.size;
    this.#waitingBytes += bytesOf(share);
    this.replica.stir();
  }

  /** At the start of each pump: one entry of all that waits, and more only when it is full. */
  offer(): void {
    if (this.#waiting.length === 0 || !this.replica.isLeader) return;
    const obstacle = this.gates.obstacle(this.replica);
    if (obstacle !== undefined) {
      this.#refuseWaiting(obstacle);
      return;
    }
    while (this.#waiting.length > 0 && this.replica.inFlight.unapplied < ENTRIES_IN_FLIGHT_MAX) {
      const shares = this.#takeEntry();
      if (shares.length === 0) return;
      const { digestTurn } = this.replica;
      const nameDigest = digestTurn.isDue;
      const result = this.replica.propose(
        this.#encode(shares, nameDigest),
        new EntryWaiter(shares, this.#settled, this.#stale),
      );
      if (result === 'ok') {
        if (nameDigest) digestTurn.named();
        continue;
      }
      this.#putBack(shares);
      return; // a full tail or a transfer: the next pump tries again, and losing the lead refuses them
    }
  }

  /** The next entry's commands, in the order they came; those that expired are told. */
  #takeEntry(): Share[] {
    const nowMs = this.env.clock.monotonicMs();
    const taken: Share[] = [];
    let commands = 0;
    let bytes = 0;
    while (this.#waiting.length > 0) {
      const share = this.#waiting[0]!;
      if (share.part.deadlineMs <= nowMs) {
        this.#drop(this.#waiting.shift()!, EXPIRED);
        continue;
      }
      let to = share.from;
      while (to < share.to && commands < this.limits.entryCommandsMax) {
        const size = (share.part.commands[to]?.length ?? 0) + 24;
        if (commands > 0 && bytes + size > this.limits.entryBytesMax) break;
        bytes += size;
        commands += 1;
        to += 1;
      }
      if (to === share.from) break;
      this.#waiting.shift();
      taken.push(to === share.to ? share : new Share(share.part, share.from, to));
      if (to < share.to) {
        this.#waiting.unshift(new Share(share.part, to, share.to));
        break;
      }
    }
    for (const share of taken) this.#uncount(share);
    return taken;
  }

  #encode(shares: readonly Share[], nameDigest: boolean): Uint8Array {
    const epoch = { rangeVersion: this.replica.meta.epoch.rangeVersion };
    const commands: pb.EnvelopedCommand.$Properties[] = [];
    for (const { part, from, to } of shares)
      for (let at = from; at < to; at += 1)
        commands.push(enveloped(part, part.commands[at] ?? NOTHING, epoch));
    const format = this.gates.commandFormat();
    const timeMs = Math.floor(this.env.clock.wallMs());
    return pb.CommandEntry.encode({ format, timeMs, commands, nameDigest }).finish();
  }

  #putBack(shares: readonly Share[]): void {
    this.#waiting.unshift(...shares);
    for (const share of shares) {
      this.#waitingCommands += share.size;
      this.#waitingBytes += bytesOf(share);
    }
  }

  #uncount(share: Share): void {
    this.#waitingCommands -= share.size;
    this.#waitingBytes -= bytesOf(share);
  }

  readonly #stale = (): pb.Failure.$Properties => failureFromError(this.gates.epochStale(this.replica));

  readonly #settled = (share: Share): void => {
    for (let at = share.from; at < share.to; at += 1) this.#countRun(share.part.runs[at] ?? '', -1);
  };

  /** Of a waiting share that is never proposed. */
  #drop(share: Share, failure: pb.Failure.$Properties): void {
    this.#uncount(share);
    this.#settled(share);
    share.fail(failure);
  }

  #refuseWaiting(error: RailkvError): void {
    const failure = failureFromError(error);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const share of waiting) this.#drop(share, failure);
  }

  leadershipLost(): void {
    this.#refuseWaiting(this.gates.notLeader(this.replica));
  }

  closed(why: string): void {
    this.#refuseWaiting(new RailkvError(reasonOfEnd(why), why));
  }

  expire(nowMs: number): void {
    if (this.#waiting.length === 0) return;
    const late = this.#waiting.filter((share) => share.part.deadlineMs <= nowMs);
    if (late.length === 0) return;
    this.#waiting = this.#waiting.filter((share) => share.part.deadlineMs > nowMs);
    for (const share of late) this.#drop(share, EXPIRED);
  }

  #later(reply: Reply, outcomes: pb.Outcome.$Properties[]): void {
    this.env.clock.soon(() => reply(outcomes));
  }
}

function reasonOfEnd(why: string): 'SHUTTING_DOWN' | 'GROUP_NOT_FOUND' | 'REPLICA_DAMAGED' {
  if (why.includes('shutting down')) return 'SHUTTING_DOWN';
  return why === GONE ? 'GROUP_NOT_FOUND' : 'REPLICA_DAMAGED';
}

/** How many entries of a group may be under way: enough to fill the log's writer and the links, few enough that batches
 *  form while they are. */
const ENTRIES_IN_FLIGHT_MAX = 8;

const NOTHING = new Uint8Array(0);

/** What nobody sold for another is, byte for byte, what it was before sellers had customers. */
function enveloped(
  { caller, seller }: CommandPart,
  command: Uint8Array,
  epoch: pb.EnvelopedCommand.Epoch.$Properties,
): pb.EnvelopedCommand.$Properties {
  return seller === '' ? { caller, epoch, command } : { caller, epoch, command, seller };
}

const EXPIRED: pb.Failure.$Properties = {
  reason: 'DEADLINE_EXCEEDED',
  message: 'the deadline passed before the command was proposed: it was not done',
};

const unknown = (why: string): pb.Failure.$Properties => ({
  reason: 'UNKNOWN',
  message: `${why}; it may have been done: ask again with the same request id`,
});

function bytesOf(share: Share): number {
  let bytes = 0;
  for (let at = share.from; at < share.to; at += 1) bytes += share.part.commands[at]?.length ?? 0;
  return bytes;
}

/** Those who wait for one entry of commands. */
class EntryWaiter implements Waiter<Answer> {
  constructor(
    private readonly shares: readonly Share[],
    private readonly settled: (share: Share) => void,
    private readonly stale: () => pb.Failure.$Properties,
  ) {}

  answered(answers: readonly Answer[]): void {
    let at = 0;
    for (const share of this.shares) {
      share.answer(answers, at, this.stale);
      at += share.size;
      this.settled(share);
    }
  }

  unknown(why: string): void {
    for (const share of this.shares) {
      share.fail(unknown(why));
      this.settled(share);
    }
  }

  expire(nowMs: number): void {
    for (const share of this.shares)
      if (share.open && share.part.deadlineMs <= nowMs)
        share.fail(unknown('the deadline passed before the command was durable on its ack quorum'));
  }
}

/** Nobody waits: an entry that only expires what is due. */
export const NOBODY: Waiter<never> = { answered() {}, unknown() {}, expire() {} };
