import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lastLogLine } from './last-log-line.js';

function log(...lines: string[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'railkv-log-')), 'n1.log');
  writeFileSync(path, lines.join('\n'));
  return path;
}

describe('the last line of a log', () => {
  it('is what pino wrote, as a person reads it', () => {
    const path = log(
      '{"level":30,"time":0,"msg":"serving"}',
      '{"level":50,"time":1000,"msg":"the disk failed","err":{"message":"EIO"}}',
      '',
    );
    expect(lastLogLine(path)).toBe('1970-01-01T00:00:01.000Z the disk failed: EIO');
  });

  it('is the fatal one, even when the runtime prints more after it', () => {
    const path = log('{"level":60,"time":0,"msg":"fatal","reason":"a write failed"}', 'Node.js v20.20.2');
    expect(lastLogLine(path)).toBe('1970-01-01T00:00:00.000Z fatal: a write failed');
  });

  it('is found in a log of any length, and may be missing', () => {
    expect(lastLogLine(log(`${'x'.repeat(300_000)}\nthe end`))).toBe('the end');
    expect(lastLogLine(log(''))).toBeUndefined();
    expect(lastLogLine('/nowhere/n1.log')).toBeUndefined();
  });
});
