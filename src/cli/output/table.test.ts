import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { coloursFor } from './colour.js';
import { renderTable } from './table.js';

const plain = coloursFor(false, {});
const widths = (text: string): number[] => text.split('\n').map((line) => stringWidth(line));

describe('a table', () => {
  it('lines its columns up where Chinese characters are two columns wide', () => {
    const text = renderTable(
      [{ title: 'FROM' }, { title: 'TO' }, { title: 'SEATS', align: 'right' }],
      [
        ['北京南', '上海虹桥', '7'],
        ['VNP', '南京南', '1200'],
      ],
      plain,
    );
    const lines = text.trimEnd().split('\n');
    const endOfSeats = lines.map((line) => stringWidth(line));
    expect(new Set(endOfSeats).size).toBe(1);
    const startOfTo = [
      stringWidth(lines[0]!.slice(0, lines[0]!.indexOf('TO'))),
      stringWidth(lines[1]!.slice(0, lines[1]!.indexOf('上海'))),
      stringWidth(lines[2]!.slice(0, lines[2]!.indexOf('南京'))),
    ];
    expect(new Set(startOfTo).size).toBe(1);
  });

  it('keeps its columns when cells are coloured', () => {
    const colours = coloursFor(true, { FORCE_COLOR: '1' });
    const coloured = renderTable([{ title: 'A' }, { title: 'B' }], [[colours.red('站'), 'x']], colours);
    const bare = renderTable([{ title: 'A' }, { title: 'B' }], [['站', 'x']], plain);
    expect(coloured).not.toBe(bare);
    expect(widths(coloured)).toEqual(widths(bare));
  });

  it('leaves out spare columns where the terminal is narrow, and says all where there is none', () => {
    const columns = [
      { title: 'NODE' },
      { title: 'MEMORY', spare: 2 },
      { title: 'UP', spare: 1 },
      { title: 'ZONE' },
    ];
    const rows = [['n1', '150 MiB', '2h 10m', '北京']];
    const titles = (width?: number): string => renderTable(columns, rows, plain, width).split('\n')[0] ?? '';
    expect(titles()).toBe('NODE  MEMORY   UP      ZONE');
    expect(titles(27)).toBe('NODE  MEMORY   UP      ZONE');
    expect(titles(26)).toBe('NODE  UP      ZONE');
    expect(titles(10)).toBe('NODE  ZONE');
  });

  it('wraps its last column between words where it is too wide, whatever is coloured in it', () => {
    const colours = coloursFor(true, { FORCE_COLOR: '1' });
    const text = `${colours.red('one')} difference of 北京南 and 上海虹桥 is left alone`;
    const shown = renderTable([{ title: 'CHECK' }, { title: 'BECAUSE' }], [['balance', text]], plain, 34);
    const lines = shown.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(Math.max(...widths(shown))).toBeLessThanOrEqual(34);
    expect(lines.slice(2).every((line) => line.startsWith(' '.repeat(9)))).toBe(true);
  });

  it('is only its heading when there is nothing in it', () => {
    expect(renderTable([{ title: 'LINE' }], [], plain)).toBe('LINE\n');
  });
});
