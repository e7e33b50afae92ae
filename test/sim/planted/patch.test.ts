import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from './catalogue.js';
import { applyHunks, PatchError, parsePatch } from './patch.js';
import { projectRoot } from './run-planted.js';

const PATCH = `--- a/src/x.ts
+++ b/src/x.ts
@@ -2,3 +2,3 @@
 two
-three
+drei
 four
`;

describe('a patch', () => {
  it('replaces its lines where they stand now', () => {
    const [file] = parsePatch(PATCH);
    expect(file && applyHunks(file, 'zero\none\ntwo\nthree\nfour\n')).toBe('zero\none\ntwo\ndrei\nfour\n');
  });

  it('takes the place that is nearest to its line', () => {
    const [file] = parsePatch(PATCH);
    expect(file && applyHunks(file, 'one\ntwo\nthree\nfour\ntwo\nthree\nfour')).toBe(
      'one\ntwo\ndrei\nfour\ntwo\nthree\nfour',
    );
  });

  it('fails when its lines have changed', () => {
    const [file] = parsePatch(PATCH);
    expect(() => file && applyHunks(file, 'one\ntwo\n3\nfour')).toThrow(PatchError);
  });
});

describe('the catalogue of planted bugs', () => {
  const root = projectRoot();
  const bugs = readCatalogue(root);

  it('has at least 25', () => {
    expect(bugs.length).toBeGreaterThanOrEqual(25);
  });

  it('says of each why its property is the one that must find it', () => {
    for (const { why, properties } of bugs) {
      expect(why.length).toBeGreaterThan(20);
      expect(properties.length).toBeGreaterThan(0);
    }
  });

  it('has a bug behind each property of consensus', () => {
    const named = new Set(bugs.flatMap(({ properties }) => properties));
    for (const property of [
      'OneVoteATerm',
      'VoteQuorums',
      'VotesAreDurable',
      'AcksAreDurable',
      'AnsweredIsDurable',
      'CommittedIsDurable',
      'CommittedIsKept',
      'OwnTermCommits',
      'LeaderCompleteness',
      'LogMatching',
      'StateMachineSafety',
      'HardStateNeverRegresses',
      'HardStateCoversEntries',
    ])
      expect(named).toContain(property);
  });

  it.each(bugs.map((bug) => [bug.name, bug] as const))('still applies: %s', (_name, bug) => {
    for (const file of bug.files) {
      const before = readFileSync(join(root, file.path), 'utf8');
      expect(applyHunks(file, before)).not.toBe(before);
    }
  });
});
