/** Whether two replicas answered the same: every field, in whatever order, and bytes by what they hold, in whichever class, since
 *  a restarted replica answers from rows that it decoded. At each entry of each replica, hence without copies. */

export function sameAnswers(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint8Array || b instanceof Uint8Array)
    return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((each, at) => sameAnswers(each, b[at]))
    );
  const theirs = b as Readonly<Record<string, unknown>>;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(theirs, key) && sameAnswers((a as Readonly<Record<string, unknown>>)[key], theirs[key]),
  );
}
