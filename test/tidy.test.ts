/** The rules of the house that a program can check. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './cluster/project-root.js';

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: projectRoot,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && !path.startsWith('src/proto/generated.'));
const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const sources = tracked.filter((path) => /^(src|test|bench|examples)\/.*\.ts$/.test(path));

describe('the house', () => {
  it('has sources to check', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  it('keeps every source file under 600 lines', () => {
    const long = sources.filter((path) => read(path).split('\n').length > 600);
    expect(long).toEqual([]);
  });

  it('opens every file of src that is not a test with a comment that says what it is for', () => {
    const silent = sources.filter(
      (path) => path.startsWith('src/') && !path.endsWith('.test.ts') && !/^(#!.*\n)?\/\*\*/.test(read(path)),
    );
    expect(silent).toEqual([]);
  });

  it('has no unfinished marks, no skipped tests and no silenced checks', () => {
    const marks =
      /\b(TODO|FIXME|HACK)\b|\b(it|test|describe)\.(skip|only|todo)\(|@ts-(ignore|nocheck|expect-error)|eslint-disable/;
    const code = (path: string): string => read(path).replaceAll(/^\s*(\*|\/\*\*).*$/gm, '');
    const marked = sources.filter((path) => path !== 'test/tidy.test.ts' && marks.test(code(path)));
    expect(marked).toEqual([]);
  });

  it('has no file named for nothing in particular', () => {
    const vague = sources.filter((path) => /\/(utils?|helpers?|common|manager|misc)\.ts$/.test(path));
    expect(vague).toEqual([]);
  });

  it('asserts something in every test file', () => {
    const idle = sources.filter(
      (path) => path.endsWith('.test.ts') && !/\bexpect\b|\bassert\b|conformance/i.test(read(path)),
    );
    expect(idle).toEqual([]);
  });
});
