/** The level of a cluster: which of the behaviour that came with newer versions is switched on. Part of group 0's state;
 *  raised by an entry that names every node, and never lowered. Pure. */
import type { pb } from '../proto/index.js';
import { formatsOf, levelFromWire } from '../proto/versions.js';
import type { PlacedNode } from './descriptor.js';
import type { PlacementAnswer } from './placement-answer.js';
import { type PlacementRefusal, refuse } from './placement-check.js';
import { placementFormatOf } from './placement-entry.js';
import type { PlacementState } from './placement-state.js';

/** What a node was heard to say of its program. */
export interface SaidVersion {
  readonly level: number;
  readonly version: string;
}

/** A node that is not named, or joined since the entry was made, keeps the level where it is. */
export function raiseLevel(state: PlacementState, asked: pb.RaiseLevel.$Properties): PlacementAnswer {
  const { head, view } = state;
  const level = levelFromWire(asked.level);
  if (!state.bootstrapped)
    return refuse('NO_LEADER', 'the placement driver has not begun its work yet: try again shortly');
  if (level <= head.level) return { kind: 'raised', level: head.level };
  const said = new Map((asked.nodes ?? []).map((node) => [node.nodeId ?? '', node]));
  const members = view.nodes().filter((node) => node.state !== 'removed');
  const old = members.filter(({ node }) => levelFromWire(said.get(node)?.level) < level);
  if (old.length > 0)
    return refuse(
      'VERSION_TOO_OLD',
      `level ${level} is not supported by ${old.map(({ node }) => node).join(', ')}`,
    );
  const revision = state.touch({ level });
  for (const node of members) {
    const told = said.get(node.node);
    const version = (told?.version ?? '').slice(0, VERSION_LENGTH_MAX) || node.version;
    state.putNode({ ...node, level: levelFromWire(told?.level), version, revision });
  }
  return { kind: 'raised', level };
}

const VERSION_LENGTH_MAX = 64;

export function checkJoinLevel(
  clusterLevel: number,
  wire: pb.NodeDescriptor.$Properties,
): PlacementRefusal | undefined {
  const level = levelFromWire(wire.level);
  if (level >= clusterLevel) return undefined;
  return refuse(
    'VERSION_TOO_OLD',
    `the cluster is at level ${clusterLevel}, and node ${wire.nodeId ?? ''} (railkv ${wire.version ?? ''}) supports levels up to ${level}: install the version that the other nodes run, then join again`,
  );
}

/** Why a command to group 0 may not be proposed at this level. */
export function refusedAt(
  level: number,
  command: pb.PlacementCommand.$Properties,
  nodes: readonly PlacedNode[],
  recoveryEpoch: number,
): PlacementRefusal | undefined {
  if (command.raiseLevel != null || placementFormatOf(command, recoveryEpoch) <= formatsOf(level).placement)
    return undefined;
  const members = nodes.filter(({ state }) => state !== 'removed').map(({ node }) => node);
  return refuse(
    'VERSION_TOO_OLD',
    `the cluster is at level ${level}, which does not know this command: it is switched on by itself once each of ${members.join(', ')} runs a version that does (railkv status shows who does not)`,
  );
}
