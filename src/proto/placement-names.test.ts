import { describe, expect, it } from 'vitest';
import { pb } from './index.js';
import { NODE_HEALTHS, NODE_STATES, OPERATOR_KINDS, OPERATOR_RESULTS } from './placement-names.js';

describe('the names of what placement numbers', () => {
  it.each([
    ['NODE_STATE_', NODE_STATES, pb.NodeState],
    ['NODE_HEALTH_', NODE_HEALTHS, pb.NodeHealth],
    ['OPERATOR_KIND_', OPERATOR_KINDS, pb.OperatorKind],
    ['OPERATOR_RESULT_', OPERATOR_RESULTS, pb.OperatorResult],
  ] as const)('%s are those of the wire contract, in its order', (prefix, names, wire) => {
    const wanted = names.map((name, at) => [`${prefix}${name.toUpperCase().replaceAll('-', '_')}`, at]);
    const numbered = Object.entries(wire).filter(([, number]) => typeof number === 'number');
    expect(numbered).toEqual(wanted);
  });
});
