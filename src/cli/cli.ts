/** What a command file needs to add itself to the program. */
import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.js';
import type { CliHost } from './host.js';
import { type Invocation, invoke, type Result } from './invocation.js';

export interface Cli {
  readonly host: CliHost;
  /** Runs the work of `command` and keeps its exit code. @param kind whether it may change something in the cluster */
  run(
    command: Command,
    kind: 'reads' | 'changes',
    work: (invocation: Invocation) => Promise<Result>,
  ): Promise<void>;
  /** For commands that say everything themselves. */
  finish(code: ExitCode): void;
}

export function makeCli(host: CliHost, finish: (code: ExitCode) => void): Cli {
  return {
    host,
    finish,
    async run(command, kind, work) {
      finish(await invoke(host, command, kind === 'changes', work));
    },
  };
}

/** Text under a command's help: what people type. */
export function examples(lines: readonly string[], more = ''): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}${more === '' ? '' : `\n${more}\n`}`;
}
