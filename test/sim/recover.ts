/** A recovery from lost quorum, as an operator makes it: a survey of those who answer, a plan, and its orders one by one. */
import { nodeStatusFrom } from '../../src/client/cluster-results.js';
import { pb } from '../../src/proto/index.js';
import { ordersOf } from '../../src/server/recovery/carry-out.js';
import { planRecovery, type RecoveryPlan } from '../../src/server/recovery/plan.js';
import type { Survey } from '../../src/server/recovery/survey.js';
import type { Cluster } from './cluster.js';

export async function survey(cluster: Cluster): Promise<Survey> {
  const nodes: Survey['nodes'][number][] = [];
  for (const node of cluster.live()) {
    const status = await node.running.status(true);
    nodes.push(nodeStatusFrom(pb.NodeStatusResponse.decode(pb.NodeStatusResponse.encode(status).finish())));
  }
  const views = cluster.live().map((node) => node.running.core.view);
  const newest = views.reduce((a, b) => (b.revision > a.revision ? b : a));
  const placed = newest.groups().map(({ group, epoch, replicas }) => ({
    group,
    epoch,
    replicas: replicas.map(({ replica, node, learner }) => ({ replicaId: replica, nodeId: node, learner })),
  }));
  return { nodes, placed };
}

/** @throws Error with every reason why there is no plan */
export async function planned(cluster: Cluster, lost: readonly string[]): Promise<RecoveryPlan> {
  const plan = planRecovery(await survey(cluster), lost, cluster.random);
  if ('refused' in plan) throw new Error(plan.refused.join('; '));
  return plan;
}

/** @returns how many replicas were not so already. @throws RailkvError as the nodes refuse */
export async function apply(cluster: Cluster, plan: RecoveryPlan): Promise<number> {
  let changed = 0;
  const { giveUp, takeOver } = ordersOf(plan);
  for (const { node, request } of [...giveUp, ...takeOver]) {
    const response = await cluster.finish(cluster.node(node).services.admin.recover(request));
    changed += response.changed ?? 0;
  }
  return changed;
}
