/** The seats of one class of a run in their fixed order: by coach number, row, then letter as the coach lists them.
 *  A seat is its position in that order everywhere below; labels are for people. */
import type { pb } from '../../proto/index.js';

export type SeatKind = 'window' | 'aisle';
export const WINDOW = 1;
export const AISLE = 2;

/** @returns row and place of the letter, or undefined when the coach has no such seat. */
export function parseSeat(
  label: string,
  rows: number,
  letters: string,
): { row: number; place: number } | undefined {
  const match = /^([1-9]\d{0,2})([A-Z])$/.exec(label);
  if (match === null) return undefined;
  const row = Number(match[1]);
  const place = letters.indexOf(match[2] ?? '');
  return row <= rows && place >= 0 ? { row, place } : undefined;
}

export class SeatLayout {
  readonly count: number;
  /** Per seat: coach number, row (from 1), and bits WINDOW and AISLE. */
  readonly coach: Uint16Array;
  readonly row: Uint16Array;
  readonly kind: Uint8Array;
  private readonly letter: string;

  /** @param coaches those of the class, in any order */
  constructor(coaches: readonly pb.Coach.$Properties[]) {
    const coach: number[] = [];
    const row: number[] = [];
    const kind: number[] = [];
    let letter = '';
    const ordered = [...coaches].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
    for (const { number, rows, letters, missing, windows, aisles } of ordered) {
      const gone = new Set(missing ?? []);
      for (let r = 1; r <= (rows ?? 0); r += 1) {
        for (const place of letters ?? '') {
          if (gone.has(`${r}${place}`)) continue;
          coach.push(number ?? 0);
          row.push(r);
          kind.push((windows?.includes(place) ? WINDOW : 0) | (aisles?.includes(place) ? AISLE : 0));
          letter += place;
        }
      }
    }
    this.count = coach.length;
    this.coach = Uint16Array.from(coach);
    this.row = Uint16Array.from(row);
    this.kind = Uint8Array.from(kind);
    this.letter = letter;
  }

  /** e.g. 23B */
  label(seat: number): string {
    return `${this.row[seat]}${this.letter[seat]}`;
  }

  sameRow(a: number, b: number): boolean {
    return this.coach[a] === this.coach[b] && this.row[a] === this.row[b];
  }

  /** How far apart two seats are, for keeping a party together: coaches weigh most, then rows, then places.
   *  Orders pairs; not a length. */
  distance(a: number, b: number): number {
    const coaches = Math.abs(this.coach[a]! - this.coach[b]!);
    const rows = coaches > 0 ? 0 : Math.abs(this.row[a]! - this.row[b]!);
    return coaches * 4_294_967_296 + rows * 65_536 + Math.abs(a - b);
  }
}
