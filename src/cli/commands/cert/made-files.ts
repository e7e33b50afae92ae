/** What the `cert` commands have in common: their options, and how they say what they made. */
import { type Command, Option } from 'commander';
import { ROLES, type Role } from '../../../proto/principal.js';
import { DEFAULT_DIRECTORY, fingerprint, type Validity } from '../../certificates/authority.js';
import { type NewFile, writeNewFiles } from '../../certificates/secret-files.js';
import { parseSpan } from '../../dates.js';
import type { Result } from '../../invocation.js';
import { outputOption, parseCount } from '../../options.js';

export interface MakingValues {
  readonly dir: string;
  readonly days: string;
  readonly force?: true;
}

const DAY_MS = 86_400_000;
const DAYS_MAX = 36_500;

/** @param days how long what is made is valid when --days does not say */
export function makingOptions(command: Command, days: number): Command {
  return outputOption(
    command
      .option('--dir <directory>', 'where the authorities are and the files go', DEFAULT_DIRECTORY)
      .option('--days <number>', 'for how many days it is valid', String(days))
      .option('--force', 'replace files that are there'),
  );
}

export function roleOption(): Option {
  return new Option('--role <role>', 'what it may do (docs/security.md)')
    .choices([...ROLES])
    .makeOptionMandatory();
}

export function validityOf({ days }: { readonly days: string }, nowMs: number): Validity {
  return { nowMs, lengthMs: parseCount(days, '--days', 1, DAYS_MAX) * DAY_MS };
}

export function spanValidity(span: string, nowMs: number): Validity {
  return { nowMs, lengthMs: parseSpan(span) };
}

export type { Role };

/** Writes the files, and says which, with what people compare them by. */
export function written(files: readonly NewFile[], force: boolean, next: readonly string[]): Result {
  writeNewFiles(files, force);
  const told = files.map(({ path, text, secret }) => ({
    path,
    secret,
    ...(secret ? {} : { fingerprint: fingerprint(text) }),
  }));
  return {
    human: [
      ...told.map(
        (file) =>
          `  ${file.path}  ${file.fingerprint === undefined ? 'secret, 0600' : `SHA-256 ${file.fingerprint}`}\n`,
      ),
      ...next.map((line, at) => `${at === 0 ? 'next: ' : '      '}${line}\n`),
    ].join(''),
    json: { files: told },
  };
}
