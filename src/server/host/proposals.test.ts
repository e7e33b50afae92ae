import { describe, expect, it } from 'vitest';
import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import { lineKey, prefixEnd } from '../../proto/keys.js';
import { testEnv } from '../../store/testing/world.js';
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

describe('an entry', () => {
  /** The only entry that a leader makes of one purchase. */
  const entryOf = (seller: string): pb.CommandEntry => {
    const entries: Uint8Array[] = [];
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
      takeDigestTurn: () => false,
      propose: (data: Uint8Array) => {
        entries.push(data);
        return 'ok';
      },
    };
    const gates = { obstacle: () => undefined } as unknown as ProposalGates;
    const proposals = new Proposals(replica as unknown as TicketReplica, testEnv(), HOST_LIMITS, gates);
    const commands = [buy(1)];
    const deadlineMs = Number.POSITIVE_INFINITY;
    proposals.submit({ caller: 'alice', seller, role: 'seller', commands, deadlineMs, reply: () => {} });
    proposals.offer();
    expect(entries).toHaveLength(1);
    return pb.CommandEntry.decode(entries[0] ?? new Uint8Array(0));
  };

  it('says beside the buyer who sold, for whoever audits the log', () => {
    expect(entryOf('kiosk-7').commands).toMatchObject([{ caller: 'alice', seller: 'kiosk-7' }]);
    expect(entryOf('').commands).toMatchObject([{ caller: 'alice', seller: '' }]);
  });
});
