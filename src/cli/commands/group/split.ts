/** `railkv group split`: where a group is to be cut, from what an operator names: a line, a train, a date. */
import type { Command } from 'commander';
import type { Route } from '../../../client/index.js';
import {
  type Boundary,
  boundaryKey,
  boundaryOf,
  describeBoundary,
  parseBoundary,
} from '../../../proto/boundary.js';
import { compareKeys, lineKey, prefixEnd } from '../../../proto/keys.js';
import { type Cli, examples } from '../../cli.js';
import { parseDate } from '../../dates.js';
import type { Invocation } from '../../invocation.js';
import { clusterOptions } from '../../options.js';
import { CommandFailed } from '../../output/errors.js';
import { UsageError } from '../../usage-error.js';
import { type ChangeValues, changeOptions, groupNumber, runChange, unknownGroup } from './change.js';

interface SplitValues extends ChangeValues {
  readonly at?: string;
  readonly line?: string;
  readonly train?: string;
  readonly date?: string;
}

export function addSplit(parent: Command, cli: Cli): void {
  const command = parent
    .command('split')
    .description(
      'Cut a group in two: the keys from a line, a train or a date on become a group of their own, on the same nodes. No data moves.',
    )
    .argument('<group>', 'number of the group (railkv group list)')
    .option('--at <key>', 'LINE, LINE/TRAIN or LINE/TRAIN/DATE, as in an order reference')
    .option('--line <line>', 'cut before this line')
    .option('--train <train>', 'cut before this train, by its published name')
    .option('--date <date>', 'cut before this date of origin of --train');
  clusterOptions(changeOptions(command))
    .addHelpText(
      'after',
      examples(
        ['railkv group split 2 --train G5', 'railkv group split 2 --train G5 --date 2026-12-01'],
        'Safe to repeat: where a group begins already, nothing is done. There is no way back: groups are never merged.',
      ),
    )
    .action((group: string, values: SplitValues) =>
      cli.run(command, 'changes', async (invocation) => {
        const number = groupNumber(group);
        const boundary = await boundaryFor(invocation, number, values);
        const done = `a group begins at ${describeBoundary(boundary)}`;
        return runChange(invocation, number, { kind: 'split', key: boundaryKey(boundary) }, values, done);
      }),
    );
}

/** @throws UsageError @throws CommandFailed NO_SUCH_GROUP, RUN_NOT_FOUND */
async function boundaryFor(invocation: Invocation, group: number, values: SplitValues): Promise<Boundary> {
  const { at, line, train, date } = values;
  if (at !== undefined) {
    if (line !== undefined || train !== undefined || date !== undefined)
      throw new UsageError('--at names the whole place already', 'leave --line, --train and --date out');
    const boundary = parseBoundary(at);
    if (boundary === undefined)
      throw new UsageError(`'${at}' is no place to cut at`, 'give LINE, LINE/TRAIN or LINE/TRAIN/DATE');
    return boundary;
  }
  if (line === undefined && train === undefined)
    throw new UsageError(
      'it is not said where to cut',
      'add --train TRAIN, --train TRAIN --date DATE, or --line LINE',
    );
  if (date !== undefined && train === undefined)
    throw new UsageError(
      `a group is not cut at a date of all its trains: keys go by line, then train, then date`,
      'add --train TRAIN',
    );
  const day = date === undefined ? undefined : parseDate(date, invocation.today);
  const named = line ?? (await lineOf(invocation, group));
  if (train !== undefined) await requireTrain(invocation, named, train);
  return { line: named, ...(train !== undefined && { train }), ...(day !== undefined && { date: day }) };
}

/** A slip of the pen would leave a group that holds nothing, and groups are never merged again. */
async function requireTrain(invocation: Invocation, line: string, train: string): Promise<void> {
  const client = await invocation.client();
  for await (const { run } of client.tickets.runs(line, invocation.call)) if (run.train === train) return;
  throw new CommandFailed('RUN_NOT_FOUND', `no train ${train} runs on ${line}`, {
    next: `see its trains: railkv timetable list ${line}; to cut where none is yet: --at ${line}/TRAIN`,
  });
}

/** The one line of the group. */
async function lineOf(invocation: Invocation, group: number): Promise<string> {
  const client = await invocation.client();
  const [route] = await client.cluster.routes({ groups: [group] }, invocation.call);
  if (route === undefined) throw unknownGroup(group);
  const line = onlyLine(route);
  if (line === undefined)
    throw new UsageError(`group ${group} does not hold one line alone`, 'say which is meant: --line LINE');
  return line;
}

function onlyLine({ range }: Route): string | undefined {
  const line = boundaryOf(range.start)?.line;
  if (line === undefined || range.end.length === 0) return undefined;
  return compareKeys(range.end, prefixEnd(lineKey(line))) <= 0 ? line : undefined;
}
