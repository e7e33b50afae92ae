/** A published plan, decoded once: stops, times and the seats of each class. Never changes. */
import { pb } from '../../proto/index.js';
import { present } from './invariant.js';
import { SeatLayout } from './seat-layout.js';

export interface Stop {
  readonly station: string;
  readonly name: string;
  readonly arrivalS: number;
  readonly departureS: number;
}

export const stopsOf = (stops: readonly pb.StopTime.$Properties[] | null | undefined): Stop[] =>
  (stops ?? []).map(({ station, name, arrivalS, departureS }) => ({
    station: station ?? '',
    name: name ?? '',
    arrivalS: arrivalS ?? 0,
    departureS: departureS ?? 0,
  }));

/** Trains are built alike: thousands of runs share a few dozen layouts, which are megabytes if each run has its own. */
const LAYOUTS_KEPT_MAX = 256;
const layouts = new Map<string, SeatLayout>();

function layoutOf(coaches: readonly pb.Coach.$Properties[]): SeatLayout {
  const content = JSON.stringify(
    coaches.map(({ number, rows, letters, missing, windows, aisles }) => [
      number ?? 0,
      rows ?? 0,
      letters ?? '',
      missing ?? [],
      windows ?? '',
      aisles ?? '',
    ]),
  );
  let layout = layouts.get(content);
  if (layout === undefined) {
    layout = new SeatLayout(coaches);
    if (layouts.size >= LAYOUTS_KEPT_MAX) layouts.clear();
    layouts.set(content, layout);
  }
  return layout;
}

export class RunPlan {
  readonly stops: readonly Stop[];
  /** By class, in the order in which the coaches name them. */
  readonly layouts: ReadonlyMap<string, SeatLayout>;
  readonly dayStartMs: number;
  readonly timezone: string;

  /** @param publish a valid one */
  constructor(readonly publish: pb.Publish.$Properties) {
    this.stops = stopsOf(publish.stops);
    this.dayStartMs = publish.dayStartMs ?? 0;
    this.timezone = publish.timezone ?? '';
    const coaches = publish.coaches ?? [];
    const names = new Set(coaches.map((coach) => coach.class ?? ''));
    this.layouts = new Map(
      [...names].map((name) => [name, layoutOf(coaches.filter((coach) => coach.class === name))]),
    );
  }

  get segments(): number {
    return this.stops.length - 1;
  }

  departureMs(stop: number): number {
    return this.dayStartMs + 1000 * this.at(stop).departureS;
  }

  arrivalMs(stop: number): number {
    return this.dayStartMs + 1000 * this.at(stop).arrivalS;
  }

  private at(stop: number): Stop {
    return present(this.stops[stop], 'a stop outside the run');
  }

  /** Whether the other command publishes the very same. */
  sameAs(other: pb.Publish.$Properties): boolean {
    return Buffer.compare(pb.Publish.encode(this.publish).finish(), pb.Publish.encode(other).finish()) === 0;
  }
}
