/** How all that follows from one callback, promises included, is run before the next: a simulation has no other event loop.
 *  Node can run its microtasks at once when it is asked from a macrotask; where it cannot, each callback costs a turn of
 *  the real loop. */

interface WithTickCallback {
  readonly _tickCallback?: () => void;
}

/** Only from a macrotask: within a microtask it does nothing. */
export const drainMicrotasks = (process as unknown as WithTickCallback)._tickCallback?.bind(process);
