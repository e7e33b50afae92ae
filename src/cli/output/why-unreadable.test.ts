import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { whyUnreadable } from './why-unreadable.js';

function failureOf(path: string): unknown {
  try {
    return readFileSync(path);
  } catch (error) {
    return error;
  }
}

it('says why a file cannot be read without naming system calls', () => {
  expect(whyUnreadable(failureOf(`${tmpdir()}/railkv-nothing-is-here`))).toBe('there is no such file');
  expect(whyUnreadable(failureOf(tmpdir()))).toBe('it is a folder');
  expect(whyUnreadable(new Error('not PEM'))).toBe('not PEM');
});
