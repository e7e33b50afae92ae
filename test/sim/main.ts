/** `npm run sim`: runs seeds, shows how it goes, and says what came of it. Exit code 1 when a property does not hold. */
import { InvalidArgumentError } from 'commander';
import { count, developmentCommand, positive, whole, wholes } from '../command-line.js';
import { runSeeds } from './cli/pool.js';
import { Progress } from './cli/progress.js';
import { printCoreFigures, printFailure, printFigures, type RunFlags } from './cli/report.js';
import { shrink } from './cli/shrink.js';
import { work } from './cli/worker.js';
import { printMenu } from './menu.js';
import { FAULT_CLASSES, FAULT_KINDS, type FaultKind } from './plan.js';

interface Flags {
  readonly seeds: number;
  readonly first?: number;
  readonly seed?: number;
  readonly minutes?: number;
  readonly duration?: number;
  readonly faults?: readonly FaultKind[];
  readonly keep?: readonly number[];
  readonly twice: number;
  readonly jobs: number;
  readonly shrink?: true;
  readonly keepGoing?: true;
  readonly menu?: true;
  readonly core?: true;
  /** Names, or parts of them; true: all. */
  readonly planted?: true | readonly string[];
}

function kinds(text: string): FaultKind[] {
  if (text === 'none') return [];
  return text.split(',').flatMap((word): readonly FaultKind[] => {
    const group = Object.entries(FAULT_CLASSES).find(([name]) => name === word);
    if (group !== undefined) return group[1];
    const kind = FAULT_KINDS.find((known) => known === word);
    if (kind === undefined) throw new InvalidArgumentError(`there is no fault "${word}"`);
    return [kind];
  });
}

const classes = Object.entries(FAULT_CLASSES)
  .map(([name, members]) => `  ${name.padEnd(10)} ${members.join(' ')}`)
  .join('\n');

const program = developmentCommand('sim')
  .description(
    'Runs whole clusters in one process, each from one seed: the node as shipped, on simulated clocks, disks and networks that ' +
      'fail as the seed says, with clients whose every answer is judged.',
  )
  .option('--seeds <n>', 'how many seeds', count, 100)
  .option('--first <seed>', 'the first of them; default: from the clock', whole)
  .option('--seed <seed>', 'only this one', whole)
  .option('--minutes <m>', 'seeds for so long, however many', positive)
  .option('--duration <ms>', 'of the part with faults, in virtual time; default: drawn from each seed', whole)
  .option('--faults <list>', 'only these kinds or classes, separated by commas; "none"', kinds)
  .option('--keep <ids>', 'only the faults with these ids, separated by commas', wholes)
  .option('--twice <n>', 'one seed in n runs twice, and must come to the same; 0: none', whole, 10)
  .option('--jobs <n>', 'worker processes', count, 2)
  .option('--shrink', 'look for the fewest faults that still break the property')
  .option('--keep-going', 'do not stop at the first failure')
  .option('--core', 'consensus cores alone, many more schedules in the same time')
  .option('--menu', 'print every kind of fault and how often it is drawn, as test/sim/FAULTS.md has it')
  .option(
    '--planted [names]',
    'plants bugs on purpose and looks for each: all, or those with these in their names',
    (text) => text.split(','),
  )
  .addHelpText('after', `\nFaults, by class:\n${classes}`);

if (process.argv[2] === '--worker') work();
else process.exit(await main(program.parse().opts<Flags>()));

async function main(flags: Flags): Promise<number> {
  if (flags.menu === true) {
    process.stdout.write(printMenu());
    return 0;
  }
  if (flags.planted !== undefined) return await lookForPlanted(flags);
  const first = flags.seed ?? flags.first ?? Math.floor(Date.now() / 1_000);
  const count =
    flags.seed !== undefined ? 1 : flags.minutes !== undefined ? Number.MAX_SAFE_INTEGER : flags.seeds;
  const run: RunFlags = {
    ...(flags.faults && { kinds: flags.faults }),
    ...(flags.keep && { keep: flags.keep }),
    ...(flags.duration !== undefined && { durationMs: flags.duration }),
    ...(flags.core && { core: true as const }),
  };
  const progress = new Progress(count, flags.minutes);
  const result = await runSeeds({
    first,
    count,
    jobs: flags.seed !== undefined ? 1 : flags.jobs,
    run,
    twice: flags.seed !== undefined ? 1 : flags.twice,
    endsAtMs: flags.minutes === undefined ? undefined : Date.now() + flags.minutes * 60_000,
    keepGoing: flags.keepGoing === true,
    progress: (done) => progress.show(done),
    failed: (report) => {
      progress.clear();
      printFailure(report, run);
    },
  });
  progress.clear();
  const [failure] = result.failures;
  if (flags.shrink === true && flags.core !== true && failure !== undefined) await shrink(failure, run);
  if (flags.core) printCoreFigures(result, first);
  else printFigures(result, first);
  return result.failures.length === 0 ? 0 : 1;
}

/** Needs the compiler, which a simulation does not. */
async function lookForPlanted(flags: Flags): Promise<number> {
  const { runPlanted } = await import('./planted/index.js');
  const found = await runPlanted({
    ...(flags.planted !== true && flags.planted !== undefined && { only: flags.planted }),
    ...(flags.first !== undefined && { firstSeed: flags.first }),
    jobs: flags.jobs,
    write: (line) => process.stdout.write(`${line}\n`),
  });
  return found ? 0 : 1;
}
