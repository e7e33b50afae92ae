/** Runs seeds in a process of its own, one after the other, and prints a line of JSON for each: what a workshop starts.
 *  Arguments: first seed, how many, the kinds of fault (`all`, or a list that may be empty), and which clusters. */
import { drawPlan, FAULT_KINDS } from '../plan.js';
import { simulate } from '../simulation.js';

export interface Tried {
  readonly seed: number;
  /** Seeds run so far. */
  readonly tries: number;
  readonly sales: number;
  readonly property?: string;
  readonly message?: string;
}

/** Many short runs find more in the same time than a few long ones. */
const DURATION_MS = 10_000;

const [first = '1', count = '1', faults = 'all', where = 'any'] = process.argv.slice(2);
const kinds = FAULT_KINDS.filter((kind) => faults.split(',').includes(kind));

function isThere(seed: number): boolean {
  const { replicas, ackQuorum } = drawPlan(seed).shape;
  const majority = Math.floor(replicas / 2) + 1;
  if (where === 'largeAckQuorum') return ackQuorum > majority;
  return where !== 'smallAckQuorum' || (ackQuorum < majority && replicas > 1);
}

let seed = Number(first);
for (let tries = 0; tries < Number(count); seed += 1) {
  if (!isThere(seed)) continue;
  tries += 1;
  const { failure, figures } = await simulate(seed, {
    durationMs: DURATION_MS,
    ...(faults !== 'all' && { kinds }),
  });
  const tried: Tried = {
    seed,
    tries,
    sales: figures.sales,
    ...(failure && { property: failure.property, message: failure.message }),
  };
  process.stdout.write(`${JSON.stringify(tried)}\n`);
}
process.exit(0); // what a failed simulation left behind waits for nothing real
