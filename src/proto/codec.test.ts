import { describe, expect, it } from 'vitest';
import { pb } from './index.js';

describe('the codec', () => {
  it('decodes a uint64 to a number', () => {
    const position: pb.Position.$Properties = { group: 7, index: 2 ** 52 };
    const bytes = pb.Position.encode(position).finish();
    expect(Buffer.isBuffer(bytes)).toBe(true);
    expect(pb.Position.decode(bytes).index).toBe(2 ** 52);
  });
});
