import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOrderReference, parseOrderReference } from './order-reference.js';

const part = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => Buffer.from(text).toString() === text);

describe('an order reference', () => {
  it('parses to the address it was made of, whatever its parts hold', () => {
    fc.assert(
      fc.property(part, part, part, (line, train, orderId) => {
        const address = { line, train, date: '2026-12-01', orderId };
        expect(parseOrderReference(formatOrderReference(address))).toEqual(address);
      }),
    );
  });

  it('survives a shell: nothing in it needs quotes', () => {
    const reference = formatOrderReference({
      line: '京 沪',
      train: 'C1/C2',
      date: '2026-12-01',
      orderId: '$(x)`\'"',
    });
    expect(reference).not.toMatch(/[\s'"`$\\&|;<>()*?!#~]/);
    expect(reference).toContain('京');
  });

  it('is refused when it is something else', () => {
    for (const text of [
      '',
      'G1',
      'a/b/c',
      'a/b/2026-1-1/c',
      '/b/2026-12-01/c',
      'a/b/2026-12-01/',
      'a/%/2026-12-01/c',
    ]) {
      expect(parseOrderReference(text)).toBeUndefined();
    }
  });
});
