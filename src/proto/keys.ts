/** Keys of the routed key space: what ranges are made of and routes are looked up by. Part of the wire contract.
 *
 *  A key is a space byte and a tuple of strings, encoded so that byte order is tuple order: each component is its UTF-8
 *  with 00 written as 00 FF, ended by 00 00. A line's keys are thus contiguous, and within them a train's, over all dates.
 */

/** Runs: (line, train, date). */
export const SPACE_LINES = 0x10;
/** Plain keys: (key). */
export const SPACE_PLAIN = 0x20;

/** Longest component in UTF-8 bytes: what keeps every key of ours under 1 KiB. */
export const COMPONENT_BYTES_MAX = 256;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Appends one encoded component to `out`. */
function pushComponent(out: number[], component: string): void {
  for (const byte of encoder.encode(component)) {
    out.push(byte);
    if (byte === 0) out.push(0xff);
  }
  out.push(0, 0);
}

/** @returns `space`, then each component, order-preserving. */
export function encodeKey(space: number, components: readonly string[]): Uint8Array {
  const out: number[] = [space];
  for (const component of components) pushComponent(out, component);
  return Uint8Array.from(out);
}

/** The inverse of `encodeKey`. @throws RangeError when the bytes are not such a key. */
export function decodeKey(key: Uint8Array): { space: number; components: string[] } {
  if (key.length === 0) throw new RangeError('an empty key has no space byte');
  const components: string[] = [];
  let bytes: number[] = [];
  let at = 1;
  while (at < key.length) {
    const byte = key[at]!;
    if (byte !== 0) {
      bytes.push(byte);
      at += 1;
      continue;
    }
    const next = key[at + 1];
    if (next === 0xff) bytes.push(0);
    else if (next === 0) {
      components.push(decoder.decode(Uint8Array.from(bytes)));
      bytes = [];
    } else throw new RangeError(`byte ${at} of the key is neither escaped nor an end`);
    at += 2;
  }
  if (bytes.length > 0) throw new RangeError('the last component of the key has no end');
  return { space: key[0]!, components };
}

/** The smallest key above every key that starts with `prefix`; empty when there is none. */
export function prefixEnd(prefix: Uint8Array): Uint8Array {
  for (let length = prefix.length; length > 0; length -= 1) {
    if (prefix[length - 1]! < 0xff) {
      const end = prefix.slice(0, length);
      end[length - 1]! += 1;
      return end;
    }
  }
  return new Uint8Array(0);
}

export const lineKey = (line: string): Uint8Array => encodeKey(SPACE_LINES, [line]);
export const trainKey = (line: string, train: string): Uint8Array => encodeKey(SPACE_LINES, [line, train]);
export const runKey = (line: string, train: string, date: string): Uint8Array =>
  encodeKey(SPACE_LINES, [line, train, date]);
export const plainKey = (key: string): Uint8Array => encodeKey(SPACE_PLAIN, [key]);

/** Byte order, as LevelDB and ranges have it. */
export function compareKeys(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}

/** Whether `key` lies in [start, end); an empty end is open. */
export function inRange(key: Uint8Array, start: Uint8Array, end: Uint8Array): boolean {
  return compareKeys(key, start) >= 0 && (end.length === 0 || compareKeys(key, end) < 0);
}
