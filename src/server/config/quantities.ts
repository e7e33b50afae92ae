/** Durations and sizes as people write them (`150ms`, `64MiB`), to the numbers the program uses: milliseconds and bytes. */

const MS_PER: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES_PER: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

const SHAPE = /^(\d{1,12})\s?([A-Za-z]+)$/;

function parse(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = SHAPE.exec(text);
  const unit = match?.[2];
  if (match?.[1] === undefined || unit === undefined || !Object.hasOwn(units, unit)) return undefined;
  const value = Number(match[1]) * (units[unit] ?? 0);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** @returns milliseconds, or undefined when the text is not a whole number and one of ms, s, m, h, d. */
export const parseDuration = (text: string): number | undefined => parse(text, MS_PER);

/** @returns bytes, or undefined when the text is not a whole number and one of B, KiB, MiB, GiB, TiB. */
export const parseSize = (text: string): number | undefined => parse(text, BYTES_PER);

function format(value: number, units: Readonly<Record<string, number>>): string {
  const largestFirst = Object.entries(units).sort((a, b) => b[1] - a[1]);
  const [unit, per] = largestFirst.find(([, size]) => value >= size && value % size === 0) ??
    largestFirst[largestFirst.length - 1] ?? ['', 1];
  return `${value / per}${unit}`;
}

/** The shortest text without a fraction; its own inverse under `parseDuration`. */
export const formatDuration = (ms: number): string => format(ms, MS_PER);
export const formatSize = (bytes: number): string => format(bytes, BYTES_PER);
