import { describe, expect, it } from 'vitest';
import { addDays, checkTimezone, dateIn, daysBetween, isoIn, parseDate, parseSpan, timeIn } from './dates.js';
import { UsageError } from './usage-error.js';

describe('dates on the command line', () => {
  const today = '2026-11-22';

  it.each([
    ['today', '2026-11-22'],
    ['tomorrow', '2026-11-23'],
    ['+28d', '2026-12-20'],
    ['-1d', '2026-11-21'],
    ['+2w', '2026-12-06'],
    ['2026-12-01', '2026-12-01'],
    ['2028-02-29', '2028-02-29'],
  ])('%s is %s', (text, date) => {
    expect(parseDate(text, today)).toBe(date);
  });

  it.each(['2026-02-29', '2026-13-01', '20261201', '28d', '+28', 'yesterday', '', '2026-12-01x'])(
    'refuses %j and says how a date is written',
    (text) => {
      expect(() => parseDate(text, today)).toThrow(UsageError);
    },
  );

  it('crosses months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysBetween('2026-12-31', '2027-01-02')).toBe(2);
    expect(daysBetween('2027-01-02', '2026-12-31')).toBe(-2);
  });
});

describe('instants', () => {
  const instant = Date.UTC(2026, 10, 22, 18, 5, 9);

  it('are told where the trains run', () => {
    expect(dateIn('Asia/Shanghai', instant)).toBe('2026-11-23');
    expect(timeIn('Asia/Shanghai', instant)).toBe('02:05');
    expect(dateIn('UTC', instant)).toBe('2026-11-22');
    expect(timeIn('UTC', Date.UTC(2026, 0, 1))).toBe('00:00');
  });

  it('carry their offset in JSON', () => {
    expect(isoIn('Asia/Shanghai', instant)).toBe('2026-11-23T02:05:09+08:00');
    expect(isoIn('America/St_Johns', instant)).toBe('2026-11-22T14:35:09-03:30');
    expect(Date.parse(isoIn('America/St_Johns', instant))).toBe(instant);
  });

  it('refuse a zone that is none', () => {
    expect(() => checkTimezone('Mars/Base')).toThrow(UsageError);
  });
});

describe('spans of time', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['30', 30_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseSpan(text)).toBe(ms);
  });

  it.each(['', 'soon', '-5s', '1.5h', '10 m'])('refuses %j', (text) => {
    expect(() => parseSpan(text)).toThrow(UsageError);
  });
});
