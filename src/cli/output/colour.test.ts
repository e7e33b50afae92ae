import { describe, expect, it } from 'vitest';
import { coloursFor } from './colour.js';

describe('colour', () => {
  it('is only for terminals', () => {
    expect(coloursFor(true, {}).red('x')).not.toBe('x');
    expect(coloursFor(false, {}).red('x')).toBe('x');
    expect(coloursFor(true, { TERM: 'dumb' }).red('x')).toBe('x');
  });

  it('yields to NO_COLOR, whatever else asks for it', () => {
    expect(coloursFor(true, { NO_COLOR: '1', FORCE_COLOR: '1' }).red('x')).toBe('x');
    expect(coloursFor(true, { NO_COLOR: '' }).red('x')).not.toBe('x');
  });

  it('can be forced where there is no terminal', () => {
    expect(coloursFor(false, { FORCE_COLOR: '1' }).red('x')).not.toBe('x');
    expect(coloursFor(true, { FORCE_COLOR: '0' }).red('x')).toBe('x');
  });
});
