import { describe, expect, it } from 'vitest';
import { pb } from '../../proto/index.js';
import type { Reply, TicketsService } from '../services/service.js';
import { LATENCY_BOUNDS_MS, Latencies } from './latencies.js';
import { MeteredTickets } from './metered-tickets.js';
import { Traffic } from './traffic.js';

function clockAt() {
  const clock = {
    ms: 1_000,
    monotonicMs: () => clock.ms,
    wallMs: () => clock.ms,
    after: () => ({ cancel() {} }),
    soon: (work: () => void) => work(),
  };
  return clock;
}

const purchase = (train: string): Uint8Array =>
  pb.Command.encode({
    requestId: 'r',
    purchase: { run: { line: 'jinghu', train, date: '2026-12-01' } },
  }).finish();

const caller = { id: 'alice', role: 'operator' as const };

/** Answers when the test says so. */
function service() {
  const replies: Reply[] = [];
  const tickets: TicketsService = {
    execute: () => Promise.resolve({ answer: {} }),
    executeBatch: (_caller, _batch, _deadline, reply) => replies.push(reply),
    queryLine: () => Promise.resolve({}),
    getRun: () => Promise.reject(new Error('not here')),
    listRuns: () => Promise.resolve({}),
    getOrder: () => Promise.resolve({}),
  };
  return { tickets, replies };
}

describe('traffic of a node', () => {
  it('counts outcomes, new orders and their tickets, and how long they took', () => {
    const clock = clockAt();
    const traffic = new Traffic(clock);
    const { tickets, replies } = service();
    const metered = new MeteredTickets(tickets, traffic, clock);
    metered.executeBatch(caller, { commands: [{ command: purchase('G1') }] }, 0, () => {});
    clock.ms += 7;
    replies[0]?.([
      { answer: { order: { state: 'sold', tickets: [{}, {}] } } },
      { answer: { order: { state: 'sold', tickets: [{}] }, repeated: true } },
      { answer: { refusal: { reason: 'SOLD_OUT' } } },
      { failure: { reason: 'SERVER_BUSY' } },
    ]);
    const figures = traffic.figures();
    expect(figures).toMatchObject({
      orders: 1,
      tickets: 2,
      outcomes: { DONE: 2, SOLD_OUT: 1, SERVER_BUSY: 1 },
    });
    const bucket = (figures.commandLatency ?? []).indexOf(4);
    expect(LATENCY_BOUNDS_MS[bucket]).toBeGreaterThanOrEqual(7);
    expect(LATENCY_BOUNDS_MS[bucket - 1]).toBeLessThan(7);
  });

  it('knows the hottest trains from a sample, whatever the size of the batches', () => {
    for (const size of [1, 3, 16, 40]) {
      const clock = clockAt();
      const traffic = new Traffic(clock);
      for (let sent = 0; sent < 4_800; sent += size)
        traffic.commands(
          'seller',
          Array.from({ length: size }, () => ({ command: purchase('G7') })),
        );
      const [hottest] = traffic.figures().trains ?? [];
      const [line] = traffic.figures().lines ?? [];
      expect(hottest?.name).toBe('jinghu/G7/2026-12-01');
      expect(line?.name).toBe('jinghu');
      const told = (hottest?.milliPerSecond ?? 0) * (10 / Math.LN2 / 1_000);
      expect(Math.abs(told - 4_800)).toBeLessThan(100);
    }
  });

  it('counts bytes that are no command without falling over them', () => {
    const traffic = new Traffic(clockAt());
    traffic.commands('x', [{ command: Uint8Array.of(255, 255) }, { command: null }]);
    expect(traffic.figures().callers?.[0]?.name).toBe('x');
    expect(traffic.figures().trains).toEqual([]);
  });

  it('counts queries by line, failed ones too', async () => {
    const clock = clockAt();
    const traffic = new Traffic(clock);
    const metered = new MeteredTickets(service().tickets, traffic, clock);
    await metered.queryLine({ line: 'huning' }, 0);
    await expect(metered.getRun({ run: { line: 'huning' } }, 0)).rejects.toThrow('not here');
    expect(traffic.figures()).toMatchObject({ queries: 2, queriesFailed: 1 });
    expect(traffic.figures().lines?.[0]?.name).toBe('huning');
  });

  it('puts every latency into a bucket whose bound is not below it', () => {
    for (const ms of [0, 0.05, 0.1, 0.11, 1, 9.99, 1_000, 1e9]) {
      const latencies = new Latencies();
      latencies.add(ms);
      const at = latencies.counts.indexOf(1);
      expect(at).toBeGreaterThanOrEqual(0);
      if (at < LATENCY_BOUNDS_MS.length - 1)
        expect(LATENCY_BOUNDS_MS[at]).toBeGreaterThanOrEqual(ms * 0.999_999);
    }
  });
});
