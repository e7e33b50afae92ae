/** The fewest faults of a seed that still break the same property: halves are left out, then quarters, down to single ones. */
import { simulate } from '../simulation.js';
import { printFailure, type RunFlags, replayCommand } from './report.js';
import type { Report } from './worker.js';

export async function shrink(report: Report, run: RunFlags): Promise<void> {
  const property = report.failure?.property;
  let kept = [...report.faults];
  let last = report;
  const breaks = async (keep: readonly number[]): Promise<boolean> => {
    const { failure, hash, figures } = await simulate(report.seed, { ...run, keep });
    if (failure?.property !== property) return false;
    last = { ...report, failure, hash, figures, faults: keep };
    return true;
  };
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length; ) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (await breaks(fewer)) {
        kept = fewer;
        console.log(`${kept.length} faults still do: ${replayCommand(report.seed, { ...run, keep: kept })}`);
      } else at += size;
    }
  }
  printFailure(last, { ...run, keep: kept });
}
