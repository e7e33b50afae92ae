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
  it('is what the node wrote, as a person reads it', () => {
    const path = log(
      '{"level":"info","time":"2026-12-01T00:00:00.000Z","msg":"serving"}',
      '{"level":"error","time":"2026-12-01T00:00:01.000Z","msg":"the disk failed","err":{"message":"EIO"}}',
      '',
    );
    expect(lastLogLine(path)).toBe('2026-12-01T00:00:01.000Z the disk failed: EIO');
  });

  it('is the fatal one, even when the runtime prints more after it', () => {
    const path = log('{"level":"fatal","time":"T","msg":"a write failed"}', 'Node.js v20.20.2');
    expect(lastLogLine(path)).toBe('T a write failed');
  });

  it('is found in a log of any length, and may be missing', () => {
    expect(lastLogLine(log(`${'x'.repeat(300_000)}\nthe end`))).toBe('the end');
    expect(lastLogLine(log(''))).toBeUndefined();
    expect(lastLogLine('/nowhere/n1.log')).toBeUndefined();
  });
});
