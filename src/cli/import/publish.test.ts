import { describe, expect, it } from 'vitest';
import { RailkvError, type RunPlan, type TicketsApi } from '../../client/index.js';
import { each, fakeClient } from '../testing/fakes.js';
import { samplePlan } from '../testing/samples.js';
import { LINES_PER_BATCH, publicationId, publishTimetable } from './publish.js';
import { refusedRuns, renderTally } from './tally.js';

const lineOf = (line: string) => ({ line, name: line, stations: [{ code: 'VNP', name: '北京南' }] });
const summaryOf = (plan: RunPlan) => ({
  run: plan.run,
  fromName: '',
  toName: '',
  departureMs: plan.dayStartMs + 32_400_000,
  arrivalMs: plan.dayStartMs + 49_680_000,
  stops: 2,
});

/** Publishes against `tickets`, in a time that only waiting moves. */
async function publish(lines: readonly string[], plans: readonly RunPlan[], tickets: Partial<TicketsApi>) {
  let time = 0;
  const progress: number[] = [];
  const tally = await publishTimetable({
    client: fakeClient({
      tickets: {
        registerLines: (batch) => Promise.resolve({ lines: [], created: batch.length }),
        runs: () => each([]),
        ...tickets,
      },
    }),
    lines: lines.map(lineOf),
    runs: plans,
    nowMs: () => time,
    wait: (ms) => {
      time += ms;
      return Promise.resolve();
    },
    onProgress: (done) => void progress.push(done),
    patienceMs: 5_000,
  });
  return { tally, progress, time };
}

describe('an import', () => {
  it('registers all lines, in batches, before it publishes a run', async () => {
    const lines = Array.from({ length: LINES_PER_BATCH + 1 }, (_, at) => `line-${at}`);
    const calls: string[] = [];
    const { tally } = await publish(lines, [samplePlan('line-0', 'G1')], {
      registerLines: (batch) => {
        calls.push(`register ${batch.length}`);
        return Promise.resolve({ lines: [], created: 1 });
      },
      publish: (plan) => {
        calls.push(`publish ${plan.run.train}`);
        return Promise.resolve();
      },
    });
    expect(calls).toEqual([`register ${LINES_PER_BATCH}`, 'register 1', 'publish G1']);
    expect(tally).toMatchObject({ lines: LINES_PER_BATCH + 1, created: 2, published: 1 });
  });

  it('leaves out what is there already', async () => {
    const plans = [samplePlan('jinghu', 'G1'), samplePlan('jinghu', 'G2')];
    const published: string[] = [];
    const { tally, progress } = await publish(['jinghu'], plans, {
      runs: () => each([summaryOf(plans[0]!)]),
      publish: (plan) => {
        published.push(plan.run.train);
        return Promise.resolve();
      },
    });
    expect(published).toEqual(['G2']);
    expect(tally).toMatchObject({ published: 1, alreadyThere: 1, left: 0 });
    expect(progress.at(-1)).toBe(2);
  });

  it('goes on through the death of a leader, with the same request id', async () => {
    const ids: (string | undefined)[] = [];
    const { tally } = await publish(['jinghu'], [samplePlan('jinghu', 'G1')], {
      publish: (_plan, options) => {
        ids.push(options?.requestId);
        if (ids.length === 1) return Promise.reject(new RailkvError('UNKNOWN', 'the leader went away'));
        if (ids.length === 2) return Promise.reject(new RailkvError('NO_LEADER', 'an election is under way'));
        return Promise.resolve();
      },
    });
    expect(tally.published).toBe(1);
    expect(new Set(ids)).toEqual(new Set([publicationId(samplePlan('jinghu', 'G1'))]));
  });

  it('takes a new request id where the first was abandoned while the cluster was busy', async () => {
    const ids: (string | undefined)[] = [];
    const { tally } = await publish(['jinghu'], [samplePlan('jinghu', 'G1')], {
      publish: (_plan, options) => {
        ids.push(options?.requestId);
        return ids.length < 3
          ? Promise.reject(new RailkvError('ABANDONED', 'asked for before it came'))
          : Promise.resolve();
      },
    });
    expect(tally).toMatchObject({ published: 1 });
    expect(refusedRuns(tally)).toBe(0);
    expect(new Set(ids).size).toBe(3);
  });

  it('counts refusals by reason, with an example, and publishes the rest', async () => {
    const plans = ['G1', 'G2', 'G3'].map((train) => samplePlan('jinghu', train));
    const { tally } = await publish(['jinghu'], plans, {
      publish: (plan) =>
        plan.run.train === 'G2'
          ? Promise.resolve()
          : Promise.reject(new RailkvError('INVALID_REQUEST', 'a train needs seats')),
    });
    expect(tally.published).toBe(1);
    expect(refusedRuns(tally)).toBe(2);
    expect(renderTally(tally)).toContain(
      'refused 2: a train needs seats (INVALID_REQUEST), for example jinghu G1 2026-12-01',
    );
  });

  it('lists a run that the cluster has with another plan, and does not count it as there', async () => {
    const { tally } = await publish(['jinghu'], [samplePlan('jinghu', 'G1')], {
      publish: () => Promise.reject(new RailkvError('RUN_EXISTS', 'it is there')),
    });
    expect(tally).toMatchObject({
      published: 0,
      alreadyThere: 0,
      otherPlan: ['jinghu G1 2026-12-01'],
    });
    expect(renderTally(tally)).toContain(
      "1 run published with another plan than this timetable's, and left as they are:\n  jinghu G1 2026-12-01\n",
    );
  });

  it('lists a run that leaves at another time than this timetable says, without asking for it', async () => {
    const plan = samplePlan('jinghu', 'G1');
    const { tally } = await publish(['jinghu'], [plan], {
      runs: () => each([{ ...summaryOf(plan), departureMs: summaryOf(plan).departureMs + 60_000 }]),
    });
    expect(tally).toMatchObject({ alreadyThere: 0, otherPlan: ['jinghu G1 2026-12-01'] });
  });

  it('shows ten of many runs with another plan, and says where all are', async () => {
    const plans = Array.from({ length: 12 }, (_, at) => samplePlan('jinghu', `G${at}`));
    const { tally } = await publish(['jinghu'], plans, {
      publish: () => Promise.reject(new RailkvError('RUN_EXISTS', 'it is there')),
    });
    expect(tally.otherPlan).toHaveLength(12);
    expect(renderTally(tally)).toContain('and 2 more: -o json lists all');
  });

  it('gives up when the cluster stays away, and says what is left', async () => {
    const plans = ['G1', 'G2'].map((train) => samplePlan('jinghu', train));
    const { tally, time } = await publish(['jinghu'], plans, {
      publish: () => Promise.reject(new RailkvError('UNREACHABLE', 'nobody answers')),
    });
    expect(tally).toMatchObject({ published: 0, left: 2 });
    expect(time).toBeGreaterThan(5_000);
    expect(renderTally(tally)).toContain('error: 2 runs left: nothing was answered any more: nobody answers');
    expect(renderTally(tally)).toContain('run the same import again');
  });

  it('does not try each of thousands of runs once it has given up', async () => {
    const plans = Array.from({ length: 5_000 }, (_, at) => samplePlan('jinghu', `G${at}`));
    const tried = new Set<string>();
    const { tally } = await publish(['jinghu'], plans, {
      publish: (plan) => {
        tried.add(plan.run.train);
        return Promise.reject(new RailkvError('UNREACHABLE', 'nobody answers'));
      },
    });
    expect(tally.left).toBe(5_000);
    expect(tried.size).toBeLessThan(2_000);
  });

  it('says while nobody answers that it waits, for how long yet, and why', async () => {
    const notes: string[] = [];
    let time = 0;
    let look = (): void => undefined;
    let looking = true;
    await publishTimetable({
      client: fakeClient({
        tickets: {
          registerLines: () => Promise.resolve({ lines: [], created: 1 }),
          runs: () => each([]),
          publish: () => {
            if (time >= 10_000) return Promise.resolve();
            return Promise.reject(new RailkvError('UNREACHABLE', 'nobody listens there'));
          },
        },
      }),
      lines: [lineOf('jinghu')],
      runs: [samplePlan('jinghu', 'G1')],
      nowMs: () => time,
      wait: () => {
        time += 5_000;
        look();
        return Promise.resolve();
      },
      everySecond: (given) => {
        look = given;
        return () => {
          looking = false;
        };
      },
      onProgress: (_done, note) => void notes.push(note),
    });
    expect(notes).toContain('no answer; gives up in 55 s: nobody listens there');
    expect(looking).toBe(false);
  });

  it('ends when lines are refused: without them no run could be found', async () => {
    const refused = publish(['jinghu'], [samplePlan('jinghu', 'G1')], {
      registerLines: () => Promise.reject(new RailkvError('INVALID_REQUEST', 'too many stations')),
    });
    await expect(refused).rejects.toThrow('too many stations');
  });
});

describe('the request id of a publication', () => {
  it('follows from the plan alone', () => {
    expect(publicationId(samplePlan('jinghu', 'G1'))).toBe(publicationId(samplePlan('jinghu', 'G1')));
    expect(publicationId(samplePlan('jinghu', 'G1')).length).toBeLessThanOrEqual(64);
  });

  it('is another one for another plan of the same run', () => {
    const plan = samplePlan('jinghu', 'G1');
    const amended = { ...plan, coaches: plan.coaches.map((coach) => ({ ...coach, rows: 3 })) };
    expect(publicationId(amended)).not.toBe(publicationId(plan));
  });
});
