import { describe, expect, it } from 'vitest';
import { defaultLayouts, LayoutError, parseLayouts } from './layout-file.js';
import { trainPattern } from './train-pattern.js';

const asked = (train: string, line = 'jinghu', route = line) => ({ line, route, train });

const file = (coaches: string, rules = '[{ layout: one }]'): string =>
  `layouts:\n  one:\n    coaches:\n      - ${coaches}\nrules: ${rules}\n`;
const COACH = '{ coach: 1, class: second, rows: 2, letters: AB }';

function complaints(text: string): readonly string[] {
  try {
    parseLayouts(text, 'l.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(LayoutError);
    return (error as LayoutError).complaints;
  }
  return [];
}

describe('the default layouts', () => {
  it('seat long-distance trains of three digits in sixteen coaches, other trains in eight', () => {
    const layouts = defaultLayouts();
    const coaches = (train: string) => layouts.layoutOf(asked(train))?.coaches.length;
    expect(['G1', 'G101', 'G999', 'G1/G4'].map(coaches)).toEqual([16, 16, 16, 16]);
    expect(['G1001', 'D701', 'C3001/C3004', 'D1'].map(coaches)).toEqual([8, 8, 8, 8]);
    expect(layouts.layoutOf(asked('K512'))).toBeUndefined();
  });

  it('have the seats the file says they have', () => {
    const layouts = [...defaultLayouts().layouts.values()];
    expect(layouts.map((layout) => Object.fromEntries(layout.seatsByClass))).toEqual([
      { business: 24, first: 112, second: 1045 },
      { business: 24, first: 56, second: 475 },
    ]);
    for (const { coaches } of layouts) {
      expect(coaches.map((coach) => coach.number)).toEqual(coaches.map((_, at) => at + 1));
      expect(new Set(coaches.map((coach) => `${coach.class} ${coach.letters} ${coach.windows}`))).toEqual(
        new Set(['business ACF AF', 'first ACDF AF', 'second ABCDF AF']),
      );
    }
  });
});

describe('rules', () => {
  it('are tried in order, and hold by train, line and route together', () => {
    const layouts = parseLayouts(
      `layouts:
  a: { coaches: [${COACH}] }
  b: { coaches: [{ coach: 2-4, class: first, rows: 3, letters: AC, missing: [1A] }] }
rules:
  - { trains: [G1], lines: [jinghu], layout: a }
  - { routes: [r9], layout: a }
  - { trains: ['G*'], layout: b }
`,
      'l.yaml',
    );
    expect(layouts.layoutOf(asked('G1'))?.name).toBe('a');
    expect(layouts.layoutOf(asked('G1', 'huning'))?.name).toBe('b');
    expect(layouts.layoutOf(asked('D1', 'huning', 'r9'))?.name).toBe('a');
    expect(layouts.layoutOf(asked('D1'))).toBeUndefined();
    const b = layouts.layouts.get('b');
    expect(b?.coaches.map((coach) => coach.number)).toEqual([2, 3, 4]);
    expect(b?.seatsByClass.get('first')).toBe(15);
  });
});

describe('train patterns', () => {
  it('match whole numbers, either number of two, letters of either case', () => {
    expect(trainPattern('G?')('G1')).toBe(true);
    expect(trainPattern('G?')('G12')).toBe(false);
    expect(trainPattern('g*')('G12')).toBe(true);
    expect(trainPattern('C2912')('C2909/C2912')).toBe(true);
    expect(trainPattern('ICE-1.')('ICE-1x')).toBe(false);
    expect(trainPattern('(ICE)+[1]')('(ICE)+[1]')).toBe(true);
    expect(trainPattern('*')('')).toBe(true);
  });
});

describe('a layout file that is wrong', () => {
  it.each([
    [
      'names an unknown key',
      file('{ coach: 1, class: second, rows: 2, letters: AB, colour: red }'),
      'l.yaml:4:58: unknown key "colour" in layouts.one.coaches.0',
    ],
    [
      'has too many rows',
      file('{ coach: 1, class: second, rows: 200, letters: AB }'),
      'l.yaml:4:42: layouts.one.coaches.0.rows: ',
    ],
    [
      'has lower-case seats',
      file('{ coach: 1, class: second, rows: 2, letters: ab }'),
      'l.yaml:4:54: layouts.one.coaches.0.letters: seat letters are',
    ],
    [
      'has a letter twice',
      file('{ coach: 1, class: second, rows: 2, letters: AA }'),
      'l.yaml:4:54: layouts.one.coaches.0.letters: AA names a letter twice',
    ],
    [
      'has a window that is no seat',
      file('{ coach: 1, class: second, rows: 2, letters: AB, windows: F }'),
      'l.yaml:4:67: layouts.one.coaches.0.windows: F is not among AB',
    ],
    [
      'misses a seat that is not there',
      file('{ coach: 1, class: second, rows: 2, letters: AB, missing: [3A] }'),
      'l.yaml:4:68: layouts.one.coaches.0.missing.0: there is no seat 3A',
    ],
    [
      'misses all seats',
      file('{ coach: 1, class: second, rows: 1, letters: A, missing: [1A] }'),
      'no seat is left',
    ],
    [
      'has a coach twice',
      file(
        '{ coach: 1-3, class: second, rows: 2, letters: AB }\n      - { coach: 2, class: second, rows: 2, letters: AB }',
      ),
      'l.yaml:5:18: layouts.one.coaches.1.coach: coach 2 is there already',
    ],
    [
      'counts coaches backwards',
      file('{ coach: 3-1, class: second, rows: 2, letters: AB }'),
      'l.yaml:4:18: layouts.one.coaches.0.coach: coach numbers go',
    ],
    [
      'names a layout that is not there',
      file(COACH, '[{ layout: two }]'),
      'l.yaml:5:19: rules.0.layout: there is no layout "two"',
    ],
    ['has no rules', `layouts:\n  one: { coaches: [${COACH}] }\n`, 'rules'],
    ['is no YAML', 'layouts: [', 'l.yaml:1:'],
    ['names an alias that is not there', 'layouts: *a\n', 'l.yaml:1:1: Unresolved alias'],
    ['is empty', '', 'l.yaml:1:1: the file'],
    ['has a key twice', 'layouts: {}\nlayouts: {}\n', 'l.yaml:2:1: '],
  ])('%s', (_what, text, complaint) => {
    expect(complaints(text).join('\n')).toContain(complaint);
  });

  it('is told of everything at once', () => {
    expect(complaints(file('{ coach: 0, class: a b, rows: 2, letters: AB }'))).toHaveLength(2);
  });
});
