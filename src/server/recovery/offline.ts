/** The recovery of a group from the directories of stopped nodes, without any node running: placement's own way back, since
 *  nothing else can be asked while it is gone. The plan is the same as online, and so is what becomes durable. */
import type { GroupId } from '../../raft/ids.js';
import { NO_CONFIGURATION } from '../../store/group-meta.js';
import type { NodeStore } from '../../store/node-store.js';
import { encodeRecoveryContext } from '../host/hosted-replica.js';
import { encodeConfChange } from '../host/raft-codec.js';
import { lostNodesOf, recoveryEpochOf } from './lost-nodes.js';
import type { RecoveryPlan } from './plan.js';
import type { Survey, SurveyedNode, SurveyedReplica } from './survey.js';

/** What the directories say of one group. */
export function surveyStores(stores: readonly NodeStore[], group: GroupId): Survey {
  return { nodes: stores.map((store) => surveyStore(store, group)), placed: [] };
}

function surveyStore(store: NodeStore, group: GroupId): SurveyedNode {
  const replica = surveyReplica(store, group);
  return {
    nodeId: store.identity.node,
    clusterId: store.identity.cluster,
    recoveryEpoch: recoveryEpochOf(store.recoveries),
    lostNodes: lostNodesOf(store.recoveries),
    groups: replica === undefined ? [] : [replica],
  };
}

function surveyReplica(store: NodeStore, group: GroupId): SurveyedReplica | undefined {
  if (!store.state.has(group)) return undefined; // never here, ended, damaged, or half installed
  const { meta } = store.state.openGroup(group);
  // The entry that says so stands in the log, and no node has run since to apply it.
  const begunAnew =
    store.recoveries.get(group)?.takeover?.to === meta.replica &&
    !meta.configuration.voters.includes(meta.replica);
  const { term: lastTerm, index: lastIndex } = store.logEnd(group);
  return {
    group,
    replicaId: meta.replica,
    role: 'follower',
    lastTerm,
    lastIndex,
    recoveryEpoch: meta.recoveryEpoch,
    epoch: meta.epoch,
    range: meta.range,
    configuration: begunAnew
      ? { ...NO_CONFIGURATION, voters: [meta.replica], ackQuorum: 1 }
      : meta.configuration,
    replicas: meta.members.map(({ replica, node, learner }) => ({
      replicaId: replica,
      nodeId: node,
      learner,
    })),
  };
}

/** First those who end, then the survivor: cut short, it is planned and applied again. */
export async function applyToStores(stores: readonly NodeStore[], plan: RecoveryPlan): Promise<void> {
  const { recoveryEpoch: epoch, recoveryId: id, lostNodes: lost } = plan;
  for (const { group, survivor, successor, confVersion } of plan.groups) {
    const recovery = { epoch, id, lostNodes: lost, successor };
    for (const store of stores)
      if (store.identity.node !== survivor.node) await store.giveUp(group, recovery);
    const kept = stores.find(({ identity }) => identity.node === survivor.node);
    if (kept === undefined) continue;
    const change = encodeConfChange({
      transition: 'recover',
      changes: [{ type: 'addVoter', replica: successor }],
      ackQuorum: 1,
      context: encodeRecoveryContext(
        { replica: successor, node: survivor.node, learner: false },
        confVersion,
      ),
    });
    await kept.takeOver(group, { ...recovery, change });
  }
}
