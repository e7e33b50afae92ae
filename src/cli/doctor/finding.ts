/** What a check of `railkv doctor` says. */
import type { Problem } from '../status/problems.js';

/** Stable, for programs. */
export type FindingKind =
  | Problem['kind']
  | 'range-hole'
  | 'range-overlap'
  | 'epoch-disagreement'
  | 'replica-missing'
  | 'replica-orphaned'
  | 'replica-behind'
  | 'holds-expired';

export interface Finding {
  readonly kind: FindingKind;
  /** The node or group it is about. */
  readonly subject: string;
  readonly message: string;
  readonly next: string;
}
