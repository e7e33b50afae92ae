/** Which kind of work an encoded Command asks for, from its tags alone: a refusal must cost far less than a sale, so
 *  nothing is decoded. Bytes that are no Command count as a sale; whoever decodes them refuses them. */
import type { Work } from './node-limit.js';

/** Fields of Command.body that free resources or settle a doubt: confirm, cancel, refund, get_outcome. */
const SETTLING = new Set([13, 14, 15, 16]);
const FIRST_BODY_FIELD = 10;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

export function workOf(command: Uint8Array): Work {
  return SETTLING.has(bodyField(command)) ? 'settle' : 'sale';
}

/** @returns the number of the first field of Command.body, or 0 when there is none */
export function bodyField(command: Uint8Array): number {
  let at = 0;
  while (at < command.length) {
    const tag = varint(command, at);
    const field = Math.floor(tag.value / 8);
    if (field >= FIRST_BODY_FIELD) return field;
    at = skip(command, tag.end, tag.value % 8);
  }
  return 0;
}

function skip(bytes: Uint8Array, at: number, wireType: number): number {
  switch (wireType) {
    case VARINT:
      return varint(bytes, at).end;
    case FIXED64:
      return at + 8;
    case LENGTH_DELIMITED: {
      const length = varint(bytes, at);
      return length.end + length.value;
    }
    case FIXED32:
      return at + 4;
    default:
      return bytes.length;
  }
}

/** Up to 2^53; longer or cut ones end the search by lying beyond the bytes. */
function varint(bytes: Uint8Array, from: number): { value: number; end: number } {
  let value = 0;
  let scale = 1;
  for (let at = from; at < bytes.length && at < from + 10; at += 1) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return { value: 0, end: bytes.length };
}
