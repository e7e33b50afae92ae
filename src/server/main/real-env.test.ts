import { describe, expect, it } from 'vitest';
import { cryptoRandom, EXIT_FATAL, fatalEnd, type ProcessEnd, realClock } from './real-env.js';

class Ended extends Error {}

function recorded(): { end: ProcessEnd; written: string[]; codes: number[] } {
  const written: string[] = [];
  const codes: number[] = [];
  return {
    written,
    codes,
    end: {
      write: (text) => written.push(text),
      exit: (code) => {
        codes.push(code);
        throw new Ended();
      },
    },
  };
}

describe('the end of a node', () => {
  it('has one last line that says why, as JSON, and an exit code of its own', () => {
    const { end, written, codes } = recorded();
    const fatal = fatalEnd(end, { node: 'n1' });
    expect(() => fatal('the log could not be written', new Error('ENOSPC'))).toThrow(Ended);
    expect(codes).toEqual([EXIT_FATAL]);
    const line: unknown = JSON.parse(written.join(''));
    expect(line).toMatchObject({
      level: 'fatal',
      node: 'n1',
      msg: 'the log could not be written',
      err: { message: 'ENOSPC' },
    });
  });

  it('says nothing more when something else fails on the way out', () => {
    const { end, written, codes } = recorded();
    const fatal = fatalEnd(end, {});
    for (const reason of ['first', 'second']) expect(() => fatal(reason)).toThrow(Ended);
    expect(written).toHaveLength(1);
    expect(codes).toEqual([EXIT_FATAL, EXIT_FATAL]);
  });
});

describe('the machine’s environment', () => {
  it('draws numbers in [0, 1) that differ', () => {
    const random = cryptoRandom();
    const drawn = Array.from({ length: 1_000 }, () => random.next());
    expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(990);
  });

  it('takes timers back', async () => {
    let called = false;
    realClock
      .after(0, () => {
        called = true;
      })
      .cancel();
    await new Promise<void>((resolve) => realClock.after(5, resolve));
    expect(called).toBe(false);
  });
});
