import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../../test/until.js';
import { pb } from '../../proto/index.js';
import type { Limits } from '../config/limits.js';
import type { Reply } from '../services/service.js';
import { openStream, TestServer } from './testing.js';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

interface Batch {
  readonly sequences: number[];
  readonly reply: Reply;
}

/** A server whose batches wait for the test's answers. */
async function start(limits: Partial<Limits> = {}): Promise<{ server: TestServer; batches: Batch[] }> {
  const batches: Batch[] = [];
  server = await TestServer.start(
    {
      tickets: {
        executeBatch: (_caller, batch, _deadlineMs, reply) => {
          batches.push({ sequences: (batch.commands ?? []).map((command) => command.sequence ?? 0), reply });
        },
      },
    },
    limits,
  );
  return { server, batches };
}

const answers = (sequences: number[], bytes = 0): pb.Outcome.$Properties[] =>
  sequences.map((sequence) => ({ sequence, answer: { requestId: `r-${sequence}`.padEnd(bytes, 'x') } }));

describe('a stream of commands', () => {
  it('answers in any order and in parts, and ends well once everything is answered', async () => {
    const { server, batches } = await start();
    const stream = openStream(server.client());
    stream.send(1, 2, 3);
    stream.send(4);
    stream.half();
    await until(() => batches.length === 2);
    batches[1]?.reply(answers([4]));
    batches[0]?.reply(answers([3]));
    batches[0]?.reply(answers([1, 2]));
    expect(await stream.status).toBe('OK');
    expect(stream.outcomes.map((outcome) => outcome.sequence)).toEqual([4, 3, 1, 2]);
    expect(server.admission.figures().inFlight).toBe(0);
    expect(server.ended).toEqual(['ExecuteStream OK']);
  });

  it('is read no further while too many commands are unanswered', async () => {
    const { server, batches } = await start({ streamCommands: 4, batchCommands: 4 });
    const stream = openStream(server.client());
    for (let i = 0; i < 100; i += 1) stream.send(i);
    await until(() => batches.length >= 4);
    await sleep(50);
    expect(batches.length).toBeLessThan(30); // what was on its way when reading stopped
    for (let answered = 0; answered < 100; answered += 1) {
      await until(() => batches.length > answered);
      batches[answered]?.reply(answers(batches[answered]?.sequences ?? []));
    }
    stream.half();
    expect(await stream.status).toBe('OK');
    expect(stream.outcomes).toHaveLength(100);
  });

  it('that takes none of its answers is cut, and what it had in progress is counted off', async () => {
    const { server, batches } = await start({ streamStall: 200, streamReplies: 65_536 });
    const stream = openStream(server.client());
    stream.pause();
    // Paused, a gRPC client still takes its first messages into memory, however large: only asking on and on fills it up.
    let sent = 0;
    let answered = 1; // the first batch stays in progress
    await until(
      () => {
        for (const end = sent + 10; sent < end; sent += 1) stream.send(sent);
        for (; answered < batches.length; answered += 1)
          batches[answered]?.reply(answers([answered], 16_384));
        return server.ended.length > 0;
      },
      () => ({ sent, answered, batches: batches.length, inFlight: server.admission.figures().inFlight }),
    );
    expect(server.ended).toEqual(['ExecuteStream SERVER_BUSY']);
    expect(server.admission.figures().inFlight).toBeGreaterThan(0);
    stream.resume();
    expect(await stream.status).toMatchObject({ reason: 'SERVER_BUSY' });
    batches[0]?.reply(answers([0]));
    for (; answered < batches.length; answered += 1) batches[answered]?.reply(answers([answered]));
    expect(server.admission.figures().inFlight).toBe(0);
  });

  it('refuses what the node has no room for item by item, and lets through what settles', async () => {
    const { server, batches } = await start({ inFlightMin: 2, inFlightMax: 2 });
    const client = server.client();
    const sales = openStream(client, pb.Command.encode({ purchase: {} }).finish());
    sales.send(1, 2, 3, 4);
    await until(() => sales.outcomes.length === 2);
    expect(sales.outcomes.map((outcome) => [outcome.sequence, outcome.failure?.reason])).toEqual([
      [3, 'SERVER_BUSY'],
      [4, 'SERVER_BUSY'],
    ]);
    expect(batches.map((batch) => batch.sequences)).toEqual([[1, 2]]);
    const settling = openStream(client, pb.Command.encode({ confirm: {} }).finish());
    settling.send(5, 6);
    await until(() => batches.length === 2);
    expect(batches[1]?.sequences).toEqual([5, 6]);
    for (const batch of batches) batch.reply(answers(batch.sequences));
    expect(server.admission.figures()).toMatchObject({ inFlight: 0, refused: { sale: 2 } });
  });

  it('counts settling commands of a mixed batch apart from the sales granted', async () => {
    const { server, batches } = await start({ inFlightMin: 1, inFlightMax: 1 });
    const stream = openStream(server.client(), pb.Command.encode({ refund: {} }).finish());
    stream.send(1, 2, 3);
    await until(() => batches.length === 1);
    expect(batches[0]?.sequences).toEqual([1, 2, 3]);
    expect(server.admission.figures().inFlight).toBe(3);
    batches[0]?.reply(answers([1, 2, 3]));
    expect(server.admission.figures().inFlight).toBe(0);
  });

  it('ends with INVALID_REQUEST at a batch that is too long', async () => {
    const { server } = await start({ batchCommands: 2 });
    const stream = openStream(server.client());
    stream.send(1, 2, 3);
    expect(await stream.status).toMatchObject({ reason: 'INVALID_REQUEST' });
  });

  it('of a node that stops answers what it has, then says to go elsewhere', async () => {
    const { server, batches } = await start();
    const stream = openStream(server.client());
    stream.send(1);
    await until(() => batches.length === 1);
    const stopped = server.server.stop();
    batches[0]?.reply(answers([1]));
    expect(await stream.status).toMatchObject({ reason: 'SHUTTING_DOWN' });
    expect(stream.outcomes).toHaveLength(1);
    await stopped;
  });

  it('whose client leaves is forgotten; late answers are only counted', async () => {
    const { server, batches } = await start();
    const stream = openStream(server.client());
    stream.send(1, 2);
    await until(() => batches.length === 1);
    stream.cancel();
    await stream.status;
    await until(() => server.ended.length === 1);
    batches[0]?.reply(answers([1, 2]));
    expect(server.admission.figures().inFlight).toBe(0);
    expect(server.server.figures().streams).toBe(0);
  });
});
