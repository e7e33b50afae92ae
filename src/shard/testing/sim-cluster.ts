/** For tests and measurements: a cluster that does what placement decides, a step at a time, without nodes. */
import type { GroupId } from '../../raft/ids.js';
import { ClusterPicture, type PictureGroup, type PictureNode } from '../driver/cluster-picture.js';
import { Agenda, decide, ROUND, type RoundLimits } from '../driver/round.js';
import type { Proposal } from '../driver/word.js';
import { assert } from '../invariant.js';
import type { OperatorStep } from '../operator.js';
import { DEFAULT_SETTINGS, type PlacementSettings } from '../placement-settings.js';

export const simNode = (node: string, rest: Partial<PictureNode> = {}): PictureNode => ({
  node,
  zone: '',
  host: '',
  state: 'active',
  health: 'up',
  lowOnDisk: false,
  lost: false,
  ...rest,
});

/** A sound group whose first node leads. */
export function simGroup(
  group: GroupId,
  nodes: readonly string[],
  rest: Partial<PictureGroup> = {},
): PictureGroup {
  const members = nodes.map((node, at) => ({
    node,
    replica: at + 1,
    learner: false,
    damaged: false,
    caughtUp: true,
  }));
  const [leader = ''] = nodes;
  return {
    group,
    members,
    leader,
    preferred: leader,
    wanted: nodes.length,
    ackQuorum: Math.floor(nodes.length / 2) + 1,
    keptAckQuorum: 0,
    confVersion: 1,
    joint: false,
    begun: [],
    commandsPerSecond: 0,
    splitKey: new Uint8Array(0),
    operator: undefined,
    ...rest,
  };
}

/** The group after one step; placement's own words about it are not touched. */
function afterStep(group: PictureGroup, step: OperatorStep): PictureGroup {
  const confVersion = group.confVersion + 1;
  const without = (node: string): PictureGroup['members'] =>
    group.members.filter((member) => member.node !== node);
  switch (step.kind) {
    case 'addLearner': {
      const replica = Math.max(0, ...group.members.map((member) => member.replica)) + 1;
      const learner = { node: step.node, replica, learner: true, damaged: false, caughtUp: false };
      return {
        ...group,
        confVersion,
        members: [...group.members, learner],
        begun: [...group.begun, step.node],
      };
    }
    case 'catchUp':
      return {
        ...group,
        members: group.members.map((member) =>
          member.node === step.node ? { ...member, caughtUp: true } : member,
        ),
      };
    case 'joint': {
      const members = without(step.remove === step.add ? '' : step.remove).map((member) =>
        member.node === step.add ? { ...member, learner: false } : member,
      );
      const begun = group.begun.filter((node) => node !== step.add);
      const stays = members.some(({ node }) => node === group.leader);
      const leader = stays ? group.leader : (members.find(({ learner }) => !learner)?.node ?? '');
      return { ...group, confVersion, members, begun, leader, preferred: leader };
    }
    case 'transfer':
      return { ...group, leader: step.node, preferred: step.node };
    case 'remove': {
      const begun = group.begun.filter((node) => node !== step.node);
      return { ...group, confVersion, begun, members: without(step.node) };
    }
    case 'ackQuorum':
      return { ...group, confVersion, ackQuorum: step.ackQuorum };
    case 'split':
      return group;
  }
}

export class SimCluster {
  readonly picture = new ClusterPicture();
  readonly agenda = new Agenda();
  settings: PlacementSettings = DEFAULT_SETTINGS;
  nowMs = 0;
  readonly running = new Map<GroupId, Proposal>();
  /** Copies begun. */
  moves = 0;
  transfers = 0;

  putNode(node: PictureNode): void {
    this.picture.putNode(node);
    const entry = this.picture.node(node.node);
    assert(entry !== undefined, 'a node that was put is there');
    for (const group of entry.carried) this.agenda.touch(group);
    this.agenda.nodesChanged();
  }

  putGroup(group: PictureGroup): void {
    this.picture.putGroup(group);
    this.agenda.touch(group.group);
  }

  decide(limits: RoundLimits = ROUND): readonly Proposal[] {
    const decided = decide(this.picture, this.agenda, this.settings, this.nowMs, limits);
    for (const proposal of decided) {
      this.running.set(proposal.group, proposal);
      for (const { kind } of proposal.steps) {
        if (kind === 'addLearner') this.moves += 1;
        if (kind === 'transfer') this.transfers += 1;
      }
    }
    return decided;
  }

  /** Carries an operator out to its end. @param seen is told the group after each step */
  finish(group: GroupId, seen?: (after: PictureGroup, step: OperatorStep) => void): void {
    const proposal = this.running.get(group);
    const held = this.picture.group(group);
    if (proposal === undefined || held === undefined) return;
    let after = held;
    for (const step of proposal.steps) {
      after = afterStep(after, step);
      seen?.(after, step);
    }
    this.running.delete(group);
    this.putGroup({ ...after, operator: undefined });
  }

  /** Rounds until nothing is decided and nothing runs. @returns how many there were */
  settle(roundsMax: number, limits: RoundLimits = ROUND): number {
    for (let round = 1; round <= roundsMax; round += 1) {
      const decided = this.decide(limits);
      if (decided.length === 0 && this.running.size === 0 && this.agenda.dirty.size === 0) return round;
      for (const group of [...this.running.keys()]) this.finish(group);
    }
    assert(false, `nothing settled within ${roundsMax} rounds`);
  }
}
