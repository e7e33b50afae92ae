/** What operators may set of the placement driver: how long silence lasts before it counts, how much moves at once, when a
 *  group is split, and maintenance. Replicated in group 0; every number has bounds. Pure. */
import type { pb } from '../proto/index.js';
import { type PlacementRefusal, refuse } from './placement-check.js';

export interface Maintenance {
  readonly on: boolean;
  /** Lost copies are replaced all the same. */
  readonly repairs: boolean;
  readonly reason: string;
  readonly sinceMs: number;
  readonly caller: string;
}

export interface PlacementSettings {
  readonly maintenance: Maintenance;
  readonly disconnectedAfterMs: number;
  readonly downAfterMs: number;
  /** Running at once, nodes' own ones not counted. */
  readonly operatorsMax: number;
  /** Copies that one node receives at once: each is a snapshot. */
  readonly arrivingMax: number;
  /** Copies that leave one node at once. */
  readonly leavingMax: number;
  /** Of `operatorsMax`, so many are kept for repairs. */
  readonly repairsMax: number;
  /** Leader transfers to and from one node at once. */
  readonly transfersMax: number;
  readonly splitCommandsPerSecond: number;
  /** So long above it. */
  readonly splitAfterMs: number;
  /** A difference between two nodes of so many percent, or of one, is left alone. */
  readonly balancePercent: number;
}

const QUIET: Maintenance = { on: false, repairs: false, reason: '', sinceMs: 0, caller: '' };

export const DEFAULT_SETTINGS: PlacementSettings = {
  maintenance: QUIET,
  disconnectedAfterMs: 20_000,
  downAfterMs: 30 * 60_000,
  operatorsMax: 256,
  arrivingMax: 4,
  leavingMax: 8,
  repairsMax: 64,
  transfersMax: 8,
  splitCommandsPerSecond: 2_500,
  splitAfterMs: 60_000,
  balancePercent: 5,
};

type Figure = Exclude<keyof PlacementSettings, 'maintenance'>;

/** Least and greatest of each. */
const BOUNDS: Readonly<Record<Figure, readonly [number, number]>> = {
  disconnectedAfterMs: [1_000, 10 * 60_000],
  downAfterMs: [5_000, 7 * 24 * 3_600_000],
  operatorsMax: [1, 8_192],
  arrivingMax: [1, 256],
  leavingMax: [1, 256],
  repairsMax: [1, 4_096],
  transfersMax: [1, 1_024],
  splitCommandsPerSecond: [1, 10_000_000],
  splitAfterMs: [1_000, 24 * 3_600_000],
  balancePercent: [1, 50],
};
const FIGURES: readonly Figure[] = [
  'disconnectedAfterMs',
  'downAfterMs',
  'operatorsMax',
  'arrivingMax',
  'leavingMax',
  'repairsMax',
  'transfersMax',
  'splitCommandsPerSecond',
  'splitAfterMs',
  'balancePercent',
];
const REASON_LENGTH_MAX = 512;

/** What is absent or 0 in `asked` stays. */
export function changedSettings(
  held: PlacementSettings,
  asked: pb.PlacementSettings.$Properties,
  by: { readonly timeMs: number; readonly caller: string },
): PlacementSettings | PlacementRefusal {
  let after = held;
  for (const figure of FIGURES) {
    const value = asked[figure] ?? 0;
    const [least, most] = BOUNDS[figure];
    if (value === 0) continue;
    if (!Number.isInteger(value) || value < least || value > most)
      return refuse('INVALID_REQUEST', `${figure} of ${value} is not within ${least} to ${most}`);
    if (value !== after[figure]) after = { ...after, [figure]: value };
  }
  if (after.downAfterMs <= after.disconnectedAfterMs)
    return refuse(
      'INVALID_REQUEST',
      `a node cannot count as down after ${after.downAfterMs} ms when it counts as disconnected only after ${after.disconnectedAfterMs} ms: give a longer downAfterMs`,
    );
  const wish = asked.maintenance;
  if (wish == null) return after;
  const reason = wish.reason ?? '';
  if (reason.length > REASON_LENGTH_MAX)
    return refuse('INVALID_REQUEST', `a reason has at most ${REASON_LENGTH_MAX} characters`);
  const on = wish.on ?? false;
  const repairs = on && (wish.repairs ?? false);
  const same = held.maintenance;
  if (same.on === on && same.repairs === repairs && (same.reason === reason || !on)) return after;
  const sinceMs = same.on === on ? same.sinceMs : by.timeMs;
  const maintenance = on ? { on, repairs, reason, sinceMs, caller: by.caller } : QUIET;
  return { ...after, maintenance };
}

export function settingsToWire(settings: PlacementSettings): pb.PlacementSettings.$Properties {
  return { ...settings, maintenance: { ...settings.maintenance } };
}

/** Of a row, where every figure stands; one that an older version did not know is its default. */
export function settingsFromWire(wire: pb.PlacementSettings.$Properties): PlacementSettings {
  const maintenance = {
    on: wire.maintenance?.on ?? false,
    repairs: wire.maintenance?.repairs ?? false,
    reason: wire.maintenance?.reason ?? '',
    sinceMs: wire.maintenance?.sinceMs ?? 0,
    caller: wire.maintenance?.caller ?? '',
  };
  let settings: PlacementSettings = { ...DEFAULT_SETTINGS, maintenance };
  for (const figure of FIGURES) {
    const value = wire[figure] ?? 0;
    if (value !== 0) settings = { ...settings, [figure]: value };
  }
  return settings;
}
