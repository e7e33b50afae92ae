/** Plants each bug of the catalogue in a copy of the tree and runs seeds until its named property finds it; the same seeds, with the
 *  same faults, must pass on the copy before anything is planted. Seeds count from a number that nobody chose for any bug. */
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PlantedBug, readCatalogue } from './catalogue.js';
import { PatchError } from './patch.js';
import type { Tried } from './try-seeds.js';
import { Workshop } from './workshop.js';

export interface PlantedOptions {
  /** Only bugs whose name contains one of these; absent: all. */
  readonly only?: readonly string[];
  readonly firstSeed?: number;
  /** Seeds that a bug may take at most. */
  readonly budget?: number;
  /** The tree; absent: the one this file is part of. */
  readonly project?: string;
  readonly write: (line: string) => void;
}

export interface PlantedResult {
  readonly bug: PlantedBug;
  /** Seeds that it took; undefined: not found. */
  readonly foundAfter: number | undefined;
  readonly message: string;
  /** What other properties said on the way. */
  readonly others: readonly string[];
}

export const BUDGET_DEFAULT = 60;
export const FIRST_SEED_DEFAULT = 1;

/** @returns whether every bug was found by its property, and the tree without bugs passed the same seeds */
export async function runPlanted(options: PlantedOptions): Promise<boolean> {
  const { write, only = [], firstSeed = FIRST_SEED_DEFAULT, budget = BUDGET_DEFAULT } = options;
  const { project = projectRoot() } = options;
  const bugs = readCatalogue(project).filter(
    ({ name }) => only.length === 0 || only.some((part) => name.includes(part)),
  );
  const workshop = new Workshop(project);
  try {
    write(`${bugs.length} planted bugs; at most ${budget} seeds each, from ${firstSeed} on`);
    write(row('bug', 'property', 'found', ''));
    const results: PlantedResult[] = [];
    for (const bug of bugs) {
      const result = await findOne(workshop, bug, firstSeed, budget);
      results.push(result);
      const found = result.foundAfter === undefined ? 'NOT FOUND' : `after ${result.foundAfter}`;
      const note = result.foundAfter === undefined ? [result.message, ...result.others].join('; ') : '';
      write(row(bug.name, bug.property, found, note));
    }
    workshop.mend();
    const sound = await passesUnpatched(workshop, results, firstSeed, write);
    const missed = results.filter(({ foundAfter }) => foundAfter === undefined).length;
    write(`${results.length - missed} of ${results.length} found`);
    return sound && missed === 0;
  } finally {
    workshop.close();
  }
}

async function findOne(
  workshop: Workshop,
  bug: PlantedBug,
  firstSeed: number,
  budget: number,
): Promise<PlantedResult> {
  const others = new Set<string>();
  let foundAfter: number | undefined;
  let message = '';
  try {
    workshop.mend();
    workshop.plant(bug.files);
    await workshop.run(argumentsOf(bug, firstSeed, budget), (line) => {
      const tried = JSON.parse(line) as Tried;
      if (tried.property === undefined) return true;
      if (tried.property !== bug.property) {
        others.add(tried.property);
        return true;
      }
      foundAfter = tried.tries;
      message = tried.message ?? '';
      return false;
    });
  } catch (error) {
    const kind = error instanceof PatchError ? 'the patch no longer applies' : 'it does not run';
    message = `${kind}: ${error instanceof Error ? error.message : String(error)}`;
  }
  return { bug, foundAfter, message, others: [...others].sort() };
}

/** Bugs with the same faults share their seeds: as many are run as the slowest of them took. */
async function passesUnpatched(
  workshop: Workshop,
  results: readonly PlantedResult[],
  firstSeed: number,
  write: (line: string) => void,
): Promise<boolean> {
  const seeds = new Map<string, { bug: PlantedBug; count: number }>();
  for (const { bug, foundAfter } of results) {
    const key = `${faultsOf(bug)} ${bug.where}`;
    const count = Math.max(foundAfter ?? 1, seeds.get(key)?.count ?? 0);
    seeds.set(key, { bug, count });
  }
  let passed = 0;
  let failed = 0;
  const queue = [...seeds.values()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { bug, count } = next;
      await workshop.run(argumentsOf(bug, firstSeed, count), (line) => {
        const { seed, property, message } = JSON.parse(line) as Tried;
        if (property === undefined) passed += 1;
        else {
          failed += 1;
          write(`seed ${seed} fails without any bug planted (${faultsOf(bug)}): ${property}: ${message}`);
        }
        return true;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, cpus().length) }, worker));
  write(`without any bug the same seeds: ${passed} pass, ${failed} fail`);
  return failed === 0;
}

const faultsOf = ({ faults }: PlantedBug): string =>
  faults === undefined ? 'all' : faults.length === 0 ? 'none' : faults.join();

const argumentsOf = (bug: PlantedBug, firstSeed: number, count: number): string[] => [
  String(firstSeed),
  String(count),
  faultsOf(bug),
  bug.where,
];

const row = (bug: string, property: string, found: string, note: string): string =>
  `${bug.padEnd(38)} ${property.padEnd(24)} ${found.padEnd(12)} ${note}`.trimEnd();

/** The folder with package.json, from the sources or from what was compiled of them. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
