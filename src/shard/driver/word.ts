/** What a checker or scheduler says of a group: all is well, a plan, or why there is none, in words for people. */
import type { OperatorKind } from '../../proto/placement-names.js';
import type { GroupId } from '../../raft/ids.js';
import type { OperatorStep } from '../operator.js';

export interface Proposal {
  readonly group: GroupId;
  readonly confVersion: number;
  readonly kind: OperatorKind;
  readonly steps: readonly OperatorStep[];
  readonly reason: string;
}

export type Word =
  | { readonly verdict: 'fine'; readonly text: string }
  | { readonly verdict: 'wants'; readonly text: string; readonly proposal: Proposal }
  /** For something that passes by itself. */
  | { readonly verdict: 'waits'; readonly text: string }
  /** Until somebody does what the text says. */
  | { readonly verdict: 'blocked'; readonly text: string };

export const fine = (text: string): Word => ({ verdict: 'fine', text });
export const waits = (text: string): Word => ({ verdict: 'waits', text });
export const blocked = (text: string): Word => ({ verdict: 'blocked', text });

export const wants = (
  kind: OperatorKind,
  group: { readonly group: GroupId; readonly confVersion: number },
  steps: readonly OperatorStep[],
  text: string,
): Word => ({
  verdict: 'wants',
  text,
  proposal: { group: group.group, confVersion: group.confVersion, kind, steps, reason: text },
});

/** In words: 'a', 'a and b', 'a, b and c'. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
