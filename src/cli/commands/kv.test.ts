import { describe, expect, it } from 'vitest';
import { RailkvError } from '../../client/index.js';
import { EXIT } from '../exit-codes.js';
import { each, FakeTerminal, runWith } from '../testing/fakes.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const position = { group: 1, index: 5 };
const asOf = { group: 1, index: 5, ageMs: 0, nodeId: 'n1' };

describe('kv', () => {
  it('gets a value as text, and bytes that are no text as base64', async () => {
    const get = (key: string) =>
      Promise.resolve(key === 'a' ? { value: bytes('100'), asOf } : { value: Uint8Array.of(255), asOf });
    expect((await runWith(['kv', 'get', 'a'], { kv: { get } })).stdout).toBe('100\n');
    const json = await runWith(['kv', 'get', 'b', '-o', 'json'], { kv: { get } });
    expect(JSON.parse(json.stdout)).toMatchObject({ key: 'b', value: { base64: '/w==' } });
  });

  it('has an exit code for a key without a value', async () => {
    const ran = await runWith(['kv', 'get', 'a'], { kv: { get: () => Promise.resolve(undefined) } });
    expect(ran).toMatchObject({ code: EXIT.refused, stdout: '' });
  });

  it('puts what standard input holds', async () => {
    const terminal = new FakeTerminal();
    terminal.input = 'from a pipe';
    let put: unknown;
    await runWith(
      ['kv', 'put', 'a', '-'],
      {
        kv: {
          put: (_key, value) => {
            put = value;
            return Promise.resolve({ position });
          },
        },
      },
      terminal,
    );
    expect(String(put)).toBe('from a pipe');
  });

  it('scans a prefix, and says where to go on', async () => {
    let range: unknown;
    const pairs = ['u/1', 'u/2', 'u/3'].map((key) => ({ key, value: bytes('x') }));
    const scan = (options?: object) => {
      range = options;
      return each(pairs);
    };
    const ran = await runWith(['kv', 'scan', 'u/', '--limit', '2', '-o', 'json'], { kv: { scan } });
    expect(range).toMatchObject({ from: 'u/', to: 'u/\u{10FFFF}', limit: 3 });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      more: true,
      next: 'u/3',
      pairs: [{ key: 'u/1' }, { key: 'u/2' }],
    });
    expect((await runWith(['kv', 'scan', 'u/', '--keys'], { kv: { scan } })).stdout).toBe('u/1\nu/2\nu/3\n');
  });

  it('compares and sets only with something to compare', async () => {
    const swapped = (answer: boolean) => ({
      kv: { compareAndSet: () => Promise.resolve({ swapped: answer, value: bytes('7'), position }) },
    });
    expect((await runWith(['kv', 'cas', 'a', '1'])).code).toBe(EXIT.usage);
    expect((await runWith(['kv', 'cas', 'a', '1', '--absent', '--expect', '0'])).code).toBe(EXIT.usage);
    expect((await runWith(['kv', 'cas', 'a', '1', '--absent'], swapped(true))).code).toBe(EXIT.ok);
    const mismatch = await runWith(['kv', 'cas', 'a', '1', '--expect', '0'], swapped(false));
    expect(mismatch.code).toBe(EXIT.refused);
    expect(mismatch.stderr).toContain("holds '7'");
  });

  it('decrements down to a floor', async () => {
    let asked: unknown;
    const decrement = (_key: string, request?: object) => {
      asked = request;
      return Promise.resolve({ value: 98, position });
    };
    expect(
      (await runWith(['kv', 'decr', 'seats', '--by', '2', '--floor', '-5'], { kv: { decrement } })).stdout,
    ).toBe('98\n');
    expect(asked).toEqual({ by: 2, floor: -5 });
    expect((await runWith(['kv', 'decr', 'seats', '--by', '0'])).code).toBe(EXIT.usage);
  });

  it('tells how to settle a write whose outcome is unknown', async () => {
    const metadata = { key: "it's", requestId: 'r1' };
    const put = () => Promise.reject(new RailkvError('UNKNOWN', 'no answer', { metadata }));
    const ran = await runWith(['kv', 'put', "it's", 'x'], { kv: { put } });
    expect(ran.code).toBe(EXIT.unknown);
    expect(ran.stderr).toContain("railkv kv settle 'it'\\''s' r1");
    const settled = await runWith(['kv', 'settle', "it's", 'r1'], {
      kv: { settle: () => Promise.resolve({ outcome: 'never' }) },
    });
    expect(settled.code).toBe(EXIT.refused);
  });
});
