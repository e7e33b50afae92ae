/** Names people give: lines, trains, stations, classes, passengers; and dates. */

/** 1 to 64 characters (at most 256 bytes of UTF-8, what a key component may have). No control characters; no half of a
 *  surrogate pair, which would make two names of one key. Both categories are fixed for ever in Unicode. */
const NAME = /^[^\p{Cc}\p{Cs}]{1,64}$/u;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MS = 86_400_000;

export const isName = (text: string | null | undefined): text is string => NAME.test(text ?? '');

export function isDate(text: string | null | undefined): text is string {
  const match = DATE.exec(text ?? '');
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0);
}

/** @param date a valid one */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
