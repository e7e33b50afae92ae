/** Runs a dialogue and compares what it prints with what its file says. */
import type { Dialect } from './interpreter/dialect.js';
import { Interpreter } from './interpreter/interpreter.js';
import { type Directive, parseScript, renderScript } from './interpreter/script.js';

export interface Step {
  readonly directive: Directive;
  readonly actual: string;
  readonly same: boolean;
}

export interface Transcript {
  readonly steps: readonly Step[];
  /** The file as it would be with what was printed. */
  readonly recorded: string;
}

export interface Options {
  readonly dialect: Dialect;
  /** Compare without the lines that only tell what a replica thought. */
  readonly ignoreLogLines: boolean;
}

export function runTranscript(text: string, { dialect, ignoreLogLines }: Options): Transcript {
  const { directives, tail } = parseScript(text);
  const interpreter = new Interpreter(dialect);
  const shape = ignoreLogLines ? withoutLogLines : (output: string) => output;
  const steps = directives.map((directive): Step => {
    const actual = interpreter.run(directive);
    return { directive, actual, same: shape(actual) === shape(directive.expected) };
  });
  const outputs = steps.map(({ actual }) => actual);
  return { steps, recorded: renderScript(directives, outputs, tail) };
}

/** Log lines are gone, and a command that printed nothing else said `ok`. */
export function withoutLogLines(output: string): string {
  const kept = output.split('\n').filter((line) => !/^\s*(DEBUG|INFO|WARN|ERROR) /.test(line));
  const text = kept.join('\n').trimEnd();
  return text === '' ? 'ok' : text;
}
