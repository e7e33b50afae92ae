/** What group 0's state machine answers to each kind of command. */
import type { pb } from '../proto/index.js';
import type { PlacedNode } from './descriptor.js';
import type { PlacedOperator } from './operator.js';
import type { PlacementRefusal } from './placement-check.js';
import type { PlacementSettings } from './placement-settings.js';

export type PlacementAnswer =
  | { readonly kind: 'bootstrapped'; readonly clusterId: string; readonly revision: number }
  | { readonly kind: 'registered'; readonly response: pb.RegisterLinesResponse.$Properties }
  | { readonly kind: 'reported'; readonly revision: number }
  | { readonly kind: 'joined'; readonly node: PlacedNode; readonly revision: number }
  /** @param operator of a drain or decommission that runs or was ended by this */
  | {
      readonly kind: 'node';
      readonly node: PlacedNode;
      readonly revision: number;
      readonly changed: boolean;
      readonly operator: PlacedOperator | undefined;
    }
  | { readonly kind: 'marked'; readonly revision: number }
  | { readonly kind: 'noted'; readonly revision: number }
  | { readonly kind: 'raised'; readonly level: number }
  | { readonly kind: 'settings'; readonly settings: PlacementSettings }
  /** One for each plan, in order. */
  | { readonly kind: 'started'; readonly results: readonly (PlacedOperator | PlacementRefusal)[] }
  | { readonly kind: 'updated' }
  /** One for each that was named, in order. */
  | { readonly kind: 'ended'; readonly results: readonly (EndedOperator | PlacementRefusal)[] }
  | PlacementRefusal;

/** @param changed false when it had ended before */
export interface EndedOperator {
  readonly kind: 'operator';
  readonly operator: PlacedOperator;
  readonly changed: boolean;
}
