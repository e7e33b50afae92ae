/** Plants each bug of the catalogue in a copy of the tree and runs seeds until its named property finds it; the same seeds, with the
 *  same faults, must pass on a copy in which nothing is planted. Seeds count from a number that nobody chose for any bug. */
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { argumentsOf, baselineTasks } from './baseline.js';
import { type PlantedBug, readCatalogue, type Stage } from './catalogue.js';
import { PatchError } from './patch.js';
import type { Tried } from './try-seeds.js';
import { Workshop } from './workshop.js';

export interface PlantedOptions {
  /** Only bugs whose name contains one of these; absent: all. */
  readonly only?: readonly string[];
  readonly firstSeed?: number;
  /** Benches at work at the same time. */
  readonly jobs: number;
  /** The tree; absent: the one this file is part of. */
  readonly project?: string;
  readonly write: (line: string) => void;
}

interface PlantedResult {
  readonly bug: PlantedBug;
  /** Which of its properties found it; undefined: none. */
  readonly found: string | undefined;
  /** All that were run, the one that found it last. */
  readonly seeds: readonly number[];
  readonly message: string;
  /** What other properties said on the way. */
  readonly others: readonly string[];
}

/** Seeds that a bug may take at most. */
export const BUDGET: Readonly<Record<Stage, number>> = { nodes: 60, core: 2_000 };
export const FIRST_SEED_DEFAULT = 1;

/** @returns whether every bug was found by its property, and the tree without bugs passed the same seeds */
export async function runPlanted(options: PlantedOptions): Promise<boolean> {
  const { write, only = [], firstSeed = FIRST_SEED_DEFAULT, jobs } = options;
  const { project = projectRoot() } = options;
  const bugs = readCatalogue(project).filter(
    ({ name }) => only.length === 0 || only.some((part) => name.includes(part)),
  );
  if (bugs.length === 0) {
    write(`no planted bug has ${only.join(' or ')} in its name`);
    return false;
  }
  const startedMs = performance.now();
  const workshop = new Workshop(project);
  try {
    write(
      `${bugs.length} planted bugs, ${jobs} at a time; at most ${BUDGET.nodes} seeds of whole nodes or ${BUDGET.core} of cores each, from ${firstSeed} on`,
    );
    write(row('bug', 'found by', 'seeds', 'runs'));
    const results: PlantedResult[] = [];
    await allOf(
      jobs,
      bugs.map((bug) => async () => {
        const result = await findOne(workshop, bug, firstSeed);
        results.push(result);
        write(rowOf(result));
      }),
    );
    const baseline = { passed: 0, failures: [] as string[] };
    await allOf(jobs, baselineTasks(results, workshop.sound, baseline));
    for (const failure of baseline.failures) write(failure);
    write(`without any bug the same seeds: ${baseline.passed} pass, ${baseline.failures.length} fail`);
    const missed = results.filter(({ found }) => found === undefined);
    const tookS = Math.round((performance.now() - startedMs) / 1_000);
    write(
      `${results.length - missed.length} of ${results.length} found by their property, in ${tookS} s; load of the machine ${loadavg()[0]?.toFixed(1)}`,
    );
    return missed.length === 0 && baseline.failures.length === 0;
  } finally {
    workshop.close();
  }
}

/** So many at a time, in their order. */
async function allOf(jobs: number, tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = [...tasks];
  const worker = async (): Promise<void> => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) await task();
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker));
}

async function findOne(workshop: Workshop, bug: PlantedBug, firstSeed: number): Promise<PlantedResult> {
  const others = new Map<string, string>();
  const seeds: number[] = [];
  let found: string | undefined;
  let message = '';
  try {
    const bench = workshop.plant(bug.name, bug.files);
    try {
      await bench.run(argumentsOf(bug, firstSeed, BUDGET[bug.runs]), (line) => {
        const tried = JSON.parse(line) as Tried;
        seeds.push(tried.seed);
        if (tried.property === undefined) return true;
        if (!bug.properties.includes(tried.property)) {
          others.set(tried.property, others.get(tried.property) ?? tried.message ?? '');
          return true;
        }
        found = tried.property;
        return false;
      });
      message = others.size === 0 ? 'no property noticed' : 'found by other properties only';
    } finally {
      bench.close();
    }
  } catch (error) {
    const kind = error instanceof PatchError ? 'the patch no longer applies' : 'it does not run';
    message = `${kind}: ${error instanceof Error ? error.message : String(error)}`;
  }
  return { bug, found, seeds, message, others: [...others].map(([name, said]) => `${name}: ${said}`).sort() };
}

function rowOf({ bug, found, seeds, message, others }: PlantedResult): string {
  if (found !== undefined) return row(bug.name, found, String(seeds.length), bug.runs);
  const notes = [message, `expected ${bug.properties.join(' or ')}`, ...others];
  return (
    row(bug.name, 'NOT FOUND', String(seeds.length), bug.runs) + notes.map((note) => `\n    ${note}`).join('')
  );
}

const row = (bug: string, property: string, seeds: string, runs: string): string =>
  `${bug.padEnd(40)} ${property.padEnd(25)} ${seeds.padStart(6)}  ${runs}`.trimEnd();

/** The folder with package.json, from the sources or from what was compiled of them. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
