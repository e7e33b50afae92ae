/** Every dialogue of scenarios/ says what it said before, word for word. `npm run transcript -- --rewrite` records anew;
 *  the difference is then to be read like a change of code. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineDiff } from './line-diff.js';
import { scenarioFiles } from './scenario-files.js';
import { runTranscript } from './transcript.js';

const files = scenarioFiles();

describe('the dialogues of the consensus core', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThanOrEqual(20);
  });

  it.each(files.map((file) => [basename(file, '.txt'), file]))('%s', (_, file) => {
    const text = readFileSync(file, 'utf8');
    const { steps, recorded } = runTranscript(text, { dialect: 'own', ignoreLogLines: false });
    const different = steps.filter(({ same }) => !same);
    const told = different.map(
      ({ directive, actual }) =>
        `line ${directive.line}: ${directive.command}\n${lineDiff(directive.expected, actual)}`,
    );
    expect(told.join('\n\n')).toBe('');
    expect(recorded).toBe(text);
  });
});
