import { describe, expect, it } from 'vitest';
import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import { lineKey, prefixEnd } from '../../proto/keys.js';
import { testEnv } from '../../store/testing/world.js';
import { DigestTurn } from './digest-turn.js';
import { HOST_LIMITS } from './node-config.js';
import { type ProposalGates, Proposals, type TicketReplica } from './proposals.js';

const RUN = { line: 'jinghu', train: 'G1', date: '2026-12-01' };

const buy = (sequence: number, maybeDone = false): pb.SequencedCommand.$Properties => ({
  sequence,
  routed: { maybeDone },
  command: pb.Command.encode({
    requestId: `order-${sequence}`,
    notAfterMs: 1_000,
    purchase: {
      run: RUN,
      fromStop: 0,
      toStop: 1,
      fromStation: 'BJP',
      toStation: 'SHH',
      class: 'second',
      passengers: [{ passengerId: 'p1' }],
    },
  }).finish(),
});

/** A leader whose run is sold out, and whose reads nobody confirms. */
function soldOut(queuedCommandsMax: number) {
  const reads: { ready(): void; failed(why: string): void }[] = [];
  const replica = {
    group: 2,
    isLeader: true,
    isCurrentLeader: true,
    applied: { index: 9, term: 2 },
    meta: {
      range: { start: new Uint8Array(0), end: new Uint8Array(0) },
      epoch: { confVersion: 1, rangeVersion: 1 },
    },
    machine: { refusalWithoutLog: () => ({ refusal: { reason: 'SOLD_OUT' }, unrecorded: true }) },
    readIndex: (read: { ready(): void; failed(why: string): void }) => reads.push(read),
    stir: () => {},
  };
  const gates: ProposalGates = {
    obstacle: () => undefined,
    notLeader: () => new RailkvError('NOT_LEADER', 'another leads'),
    epochStale: () => new RailkvError('EPOCH_STALE', 'it is elsewhere'),
    outcomeObstacle: () => undefined,
    commandFormat: () => 1,
  };
  const limits = { ...HOST_LIMITS, queuedCommandsMax };
  const proposals = new Proposals(replica as unknown as TicketReplica, testEnv(), limits, gates);
  const outcomes: pb.Outcome.$Properties[] = [];
  const submit = (sequence: number, maybeDone = false): void =>
    proposals.submit({
      caller: 'tests',
      seller: '',
      role: 'buyer',
      commands: [buy(sequence, maybeDone)],
      deadlineMs: Number.POSITIVE_INFINITY,
      reply: (part) => outcomes.push(...part),
    });
  return { replica, proposals, reads, outcomes, submit };
}

describe('refusals from memory', () => {
  it('that wait for a round take room in the queue like commands that wait for the log', async () => {
    const { proposals, reads, outcomes, submit } = soldOut(2);
    for (const sequence of [1, 2, 3]) submit(sequence);
    await Promise.resolve();
    expect(outcomes).toMatchObject([{ sequence: 3, failure: { reason: 'SERVER_BUSY' } }]);
    expect(proposals.size).toBe(2);
    for (const read of reads) read.ready();
    expect(outcomes.slice(1)).toMatchObject([
      { sequence: 1, answer: { refusal: { reason: 'SOLD_OUT' } } },
      { sequence: 2, answer: { refusal: { reason: 'SOLD_OUT' } } },
    ]);
    expect(proposals.size).toBe(0);
    submit(4);
    expect(reads).toHaveLength(3);
  });

  it('are not for one that may be done already, nor for who comes while that one is under way', () => {
    const { proposals, reads, outcomes, submit } = soldOut(3);
    submit(1, true);
    submit(2);
    expect(reads).toEqual([]);
    expect(outcomes).toEqual([]);
    expect(proposals.size).toBe(2);
  });

  it('that a round confirmed after the lead was lost go to the leader, and wait in no queue here', () => {
    const { replica, proposals, reads, outcomes, submit } = soldOut(3);
    submit(1);
    replica.isLeader = false;
    replica.isCurrentLeader = false;
    for (const read of reads) read.ready();
    expect(outcomes).toMatchObject([{ sequence: 1, failure: { reason: 'NOT_LEADER' } }]);
    expect(proposals.size).toBe(0);
  });
});

describe('a command', () => {
  it('outside the range of the group is refused as stale, though it names no range version', async () => {
    const { replica, proposals, reads, outcomes, submit } = soldOut(3);
    replica.meta.range = {
      start: Uint8Array.from(lineKey('huning')),
      end: Uint8Array.from(prefixEnd(lineKey('huning'))),
    };
    submit(1);
    submit(2, true);
    await Promise.resolve();
    expect(outcomes).toMatchObject([
      { sequence: 1, failure: { reason: 'EPOCH_STALE' } },
      { sequence: 2, failure: { reason: 'EPOCH_STALE' } },
    ]);
    expect([reads.length, proposals.size]).toEqual([0, 0]);
  });
});

describe('a question after an outcome', () => {
  it('is refused while the leader cannot tell, and where no command has so late a notAfter by the time of the group', async () => {
    let obstacle: RailkvError | undefined = new RailkvError('NO_LEADER', 'not yet');
    const replica = {
      group: 2,
      isLeader: true,
      meta: {
        range: { start: new Uint8Array(0), end: new Uint8Array(0) },
        epoch: { confVersion: 1, rangeVersion: 1 },
      },
      machine: { state: { timeMs: 9_000_000_000_000 } },
      stir: () => {},
    };
    const gates = { obstacle: () => undefined, outcomeObstacle: () => obstacle } as unknown as ProposalGates;
    const proposals = new Proposals(replica as unknown as TicketReplica, testEnv(), HOST_LIMITS, gates);
    const ask = async (askedNotAfterMs: number): Promise<string> => {
      const outcomes: pb.Outcome.$Properties[] = [];
      const getOutcome = { run: RUN, askedRequestId: 'x', askedNotAfterMs };
      const command = pb.Command.encode({ requestId: 'q', notAfterMs: 1_000, getOutcome }).finish();
      const deadlineMs = Number.POSITIVE_INFINITY;
      const reply = (part: readonly pb.Outcome.$Properties[]) => outcomes.push(...part);
      const commands = [{ sequence: 1, command }];
      proposals.submit({ caller: 'a', seller: '', role: 'buyer', commands, deadlineMs, reply });
      await Promise.resolve();
      return outcomes[0]?.failure?.reason ?? 'taken';
    };
    const latest = 9_000_000_000_000 + 15 * 60_000;
    expect(await ask(latest)).toBe('NO_LEADER');
    obstacle = undefined;
    expect(await ask(latest + 1)).toBe('INVALID_REQUEST');
    expect(await ask(latest)).toBe('taken');
    expect(proposals.size).toBe(1);
  });
});

describe('an entry', () => {
  /** A leader with one purchase to propose, whose group is due to name a digest. */
  const leading = (seller = '') => {
    const entries: pb.CommandEntry[] = [];
    const digestTurn = new DigestTurn({ monotonicMs: () => 0 }, HOST_LIMITS);
    digestTurn.applied(HOST_LIMITS.digestLogBytes);
    const log = { answer: 'ok' };
    const replica = {
      group: 2,
      isLeader: true,
      isCurrentLeader: true,
      inFlight: { unapplied: 0 },
      meta: {
        range: { start: new Uint8Array(0), end: new Uint8Array(0) },
        epoch: { confVersion: 1, rangeVersion: 1 },
      },
      machine: { refusalWithoutLog: () => undefined },
      stir: () => {},
      digestTurn,
      propose: (data: Uint8Array) => {
        if (log.answer === 'ok') entries.push(pb.CommandEntry.decode(data));
        return log.answer;
      },
    };
    const gates = { obstacle: () => undefined, commandFormat: () => 1 } as unknown as ProposalGates;
    const proposals = new Proposals(replica as unknown as TicketReplica, testEnv(), HOST_LIMITS, gates);
    const submit = (sequence: number): void =>
      proposals.submit({
        caller: 'alice',
        seller,
        role: 'seller',
        commands: [buy(sequence)],
        deadlineMs: Number.POSITIVE_INFINITY,
        reply: () => {},
      });
    submit(1);
    return { log, proposals, submit, entries };
  };

  it('says beside the buyer who sold, for whoever audits the log', () => {
    for (const seller of ['kiosk-7', '']) {
      const { proposals, entries } = leading(seller);
      proposals.offer();
      expect(entries).toMatchObject([{ commands: [{ caller: 'alice', seller }] }]);
    }
  });

  it('names the digest that is due once, also where the log had no room for it at first', () => {
    const { log, proposals, submit, entries } = leading();
    log.answer = 'busy';
    proposals.offer();
    expect(entries).toEqual([]);
    log.answer = 'ok';
    proposals.offer();
    submit(2);
    proposals.offer();
    expect(entries.map(({ nameDigest }) => nameDigest)).toEqual([true, false]);
  });
});
