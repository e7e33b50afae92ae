/** Where a command writes and what it may know of the machine. The real one is made in main.ts; tests pass their own. */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Terminal {
  /** Writes to standard output, as is. */
  out(text: string | Uint8Array): void;
  /** Writes to standard error, as is. */
  err(text: string): void;
  readonly outIsTty: boolean;
  readonly errIsTty: boolean;
  /** Width of the terminal in columns; undefined when it is none. */
  readonly columns: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The wall clock, in ms since the epoch: for dates relative to today. */
  now(): number;
  /** Between two looks at something that goes on. */
  pause(ms: number): Promise<void>;
  /** Asks whoever sits at the terminal. @returns the answer; empty when standard input ends */
  ask(question: string): Promise<string>;
  readonly inIsTty: boolean;
  /** All of standard input. */
  readInput(): Promise<Uint8Array>;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    outIsTty: process.stdout.isTTY === true,
    errIsTty: process.stderr.isTTY === true,
    columns: process.stdout.columns,
    env: process.env,
    now: () => Date.now(),
    pause: (ms) => sleep(ms),
    async ask(question) {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await new Promise((resolve) => {
          lines.once('close', () => resolve(''));
          lines.question(question, resolve);
        });
      } finally {
        lines.close();
      }
    },
    inIsTty: process.stdin.isTTY === true,
    async readInput() {
      const parts: Buffer[] = [];
      for await (const part of process.stdin) parts.push(part as Buffer);
      return Buffer.concat(parts);
    },
  };
}
