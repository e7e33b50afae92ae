/** Reads etcd-io/raft's test data where the user has it, compares, and prints a table. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineDiff } from '../line-diff.js';
import { compareConfChange } from './confchange.js';
import { EXPECTATIONS } from './expectations.js';
import { compareInteraction } from './interaction.js';
import { compareQuorum } from './quorum.js';
import type { Comparison } from './verdict.js';

const FOLDERS: readonly [string, (name: string, text: string) => Comparison][] = [
  ['testdata', compareInteraction],
  ['quorum/testdata', compareQuorum],
  ['confchange/testdata', compareConfChange],
];

/** @param directory a checkout of etcd-io/raft
 *  @param verbose print every difference
 *  @returns whether all differences are those that are meant */
export function compareDirectory(
  directory: string,
  verbose: boolean,
  print: (line: string) => void,
): boolean {
  let good = true;
  let found = 0;
  for (const [folder, compare] of FOLDERS) {
    const path = join(directory, folder);
    if (!existsSync(path)) {
      print(`${path} does not exist`);
      return false;
    }
    for (const file of readdirSync(path)
      .filter((name) => name.endsWith('.txt'))
      .sort()) {
      const name = `${folder}/${file}`;
      const comparison = compare(name, readFileSync(join(path, file), 'utf8'));
      good = printRow(comparison, print) && good;
      found++;
      if (verbose) printDifferences(comparison, print);
    }
  }
  print(`${found} files. ${good ? 'Nothing differs that should not.' : 'Some differ that should not.'}`);
  return good && found > 0;
}

function printRow({ name, steps, differing }: Comparison, print: (line: string) => void): boolean {
  const expectation = EXPECTATIONS[name];
  const lines = differing.map(({ line }) => line);
  const meant = expectation?.lines ?? [];
  const expected = lines.length === meant.length && lines.every((line, i) => line === meant[i]);
  const words = { same: 'same', designed: 'different by design', leftOut: 'left out' } as const;
  const verdict = expected ? words[expectation?.verdict ?? 'same'] : 'DIFFERENT';
  const count = `${steps - differing.length}/${steps}`;
  const why = expectation === undefined ? '' : `lines ${meant.join(', ')}: ${expectation.why}`;
  print(`${name.padEnd(52)} ${count.padStart(7)}  ${verdict.padEnd(19)} ${why}`.trimEnd());
  if (!expected) print(`    differs at: ${lines.join(', ') || 'nothing'}`);
  return expected;
}

function printDifferences({ name, differing }: Comparison, print: (line: string) => void): void {
  for (const { line, command, expected, actual } of differing) {
    print(`\n${name}:${line}: ${command}`);
    print(lineDiff(expected, actual));
  }
}
