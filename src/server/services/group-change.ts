/** Admin.ChangeGroup: members, ack quorum and leader of a group that this node leads.
 *
 *  How to change a live cluster from a program (the simulator's included): find the node that leads the group, then
 *
 *      services.admin.changeGroup({ id: 'anybody', role: 'operator' }, { group, setAckQuorum: { ackQuorum: 3 } })
 *      services.admin.changeGroup({ id: 'anybody', role: 'operator' }, { group, moveReplica: { fromNodeId: 'n1', toNodeId: 'n4' } })
 *
 *  and the very same call again, at whoever leads then, until the answer says `done`: each call begins the change, joins it
 *  or goes on with what an earlier leader left half done. The leader goes on by itself between calls, so a caller may also
 *  ask once and watch. Others: addReplica, removeReplica, transferLeader; `dryRun` only says whether it would be refused.
 *  What is thrown is a RailkvError: NOT_LEADER, NO_LEADER and CHANGE_PENDING pass by themselves, the others say what to do. */
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { routeToWire } from '../../shard/descriptor.js';
import { encodeConfiguration } from '../../store/group-meta.js';
import { routeOf } from '../host/hosted-replica.js';
import type { NodeCore } from '../host/node-core.js';
import type { GroupTarget } from '../host/plan-change.js';
import { beginningAt } from '../host/siblings.js';
import type { Caller } from './service.js';

const ASKING_ID_MAX = 64;

/** Who may: every caller, as long as callers have no roles. */
export function changeGroup(
  core: NodeCore,
  caller: Caller,
  request: pb.ChangeGroupRequest.$Properties,
): pb.ChangeGroupResponse.$Properties {
  const group = request.group ?? 0;
  const target = targetOf(request);
  const replica = core.host.get(group);
  if (replica === undefined) throw core.gates.absent(group);
  if (!replica.isLeader) throw core.gates.notLeader(replica);
  if (core.stopping)
    throw new RailkvError('SHUTTING_DOWN', 'this node is shutting down: ask the next leader');
  if (!replica.isCurrentLeader)
    throw new RailkvError('NO_LEADER', `group ${group} has only just elected its leader: try again`, {
      retryAfterMs: 200,
    });
  const dryRun = request.dryRun === true;
  const { done, doing, now, after } = core.changes.ask(replica, target, { dryRun, asker: askerOf(request) });
  if (!dryRun) {
    core.reports.changed();
    core.env.log.debug({ group, target, caller: caller.id, done }, 'change of a group asked for');
  }
  return {
    done,
    doing,
    now: { ...now },
    after: { ...after },
    route: routeOf(replica),
    configuration: encodeConfiguration(replica.meta.configuration),
    child: done && target.kind === 'split' ? childRoute(core, target.key) : null,
  };
}

/** @throws RailkvError INVALID_REQUEST */
function askerOf({ askingId }: pb.ChangeGroupRequest.$Properties): string {
  const asker = askingId ?? '';
  if (asker.length > ASKING_ID_MAX)
    throw new RailkvError(
      'INVALID_REQUEST',
      `asking_id has ${asker.length} characters, at most ${ASKING_ID_MAX}: draw a shorter one`,
    );
  return asker;
}

/** Of the group that begins at the key, from its own log where it is here. */
function childRoute(core: NodeCore, key: Uint8Array): pb.Route.$Properties | null {
  const child = beginningAt(core.host.replicas(), key);
  if (child !== undefined) return routeOf(child);
  const placed = core.view.groupForKey(key);
  return placed === undefined ? null : routeToWire(placed, placed.leader.replica);
}

/** @throws RailkvError INVALID_REQUEST */
function targetOf(request: pb.ChangeGroupRequest.$Properties): GroupTarget {
  const ackQuorum = request.ackQuorum ?? 0;
  const { setAckQuorum, addReplica, removeReplica, moveReplica, transferLeader, splitGroup } = request;
  if (setAckQuorum) {
    const wanted = setAckQuorum.ackQuorum ?? 0;
    if (wanted === 0)
      throw new RailkvError(
        'ACK_QUORUM_INVALID',
        'an ack quorum of 0 would answer sales that no disk holds: give at least 1',
      );
    return { kind: 'ackQuorum', ackQuorum: wanted };
  }
  if (addReplica)
    return { kind: 'add', node: addReplica.nodeId ?? '', learner: addReplica.learner ?? false, ackQuorum };
  if (removeReplica) return { kind: 'remove', node: removeReplica.nodeId ?? '', ackQuorum };
  if (moveReplica)
    return { kind: 'move', from: moveReplica.fromNodeId ?? '', to: moveReplica.toNodeId ?? '', ackQuorum };
  if (transferLeader) return { kind: 'transfer', node: transferLeader.nodeId ?? '' };
  if (splitGroup)
    return { kind: 'split', key: Uint8Array.from(splitGroup.key ?? []), child: splitGroup.childGroup ?? 0 };
  throw new RailkvError('INVALID_REQUEST', 'the request names no change that this version knows');
}
