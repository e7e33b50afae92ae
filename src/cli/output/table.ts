/** Plain tables: columns two spaces apart, no frame, so that they can be read, pasted and cut by scripts alike.
 *  Chinese characters take two columns, and the columns line up all the same. */
import CliTable from 'cli-table3';
import type { Colours } from './colour.js';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
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

/** @returns the table with a line break after each row, or only the heading when there are no rows. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  colours: Colours,
): string {
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
