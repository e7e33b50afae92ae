/** What a follower does with what its leader sends: appends, heartbeats, snapshots (Raft figure 2, figure 13). */
import { isMember } from './conf-change.js';
import { assert } from './invariant.js';
import type { Message, SnapshotMetadata } from './message.js';
import * as outgoing from './outgoing.js';
import type { Raft } from './raft.js';

export function handleAppend(raft: Raft, message: Message): void {
  const { log } = raft;
  if (message.index < log.committed) {
    raft.sendWhenDurable(outgoing.appResp(message.from, raft.id, raft.term, log.committed));
    return;
  }
  const last = log.maybeAppend(message.index, message.logTerm, message.entries, message.commit);
  if (last !== undefined) {
    // Up to the last entry of this message, not of this log: what follows may not be the leader's.
    raft.sendWhenDurable(outgoing.appResp(message.from, raft.id, raft.term, last));
    return;
  }
  // All that the leader holds before its entry has a term no higher: entries of ours with a higher one can't match.
  const hint = log.findConflictByTerm(Math.min(message.index, log.lastIndex), message.logTerm);
  raft.sendWhenDurable(outgoing.appReject(message.from, raft.id, raft.term, message.index, hint));
}

export function handleHeartbeat(raft: Raft, message: Message): void {
  raft.log.commitTo(message.commit);
  raft.forwardedReads.heardLeader();
  // Promises nothing that a restart could break: it only says that no higher term was heard of until now.
  raft.send(outgoing.heartbeatResp(message.from, raft.id, raft.term, message.readPosition));
}

export function handleSnapshot(raft: Raft, message: Message): void {
  const { snapshot } = message;
  if (snapshot === undefined) {
    raft.trace({ kind: 'messageIgnored', message, why: 'it names no snapshot' });
    return;
  }
  const index = restore(raft, snapshot) ? raft.log.lastIndex : raft.log.committed;
  raft.sendWhenDurable(outgoing.appResp(message.from, raft.id, raft.term, index));
}

/** @returns whether the snapshot replaces the log */
function restore(raft: Raft, snapshot: SnapshotMetadata): boolean {
  const { log } = raft;
  const { index, term, configuration } = snapshot;
  if (index <= log.committed) return ignore(raft, index, 'it holds nothing new');
  assert(raft.role === 'follower', 'only a follower is sent snapshots');
  if (!isMember(configuration, raft.id)) {
    return ignore(raft, index, 'this replica is not in its configuration');
  }
  if (log.matches(index, term)) {
    // Nothing is missing here but the news that it is committed.
    log.commitTo(index);
    return ignore(raft, index, 'the log holds all of it');
  }
  log.restore(snapshot);
  raft.tracker.switchTo(configuration, log.lastIndex + 1);
  raft.trace({ kind: 'snapshotRestored', index, term });
  raft.trace({ kind: 'configuration', configuration });
  return true;
}

function ignore(raft: Raft, index: number, why: string): false {
  raft.trace({ kind: 'snapshotIgnored', index, why });
  return false;
}
