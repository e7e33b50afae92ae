/** Keys and certificates as files: keys are their owner's alone (0600), and nothing is overwritten by accident. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { CommandFailed } from '../output/errors.js';
import { whyUnreadable } from '../output/why-unreadable.js';
import { UsageError } from '../usage-error.js';

export interface NewFile {
  readonly path: string;
  readonly text: string;
  /** Readable by its owner alone. */
  readonly secret: boolean;
}

/** All of them or, when one is there already, none. A node that rereads its files finds whole ones only.
 *  @throws CommandFailed ALREADY_EXISTS */
export function writeNewFiles(files: readonly NewFile[], force: boolean): void {
  const present = files.find(({ path }) => existsSync(path));
  if (present !== undefined && !force) {
    throw new CommandFailed('ALREADY_EXISTS', `there is ${present.path} already, and nothing was written`, {
      next: 'keep it, or replace it with --force: who holds the old one stays known until it expires',
    });
  }
  for (const { path, text, secret } of files) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const half = `${path}.new`;
    rmSync(half, { force: true }); // one that is there keeps its mode, and may be a link
    const file = openSync(half, 'wx', secret ? 0o600 : 0o644);
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    renameSync(half, path);
  }
}

/** @param what for the message @param next what to do when it is not there */
export function readPem(path: string, what: string, next: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${what} ${path}: ${whyUnreadable(error)}`, next);
  }
}
