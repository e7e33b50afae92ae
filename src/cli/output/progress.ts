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

export function startProgress(terminal: Terminal, label: string, total: number): Progress {
  return terminal.errIsTty ? bar(label, total) : lines(terminal, label, total);
}

function bar(label: string, total: number): Progress {
  const drawn = new cliProgress.SingleBar({
    format: `${label} [{bar}] {value}/{total}  {duration_formatted}  {note}`,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  drawn.start(total, 0, { note: '' });
  return {
    update: (done, note = '') => drawn.update(done, { note }),
    stop: () => drawn.stop(),
  };
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
