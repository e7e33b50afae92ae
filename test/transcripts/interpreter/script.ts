/** A dialogue as a file: comments, then a command with its arguments, input lines, `----`, and what it printed, up to an
 *  empty line. Output that holds empty lines stands between double `----`. Parsing and printing only. */

export interface Argument {
  readonly key: string;
  /** `key=value` has one, `key=(a,b)` many, a bare word none. */
  readonly values: readonly string[];
}

export interface Directive {
  /** Line of the command, from 1. */
  readonly line: number;
  readonly command: string;
  readonly arguments: readonly Argument[];
  /** Lines between the command and `----`. */
  readonly input: string;
  readonly expected: string;
  /** Everything from the comments before the command up to `----`, as it stands in the file. */
  readonly source: string;
}

export class ScriptError extends Error {
  override readonly name = 'ScriptError';
}

const SEPARATOR = '----';

export function parseScript(text: string): {
  readonly directives: readonly Directive[];
  readonly tail: string;
} {
  const lines = text.split('\n');
  const directives: Directive[] = [];
  let at = 0;
  for (;;) {
    const start = at;
    while (at < lines.length && isPrelude(lines[at] as string)) at++;
    if (at >= lines.length) return { directives, tail: lines.slice(start).join('\n') };
    const line = at + 1;
    const words = splitWords(lines[at] as string, line);
    at++;
    const input: string[] = [];
    while (at < lines.length && lines[at] !== SEPARATOR) input.push(lines[at++] as string);
    if (at >= lines.length) throw new ScriptError(`line ${line}: ${SEPARATOR} is missing`);
    const source = lines.slice(start, at).join('\n');
    at++;
    const output: string[] = [];
    if (lines[at] === SEPARATOR) {
      at++;
      while (at < lines.length && !(lines[at] === SEPARATOR && lines[at + 1] === SEPARATOR))
        output.push(lines[at++] as string);
      at += 2;
    } else {
      while (at < lines.length && lines[at] !== '') output.push(lines[at++] as string);
    }
    const [command, ...rest] = words;
    directives.push({
      line,
      command: command as string,
      arguments: rest.map(parseArgument),
      input: input.join('\n'),
      expected: output.join('\n'),
      source,
    });
  }
}

/** The file with `outputs` in place of what was expected. */
export function renderScript(
  directives: readonly Directive[],
  outputs: readonly string[],
  tail: string,
): string {
  const parts = directives.map(({ source }, i) => {
    const output = (outputs[i] ?? '').replace(/\n+$/, '');
    const lead = i === 0 ? source : source.startsWith('\n') ? source.slice(1) : source;
    return /\n\n/.test(output)
      ? `${lead}\n${SEPARATOR}\n${SEPARATOR}\n${output}\n${SEPARATOR}\n${SEPARATOR}\n`
      : `${lead}\n${SEPARATOR}\n${output}\n`;
  });
  const end = tail.trim() === '' ? '' : `\n${tail.trim()}\n`;
  return parts.join('\n') + end;
}

function isPrelude(line: string): boolean {
  return line.trim() === '' || line.startsWith('#');
}

/** Words, with `key=(a, b)` as one word. */
function splitWords(text: string, line: number): string[] {
  const words = text.match(/[^\s=()]+=\([^)]*\)|\S+/g);
  if (words === null) throw new ScriptError(`line ${line}: no command`);
  return words;
}

function parseArgument(word: string): Argument {
  const cut = word.indexOf('=');
  if (cut < 0) return { key: word, values: [] };
  const value = word.slice(cut + 1);
  const values = value.startsWith('(') ? value.slice(1, -1).split(/[\s,]+/) : [value];
  return { key: word.slice(0, cut), values: values.filter((item) => item !== '') };
}
