/** Identities of commands: random, made once, and short enough to be read from an order reference. */
import type { Random } from '../env/env.js';

/** Crockford's base 32: nothing that is mistaken for something else. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const DRAWS = 4;
const CHARACTERS_PER_DRAW = 6;

/** @returns 24 characters, 120 bits */
export function makeRequestId(random: Random): string {
  let id = '';
  for (let draw = 0; draw < DRAWS; draw += 1) {
    let bits = Math.floor(random.next() * 2 ** 30);
    for (let at = 0; at < CHARACTERS_PER_DRAW; at += 1) {
      id += ALPHABET.charAt(bits & 31);
      bits >>>= 5;
    }
  }
  return id;
}
