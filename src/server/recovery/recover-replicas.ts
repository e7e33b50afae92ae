/** Admin.Recover: what an operator's recovery plan asks of the replicas of one node. Everything is compared with the plan
 *  before anything is done, and each replica again once it has come to rest. Durable before it takes effect; a replica that
 *  is so already is left alone, so that a plan that was cut short is applied again. */
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import type { GroupId, ReplicaId } from '../../raft/ids.js';
import type { LogEnd } from '../../store/group-recovery.js';
import type { HostedReplica } from '../host/hosted-replica.js';
import { encodeRecoveryContext } from '../host/hosted-replica.js';
import type { NodeCore } from '../host/node-core.js';
import { encodeConfChange } from '../host/raft-codec.js';

interface Order {
  readonly group: GroupId;
  /** 0: none is expected here. */
  readonly replica: ReplicaId;
  readonly end: LogEnd;
  readonly successor: ReplicaId;
  readonly takeOver: boolean;
  readonly confVersion: number;
  readonly epoch: number;
  readonly id: string;
  readonly lostNodes: readonly string[];
}

const ENDING = 'its group is being recovered from lost quorum';

/** @throws RailkvError PLAN_STALE, INVALID_REQUEST, WRONG_CLUSTER */
export async function recoverReplicas(
  core: NodeCore,
  request: pb.RecoverRequest.$Properties,
): Promise<pb.RecoverResponse.$Properties> {
  const orders = ordersOf(core, request);
  const open = orders.filter((order) => !isDone(core, order));
  for (const node of request.lostNodes ?? [])
    if (core.liveness.isHeard(node, core.env.clock.monotonicMs()))
      throw stale(`node ${node}, which the plan declares lost, is heard by node ${core.config.nodeId}`);
  for (const order of open) check(core, order, core.host.get(order.group));
  for (const order of open) {
    core.recovering.add(order.group);
    try {
      if (order.takeOver) await takeOver(core, order);
      else await giveUp(core, order);
    } finally {
      core.recovering.delete(order.group);
    }
  }
  return { changed: open.length };
}

const stale = (what: string): RailkvError =>
  new RailkvError('PLAN_STALE', `${what}: nothing was done to it; make a new plan (railkv recover plan)`);

function ordersOf(core: NodeCore, request: pb.RecoverRequest.$Properties): readonly Order[] {
  const { clusterId, nodeId } = core.config;
  if (request.clusterId !== clusterId)
    throw new RailkvError(
      'WRONG_CLUSTER',
      `the plan is for cluster ${request.clusterId}, this is ${clusterId}`,
    );
  const epoch = request.recoveryEpoch ?? 0;
  const lostNodes = [...(request.lostNodes ?? [])].sort();
  if (epoch < 1 || lostNodes.length === 0 || lostNodes.includes(nodeId))
    throw new RailkvError(
      'INVALID_REQUEST',
      `a recovery has an epoch above 0 and names the nodes that are lost, node ${nodeId} not among them`,
    );
  return (request.replicas ?? []).map((wire) => ({
    group: wire.group ?? 0,
    replica: wire.replicaId ?? 0,
    end: { term: wire.lastTerm ?? 0, index: wire.lastIndex ?? 0 },
    successor: wire.successor ?? 0,
    takeOver: wire.takeOver ?? false,
    confVersion: wire.confVersion ?? 0,
    epoch,
    id: request.recoveryId ?? '',
    lostNodes,
  }));
}

function isDone({ store }: NodeCore, { group, successor, id, takeOver: takes }: Order): boolean {
  const record = store.recoveries.get(group);
  if (record?.id !== id || store.leastReplica(group) < successor) return false;
  return takes ? record.takeover?.to === successor : record.takeover === undefined;
}

/** @throws RailkvError PLAN_STALE */
function check(
  core: NodeCore,
  { group, replica, end, successor, epoch }: Order,
  found?: HostedReplica,
): void {
  const { store, config } = core;
  const where = `group ${group} on node ${config.nodeId}`;
  const newer = store.recoveries.get(group);
  if (newer !== undefined && newer.epoch >= epoch)
    throw stale(`${where} took part in recovery epoch ${newer.epoch} already`);
  if (store.leastReplica(group) > successor) throw stale(`${where} has seen newer replicas than the plan's`);
  // A copy that waits for a snapshot may wait for what only lost nodes had: it counts as none, and ends.
  if (core.snapshots.isInstalling(group) && (replica > 0 || !core.snapshots.isWaiting(group)))
    throw stale(`${where} is being copied`);
  if (core.agent.isCreating(group)) throw stale(`${where} is being made`);
  if ((found?.id ?? 0) !== replica)
    throw stale(
      `${where} is replica ${found?.id ?? 'none'}, the plan says ${replica === 0 ? 'none' : replica}`,
    );
  if (found === undefined) return;
  const now = { term: found.log.term(found.log.lastIndex()) ?? 0, index: found.log.lastIndex() };
  if (now.term !== end.term || now.index !== end.index)
    throw stale(
      `the log of ${where} ends at term ${now.term}, index ${now.index}, the plan says term ${end.term}, index ${end.index}`,
    );
}

/** @returns the replica's last state, with nothing of it under way. @throws RailkvError PLAN_STALE, and it runs again */
async function comeToRest(core: NodeCore, order: Order): Promise<HostedReplica | undefined> {
  const replica = core.host.get(order.group);
  check(core, order, replica);
  if (replica === undefined) return undefined;
  await core.snapshots.stopReplica(replica, ENDING);
  const end = core.store.logEnd(order.group);
  if (end.term !== order.end.term || end.index !== order.end.index) {
    core.open(order.group);
    throw stale(`the log of group ${order.group} on node ${core.config.nodeId} has moved`);
  }
  return replica;
}

async function takeOver(core: NodeCore, order: Order): Promise<void> {
  const { group, successor, confVersion, epoch, id, lostNodes } = order;
  const before = await comeToRest(core, order);
  if (before === undefined) throw stale(`node ${core.config.nodeId} has no replica of group ${group}`);
  const { nodeId } = core.config;
  const change = encodeConfChange({
    transition: 'recover',
    changes: [{ type: 'addVoter', replica: successor }],
    ackQuorum: 1,
    context: encodeRecoveryContext({ replica: successor, node: nodeId, learner: false }, confVersion),
  });
  const index = await core.store.takeOver(group, { epoch, id, lostNodes, successor, change });
  core.env.log.warn({ group, replica: successor, epoch, index }, 'took its group over after lost quorum');
  const after = core.open(group);
  after.whenApplied(index, () => after.campaign());
}

async function giveUp(core: NodeCore, order: Order): Promise<void> {
  const { group, successor, epoch, id, lostNodes } = order;
  const { store } = core;
  // Where nothing runs, nothing may begin between the look at it and the tombstone that refuses it.
  if (core.host.get(group) === undefined) check(core, order);
  else await comeToRest(core, order);
  // Also of one that waits for its rows, and has no more than its log.
  const replica = store.log.has(group) ? store.log.group(group).replica : undefined;
  if (replica !== undefined) {
    core.damaged.set(group, `its group lost its quorum and went on elsewhere in recovery epoch ${epoch}`);
    core.membership.damaged(group, replica);
  }
  await store.giveUp(group, { epoch, id, lostNodes, successor });
  if (replica !== undefined)
    core.env.log.warn({ group, replica, epoch }, 'gave its group up after lost quorum');
}
