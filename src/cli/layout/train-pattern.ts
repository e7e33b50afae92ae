/** Train number patterns of layout files: `*` is any number of characters, `?` exactly one. A train of two numbers
 *  (C2909/C2912) matches when either does. */

/** @returns a test for whole train numbers; letters of either case. */
export function trainPattern(pattern: string): (train: string) => boolean {
  const source = pattern
    .split('')
    .map((character) => (character === '*' ? '.*' : character === '?' ? '.' : literal(character)))
    .join('');
  const expression = new RegExp(`^${source}$`, 'iu');
  return (train) => train.split('/').some((number) => expression.test(number));
}

const literal = (character: string): string => character.replace(/[\\^$.|+()[\]{}/]/gu, '\\$&');
