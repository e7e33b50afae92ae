/** Runs seeds in a process of its own, one after the other, and prints a line of JSON for each: what a workshop starts.
 *  Arguments: `nodes` or `core`, first seed, how many, the kinds of fault (`all`, or a list that may be empty), which clusters. */
import { drawSchedule, simulateCore } from '../core/core-simulation.js';
import { drawPlan, FAULT_KINDS } from '../plan.js';
import { type SimulationOptions, simulate } from '../simulation.js';

export interface Tried {
  readonly seed: number;
  /** Seeds run so far. */
  readonly tries: number;
  readonly property?: string;
  readonly message?: string;
}

/** Many short runs find more in the same time than a few long ones. */
const DURATION_MS = 10_000;

const [stage = 'nodes', first = '1', count = '1', faults = 'all', where = 'any'] = process.argv.slice(2);
const options: SimulationOptions = {
  durationMs: DURATION_MS,
  ...(faults !== 'all' && { kinds: FAULT_KINDS.filter((kind) => faults.split(',').includes(kind)) }),
};

function shapeOf(seed: number): { readonly voters: number; readonly ackQuorum: number } {
  if (stage === 'core') return drawSchedule(seed);
  const { replicas, ackQuorum } = drawPlan(seed, options).shape;
  return { voters: replicas, ackQuorum };
}

function isThere(seed: number): boolean {
  const { voters, ackQuorum } = shapeOf(seed);
  const majority = Math.floor(voters / 2) + 1;
  if (where === 'largeAckQuorum') return ackQuorum > majority;
  return where !== 'smallAckQuorum' || (ackQuorum < majority && voters > 1);
}

let seed = Number(first);
for (let tries = 0; tries < Number(count); seed += 1) {
  if (!isThere(seed)) continue;
  tries += 1;
  const { failure } = stage === 'core' ? simulateCore(seed) : await simulate(seed, options);
  const { property, message } = failure ?? {};
  process.stdout.write(`${JSON.stringify({ seed, tries, property, message } satisfies TriedLine)}\n`);
}
process.exit(0); // what a failed simulation left behind waits for nothing real

type TriedLine = { readonly [Key in keyof Tried]: Tried[Key] | undefined };
