import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { EXIT } from './exit-codes.js';
import { buildProgram } from './program.js';
import { FakeTerminal, runWith } from './testing/fakes.js';

function leaves(
  command: Command,
  path: readonly string[] = [],
): { path: readonly string[]; command: Command }[] {
  if (command.commands.length === 0) return [{ path, command }];
  return command.commands.flatMap((child) => leaves(child, [...path, child.name()]));
}

const program = buildProgram(
  {
    terminal: new FakeTerminal(),
    connect: () => Promise.reject(new Error('not in this test')),
    defaultCaller: () => 'tester',
    version: '0',
    main: '',
  },
  () => {},
);

const names = leaves(program).map(({ path }) => path.join(' '));
const documentation = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');

describe('the command line', () => {
  it.each(names)('railkv %s teaches itself with an example', async (path) => {
    const ran = await runWith([...path.split(' '), '--help']);
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stdout).toContain(`$ railkv ${path}`);
  });

  it.each(names)('railkv %s is in docs/cli.md', (path) => {
    expect(documentation).toContain(`railkv ${path}`);
  });

  it('exits 2 on what it does not know, and suggests what may be meant', async () => {
    const ran = await runWith(['qeury']);
    expect(ran.code).toBe(EXIT.usage);
    expect(ran.stderr).toContain('Did you mean query?');
  });

  it.each([
    ['help grop', "unknown command 'grop'", 'Did you mean group?'],
    ['group help whi', "unknown command 'whi'", 'Did you mean why?'],
    ['help help-me', "unknown command 'help-me'", ''],
  ])('says of railkv %s that there is no such command', async (line, unknown, meant) => {
    const ran = await runWith(line.split(' '));
    expect([ran.code, ran.stdout]).toEqual([EXIT.usage, '']);
    expect(ran.stderr).toContain(unknown);
    expect(ran.stderr).toContain(meant);
    expect(ran.stderr).not.toContain('Exit codes:');
  });

  it('shows the help of a command that there is by help too', async () => {
    expect((await runWith(['help', 'group'])).stdout).toContain('Usage: railkv group');
    expect((await runWith(['group', 'help', 'why'])).stdout).toContain('Usage: railkv group why');
  });

  it('exits 2 when a needed option is missing', async () => {
    expect(await runWith(['query', '--from', 'a'])).toMatchObject({
      code: EXIT.usage,
      connectedWith: undefined,
    });
  });

  it('exits 0 for the overview and the version', async () => {
    expect((await runWith(['--help'])).stdout).toContain('Exit codes:');
    expect(await runWith(['--version'])).toMatchObject({ code: EXIT.ok, stdout: '0.0.0-test\n' });
    expect(JSON.parse((await runWith(['version', '-o', 'json'])).stdout)).toMatchObject({
      railkv: '0.0.0-test',
    });
  });
});
