/** Copies of a stopped node's directory, each with one byte flipped, and what an audit makes of them. */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../../../src/store/audit.js';
import { dumpLog, dumpState } from '../../../src/store/dump.js';
import { LevelDisk } from '../../../src/store/level/level-disk.js';

export interface Flip {
  readonly database: 'log' | 'state';
  /** LevelDB's own: `000005.ldb`, a table, or `000006.log`, its write-ahead log. */
  readonly file: string;
  readonly at: number;
}

export const nameOf = ({ database, file, at }: Flip): string => `${database}/${file} at ${at}`;
export const kindOf = ({ database, file }: Flip): string => `${database} ${file.slice(-3)}`;

/** So many places, evenly, and the end, in every file of both databases that holds data. */
export function flipsOf(directory: string, placesPerFile: number): Flip[] {
  return (['log', 'state'] as const).flatMap((database) =>
    readdirSync(join(directory, database))
      .filter((file) => /\.(ldb|log)$/.test(file))
      .flatMap((file) => {
        const { size } = statSync(join(directory, database, file));
        if (size === 0) return [];
        const even = Array.from({ length: placesPerFile }, (_, i) =>
          Math.floor(((i + 0.5) / placesPerFile) * size),
        );
        // A table ends with what finds everything else in it.
        return [...even, size - 4].map((at) => ({ database, file, at }));
      }),
  );
}

export function flippedCopy(pristine: string, flip: Flip, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(pristine, to, { recursive: true });
  const path = join(to, flip.database, flip.file);
  const bytes = readFileSync(path);
  bytes[flip.at] = bytes[flip.at]! ^ 0x10;
  writeFileSync(path, bytes);
}

/** What is wrong, as `store audit` says it. */
export async function problemsOf(directory: string): Promise<string[]> {
  const problems: string[] = [];
  for await (const finding of audit(new LevelDisk(directory)))
    if (finding.kind === 'problem') problems.push(`${finding.where}: ${finding.what}`);
  return problems;
}

/** Every key and value of one database. */
export async function contents(directory: string, database: 'log' | 'state'): Promise<string> {
  const rows: string[] = [];
  const disk = new LevelDisk(directory);
  for await (const row of database === 'log' ? dumpLog(disk, undefined) : dumpState(disk, undefined))
    rows.push(`${row.whole} ${row.table} ${row.key} ${Buffer.from(row.bytes).toString('hex')}`);
  return rows.join('\n');
}
