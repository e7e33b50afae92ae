import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandFailed } from '../../output/errors.js';
import { holdsAnything, inspectDirectories } from './node-directories.js';

const nodes = ['n1', 'n2', 'n3'].map((id) => ({ id, directory: `/data/${id}` }));
const having =
  (...present: string[]) =>
  (directory: string) =>
    present.some((id) => directory.endsWith(id));

describe('what start finds', () => {
  it('is a new cluster only when no node has a directory', () => {
    expect(inspectDirectories(nodes, having())).toBe('new');
    expect(inspectDirectories(nodes, having('n1', 'n2', 'n3'))).toBe('complete');
  });

  it('is refused when some are missing, with every way out named', () => {
    let refusal: unknown;
    try {
      inspectDirectories(nodes, having('n1', 'n3'));
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(CommandFailed);
    const { reason, message, details } = refusal as CommandFailed;
    expect(reason).toBe('NODE_DIRECTORY_MISSING');
    expect(message).toMatch(/^n2 has no directory, but n1, n3 have/);
    expect(details.next).toContain('/data/n2');
    expect(details.next).toContain('railkv serve --node n1');
    expect(details.next).toContain('every sale is then gone');
  });

  it('takes an empty directory for none, as an unused mount is', () => {
    const directory = mkdtempSync(join(tmpdir(), 'railkv-node-'));
    expect(holdsAnything(join(directory, 'missing'))).toBe(false);
    expect(holdsAnything(directory)).toBe(false);
    mkdirSync(join(directory, 'lost+found'));
    expect(holdsAnything(directory)).toBe(false);
    writeFileSync(join(directory, 'identity'), 'x');
    expect(holdsAnything(directory)).toBe(true);
  });
});
