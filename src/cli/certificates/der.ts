/** As much of DER (X.690) as a certificate needs: written from the inside out, read by walking from one value to the next.
 *  Knows nothing about certificates. */

const SEQUENCE = 0x30;
const SET = 0x31;

function lengthOf(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.of(bytes);
  const digits: number[] = [];
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return Buffer.of(0x80 + digits.length, ...digits);
}

function value(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => value(SEQUENCE, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => value(SET, ...parts);
export const octets = (bytes: Uint8Array): Buffer => value(0x04, bytes);
export const utf8 = (text: string): Buffer => value(0x0c, Buffer.from(text, 'utf8'));
export const boolean = (flag: boolean): Buffer => value(0x01, Buffer.of(flag ? 0xff : 0));
/** [number], around a whole value. */
export const explicit = (number: number, inner: Uint8Array): Buffer => value(0xa0 + number, inner);
/** [number], in place of a primitive value's own tag. */
export const implicit = (number: number, content: Uint8Array): Buffer => value(0x80 + number, content);

/** @param bytes big endian, not negative */
export function integer(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const digits = bytes.subarray(start);
  return value(0x02, (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits);
}

/** @param unused bits at the end of the last byte that do not count */
export const bits = (bytes: Uint8Array, unused = 0): Buffer => value(0x03, Buffer.of(unused), bytes);

/** @param dotted e.g. 2.5.4.3 */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift(0x80 + (left % 128));
    bytes.push(...digits);
  }
  return value(0x06, Buffer.from(bytes));
}

/** Whole seconds. Years before 2050 have two digits in certificates (RFC 5280, 4.1.2.5). */
export function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return new Date(ms).getUTCFullYear() < 2050
    ? value(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : value(0x18, Buffer.from(digits, 'ascii'));
}

/** One value among others. */
export interface Found {
  readonly tag: number;
  /** With its tag and length. */
  readonly whole: Buffer;
  readonly content: Buffer;
}

/** The values that stand one after another in `bytes`. @throws RangeError when they do not end where the bytes do */
export function values(bytes: Buffer): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at;
    const tag = bytes.readUInt8(at);
    let length = bytes.readUInt8(at + 1);
    at += 2;
    if (length >= 0x80) {
      const digits = length - 0x80;
      length = bytes.readUIntBE(at, digits);
      at += digits;
    }
    if (at + length > bytes.length) throw new RangeError('a DER value that is cut off');
    found.push({ tag, whole: bytes.subarray(start, at + length), content: bytes.subarray(at, at + length) });
    at += length;
  }
  return found;
}
