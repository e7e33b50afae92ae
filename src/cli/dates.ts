/** Dates on the command line (`2026-12-01`, `today`, `+28d`) and times of day in answers. A date is a calendar date, no
 *  instant: arithmetic is done in UTC, where each day has 24 hours. */
import { UsageError } from './usage-error.js';

const DAY_MS = 86_400_000;

/** What a day means where the trains run. The sample timetable's; RAILKV_TIMEZONE or --timezone name another. */
export const DEFAULT_TIMEZONE = 'Asia/Shanghai';

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The calendar date at an instant, where clocks show `timezone`. */
export function dateIn(timezone: string, ms: number): string {
  const parts = partsIn(timezone, ms);
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** The time of day at an instant: `09:00`. */
export function timeIn(timezone: string, ms: number): string {
  const parts = partsIn(timezone, ms);
  return `${parts.hour}:${parts.minute}`;
}

/** An instant as ISO 8601 with the zone's offset: `2026-12-01T09:00:00+08:00`. */
export function isoIn(timezone: string, ms: number): string {
  const parts = partsIn(timezone, ms);
  const local = `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
  const offsetMinutes = Math.round((Date.parse(`${local}Z`) - ms) / 60_000);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const size = Math.abs(offsetMinutes);
  return `${local}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** @returns the date that `text` means. @throws UsageError when it means none. */
export function parseDate(text: string, today: string): string {
  if (text === 'today') return today;
  if (text === 'tomorrow') return addDays(today, 1);
  const relative = /^([+-]\d{1,5})([dw])$/.exec(text);
  if (relative !== null) return addDays(today, Number(relative[1]) * (relative[2] === 'w' ? 7 : 1));
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDate(text)) return text;
  throw new UsageError(
    `'${text}' is no date`,
    'write a date as 2026-12-01, today, tomorrow, or days from today as +28d',
  );
}

function isCalendarDate(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

/** @throws UsageError unless this machine knows the zone. */
export function checkTimezone(timezone: string): string {
  try {
    formatterOf(timezone);
    return timezone;
  } catch {
    throw new UsageError(`'${timezone}' is no time zone`, 'name one as Asia/Shanghai or Europe/Berlin');
  }
}

/** @returns milliseconds. @throws UsageError when `text` is no span such as `500ms`, `30s`, `10m` or `2h`. */
export function parseSpan(text: string): number {
  const match = /^(\d{1,9})(ms|s|m|h)?$/.exec(text);
  const amount = Number(match?.[1]);
  switch (match?.[2]) {
    case 'ms':
      return amount;
    case 'm':
      return amount * 60_000;
    case 'h':
      return amount * 3_600_000;
    default:
      if (match === null)
        throw new UsageError(`'${text}' is no span of time`, 'write one as 500ms, 30s, 10m or 2h');
      return amount * 1_000;
  }
}

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timezone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timezone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timezone, formatter);
  }
  return formatter;
}

function partsIn(timezone: string, ms: number): Parts {
  const parts = { year: '', month: '', day: '', hour: '', minute: '', second: '' };
  for (const { type, value } of formatterOf(timezone).formatToParts(ms)) {
    if (type in parts) parts[type as keyof Parts] = value;
  }
  return parts;
}
