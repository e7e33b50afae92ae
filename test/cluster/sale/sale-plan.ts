/** The trains of the demonstration and who wants to ride them: a dozen trains on four lines, one of them with a hundred times
 *  more buyers than seats. The same numbers give the same plan in every process. */
import type { Coach, LineRegistration, RunPlan, StopTime } from '../../../src/client/index.js';

export interface SalePlan {
  readonly lines: readonly LineRegistration[];
  readonly runs: readonly RunPlan[];
  readonly wishes: readonly Wish[];
  /** Index into `runs` of the train that everybody wants. */
  readonly hot: number;
}

/** What one buyer does. */
export interface Wish {
  /** Index into `runs`. */
  readonly run: number;
  readonly fromStop: number;
  readonly toStop: number;
  readonly class: string;
  readonly passengers: readonly string[];
  readonly ending: 'buy' | 'hold-confirm' | 'hold-cancel' | 'hold-expire' | 'buy-refund';
}

export interface SaleSize {
  readonly hotSeats: number;
  /** Buyers for each seat of the hot train. */
  readonly pressure: number;
  readonly otherBuyers: number;
}

const STATIONS = ['北京南', '天津南', '济南西', '徐州东', '南京南', '苏州北', '上海虹桥', '杭州东'];
const LINES = 4;
const TRAINS_PER_LINE = 3;

/** Mulberry32: small, seeded, good enough to deal wishes. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const stops: StopTime[] = STATIONS.map((name, i) => ({
  station: `S${i}`,
  name,
  arrivalS: 8 * 3600 + i * 1800,
  departureS: 8 * 3600 + i * 1800 + (i === STATIONS.length - 1 ? 0 : 120),
}));

const secondClass = (number: number, rows: number): Coach => ({
  number,
  class: 'second',
  rows,
  letters: 'ABCDF',
  windows: 'AF',
  aisles: 'CD',
});
const firstClass = (number: number): Coach => ({
  number,
  class: 'first',
  rows: 7,
  letters: 'ACDF',
  windows: 'AF',
  aisles: 'CD',
});

/** @param startMs midnight that the stop times count from, well ahead of the sale */
export function planSale(size: SaleSize, startMs: number): SalePlan {
  const date = new Date(startMs).toISOString().slice(0, 10);
  const lines: LineRegistration[] = [];
  const runs: RunPlan[] = [];
  for (let l = 0; l < LINES; l += 1) {
    const line = `sale-${l + 1}`;
    lines.push({
      line,
      name: `Sale line ${l + 1}`,
      stations: stops.map((stop) => ({ code: stop.station, name: stop.name })),
    });
    for (let t = 0; t < TRAINS_PER_LINE; t += 1) {
      const hot = l === 0 && t === 0;
      runs.push({
        run: { line, train: `G${100 * (l + 1) + t}`, date },
        stops,
        coaches: hot
          ? [secondClass(1, size.hotSeats / 5)]
          : [firstClass(1), secondClass(2, 17), secondClass(3, 17)],
        dayStartMs: startMs,
        timezone: 'UTC',
      });
    }
  }
  const random = dice(20_260_101);
  const pick = (below: number): number => Math.floor(random() * below);
  const last = STATIONS.length - 1;
  const wishes: Wish[] = [];
  const hotBuyers = size.hotSeats * size.pressure;
  for (let i = 0; i < hotBuyers + size.otherBuyers; i += 1) {
    const hot = i < hotBuyers;
    const fromStop = hot && random() < 0.6 ? 0 : pick(last);
    const toStop = hot && random() < 0.6 ? last : fromStop + 1 + pick(last - fromStop);
    const party = random() < 0.85 ? 1 : 2 + pick(4);
    const fate = random();
    wishes.push({
      run: hot ? 0 : 1 + pick(runs.length - 1),
      fromStop: Math.min(fromStop, toStop - 1),
      toStop,
      class: hot || random() < 0.8 ? 'second' : 'first',
      passengers: Array.from({ length: party }, (_, p) => `rider-${i}-${p}`),
      ending:
        fate < 0.7
          ? 'buy'
          : fate < 0.82
            ? 'hold-confirm'
            : fate < 0.88
              ? 'hold-cancel'
              : fate < 0.93
                ? 'hold-expire'
                : 'buy-refund',
    });
  }
  // Dealt like cards, so that hot and other buyers arrive mixed.
  for (let i = wishes.length - 1; i > 0; i -= 1) {
    const j = pick(i + 1);
    [wishes[i], wishes[j]] = [wishes[j]!, wishes[i]!];
  }
  return { lines, runs, wishes, hot: 0 };
}
