/** The plan of a recovery from lost quorum: of each group that can elect no leader without the nodes that are lost, the one
 *  survivor whose log goes furthest, kept whole, and what may be missing from it. Pure: a survey in, a plan out; nothing is
 *  touched. Only the logs decide, so that a plan can be checked by hand. */
import type { Random } from '../../env/env.js';
import { type GroupId, type ReplicaId, replicaId } from '../../raft/ids.js';
import { PLACEMENT_GROUP } from '../../shard/descriptor.js';
import { canElect, keepsLeader, type Loss, lossOf } from './loss.js';
import {
  type PlacedCopy,
  runs,
  type Survey,
  type SurveyedMember,
  type Survivor,
  survivorsOf,
} from './survey.js';

export interface PlannedReplica {
  readonly node: string;
  readonly replicaId: ReplicaId;
  readonly lastTerm: number;
  readonly lastIndex: number;
}

export interface PlannedGroup {
  readonly group: GroupId;
  readonly survivor: PlannedReplica;
  /** The survivor's id from then on: the group's only voter. */
  readonly successor: ReplicaId;
  /** Those who end: they have nothing that the survivor lacks and that could have been answered. */
  readonly others: readonly (PlannedReplica & { readonly behind: number })[];
  readonly lost: readonly SurveyedMember[];
  readonly loss: Loss;
  /** What may be missing, for people. */
  readonly verdict: string;
  readonly confVersion: number;
}

/** A group without any survivor. */
export interface GoneGroup {
  readonly group: GroupId;
  readonly nodes: readonly string[];
}

/** A group that could elect nobody, and need not: its leader lives and sells on. */
export interface LedGroup {
  readonly group: GroupId;
  readonly leader: string;
  readonly voters: number;
  readonly votersLeft: number;
  readonly ackQuorum: number;
}

export interface RecoveryPlan {
  readonly clusterId: string;
  readonly recoveryEpoch: number;
  /** Drawn for this plan: whoever took part in another recovery of the same epoch is never spoken with again. */
  readonly recoveryId: string;
  /** Sorted. */
  readonly lostNodes: readonly string[];
  /** Nodes that take part, sorted. */
  readonly nodes: readonly string[];
  readonly groups: readonly PlannedGroup[];
  readonly gone: readonly GoneGroup[];
  /** Left alone; absent from a file of an older command. */
  readonly led?: readonly LedGroup[];
  /** Groups that can elect by themselves. */
  readonly healthy: number;
}

/** Why no plan is made; each a sentence. */
export interface PlanRefusal {
  readonly refused: readonly string[];
}

/** @param lost nodes whose disks are gone for good, as an operator declares  @param random draws the plan's name */
export function planRecovery(
  survey: Survey,
  lost: readonly string[],
  random: Random,
): RecoveryPlan | PlanRefusal {
  const lostNodes = [...new Set(lost)].sort();
  const refused = contradictions(survey, lostNodes);
  if (refused.length > 0) return { refused };
  const recoveryEpoch = 1 + Math.max(0, ...epochsOf(survey));
  const survivors = survivorsOf(survey);
  const groups: PlannedGroup[] = [];
  const led: LedGroup[] = [];
  for (const [group, list] of survivors) {
    const left = new Set(list.map(({ replica }) => replica.replicaId));
    const [best] = list;
    if (best === undefined || canElect(best.replica.configuration, left)) continue;
    const leader = livingLeader(best, list, left);
    if (leader !== undefined) {
      const { voters, ackQuorum } = leader.replica.configuration;
      const votersLeft = voters.filter((voter) => left.has(voter)).length;
      led.push({ group, leader: leader.node, voters: voters.length, votersLeft, ackQuorum });
      continue;
    }
    const placed = survey.placed.find((each) => each.group === group);
    groups.push(planGroup(best, list, placed, recoveryEpoch));
  }
  const gone = survey.placed
    .filter(({ group }) => !survivors.has(group))
    .map(({ group, replicas }) => ({ group, nodes: replicas.map(({ nodeId }) => nodeId) }))
    .sort((a, b) => a.group - b.group);
  return {
    clusterId: survey.nodes[0]?.clusterId ?? '',
    recoveryEpoch,
    recoveryId: drawName(random),
    lostNodes,
    nodes: survey.nodes.map(({ nodeId }) => nodeId).sort(),
    groups,
    gone,
    led,
    healthy: survivors.size - groups.length - led.length,
  };
}

/** Of the newest term, and with voters enough to stay one: a log that moves on is none to be recovered. */
function livingLeader(
  best: Survivor,
  list: readonly Survivor[],
  left: ReadonlySet<ReplicaId>,
): Survivor | undefined {
  return list.find(
    ({ replica }) =>
      replica.role === 'leader' &&
      replica.recoveryEpoch === best.replica.recoveryEpoch &&
      replica.lastTerm === best.replica.lastTerm &&
      keepsLeader(replica.configuration, left),
  );
}

/** 16 hex digits. */
const drawName = (random: Random): string =>
  [0, 1]
    .map(() =>
      Math.floor(random.next() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');

const epochsOf = ({ nodes }: Survey): number[] =>
  nodes.flatMap(({ recoveryEpoch, groups }) => [recoveryEpoch, ...groups.map((each) => each.recoveryEpoch)]);

function contradictions({ nodes, placed }: Survey, lostNodes: readonly string[]): string[] {
  if (nodes.length === 0) return ['no node answers: start those that are left, or name their addresses'];
  if (lostNodes.length === 0)
    return ['no node is declared lost: name those whose disks are gone for good with --lost'];
  const clusters = [...new Set(nodes.map(({ clusterId }) => clusterId))].sort();
  if (clusters.length > 1) return [`the nodes belong to different clusters: ${clusters.join(', ')}`];
  const answering = new Set(nodes.map(({ nodeId }) => nodeId));
  const alive = lostNodes.filter((node) => answering.has(node));
  const known = new Set<string>();
  for (const { replicas } of placed) for (const { nodeId } of replicas) known.add(nodeId);
  for (const { groups } of nodes)
    for (const { replicas } of groups) for (const { nodeId } of replicas) known.add(nodeId);
  const silent = [...known].filter((node) => !answering.has(node) && !lostNodes.includes(node)).sort();
  const before = new Set(nodes.flatMap((node) => node.lostNodes));
  return [
    ...alive.map((node) => `node ${node} is declared lost, but it answers: stop it for good first`),
    ...silent
      .filter((node) => !before.has(node))
      .map((node) => `node ${node} neither answers nor is declared lost: start it, or declare it lost too`),
  ];
}

function planGroup(
  best: Survivor,
  list: readonly Survivor[],
  placed: PlacedCopy | undefined,
  recoveryEpoch: number,
): PlannedGroup {
  const { replica } = best;
  const left = new Set(list.map((each) => each.replica.replicaId));
  const losses = list.map((each) => lossOf(each.replica.configuration, left));
  const loss =
    losses.find(({ mayLose }) => mayLose) ??
    losses.find(({ unlessLowered }) => unlessLowered) ??
    lossOf(replica.configuration, left);
  const keepers = list.map(({ node }) => node).sort();
  const known = Math.max(...list.map((each) => each.replica.epoch.confVersion));
  const newer = placed !== undefined && placed.epoch.confVersion > known;
  return {
    group: replica.group,
    survivor: planned(best),
    successor: replicaId(recoveryEpoch, 1),
    others: list
      .slice(1)
      .map((each) => ({ ...planned(each), behind: Math.max(0, replica.lastIndex - each.replica.lastIndex) })),
    lost: replica.replicas.filter(({ replicaId: id }) => !left.has(id)),
    loss: newer ? { ...loss, mayLose: true, unlessLowered: false } : loss,
    verdict: newer ? NEWER_MEMBERS : verdictOf(replica.group, loss, keepers),
    confVersion: Math.max(known, placed?.epoch.confVersion ?? 0) + 1,
  };
}

const planned = ({ node, replica }: Survivor): PlannedReplica => ({
  node,
  replicaId: replica.replicaId,
  lastTerm: replica.lastTerm,
  lastIndex: replica.lastIndex,
});

const NEWER_MEMBERS =
  'placement knew of newer members than any survivor: sales that they answered may be lost';

function verdictOf(
  group: GroupId,
  { ackQuorum, lostCopies, mayLose, unlessLowered }: Loss,
  keepers: readonly string[],
): string {
  const copies = `answered with ${ackQuorum} ${ackQuorum === 1 ? 'copy' : 'copies'}, ${lostCopies} lost`;
  if (group === PLACEMENT_GROUP)
    return mayLose ? `${copies}: lines that were made last may be missing` : `${copies}: nothing is missing`;
  if (mayLose) return `${copies}: the last sales may be lost`;
  const unless = `, unless the ack quorum was lowered while ${keepers.join(', ')} ${keepers.length === 1 ? 'was' : 'were'} away`;
  return `${copies}: no answered sale can be lost${unlessLowered === true ? unless : ''}`;
}

/** How the cluster differs from what was planned; each a sentence. Empty: the plan may be applied, once or again. */
export function differences(plan: RecoveryPlan, survey: Survey): string[] {
  const found: string[] = [];
  const nodes = new Map(survey.nodes.map((node) => [node.nodeId, node]));
  for (const { clusterId } of survey.nodes)
    if (clusterId !== plan.clusterId)
      found.push(`the plan is for cluster ${plan.clusterId}, this is ${clusterId}`);
  for (const node of plan.lostNodes)
    if (nodes.has(node)) found.push(`node ${node}, which the plan declares lost, answers`);
  for (const node of plan.nodes) {
    const now = nodes.get(node);
    if (now === undefined) found.push(`node ${node}, which takes part in the plan, does not answer`);
    else if (now.recoveryEpoch > plan.recoveryEpoch)
      found.push(`node ${node} took part in a newer recovery, of epoch ${now.recoveryEpoch}`);
  }
  for (const node of nodes.keys())
    if (!plan.nodes.includes(node) && !plan.lostNodes.includes(node))
      found.push(`node ${node} answers now, and the plan does not know it`);
  for (const group of plan.groups)
    for (const replica of [group.survivor, ...group.others])
      found.push(...moved(group, replica, plan, nodes.get(replica.node)));
  return found;
}

/** A replica that does not stand where it was planned, unless the plan itself was applied to it. */
function moved(
  { group, survivor, successor }: PlannedGroup,
  replica: PlannedReplica,
  plan: RecoveryPlan,
  node: Survey['nodes'][number] | undefined,
): string[] {
  if (node === undefined) return [];
  const where = `group ${group} on node ${replica.node}`;
  const now = node.groups.find((each) => each.group === group);
  const applied = node.recoveryEpoch === plan.recoveryEpoch;
  if (applied && replica === survivor && now?.replicaId === successor) return [];
  if (applied && replica !== survivor && (now === undefined || !runs(now) || now.replicaId > successor))
    return [];
  if (now === undefined || !runs(now)) return [`${where} does not run any more`];
  if (now.replicaId !== replica.replicaId)
    return [`${where} is replica ${now.replicaId}, the plan says ${replica.replicaId}`];
  if (now.lastTerm === replica.lastTerm && now.lastIndex === replica.lastIndex) return [];
  return [
    `the log of ${where} ends at term ${now.lastTerm}, index ${now.lastIndex}, the plan says term ${replica.lastTerm}, index ${replica.lastIndex}`,
  ];
}
