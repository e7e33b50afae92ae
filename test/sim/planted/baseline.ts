/** The same seeds, with the same faults, on the tree without any bug: what tells a bug that was found from a tree that fails. Bugs
 *  with the same stage, faults and clusters share their seeds: as many are run as the slowest of them took. */
import type { PlantedBug } from './catalogue.js';
import type { Tried } from './try-seeds.js';
import type { Bench } from './workshop.js';

/** Long ranges are cut, so that nobody waits for one alone. */
const SEEDS_AT_ONCE = { nodes: 8, core: 200 } as const;

/** What a bench is told: stage, first seed, how many, faults, clusters. */
export function argumentsOf(bug: PlantedBug, firstSeed: number, count: number): string[] {
  return [bug.runs, String(firstSeed), String(count), faultsOf(bug), bug.where];
}

const faultsOf = ({ faults }: PlantedBug): string =>
  faults === undefined ? 'all' : faults.length === 0 ? 'none' : faults.join();

/** One task after the other for who has time. */
export function baselineTasks(
  tried: readonly { readonly bug: PlantedBug; readonly seeds: readonly number[] }[],
  sound: Bench,
  baseline: { passed: number; readonly failures: string[] },
): (() => Promise<void>)[] {
  const shared = new Map<string, { readonly bug: PlantedBug; readonly seeds: Set<number> }>();
  for (const { bug, seeds } of tried) {
    const key = argumentsOf(bug, 0, 0).join(' ');
    const known = shared.get(key) ?? { bug, seeds: new Set<number>() };
    for (const seed of seeds) known.seeds.add(seed);
    shared.set(key, known);
  }
  return [...shared.values()].flatMap(({ bug, seeds }) => {
    const ordered = [...seeds].sort((a, b) => a - b);
    const size = SEEDS_AT_ONCE[bug.runs];
    const parts = Array.from({ length: Math.ceil(ordered.length / size) }, (_, at) =>
      ordered.slice(at * size, (at + 1) * size),
    );
    return parts.map((part) => async () => {
      await sound.run(argumentsOf(bug, part[0] ?? 0, part.length), (text) => {
        const { seed, property, message } = JSON.parse(text) as Tried;
        if (property === undefined) baseline.passed += 1;
        else
          baseline.failures.push(
            `seed ${seed} (${bug.runs}, faults ${faultsOf(bug)}, ${bug.where}) fails without any bug: ${property}: ${message}`,
          );
        return true;
      });
    });
  });
}
