/** Progress of something long: a bar on a terminal, else a plain line now and then. Written to standard error, so that the
 *  result on standard output stays clean. */
import cliProgress from 'cli-progress';
import type { Terminal } from '../terminal.js';

export interface Progress {
  /** `done` of the total; `note` says what is going on right now. */
  update(done: number, note?: string): void;
  /** Takes the bar away, or writes the last line. */
  stop(): void;
}

const LINE_EVERY_MS = 2_000;
const ENDING = ['SIGINT', 'SIGTERM'] as const;

export function startProgress(terminal: Terminal, label: string, total: number): Progress {
  return terminal.errIsTty ? bar(label, total, terminal.columns ?? 80) : lines(terminal, label, total);
}

/** Count, total, time and the gaps between them. */
const beside = (label: string, total: number): number => label.length + 2 * String(total).length + 14;

function bar(label: string, total: number, columns: number): Progress {
  const barsize = columns < 100 ? 15 : 30;
  // A line that the terminal breaks is never taken away whole.
  const room = Math.max(0, columns - barsize - beside(label, total));
  const cut = (note: string): string => (note.length > room ? `${note.slice(0, room - 3)}...` : note);
  const drawn = new cliProgress.SingleBar({
    format: `${label} [{bar}] {value}/{total}  {duration_formatted}  {note}`,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    barsize,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
    // Its own handler gives the cursor back and swallows the signal: the work would go on, without a bar.
    gracefulExit: false,
  });
  const end = (signal: NodeJS.Signals): void => {
    stop();
    // Who listens too, as `start` does, ends the work in its own way; else the signal does what it does without a bar.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const stop = (): void => {
    for (const signal of ENDING) process.removeListener(signal, end);
    drawn.stop();
  };
  for (const signal of ENDING) process.once(signal, end);
  drawn.start(total, 0, { note: '' });
  return { update: (done, note = '') => drawn.update(done, { note: cut(note) }), stop };
}

function lines(terminal: Terminal, label: string, total: number): Progress {
  let saidAt = terminal.now();
  let said = 0;
  let reached = 0;
  const say = (note: string): void => {
    said = reached;
    saidAt = terminal.now();
    terminal.err(`${label}: ${reached} of ${total}${note === '' ? '' : `  ${note}`}\n`);
  };
  return {
    update(done, note = '') {
      reached = done;
      if (terminal.now() - saidAt >= LINE_EVERY_MS) say(note);
    },
    stop() {
      if (said !== reached) say('');
    },
  };
}

/** For programs that run an import silently. */
export const noProgress: Progress = { update() {}, stop() {} };
