/** 64 bits of a command's bytes, by which a repeated request id is told from one used again for something else. The id is
 *  scoped by its caller, so a collision can only be made against oneself. Part of the row format.
 *
 *  not_after_ms is left out: who repeats a command after a crash, by hand or from a program, has a later one. */
export interface CommandHash {
  readonly low: number;
  readonly high: number;
}

export function commandHash(bytes: Uint8Array): CommandHash {
  const { from, to } = notAfterField(bytes);
  let low = 0x811c9dc5;
  let high = 0x9e3779b9 ^ (bytes.length - (to - from));
  for (let at = 0; at < bytes.length; at += 1) {
    if (at === from) at = to;
    const byte = bytes[at];
    if (byte === undefined) break;
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte, 0x85ebca6b);
    high ^= high >>> 13;
  }
  return { low: low >>> 0, high: high >>> 0 };
}

const TAG_REQUEST_ID = 0x0a; // field 1, bytes with a length
const TAG_NOT_AFTER = 0x10; // field 2, varint
const MORE = 0x80;

/** [from, to) of not_after_ms behind request_id, where every encoder writes it; empty when it is not there. A request id is
 *  at most 64 bytes long, so its length is one byte. */
function notAfterField(bytes: Uint8Array): { readonly from: number; readonly to: number } {
  const from = bytes[0] === TAG_REQUEST_ID ? 2 + (bytes[1] ?? 0) : 0;
  if (bytes[from] !== TAG_NOT_AFTER) return { from, to: from };
  let to = from + 1;
  while ((bytes[to] ?? 0) >= MORE) to += 1;
  return { from, to: to + 1 };
}
