/** Quiet groups sleep: no ticks, no heartbeats. A leader may when nobody lacks anything but replicas that are not heard and of
 *  which the host says that they are away: they are caught up when they come back, and that wakes it. A follower sleeps only when its picture is the leader's. Whatever happens wakes. That peers live is watched per pair of nodes, by the host. */
import { NO_REPLICA, type ReplicaId } from './ids.js';
import type { Message } from './message.js';
import * as outgoing from './outgoing.js';
import type { Progress } from './progress.js';
import type { Raft } from './raft.js';

/** @param isAway who may be left behind, when it has not been heard for two checks of the quorum: its return wakes the leader
 *  @returns whether the leader sleeps now; its followers were told */
export function quiesce(raft: Raft, isAway: (id: ReplicaId) => boolean): boolean {
  if (raft.asleep) return true;
  if (!mayQuiesce(raft, isAway)) return false;
  const { committed, lastIndex } = raft.log;
  for (const progress of raft.tracker.all) {
    if (progress.id !== raft.id)
      raft.send(outgoing.quiesce(progress.id, raft.id, raft.term, committed, lastIndex));
  }
  raft.asleep = true;
  raft.trace({ kind: 'slept', by: 'host' });
  return true;
}

function mayQuiesce(raft: Raft, isAway: (id: ReplicaId) => boolean): boolean {
  if (raft.role !== 'leader' || raft.leadTransferee !== NO_REPLICA || !raft.reads.isEmpty) return false;
  if (!raft.committedInTerm || raft.tracker.configuration.votersOutgoing.length > 0) return false;
  const { lastIndex, committed, applied, unstable } = raft.log;
  // The last entry is of this term then: by that its followers know that they hold all of it.
  if (committed !== lastIndex || applied !== lastIndex || unstable.hasEntries) return false;
  const complete = (progress: Progress): boolean =>
    progress.match === lastIndex &&
    (progress.id === raft.id || (progress.state === 'replicate' && progress.inflights.count === 0));
  if (
    !raft.tracker.all.every(
      (each) => complete(each) || (each.id !== raft.id && !each.active && isAway(each.id)),
    )
  )
    return false;
  // Asleep nobody checks the quorum: who sleeps along must be enough to keep another from being elected.
  return raft.tracker.quorum.confirmedBy((id) => {
    const progress = raft.tracker.get(id);
    return progress !== undefined && complete(progress);
  });
}

/** To a follower. It is said to those too of whom the leader does not know that they match, since they are away: one of them
 *  may hear it, with a log as long and another last entry. That of a leader that sleeps is of its own term, and who holds it
 *  holds all before it (Raft 5.3). */
export function handleQuiesce(raft: Raft, message: Message): void {
  const { log } = raft;
  const matches = log.lastIndex === message.index && log.matches(message.index, message.term);
  if (matches) log.commitTo(message.commit);
  const agrees =
    matches &&
    log.committed === message.commit &&
    !log.unstable.hasEntries &&
    log.unstable.snapshot === undefined &&
    // Heartbeats repeat a question that was lost; asleep there are none.
    raft.forwardedReads.isEmpty;
  if (!agrees) {
    raft.send(outgoing.quiesceRefusal(message.from, raft.id, raft.term));
    return;
  }
  raft.asleep = true;
  raft.trace({ kind: 'slept', by: 'quiesce' });
}

/** Time did not pass while asleep: everybody gets a whole election timeout, and the leader speaks at its next tick. */
export function wake(raft: Raft, by: Message['type'] | 'host'): void {
  if (!raft.asleep) return;
  raft.asleep = false;
  raft.electionElapsed = 0;
  raft.heartbeatElapsed = raft.config.heartbeatTick;
  for (const progress of raft.tracker.all) progress.recentActive = true;
  raft.trace({ kind: 'woke', by });
}

/** Whether a message leaves a sleeper asleep: the repeated word to sleep, and the answer to a heartbeat that was sent
 *  before it slept. */
export function leavesAsleep(raft: Raft, message: Message): boolean {
  if (message.term !== raft.term || message.reject) return false;
  return message.type === 'quiesce' || (message.type === 'heartbeatResp' && raft.role === 'leader');
}
