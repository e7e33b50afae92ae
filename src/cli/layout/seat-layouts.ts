/** Which coaches and seats a train has, from a layout file: a timetable says nothing about seats. The form of the file is
 *  documented in examples/layouts/china-high-speed.yaml and checked here. */
import { z } from 'zod';
import type { Coach } from '../../client/index.js';
import { trainPattern } from './train-pattern.js';

export interface TrainAsked {
  readonly line: string;
  /** route_id of the feed; '' when there is none. */
  readonly route: string;
  readonly train: string;
}

export interface SeatLayouts {
  /** Names of the layouts, in file order, with their seats by class. */
  readonly layouts: ReadonlyMap<string, SeatLayout>;
  /** The layout of the first rule that fits; undefined when none does. */
  layoutOf(train: TrainAsked): SeatLayout | undefined;
}

export interface SeatLayout {
  readonly name: string;
  /** Shared: not to be changed. */
  readonly coaches: readonly Coach[];
  readonly seatsByClass: ReadonlyMap<string, number>;
}

const ROWS_MAX = 99;
const COACHES_MAX = 32;
/** What a run may have, as the state machine has it. */
const SEATS_MAX = 10_000;
const CLASSES_MAX = 16;

type Complain = (path: (string | number)[], message: string) => void;
const complaints =
  (context: z.RefinementCtx): Complain =>
  (path, message) =>
    context.addIssue({ code: 'custom', path, message });

const LETTERS = /^[A-Z]{1,10}$/;
const letters = z.string().regex(LETTERS, 'seat letters are 1 to 10 capitals, such as ABCDF');

const coachNumbers = z
  .union([z.int(), z.string().regex(/^\d+(-\d+)?$/, 'a coach is a number such as 3, or a span such as 3-8')])
  .transform((value, context): number[] => {
    const [first = 0, last = first] = String(value).split('-').map(Number);
    if (first < 1 || last < first || last > COACHES_MAX) {
      context.addIssue({ code: 'custom', message: `coach numbers go from 1 to ${COACHES_MAX}, upwards` });
      return z.NEVER;
    }
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });

const coach = z
  .strictObject({
    coach: coachNumbers,
    class: z.string().regex(/^[\p{L}\p{N}_-]{1,32}$/u, 'a class is one word of 1 to 32 letters'),
    rows: z.int().min(1).max(ROWS_MAX),
    letters,
    windows: letters.optional(),
    aisles: letters.optional(),
    missing: z
      .array(z.string().regex(/^[1-9]\d?[A-Z]$/, 'a missing seat is a row and a letter, such as 1A'))
      .optional(),
  })
  .superRefine((value, context) => {
    const complain = complaints(context);
    const known = new Set(value.letters);
    const missing = new Set(value.missing);
    for (const key of ['letters', 'windows', 'aisles'] as const) {
      const named = [...(value[key] ?? '')];
      const strange = named.find((letter) => !known.has(letter));
      if (new Set(named).size !== named.length) complain([key], `${value[key]} names a letter twice`);
      if (strange !== undefined) complain([key], `${strange} is not among ${value.letters}`);
    }
    for (const [at, seat] of (value.missing ?? []).entries()) {
      if (Number(seat.slice(0, -1)) > value.rows || !known.has(seat.slice(-1)))
        complain(['missing', at], `there is no seat ${seat} to be missing`);
    }
    if (missing.size >= value.rows * known.size) complain(['missing'], 'no seat is left');
  });

const layout = z
  .strictObject({ coaches: z.array(coach).min(1).max(COACHES_MAX) })
  .superRefine((value, context) => {
    const complain = complaints(context);
    const seen = new Set<number>();
    let seats = 0;
    for (const [at, { coach: numbers, rows, letters: row }] of value.coaches.entries()) {
      const twice = numbers.find((number) => seen.has(number));
      if (twice !== undefined) complain(['coaches', at, 'coach'], `coach ${twice} is there already`);
      for (const number of numbers) seen.add(number);
      seats += numbers.length * rows * row.length;
    }
    if (seats > SEATS_MAX) complain(['coaches'], `${seats} seats, at most ${SEATS_MAX}`);
    const classes = new Set(value.coaches.map((kind) => kind.class)).size;
    if (classes > CLASSES_MAX) complain(['coaches'], `${classes} classes, at most ${CLASSES_MAX}`);
  });

const rule = z.strictObject({
  trains: z.array(z.string().min(1)).min(1).optional(),
  lines: z.array(z.string().min(1)).min(1).optional(),
  routes: z.array(z.string().min(1)).min(1).optional(),
  layout: z.string(),
});

export const layoutFile = z
  .strictObject({ layouts: z.record(z.string().min(1), layout), rules: z.array(rule).min(1) })
  .superRefine((value, context) => {
    for (const [at, { layout: name }] of value.rules.entries()) {
      if (!Object.hasOwn(value.layouts, name))
        context.addIssue({
          code: 'custom',
          path: ['rules', at, 'layout'],
          message: `there is no layout "${name}"`,
        });
    }
  });

export function seatLayouts(file: z.output<typeof layoutFile>): SeatLayouts {
  const layouts = new Map(
    Object.entries(file.layouts).map(([name, value]) => [name, seatLayout(name, value)]),
  );
  const rules = file.rules.map((value) => ({ ...value, patterns: value.trains?.map(trainPattern) }));
  const layoutOf = ({ line, route, train }: TrainAsked): SeatLayout | undefined => {
    const fits = rules.find(
      (value) =>
        (value.lines?.includes(line) ?? true) &&
        (value.routes?.includes(route) ?? true) &&
        (value.patterns?.some((matches) => matches(train)) ?? true),
    );
    return fits === undefined ? undefined : layouts.get(fits.layout);
  };
  return { layouts, layoutOf };
}

function seatLayout(name: string, value: z.output<typeof layout>): SeatLayout {
  const coaches = value.coaches
    .flatMap((kind) => kind.coach.map((number) => ({ number, kind })))
    .sort((a, b) => a.number - b.number)
    .map(({ number, kind }) => ({
      number,
      class: kind.class,
      rows: kind.rows,
      letters: kind.letters,
      missing: [...new Set(kind.missing)],
      windows: kind.windows ?? '',
      aisles: kind.aisles ?? '',
    }));
  const seatsByClass = new Map<string, number>();
  for (const { class: seatClass, rows, letters: all, missing } of coaches) {
    const seats = rows * all.length - missing.length;
    seatsByClass.set(seatClass, (seatsByClass.get(seatClass) ?? 0) + seats);
  }
  return { name, coaches, seatsByClass };
}
