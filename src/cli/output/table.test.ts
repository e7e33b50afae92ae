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

  it('is only its heading when there is nothing in it', () => {
    expect(renderTable([{ title: 'LINE' }], [], plain)).toBe('LINE\n');
  });
});
