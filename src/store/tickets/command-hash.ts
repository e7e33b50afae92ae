/** 64 bits of a command's bytes, by which a repeated request id is told from one used again for something else. The id is
 *  scoped by its caller, so a collision can only be made against oneself. Part of the row format. */
export interface CommandHash {
  readonly low: number;
  readonly high: number;
}

export function commandHash(bytes: Uint8Array): CommandHash {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9 ^ bytes.length;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte, 0x85ebca6b);
    high ^= high >>> 13;
  }
  return { low: low >>> 0, high: high >>> 0 };
}
