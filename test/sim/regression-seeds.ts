/** Seeds that once found a bug of the product, each with what it was. They run on every change. A plan may since be drawn
 *  otherwise, so each bug also has a unit test beside the code that was mended. */
import type { FaultKind } from './plan.js';

export interface RegressionSeed {
  readonly seed: number;
  /** As `--faults` gave them; absent: what the seed draws. */
  readonly kinds?: readonly FaultKind[];
  readonly found: string;
}

export const REGRESSION_SEEDS: readonly RegressionSeed[] = [
  {
    seed: 2,
    kinds: ['clockStep', 'isolate'],
    found:
      'a leader whose clock had stepped an hour ahead wrote that time, and every later purchase was too late',
  },
  {
    seed: 5,
    kinds: ['clockStep', 'isolate'],
    found: 'the same with five replicas: refunds and settlements never came to an end',
  },
];
