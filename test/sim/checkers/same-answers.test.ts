import { describe, expect, it } from 'vitest';
import { sameAnswers } from './same-answers.js';

const bytes = Uint8Array.of(1, 2);

describe('sameAnswers', () => {
  it('takes equal fields in any order, and bytes of either class', () => {
    expect(
      sameAnswers(
        [{ kv: { found: true, value: bytes } }],
        [{ kv: { value: Buffer.from(bytes), found: true } }],
      ),
    ).toBe(true);
    expect(sameAnswers([], [])).toBe(true);
  });

  it('finds a field, an element, a byte that differs, is missing, or is there too many', () => {
    const answer = { position: { group: 2, index: 3 }, tickets: [{ seat: '1A' }], value: bytes };
    for (const other of [
      { ...answer, position: { group: 2, index: 4 } },
      { ...answer, tickets: [] },
      { ...answer, tickets: [{ seat: '1A' }, { seat: '1B' }] },
      { ...answer, tickets: { 0: { seat: '1A' } } },
      { ...answer, value: Uint8Array.of(1, 3) },
      { ...answer, value: '0102' },
      { ...answer, value: undefined },
      { ...answer, more: undefined },
      { position: answer.position, tickets: answer.tickets },
      { position: answer.position, tickets: answer.tickets, other: bytes },
    ]) {
      expect(sameAnswers(answer, other)).toBe(false);
      expect(sameAnswers(other, answer)).toBe(false);
    }
  });
});
