import { describe, expect, it } from 'vitest';
import { parsePassengers } from './passengers.js';
import { UsageError } from './usage-error.js';

describe('passengers', () => {
  it('may wish for a window or an aisle', () => {
    expect(parsePassengers(['P1', '护照-2:window', 'P3:aisle'])).toEqual([
      { id: 'P1' },
      { id: '护照-2', preference: 'window' },
      { id: 'P3', preference: 'aisle' },
    ]);
  });

  it.each([
    [[], /nobody/],
    [['a', 'b', 'c', 'd', 'e', 'f'], /too many/],
    [['a', 'a:window'], /twice/],
    [['a:widow'], /no preference/],
    [['a:window:aisle'], /no preference/],
    [[':window'], /no id/],
    [['x'.repeat(65)], /no id/],
  ])('%j are refused', (texts, why) => {
    expect(() => parsePassengers(texts)).toThrow(why);
    expect(() => parsePassengers(texts)).toThrow(UsageError);
  });
});
