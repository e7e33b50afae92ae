import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './project-root.js';

const railkv = (...args: string[]): string =>
  execFileSync(process.execPath, [`${projectRoot}/dist/src/cli/main.js`, ...args], { encoding: 'utf8' });

const candidates = (...words: string[]): string[] =>
  railkv('complete', '--', ...words)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(':'))
    .map((line) => line.split('\t')[0] ?? '');

describe('completion', () => {
  it('offers commands, the commands of a command, options and their choices', () => {
    expect(candidates('gro')).toEqual(['group']);
    expect(candidates('group', 'transfer')).toEqual(['transfer-leader']);
    expect(candidates('buy', '--passen')).toEqual(['--passenger']);
    expect(candidates('status', '--output', '')).toEqual(['table', 'json']);
  });

  it.each(['bash', 'zsh', 'fish'])('prints a script for %s that asks this program', (shell) => {
    expect(railkv('completion', shell)).toContain('railkv complete --');
  });

  it('prints a script that bash can read', () => {
    execFileSync('bash', ['-n'], { input: railkv('completion', 'bash') });
  });
});
