/** The small railway of a simulation: few seats, so that the last one is fought for; a hot train that nearly everybody wants; a
 *  train that is only bought outright, whose history a search can judge; segments that overlap. */
import type { LineRegistration, RunKey, RunPlan } from '../../../src/client/ticket-types.js';
import type { SeededRandom } from '../seeded-random.js';

export const CLASS = 'second';
const STATIONS = ['VNP', 'TJP', 'JNK', 'NKH', 'AOH'];
export const LINES = ['jinghu', 'jingguang'];
export const DATES = ['2026-12-20', '2026-12-21'] as const;
/** Of a line, by its place among them. */
export const TRAINS = (line: number): string[] => [0, 1].map((number) => `G${10 * line + number + 1}`);
const DAY_MS = 86_400_000;

export const SEGMENTS = STATIONS.length - 1;
export const stationOf = (stop: number): string => STATIONS[stop] ?? '';

export interface Train {
  readonly plan: RunPlan;
  /** Never held: bought outright and refunded. */
  readonly outright: boolean;
}

export function registrations(): LineRegistration[] {
  return LINES.map((line) => ({
    line,
    name: line,
    stations: STATIONS.map((code) => ({ code, name: code })),
  }));
}

/** The first train is the hot one. */
export function trains(random: SeededRandom, wallMs: number): Train[] {
  const dayStartMs = wallMs + 19 * DAY_MS;
  const runs = (at: number, day: number): Train[] =>
    TRAINS(at).map((train, number): Train => {
      const run: RunKey = { line: LINES[at] ?? '', train, date: DATES[day] ?? '' };
      return { plan: planOf(run, random.between(1, 3), dayStartMs + day * DAY_MS), outright: number === 1 };
    });
  return [...runs(0, 0), ...runs(1, 0), ...runs(0, 1)];
}

export function planOf(run: RunKey, rows: number, dayStartMs: number): RunPlan {
  return {
    run,
    stops: STATIONS.map((code, at) => ({
      station: code,
      name: code,
      arrivalS: 36_000 + at * 3_600,
      departureS: 36_000 + at * 3_600 + 120,
    })),
    coaches: [{ number: 1, class: CLASS, rows, letters: 'ABC', windows: 'A', aisles: 'C' }],
    dayStartMs,
    timezone: 'Asia/Shanghai',
  };
}
