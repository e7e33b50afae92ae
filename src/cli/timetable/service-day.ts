/** Service dates of GTFS and the instants they begin at. A service day begins at noon less 12 hours, which is midnight but
 *  on the days when clocks change (GTFS reference, "Service day"). */
import { isoIn } from '../dates.js';

const HOUR_MS = 3_600_000;

/** @returns ms since the epoch of noon in `timezone` less 12 hours. @param date YYYY-MM-DD */
export function dayStartMs(date: string, timezone: string): number {
  const noonUtc = Date.parse(`${date}T12:00:00Z`);
  // The offset at noon, looked up where noon is about; twice, should the first look-up fall before a change of clocks.
  const about = noonUtc - offsetMs(timezone, noonUtc);
  return noonUtc - offsetMs(timezone, about) - 12 * HOUR_MS;
}

function offsetMs(timezone: string, atMs: number): number {
  return Date.parse(`${isoIn(timezone, atMs).slice(0, 19)}Z`) - atMs;
}

/** 0 Monday to 6 Sunday. */
export function weekday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** @returns YYYY-MM-DD of GTFS's YYYYMMDD; undefined when it is no date. */
export function gtfsDate(text: string): string | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const date = `${parts[1]}-${parts[2]}-${parts[3]}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : undefined;
}

/** @returns seconds since the day began; may pass 86,400. undefined when it is no time. */
export function gtfsTime(text: string): number | undefined {
  const parts = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(text);
  return parts === null ? undefined : Number(parts[1]) * 3_600 + Number(parts[2]) * 60 + Number(parts[3]);
}
