/** A plan as what each node is asked for, in order: first everybody who gives a group up, then those who take one over, so
 *  that no replica of before can vote once there is a new one. And what has to be true when all of it is done. */
import type { pb } from '../../proto/index.js';
import type { PlannedReplica, RecoveryPlan } from './plan.js';
import { runs, type Survey } from './survey.js';

export interface NodeOrder {
  readonly node: string;
  readonly request: pb.RecoverRequest.$Properties;
}

/** To be done one after the other; a plan that was cut short is begun again from the first. */
export function ordersOf(plan: RecoveryPlan): {
  giveUp: readonly NodeOrder[];
  takeOver: readonly NodeOrder[];
} {
  const endings = new Map<string, pb.ReplicaRecovery.$Properties[]>();
  const takeovers = new Map<string, pb.ReplicaRecovery.$Properties[]>();
  for (const { group, survivor, others, successor, confVersion } of plan.groups) {
    const order = (replica: PlannedReplica): pb.ReplicaRecovery.$Properties => ({
      group,
      replicaId: replica.replicaId,
      lastTerm: replica.lastTerm,
      lastIndex: replica.lastIndex,
      successor,
      confVersion,
    });
    for (const other of others) put(endings, other.node, order(other));
    put(takeovers, survivor.node, { ...order(survivor), takeOver: true });
  }
  // Who carries none of these groups has to know all the same that those nodes are lost.
  const [first] = plan.groups;
  for (const node of plan.nodes)
    if (first !== undefined && !endings.has(node) && !takeovers.has(node))
      put(endings, node, { group: first.group, successor: first.successor });
  const requests = (orders: ReadonlyMap<string, pb.ReplicaRecovery.$Properties[]>): NodeOrder[] =>
    [...orders]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([node, replicas]) => ({
        node,
        request: {
          clusterId: plan.clusterId,
          recoveryEpoch: plan.recoveryEpoch,
          recoveryId: plan.recoveryId,
          lostNodes: [...plan.lostNodes],
          replicas,
        },
      }));
  return { giveUp: requests(endings), takeOver: requests(takeovers) };
}

function put<Value>(into: Map<string, Value[]>, node: string, value: Value): void {
  const list = into.get(node);
  if (list === undefined) into.set(node, [value]);
  else list.push(value);
}

export interface Verified {
  /** What is half done or wrong; each a sentence. */
  readonly problems: readonly string[];
  readonly groups: readonly {
    readonly group: number;
    /** undefined: nobody leads. */
    readonly leader: string | undefined;
    readonly voters: number;
    readonly ackQuorum: number;
    readonly recoveryEpoch: number;
  }[];
}

/** Whether a plan is wholly in effect, as a survey shows. */
export function verifyRecovery(plan: RecoveryPlan, survey: Survey): Verified {
  const problems: string[] = [];
  const nodes = new Map(survey.nodes.map((node) => [node.nodeId, node]));
  for (const node of plan.lostNodes)
    if (nodes.has(node))
      problems.push(`node ${node} was declared lost and answers: stop it and wipe its directory`);
  for (const node of plan.nodes) {
    const now = nodes.get(node);
    if (now === undefined) problems.push(`node ${node} does not answer: start it and verify again`);
    else if (!plan.lostNodes.every((lost) => now.lostNodes.includes(lost)))
      problems.push(
        `node ${node} does not know yet that ${plan.lostNodes.join(', ')} are lost: apply the plan again`,
      );
  }
  const groups = plan.groups.map(({ group, successor }) => {
    const here = survey.nodes.flatMap((node) =>
      node.groups.filter((each) => each.group === group && runs(each)).map((replica) => ({ node, replica })),
    );
    for (const { node, replica } of here)
      if (replica.replicaId < successor)
        problems.push(
          `group ${group}: replica ${replica.replicaId} of before the recovery runs on node ${node.nodeId}: apply the plan again`,
        );
    const led = here.find(({ replica }) => replica.role === 'leader' && replica.replicaId >= successor);
    if (led === undefined) problems.push(`group ${group}: no replica of the recovery leads`);
    return {
      group,
      leader: led?.node.nodeId,
      voters: led?.replica.configuration.voters.length ?? 0,
      ackQuorum: led?.replica.configuration.ackQuorum ?? 0,
      recoveryEpoch: led?.replica.recoveryEpoch ?? 0,
    };
  });
  return { problems, groups };
}
