/** Request ids across a split: what an id came to before it is found at the half that holds its run, a question asked after
 *  it is answered there and nowhere else, and the other half of the group knows nothing of either. */
import { afterEach, describe, expect, it } from 'vitest';
import type { pb } from '../../src/proto/index.js';
import { changeGroup } from '../sim/change-group.js';
import type { Cluster } from '../sim/cluster.js';
import { notAfter, purchase } from '../sim/sample-commands.js';
import { at, onSale, runOf } from '../sim/split-world.js';

let cluster: Cluster;

afterEach(() => cluster.shutDown());

const [LEFT, RIGHT] = [runOf('G1'), runOf('G7')];
let questions = 0;

/** Asks again under a fresh id: what became of `askedRequestId`. */
function question(run: pb.RunKey.$Properties, askedRequestId: string): pb.Command.$Properties {
  questions += 1;
  const { nowMs } = cluster.time;
  return {
    requestId: `question-${questions}`,
    notAfterMs: notAfter(nowMs),
    getOutcome: { run, askedRequestId, askedNotAfterMs: notAfter(nowMs) },
  };
}

const seatOf = (answer: pb.Answer.$Properties | null | undefined): string =>
  answer?.order?.tickets?.[0]?.seat ?? '';

async function cut(): Promise<{
  parent: number;
  child: number;
  early: pb.Command.$Properties;
  seat: string;
}> {
  const made = await onSale();
  cluster = made.cluster;
  const parent = made.group;
  const early = purchase(cluster.time.nowMs, 'early', { run: RIGHT });
  const seat = seatOf((await cluster.execute(parent, early)).answer);
  expect(seat).not.toBe('');
  const done = await changeGroup(cluster, parent, { splitGroup: { key: at('G5') } });
  return { parent, child: done.child?.group ?? 0, early, seat };
}

describe('a request id', () => {
  it('that was used before a split has its answer at the half that holds its run, and is no command of the other', async () => {
    const { parent, child, early, seat } = await cut();
    const again = await cluster.execute(child, early, { maybeDone: true });
    expect(again.answer).toMatchObject({ repeated: true });
    expect(seatOf(again.answer)).toBe(seat);
    const asked = await cluster.execute(child, question(RIGHT, 'early'));
    expect(seatOf(asked.answer?.asked)).toBe(seat);
    for (const command of [early, question(RIGHT, 'early')])
      expect((await cluster.execute(parent, command, { maybeDone: true })).failure?.reason).toBe(
        'EPOCH_STALE',
      );
  });

  it('that was given up at one half is refused there ever after, and free for a run of the other', async () => {
    const { parent, child } = await cut();
    const asked = await cluster.execute(child, question(RIGHT, 'late'));
    expect(asked.answer?.asked?.refusal?.reason).toBe('ABANDONED');
    const late = await cluster.execute(child, purchase(cluster.time.nowMs, 'late', { run: RIGHT }));
    expect(late.answer?.refusal?.reason).toBe('ABANDONED');
    const other = await cluster.execute(parent, purchase(cluster.time.nowMs, 'late', { run: LEFT }));
    expect(seatOf(other.answer)).not.toBe('');
  });

  it('whose command reached the log before the split and was answered by nobody is settled once, at the child', async () => {
    const made = await onSale();
    cluster = made.cluster;
    const command = purchase(cluster.time.nowMs, 'lost', { run: RIGHT });
    const sent = cluster.execute(made.group, command).catch(() => undefined);
    const done = await changeGroup(cluster, made.group, { splitGroup: { key: at('G5') } });
    const child = done.child?.group ?? 0;
    const outcome = await cluster.finish(sent);
    const settled = await cluster.execute(child, question(RIGHT, 'lost'));
    const again = await cluster.execute(child, command, { maybeDone: true });
    expect(seatOf(again.answer)).toBe(seatOf(settled.answer?.asked));
    if (outcome?.answer) expect(seatOf(settled.answer?.asked)).toBe(seatOf(outcome.answer));
    else expect(settled.answer?.asked?.refusal?.reason).toBe('ABANDONED');
  });
});
