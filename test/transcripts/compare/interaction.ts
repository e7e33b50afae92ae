/** etcd-io/raft's interaction dialogues against this core: each command is carried out here, and what it printed is
 *  compared with what etcd's file says: states, entries and messages of every step; log lines apart. */
import { runTranscript, withoutLogLines } from '../transcript.js';
import type { Comparison } from './verdict.js';

export function compareInteraction(name: string, text: string): Comparison {
  const { steps } = runTranscript(text, { dialect: 'etcd', ignoreLogLines: true });
  const differing = steps.filter(({ same }) => !same);
  return {
    name,
    steps: steps.length,
    differing: differing.map(({ directive, actual }) => ({
      line: directive.line,
      command: directive.command,
      expected: withoutLogLines(directive.expected),
      actual: withoutLogLines(actual),
    })),
  };
}
