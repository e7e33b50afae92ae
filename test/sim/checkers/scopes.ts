/** Where things lie in the key space that checkers know by name: runs as `line/train/date`, plain keys as `key …`. */
import { compareKeys, lineKey, plainKey, runKey } from '../../../src/proto/keys.js';

/** A train's name may hold a slash: the date comes last, the line first. */
export function runNamed(name: string): { line: string; train: string; date: string } {
  const first = name.indexOf('/');
  const last = name.lastIndexOf('/');
  return { line: name.slice(0, first), train: name.slice(first + 1, last), date: name.slice(last + 1) };
}

/** Whether a split at this key takes the run along. */
export const startsAt = (key: Uint8Array, run: string): boolean => compareKeys(key, scopeKey(run)) <= 0;

const isPlain = (scope: string): boolean => scope.startsWith('key ');

export function scopeKey(scope: string): Uint8Array {
  if (isPlain(scope)) return plainKey(scope.slice(4));
  const { line, train, date } = runNamed(scope);
  return runKey(line, train, date);
}

/** What begins with one group: a line, or all plain keys. */
export const spaceOf = (scope: string): string =>
  isPlain(scope) ? 'key' : Buffer.from(lineKey(runNamed(scope).line)).toString('latin1');
