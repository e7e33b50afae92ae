/** Who wants to know that a signal was aborted. An application may give one signal to a thousand calls, and Node takes more than
 *  ten listeners of a signal for a leak and says so: each signal has one of ours, however many calls it is for. */

interface Heard {
  readonly calls: Set<() => void>;
  readonly listener: () => void;
}

const HEARD = new WeakMap<AbortSignal, Heard>();

/** @param signal not aborted yet, else nothing is heard @returns how to stop listening */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal === undefined) return () => {};
  const call = (): void => act(); // its own, though the same function listens twice
  const heard = HEARD.get(signal) ?? hear(signal);
  heard.calls.add(call);
  return () => {
    heard.calls.delete(call);
    if (heard.calls.size > 0 || HEARD.get(signal) !== heard) return;
    HEARD.delete(signal);
    signal.removeEventListener('abort', heard.listener);
  };
}

function hear(signal: AbortSignal): Heard {
  const calls = new Set<() => void>();
  const listener = (): void => {
    HEARD.delete(signal);
    for (const call of [...calls]) if (calls.delete(call)) call();
  };
  const heard = { calls, listener };
  HEARD.set(signal, heard);
  signal.addEventListener('abort', listener, { once: true });
  return heard;
}
