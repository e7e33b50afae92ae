/** Commands of group 0 about nodes: joining, labels, draining, decommissioning, removal, marks of their health. Each changes
 *  the state it is given or refuses with nothing changed. Deterministic and total. */

import type { pb } from '../proto/index.js';
import { NODE_HEALTHS, NODE_STATES, type NodeState } from '../proto/placement-names.js';
import { checkJoinLevel } from './cluster-level.js';
import { nodeFromWire, PLACEMENT_GROUP, type PlacedGroup, type PlacedNode } from './descriptor.js';
import { nodesOf, type PlacedOperator } from './operator.js';
import type { PlacementAnswer } from './placement-answer.js';
import { checkJoin, checkLabels, NODES_MAX, type PlacementRefusal, refuse } from './placement-check.js';
import { stayingNodes } from './placement-copies.js';
import type { PlacementState } from './placement-state.js';
import { compareText } from './replica-placement.js';

export interface EntryEnvelope {
  readonly timeMs: number;
  readonly caller: string;
}

export function joinNode(
  state: PlacementState,
  asked: pb.JoinNode.$Properties,
  { timeMs }: EntryEnvelope,
): PlacementAnswer {
  const { head, view } = state;
  if (!state.bootstrapped)
    return refuse('NO_LEADER', 'the placement driver has not begun its work yet: try again shortly');
  if ((asked.clusterId ?? '') !== head.clusterId)
    return refuse(
      'WRONG_CLUSTER',
      `this is cluster ${head.clusterId}, not ${asked.clusterId ?? ''}: a node belongs to one cluster for good; join with an empty data directory`,
    );
  const wire = asked.node ?? {};
  const refusal = checkJoin(wire) ?? checkJoinLevel(head.level, wire);
  if (refusal !== undefined) return refusal;
  const fresh = nodeFromWire(wire);
  const held = view.node(fresh.node);
  if (held?.state === 'removed')
    return refuse(
      'NODE_REMOVED',
      `node ${fresh.node} was removed from the cluster, and its id never comes back: join with a new id and an empty data directory`,
    );
  if (held !== undefined && held.joinId === fresh.joinId)
    return { kind: 'joined', node: held, revision: head.revision };
  if (held !== undefined)
    return refuse('NODE_EXISTS', `a node ${fresh.node} is in the cluster already: give this one another id`);
  const members = view.nodes().filter((node) => node.state !== 'removed');
  const wanted = new Set([fresh.peerAddress, fresh.clientAddress]);
  const rival = members.find((node) => wanted.has(node.peerAddress) || wanted.has(node.clientAddress));
  if (rival !== undefined)
    return refuse(
      'ADDRESS_IN_USE',
      `node ${rival.node} has ${wanted.has(rival.peerAddress) ? rival.peerAddress : rival.clientAddress} already: give this node addresses of its own`,
    );
  if (members.length >= NODES_MAX)
    return refuse('INVALID_REQUEST', `the cluster has ${members.length} nodes, the most there can be`);
  const node: PlacedNode = {
    ...fresh,
    placement: false,
    state: 'active',
    health: 'disconnected', // until it is heard: it may not have started yet
    healthSinceMs: timeMs,
    stateSinceMs: timeMs,
    revision: state.touch(),
  };
  state.putNode(node);
  return { kind: 'joined', node, revision: node.revision };
}

export function setNodeLabels(
  state: PlacementState,
  asked: pb.SetNodeLabelsRequest.$Properties,
): PlacementAnswer {
  const held = member(state, asked.nodeId ?? '');
  if ('kind' in held) return held;
  const labels = new Map(held.labels);
  for (const key of asked.remove ?? []) labels.delete(key);
  for (const [key, value] of Object.entries(asked.labels ?? {})) labels.set(key, value);
  const refusal = checkLabels(held.node, [...labels]);
  if (refusal !== undefined) return refusal;
  const sorted = new Map([...labels].sort((a, b) => compareText(a[0], b[0])));
  const text = (map: ReadonlyMap<string, string>): string => JSON.stringify([...map]);
  if (text(sorted) === text(held.labels)) return unchanged(state, held);
  return changed(state, { ...held, labels: sorted });
}

/** From where each state may be reached. */
const LEADS_ON: Readonly<Record<NodeState, readonly NodeState[]>> = {
  active: ['draining', 'decommissioning'],
  draining: ['active'],
  decommissioning: ['active', 'draining'],
  removed: [],
};

/** Whether `setNodeState` would refuse; changes nothing. */
export function checkNodeState(
  state: PlacementState,
  asked: pb.SetNodeState.$Properties,
):
  | PlacementRefusal
  | { readonly kind: 'fits'; readonly held: PlacedNode; readonly wanted: Exclude<NodeState, 'removed'> } {
  const held = member(state, asked.nodeId ?? '');
  if ('kind' in held) return held;
  const wanted = NODE_STATES[asked.state ?? 0];
  if (wanted === undefined || wanted === 'removed')
    return refuse('INVALID_REQUEST', 'a node is removed by decommissioning it');
  const from = (asked.from ?? []).flatMap((wire) => NODE_STATES[wire] ?? []);
  if (held.state === wanted) return { kind: 'fits', held, wanted };
  if (!LEADS_ON[wanted].includes(held.state) || (from.length > 0 && !from.includes(held.state)))
    return refuse('NODE_STATE_CONFLICT', conflict(held));
  const refusal = wanted === 'decommissioning' ? checkEnough(state, held.node) : undefined;
  return refusal ?? { kind: 'fits', held, wanted };
}

export function setNodeState(
  state: PlacementState,
  asked: pb.SetNodeState.$Properties,
  { timeMs, caller }: EntryEnvelope,
): PlacementAnswer {
  const checked = checkNodeState(state, asked);
  if (checked.kind === 'refused') return checked;
  const { wanted } = checked;
  const gone = asked.lost === true && wanted === 'decommissioning' && checked.held.health !== 'down';
  const held: PlacedNode = gone ? { ...checked.held, health: 'down', healthSinceMs: timeMs } : checked.held;
  if (held.state === wanted)
    return gone ? changed(state, held, state.operators.ofNode(held.node)) : unchanged(state, held);
  const before = state.operators.ofNode(held.node);
  const end = (operator: PlacedOperator, why: string): PlacedOperator | undefined =>
    state.operators.end(operator.id, wanted === 'active' ? 'cancelled' : 'replaced', why, timeMs);
  const ended = before && end(before, `the node is ${wanted}`);
  if (wanted === 'active') {
    for (const operator of state.operators.running())
      if (operator.kind === 'drain' && nodesOf(operator.steps).includes(held.node))
        end(operator, `${held.node} stays`);
    return changed(state, { ...held, state: wanted, stateSinceMs: timeMs }, ended);
  }
  const operator = state.operators.start({
    group: 0,
    node: held.node,
    kind: wanted === 'draining' ? 'node-drain' : 'node-decommission',
    steps: [],
    doing: '',
    reason: asked.reason ?? '',
    caller,
    startedMs: timeMs,
    deadlineMs: 0,
    confVersion: 0,
    total: leftToMove(state.view.groups(), held.node, wanted),
  });
  return changed(state, { ...held, state: wanted, stateSinceMs: timeMs }, operator);
}

function conflict({ node, state }: PlacedNode): string {
  if (state === 'active') return `node ${node} is active: there is nothing to take back`;
  if (state === 'draining') return `node ${node} is being drained: railkv node undrain ${node} ends that`;
  return `node ${node} is being decommissioned: railkv node recommission ${node} first`;
}

/** Leaders of a draining node, copies of a decommissioning one. */
function leftToMove(groups: readonly PlacedGroup[], node: string, state: NodeState): number {
  return groups.filter((group) =>
    state === 'draining'
      ? leaderNode(group) === node
      : group.replicas.some((replica) => replica.node === node),
  ).length;
}

/** Who leads as last reported, else who should. */
const leaderNode = (group: PlacedGroup): string =>
  (group.replicas.find(({ replica }) => replica === group.leader.replica) ?? group.replicas[0])?.node ?? '';

/** Without the node there have to be as many as the most copies that any group wants; group 0 makes do with fewer. */
function checkEnough(state: PlacementState, leaving: string): PlacementRefusal | undefined {
  const { head, view } = state;
  const staying = stayingNodes(view.nodes().filter(({ node }) => node !== leaving));
  const wanted = view
    .groups()
    .filter(({ group }) => group !== PLACEMENT_GROUP)
    .reduce((most, { wantedReplicas }) => Math.max(most, wantedReplicas), head.defaultReplicas);
  if (staying >= wanted) return undefined;
  return refuse(
    'NOT_ENOUGH_NODES',
    `${wanted} copies are wanted on different nodes, and without ${leaving} only ${staying} ${staying === 1 ? 'node stays' : 'nodes stay'}: add ${wanted - staying} first`,
  );
}

export function removeNode(
  state: PlacementState,
  asked: pb.RemoveNode.$Properties,
  { timeMs }: EntryEnvelope,
): PlacementAnswer {
  const { view, operators } = state;
  const node = asked.nodeId ?? '';
  const before = view.node(node);
  if (before?.state === 'removed') return unchanged(state, before);
  const held = member(state, node);
  if ('kind' in held) return held;
  const carried = view.groupsOn(node).length;
  const coming = operators.running().find(({ steps }) => nodesOf(steps).includes(node));
  if (held.state !== 'decommissioning' || carried > 0 || coming !== undefined)
    return refuse(
      'NODE_NOT_EMPTY',
      held.state !== 'decommissioning'
        ? `node ${node} is ${held.state}: railkv node decommission ${node} empties it first`
        : `node ${node} still carries ${carried} copies: it is removed by itself once they are elsewhere`,
    );
  const operator = operators.ofNode(node);
  const ended = operator && operators.end(operator.id, 'done', 'the node is removed', timeMs);
  return changed(state, { ...held, state: 'removed', stateSinceMs: timeMs }, ended);
}

/** Marks of nodes that are none, or that say what is known, change nothing. */
export function markNodes(
  state: PlacementState,
  asked: pb.MarkNodes.$Properties,
  { timeMs }: EntryEnvelope,
): PlacementAnswer {
  const news: PlacedNode[] = [];
  for (const mark of asked.marks ?? []) {
    const held = state.view.node(mark.nodeId ?? '');
    const health = NODE_HEALTHS[mark.health ?? 0];
    if (held === undefined || held.state === 'removed' || health === undefined) continue;
    const version = (mark.version ?? '').slice(0, VERSION_LENGTH_MAX) || held.version;
    if (held.health === health && held.version === version) continue;
    const healthSinceMs = held.health === health ? held.healthSinceMs : timeMs;
    news.push({ ...held, health, version, healthSinceMs });
  }
  if (news.length > 0) {
    const revision = state.touch();
    for (const node of news) state.putNode({ ...node, revision });
  }
  return { kind: 'marked', revision: state.head.revision };
}

const VERSION_LENGTH_MAX = 64;

function member(state: PlacementState, node: string): PlacedNode | PlacementRefusal {
  const held = state.view.node(node);
  if (held === undefined)
    return refuse('NODE_NOT_FOUND', `the cluster has no node ${node}: railkv node list shows them`);
  if (held.state === 'removed')
    return refuse('NODE_REMOVED', `node ${node} was removed from the cluster: nothing of it can be changed`);
  return held;
}

function changed(state: PlacementState, after: PlacedNode, operator?: PlacedOperator): PlacementAnswer {
  const node = { ...after, revision: state.touch() };
  state.putNode(node);
  return { kind: 'node', node, revision: node.revision, changed: true, operator };
}

function unchanged(state: PlacementState, node: PlacedNode): PlacementAnswer {
  const operator = state.operators.ofNode(node.node);
  return { kind: 'node', node, revision: state.head.revision, changed: false, operator };
}
