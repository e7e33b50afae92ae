/** Plain tables: columns two spaces apart, no frame, so that they can be read, pasted and cut by scripts alike.
 *  Chinese characters take two columns, and the columns line up all the same. */
import CliTable from 'cli-table3';
import stringWidth from 'string-width';
import type { Colours } from './colour.js';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Left out where the terminal is too narrow for all, the highest number first; absent: never. */
  readonly spare?: number;
}

const NO_FRAME = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/** @param width of the terminal, in columns: spare columns are left out and the last one is wrapped to fit; undefined: whoever
 *  reads it has room for everything
 *  @returns the table with a line break after each row, or only the heading when there are no rows. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  colours: Colours,
  width?: number,
): string {
  if (width === undefined) return render(columns, rows, colours);
  const kept = columns.map((_, at) => at);
  const widths = columns.map(({ title }, at) =>
    Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map((text) => stringWidth(text))),
  );
  const needed = (): number => kept.reduce((sum, at) => sum + (widths[at] ?? 0) + GAP, -GAP);
  while (needed() > width) {
    const spare = kept.reduce((most, at) => Math.max(most, columns[at]?.spare ?? 0), 0);
    if (spare === 0) break;
    kept.splice(
      kept.findLastIndex((at) => columns[at]?.spare === spare),
      1,
    );
  }
  const last = kept.at(-1);
  const room = width - needed() + (last === undefined ? 0 : (widths[last] ?? 0));
  const wrapped = (text: string): string =>
    needed() > width && room >= WRAP_MIN ? wrap(text, room).join('\n') : text;
  return render(
    kept.flatMap((at) => columns[at] ?? []),
    rows.map((row) => kept.map((at) => (at === last ? wrapped(row[at] ?? '') : (row[at] ?? '')))),
    colours,
  );
}

const GAP = 2;
/** A narrower column than this is harder to read than lines that the terminal breaks. */
const WRAP_MIN = 20;

/** Breaks a text between words into lines of at most `width` columns; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const joined = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && stringWidth(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

/** A text that begins at column `indent` and goes on below its beginning, without a line break at its end.
 *  @param width of the terminal; undefined: one line, whoever reads it */
export function hanging(text: string, indent: number, width: number | undefined): string {
  if (width === undefined || width - indent < WRAP_MIN) return text;
  return wrap(text, width - indent).join(`\n${' '.repeat(indent)}`);
}

function render(columns: readonly Column[], rows: readonly (readonly string[])[], colours: Colours): string {
  const table = new CliTable({
    head: columns.map((column) => colours.bold(column.title)),
    chars: NO_FRAME,
    colAligns: columns.map((column) => column.align ?? 'left'),
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
