/** A timetable on its way into the cluster: read from a feed with its layouts. */
import type { LineRegistration } from '../../client/index.js';
import { defaultLayouts, LayoutError, readLayouts } from '../layout/layout-file.js';
import type { SeatLayouts } from '../layout/seat-layouts.js';
import { TimetableError } from '../timetable/finding.js';
import { readTimetable } from '../timetable/read-timetable.js';
import type { TimetablePlan } from '../timetable/timetable-plan.js';
import { UsageError } from '../usage-error.js';

export interface SourceOptions {
  readonly path: string;
  readonly from: string;
  readonly days: number;
  readonly as: string | undefined;
  readonly lineBy: string | undefined;
  readonly lines: readonly string[] | undefined;
  /** Path of a layout file; absent: China's high-speed trains. */
  readonly layout: string | undefined;
  readonly nowMs: number;
}

/** @throws UsageError when the feed or the layout file is not usable, with every complaint */
export async function readSource(options: SourceOptions): Promise<TimetablePlan> {
  const { path, from, days, as, lineBy, lines, nowMs } = options;
  const layouts = layoutsOf(options.layout);
  try {
    return await readTimetable(path, { from, days, as, lineBy, lines, layouts, nowMs });
  } catch (error) {
    if (error instanceof TimetableError) {
      throw new UsageError(
        error.message,
        'correct it and import again; --dry-run reads a feed without publishing it',
      );
    }
    throw error;
  }
}

function layoutsOf(path: string | undefined): SeatLayouts {
  try {
    return path === undefined ? defaultLayouts() : readLayouts(path);
  } catch (error) {
    if (error instanceof LayoutError) {
      throw new UsageError(
        error.message,
        'correct the layout file; examples/layouts shows one that is explained',
      );
    }
    throw error;
  }
}

export function registrations(plan: TimetablePlan): LineRegistration[] {
  return plan.lines.map(({ line, name, stations }) => ({ line, name, stations }));
}
