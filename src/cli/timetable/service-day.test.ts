import { describe, expect, it } from 'vitest';
import { dayStartMs, gtfsDate, gtfsTime, weekday } from './service-day.js';

const iso = (date: string, timezone: string): string => new Date(dayStartMs(date, timezone)).toISOString();

describe('a service day', () => {
  it('begins at midnight where clocks do not change', () => {
    expect(iso('2026-12-01', 'Asia/Shanghai')).toBe('2026-11-30T16:00:00.000Z');
    expect(iso('2026-07-01', 'Europe/Berlin')).toBe('2026-06-30T22:00:00.000Z');
    expect(iso('2026-07-01', 'America/St_Johns')).toBe('2026-07-01T02:30:00.000Z');
    expect(iso('2026-07-01', 'Pacific/Kiritimati')).toBe('2026-06-30T10:00:00.000Z');
    expect(iso('2026-07-01', 'Pacific/Niue')).toBe('2026-07-01T11:00:00.000Z');
  });

  it('begins an hour off midnight on the days clocks change, so that its noon is noon', () => {
    // 2026-03-29: 02:00 becomes 03:00 in Berlin. Noon is 10:00Z, less 12 hours is 23:00 of the evening before.
    expect(iso('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T22:00:00.000Z');
    expect(iso('2026-10-25', 'Europe/Berlin')).toBe('2026-10-24T23:00:00.000Z');
    expect(iso('2026-03-30', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z');
  });
});

describe('dates and times of GTFS', () => {
  it('are read as they are, times past midnight too', () => {
    expect(gtfsDate('20240229')).toBe('2024-02-29');
    expect(gtfsTime('7:05:09')).toBe(25_509);
    expect(gtfsTime('25:10:00')).toBe(90_600);
  });

  it('are refused when there is no such date or time', () => {
    for (const text of ['20230229', '2023-02-28', '20231301', '', '2023'])
      expect(gtfsDate(text)).toBeUndefined();
    for (const text of ['7:60:00', '07:05', '-1:00:00', '', '7:5:9']) expect(gtfsTime(text)).toBeUndefined();
  });

  it('have the weekdays of the calendar', () => {
    expect(weekday('2026-12-01')).toBe(1);
    expect(weekday('2024-02-29')).toBe(3);
    expect(weekday('2026-12-06')).toBe(6);
  });
});
