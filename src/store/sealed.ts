/** A value with a CRC32C bound to its key at its end: a value that was changed, or that stands under another key, is
 *  recognised at each read. */
import { crc32c } from '@node-rs/crc32';

const SEAL_BYTES = 4;

export function seal(key: Uint8Array, value: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(value.length + SEAL_BYTES);
  sealed.set(value);
  writeU32(sealed, value.length, crc32c(value, crc32c(key)));
  return sealed;
}

/** @returns a view of the value, or undefined when it is not what was sealed under this key */
export function unseal(key: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  const length = sealed.length - SEAL_BYTES;
  if (length < 0) return undefined;
  const value = sealed.subarray(0, length);
  return crc32c(value, crc32c(key)) === readU32(sealed, length) ? value : undefined;
}

export function writeU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = (value >>> 16) & 0xff;
  bytes[at + 2] = (value >>> 8) & 0xff;
  bytes[at + 3] = value & 0xff;
}

export function readU32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

const SPAN = 2 ** 32;

/** Eight bytes, big-endian: byte order is number order. @param value below 2^53 */
export function writeU53(bytes: Uint8Array, at: number, value: number): void {
  writeU32(bytes, at, Math.floor(value / SPAN));
  writeU32(bytes, at + 4, value >>> 0);
}

export function readU53(bytes: Uint8Array, at: number): number {
  return readU32(bytes, at) * SPAN + readU32(bytes, at + 4);
}
