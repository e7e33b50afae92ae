/** The sample timetable of a first start: two weeks of trains from tomorrow on, published like any other. */
import { join } from 'node:path';
import type { RailkvClient } from '../../../client/index.js';
import { publishTimetable } from '../../import/publish.js';
import { readSource, registrations } from '../../import/source.js';
import { refusedRuns, type Tally } from '../../import/tally.js';
import { CommandFailed } from '../../output/errors.js';
import { startProgress } from '../../output/progress.js';
import { formatSpan, plural } from '../../output/quantities.js';
import { packageRoot } from '../../package-root.js';
import type { Terminal } from '../../terminal.js';

const SAMPLE_DAYS = 14;
export function sampleFeedPath(main: string): string {
  return join(packageRoot(main), 'examples', 'sample-feed');
}

export interface SampleOptions {
  readonly client: RailkvClient;
  readonly feed: string;
  /** YYYY-MM-DD; its services run for decades. */
  readonly firstDate: string;
  readonly terminal: Terminal;
  readonly wait: (ms: number) => Promise<void>;
}

/** @returns what it came to, in a line @throws CommandFailed when some of it was not published */
export async function publishSample({
  client,
  feed,
  firstDate,
  terminal,
  wait,
}: SampleOptions): Promise<string> {
  const plan = await readSource({
    path: feed,
    from: firstDate,
    days: SAMPLE_DAYS,
    as: undefined,
    lineBy: undefined,
    lines: undefined,
    layout: undefined,
    nowMs: terminal.now(),
  });
  const progress = startProgress(terminal, 'sample timetable', plan.runCount);
  const publishing = publishTimetable({
    client,
    lines: registrations(plan),
    runs: plan.runs(),
    nowMs: () => terminal.now(),
    wait,
    onProgress: (done, note) => progress.update(done, note),
  });
  const tally = await publishing.finally(() => progress.stop());
  check(tally, feed);
  const days = plan.dates;
  return `sample timetable published: ${plural(tally.published + tally.alreadyThere, 'run')} on ${plural(tally.lines, 'line')}, ${days[0]?.date ?? ''} to ${days.at(-1)?.date ?? ''}, in ${formatSpan(tally.elapsedMs)}`;
}

function check(tally: Tally, feed: string): void {
  const [refusal] = tally.refused.values();
  const missing = refusedRuns(tally) + tally.left;
  if (missing === 0) return;
  throw new CommandFailed(
    refusal?.reason ?? 'NO_LEADER',
    `${plural(missing, 'run')} of the sample timetable ${missing === 1 ? 'was' : 'were'} not published${refusal === undefined ? '' : `: ${refusal.message}`}`,
    { next: `start again: the next start goes on with ${feed}` },
  );
}
