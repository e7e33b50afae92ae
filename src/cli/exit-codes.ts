/** What the command's exit code means. Documented in docs/cli.md; scripts depend on it, so a number never changes its meaning. */
import { ERRORS, type Reason } from '../proto/errors.js';

export const EXIT = {
  /** Done. */
  ok: 0,
  /** Refused or failed for good: the same command gets the same answer. */
  refused: 1,
  /** The command line, a file it names, or the configuration is wrong; nothing was asked of the cluster. */
  usage: 2,
  /** It may or may not have been done: only the same request id settles it. */
  unknown: 3,
  /** Not done, because the cluster could not be reached or could not serve now: try again later. */
  unavailable: 4,
  /** `status`, `config diff` and `store audit`: the answer is there, and something in it needs attention. */
  attention: 5,
  /** `serve`: this node was removed from its cluster, and must not be started again. */
  removed: 6,
  /** A fault of railkv itself. */
  internal: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** @param changes whether the command may have changed something: a read has no unknown outcome. */
export function exitCodeOfReason(reason: Reason, changes: boolean): ExitCode {
  if (reason === 'DEADLINE_EXCEEDED') return EXIT.unavailable;
  switch (ERRORS[reason].retry) {
    case 'never':
      return EXIT.refused;
    case 'elsewhere':
    case 'later':
      return EXIT.unavailable;
    case 'same-id':
      return changes ? EXIT.unknown : EXIT.unavailable;
  }
}
