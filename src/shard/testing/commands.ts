/** For tests: commands of group 0 about nodes, settings and operators, sensible and senseless ones. */
import fc from 'fast-check';
import type { pb } from '../../proto/index.js';
import { ENVELOPE } from './machine.js';

const node = fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5', 'n6', '', 'nobody');
const small = fc.integer({ min: 0, max: 9 });
const text = fc.constantFrom('', 'because', 'x'.repeat(2_000), 'a\u0000');

const step: fc.Arbitrary<pb.OperatorStep.$Properties> = fc.oneof(
  node.map((nodeId) => ({ addLearner: { nodeId } })),
  node.map((nodeId) => ({ catchUp: { nodeId } })),
  fc.tuple(node, node).map(([addNodeId, removeNodeId]) => ({ joint: { addNodeId, removeNodeId } })),
  node.map((nodeId) => ({ transferLeader: { nodeId } })),
  node.map((nodeId) => ({ remove: { nodeId } })),
  fc
    .constantFrom(Uint8Array.of(1, 2), Uint8Array.of(3, 97), Uint8Array.of(9), new Uint8Array(0))
    .map((key) => ({ split: { key } })),
  small.map((ackQuorum) => ({ setAckQuorum: { ackQuorum } })),
  fc.constant({}),
);

const plan: fc.Arbitrary<pb.OperatorPlan.$Properties> = fc.record({
  group: fc.integer({ min: 0, max: 4 }),
  confVersion: fc.constantFrom(0, 1, 2),
  kind: fc.integer({ min: 0, max: 10 }),
  steps: fc.array(step, { maxLength: 4 }),
  reason: text,
  deadlineMs: fc.constantFrom(0, ENVELOPE.timeMs + 1_000),
});

const replicas = fc.array(
  fc.record({ replicaId: fc.integer({ min: 1, max: 6 }), nodeId: node, learner: fc.boolean() }),
  { maxLength: 4 },
);

const report: fc.Arbitrary<pb.GroupReport.$Properties> = fc.record({
  group: fc.integer({ min: 0, max: 4 }),
  epoch: fc.record({ confVersion: small, rangeVersion: fc.constant(1) }),
  replicas,
  ackQuorum: fc.integer({ min: 1, max: 3 }),
  leaderReplicaId: small,
  leaderTerm: small,
  preferredReplicaId: small,
  wantedReplicas: small,
});

const labels = fc.dictionary(fc.constantFrom('zone', 'host', ''), fc.constantFrom('a', 'b', 'c'));

export const anyCommand: fc.Arbitrary<pb.PlacementCommand.$Properties> = fc.oneof(
  fc
    .record({
      nodeId: node,
      joinId: fc.constantFrom('j1', 'j2', ''),
      peerAddress: fc.constantFrom('10.0.0.1:7101', '10.0.0.8:7101', '10.0.0.9:7101', ''),
      clientAddress: fc.constantFrom('10.0.0.8:7201', '10.0.0.9:7201'),
      labels,
      state: fc.constantFrom(0, 3),
    })
    .map((joining) => ({ joinNode: { clusterId: 'c1', node: joining } })),
  fc.record({ nodeId: node, labels }).map((setNodeLabels) => ({ setNodeLabels })),
  fc.record({ nodeId: node, state: fc.integer({ min: 0, max: 4 }), reason: text }).map((setNodeState) => ({
    setNodeState,
  })),
  node.map((nodeId) => ({ removeNode: { nodeId } })),
  fc
    .array(fc.record({ nodeId: node, health: fc.integer({ min: 0, max: 3 }), version: text }), {
      maxLength: 3,
    })
    .map((marks) => ({ markNodes: { marks } })),
  fc
    .record({
      downAfterMs: fc.constantFrom(0, 60_000, 1),
      operatorsMax: small,
      maintenance: fc.record({ on: fc.boolean(), repairs: fc.boolean() }),
    })
    .map((settings) => ({ setSettings: { settings } })),
  fc.array(plan, { maxLength: 4 }).map((plans) => ({ startOperators: { plans } })),
  fc
    .array(fc.record({ operatorId: small, step: small, doing: text, waitsFor: text }), { maxLength: 3 })
    .map((updates) => ({ updateOperators: { updates } })),
  fc
    .array(fc.record({ operatorId: small, result: small, message: text }), { maxLength: 3 })
    .map((ends) => ({ endOperators: { ends } })),
  fc.array(report, { maxLength: 3 }).map((reports) => ({ reportGroups: { reports } })),
);
