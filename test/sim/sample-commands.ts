/** A small train and the commands that sell it. */
import type { pb } from '../../src/proto/index.js';
import { EPOCH_MS } from './virtual-clock.js';

export const LINE = 'jinghu';
export const RUN: pb.RunKey.$Properties = { line: LINE, train: 'G1', date: '2026-12-02' };
const STATIONS = ['VNP', 'JNK', 'NKH', 'AOH'];

/** notAfter of commands in tests: ten minutes after virtual time began, moved on with the clock. */
export const notAfter = (nowMs: number): number => EPOCH_MS + nowMs + 10 * 60_000;

export function lineEntry(line = LINE): pb.LineCatalogueEntry.$Properties {
  return { line, name: line, stations: STATIONS.map((code) => ({ code, name: code })) };
}

export function publish(nowMs: number, run = RUN, rows = 5): pb.Command.$Properties {
  return {
    requestId: `publish-${run.train}-${run.date}`,
    notAfterMs: notAfter(nowMs),
    publish: {
      run,
      stops: STATIONS.map((station, at) => ({
        station,
        name: station,
        arrivalS: 36_000 + at * 3_600,
        departureS: 36_000 + at * 3_600 + (at === STATIONS.length - 1 ? 0 : 120),
      })),
      coaches: [{ number: 1, class: 'second', rows, letters: 'ABCDF', windows: 'AF', aisles: 'CD' }],
      dayStartMs: EPOCH_MS + 86_400_000,
      timezone: 'Asia/Shanghai',
    },
  };
}

export function purchase(
  nowMs: number,
  requestId: string,
  options: {
    readonly run?: pb.RunKey.$Properties;
    readonly holdMs?: number;
    readonly passenger?: string;
  } = {},
): pb.Command.$Properties {
  return {
    requestId,
    notAfterMs: notAfter(nowMs),
    purchase: {
      run: options.run ?? RUN,
      fromStop: 0,
      toStop: 3,
      fromStation: STATIONS[0] ?? '',
      toStation: STATIONS[3] ?? '',
      class: 'second',
      passengers: [{ passengerId: options.passenger ?? `p-${requestId}`, preference: '' }],
      holdMs: options.holdMs ?? 0,
    },
  };
}
