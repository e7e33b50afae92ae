/** Names for people and programs of what placement.proto numbers, in the order of its numbers. */

export const NODE_STATES = ['active', 'draining', 'decommissioning', 'removed'] as const;
export type NodeState = (typeof NODE_STATES)[number];

export const NODE_HEALTHS = ['up', 'disconnected', 'down'] as const;
export type NodeHealth = (typeof NODE_HEALTHS)[number];

export const OPERATOR_KINDS = [
  'unspecified',
  'repair',
  'zone',
  'balance-replica',
  'balance-leader',
  'drain',
  'split',
  'admin',
  'node-drain',
  'node-decommission',
] as const;
export type OperatorKind = (typeof OPERATOR_KINDS)[number];

export const OPERATOR_RESULTS = [
  'running',
  'done',
  'cancelled',
  'replaced',
  'timed-out',
  'failed',
  'obsolete',
] as const;
export type OperatorResult = (typeof OPERATOR_RESULTS)[number];
