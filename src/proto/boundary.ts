/** Where the key space may be cut: before a line, before a train of a line, or before a date of a train. As keys, and as
 *  people write them: `jinghu`, `jinghu/G7`, `jinghu/G7/2026-12-01`. Pure. */
import { compareKeys, decodeKey, encodeKey, prefixEnd, SPACE_LINES } from './keys.js';

export interface Boundary {
  readonly line: string;
  /** Absent: before the whole line. */
  readonly train?: string;
  /** Absent: before the whole train. */
  readonly date?: string;
}

/** @returns undefined when the key is no place to cut at */
export function boundaryOf(key: Uint8Array): Boundary | undefined {
  let components: string[];
  try {
    const decoded = decodeKey(key);
    if (decoded.space !== SPACE_LINES) return undefined;
    components = decoded.components;
  } catch {
    return undefined; // not a key, or no text
  }
  const [line, train, date, ...more] = components;
  if (line === undefined || more.length > 0 || components.includes('')) return undefined;
  return { line, ...(train !== undefined && { train }), ...(date !== undefined && { date }) };
}

export const boundaryKey = ({ line, train, date }: Boundary): Uint8Array =>
  encodeKey(SPACE_LINES, [
    line,
    ...(train === undefined ? [] : [train]),
    ...(date === undefined ? [] : [date]),
  ]);

export function describeBoundary({ line, train, date }: Boundary): string {
  if (train === undefined) return `line ${line}`;
  return date === undefined ? `train ${train} of ${line}` : `train ${train} of ${line} on ${date}`;
}

/** For people, whatever the bytes are. */
export function describeKey(key: Uint8Array): string {
  const boundary = boundaryOf(key);
  return boundary === undefined ? `key 0x${Buffer.from(key).toString('hex')}` : describeBoundary(boundary);
}

/** `jinghu`, or the part of it: `jinghu from G5`, `jinghu before G5`. @returns undefined for a range that begins with no line */
export function describeRange(range: {
  readonly start: Uint8Array;
  readonly end: Uint8Array;
}): string | undefined {
  const from = boundaryOf(range.start);
  if (from === undefined) return undefined;
  const to = boundaryOf(range.end);
  const within = to?.line === from.line ? to : undefined;
  const lineEnd = prefixEnd(encodeKey(SPACE_LINES, [from.line]));
  const beyond = within === undefined && compareKeys(range.end, lineEnd) !== 0;
  const place = ({ train, date }: Boundary): string =>
    date === undefined ? `${train}` : `${train} on ${date}`;
  return [
    from.line,
    ...(from.train === undefined ? [] : [`from ${place(from)}`]),
    ...(within === undefined ? [] : [`before ${place(within)}`]),
    ...(beyond ? ['and the lines behind it'] : []),
  ].join(' ');
}

/** @param text `LINE`, `LINE/TRAIN` or `LINE/TRAIN/DATE`, each part escaped as in an order reference
 *  @returns undefined when it is none of these */
export function parseBoundary(text: string): Boundary | undefined {
  let parts: string[];
  try {
    parts = text.split('/').map(decodeURIComponent);
  } catch {
    return undefined; // a stray %
  }
  const [line, train, date, ...more] = parts;
  if (line === undefined || more.length > 0 || parts.includes('')) return undefined;
  return { line, ...(train !== undefined && { train }), ...(date !== undefined && { date }) };
}
