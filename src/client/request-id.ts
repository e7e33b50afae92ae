/** Identities of commands: random, made once, and short enough to be read from an order reference.
 *
 *  An order keeps its id as long as it lives. Of every other command the answer is kept only until its notAfter, and who
 *  asks later must not be told that it never ran; so those ids carry that time. */
import type { Random } from '../env/env.js';

/** Crockford's base 32: nothing that is mistaken for something else. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const CHARACTERS_PER_DRAW = 6;
/** 35 bits of seconds: enough for a thousand years. */
const TIME_CHARACTERS = 7;
const TIMED = /^[0-9a-hjkmnp-tv-z]{7}-[0-9a-hjkmnp-tv-z]{16}$/;

/** @returns 24 characters, 120 bits: for a purchase, whose id is the order's */
export function makeOrderId(random: Random): string {
  return randomText(random, 24);
}

/** Of somebody who asks again and again whether their change of a group is done. */
export function makeAskingId(random: Random): string {
  return randomText(random, 24);
}

/** @param notAfterMs ms since the epoch, rounded up to a second
 *  @returns 24 characters: the time, a dash, and 80 random bits */
export function makeTimedId(random: Random, notAfterMs: number): string {
  let seconds = Math.ceil(notAfterMs / 1_000);
  let time = '';
  for (let at = 0; at < TIME_CHARACTERS; at += 1) {
    time = ALPHABET.charAt(seconds % 32) + time;
    seconds = Math.floor(seconds / 32);
  }
  return `${time}-${randomText(random, 16)}`;
}

/** The time a `makeTimedId` carries, ms since the epoch; undefined for every other id. */
export function notAfterOf(requestId: string): number | undefined {
  if (!TIMED.test(requestId)) return undefined;
  let seconds = 0;
  for (const character of requestId.slice(0, TIME_CHARACTERS)) {
    seconds = seconds * 32 + ALPHABET.indexOf(character);
  }
  return seconds * 1_000;
}

function randomText(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    let bits = Math.floor(random.next() * 2 ** 30);
    for (let at = 0; at < CHARACTERS_PER_DRAW; at += 1) {
      text += ALPHABET.charAt(bits & 31);
      bits >>>= 5;
    }
  }
  return text.slice(0, length);
}
