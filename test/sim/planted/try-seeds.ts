/** Runs seeds in a process of its own, one after the other, and prints a line of JSON for each: what a workshop starts.
 *  Arguments: first seed, how many, and the kinds of fault (`all`, or a list that may be empty). */
import { FAULT_KINDS } from '../plan.js';
import { simulate } from '../simulation.js';

export interface Tried {
  readonly seed: number;
  readonly sales: number;
  readonly property?: string;
  readonly message?: string;
}

/** Many short runs find more in the same time than a few long ones. */
const DURATION_MS = 10_000;

const [first = '1', count = '1', faults = 'all'] = process.argv.slice(2);
const kinds = FAULT_KINDS.filter((kind) => faults.split(',').includes(kind));

for (let seed = Number(first); seed < Number(first) + Number(count); seed += 1) {
  const { failure, figures } = await simulate(seed, {
    durationMs: DURATION_MS,
    ...(faults !== 'all' && { kinds }),
  });
  const tried: Tried = {
    seed,
    sales: figures.sales,
    ...(failure && { property: failure.property, message: failure.message }),
  };
  process.stdout.write(`${JSON.stringify(tried)}\n`);
}
process.exit(0); // what a failed simulation left behind waits for nothing real
