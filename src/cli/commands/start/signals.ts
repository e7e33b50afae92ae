/** How `start` is told to stop: the first signal asks, a second one insists. */

export interface StopSignals {
  /** Resolves with the first signal's name. */
  readonly asked: Promise<string>;
  /** Resolves with the second one. */
  readonly insisted: Promise<void>;
  readonly isAsked: () => boolean;
  /** Nobody listens any more; until then this process stays, even when all its nodes are dead. */
  readonly release: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens from now on. One Ctrl-C often arrives twice, from the terminal and from npm: what follows at once is the same. */
export function listenForStop(sameWithinMs = 500): StopSignals {
  let firstAt: number | undefined;
  let ask: (signal: string) => void = () => {};
  let insist: () => void = () => {};
  const asked = new Promise<string>((resolve) => {
    ask = resolve;
  });
  const insisted = new Promise<void>((resolve) => {
    insist = resolve;
  });
  const listener = (signal: string): void => {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      ask(signal);
    } else if (now - firstAt > sameWithinMs) insist();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  const staying = setInterval(() => {}, 2 ** 30);
  return {
    asked,
    insisted,
    isAsked: () => firstAt !== undefined,
    release() {
      clearInterval(staying);
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}
