/** A few fresh seeds, which a failure prints, and every seed that once found a bug. `npm run sim` runs more.
 *  SIM_SEED=… runs from one seed on, SIM_SEEDS=… so many. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replayCommand } from './cli/report.js';
import { printMenu, unlisted } from './menu.js';
import { drawPlan, FAULT_KINDS, type PlanOptions } from './plan.js';
import { REGRESSION_SEEDS } from './regression-seeds.js';
import { lossBudget } from './shape.js';
import { type Outcome, simulate } from './simulation.js';

const first = Number(process.env['SIM_SEED'] ?? Math.floor(Date.now() / 1_000));
const count = Number(process.env['SIM_SEEDS'] ?? 3);
/** A seed takes a second or two of processor; a busy machine gives it slowly. */
const PATIENCE_MS = 300_000;

function complaint({ seed, failure }: Outcome, options: PlanOptions = {}): string | undefined {
  if (failure === undefined) return undefined;
  const lines = [`seed ${seed} breaks ${failure.property}: ${failure.message}`, ...failure.dialogue];
  return `${lines.join('\n')}\n${replayCommand(seed, options)}`;
}

describe('a simulated cluster', () => {
  it.each(Array.from({ length: count }, (_, at) => first + at))(
    'keeps every promise under the faults of fresh seed %i',
    async (seed) => expect(complaint(await simulate(seed))).toBeUndefined(),
    PATIENCE_MS,
  );

  it.each(REGRESSION_SEEDS)(
    'no longer does what seed $seed found: $found',
    async ({ seed, found: _found, ...options }) => {
      expect(complaint(await simulate(seed, options), options)).toBeUndefined();
    },
    PATIENCE_MS,
  );

  it(
    'does exactly the same again from the same seed',
    async () => {
      const [once, again] = [
        await simulate(first, { durationMs: 2_000 }),
        await simulate(first, { durationMs: 2_000 }),
      ];
      expect(again.hash).toBe(once.hash);
      expect(again.figures.events).toBe(once.figures.events);
    },
    PATIENCE_MS,
  );

  it('does something else from another seed', () => {
    const [one, other] = [1, 2].map((seed) => drawPlan(seed));
    expect(other).not.toEqual(one);
  });
});

describe('the plan of a seed', () => {
  const plans = Array.from({ length: 300 }, (_, seed) => drawPlan(seed));

  it('draws every kind of fault from some seed, and no seed draws them all', () => {
    const kindsOf = (plan: (typeof plans)[number]) => new Set(plan.faults.map(({ kind }) => kind));
    expect(new Set(plans.flatMap((plan) => [...kindsOf(plan)])).size).toBe(FAULT_KINDS.length);
    for (const plan of plans) expect(kindsOf(plan).size).toBeLessThan(FAULT_KINDS.length);
  });

  it('is told in FAULTS.md, kind by kind, as often as it is drawn (npm run sim -- --menu)', () => {
    expect(unlisted()).toEqual([]);
    expect(readFileSync(new URL('FAULTS.md', import.meta.url), 'utf8')).toBe(printMenu());
  });

  it('keeps the same dice for a fault when others are left out', () => {
    const whole = drawPlan(7);
    const [, second] = whole.faults;
    expect(drawPlan(7, { keep: [1] }).faults).toEqual(second === undefined ? [] : [second]);
  });

  it('never damages so many disks that an answered sale could be on damaged ones only', () => {
    for (const { shape } of plans) {
      const { replicas, ackQuorum } = shape;
      expect(lossBudget(shape)).toBeLessThan(Math.max(1, ackQuorum));
      expect(replicas - lossBudget(shape)).toBeGreaterThanOrEqual(ackQuorum);
    }
  });
});
