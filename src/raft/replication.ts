/** The leader's side of the log: appending, sending, and counting copies (Raft 5.3, 5.4.2; thesis 10.2 for pipelining).
 *  Only a leader calls this. */
import { entriesBytes } from './byte-ledger.js';
import { isMember } from './conf-change.js';
import type { LogIndex, ReplicaId } from './ids.js';
import { assert, fail } from './invariant.js';
import type { Entry, EntryType, Message } from './message.js';
import * as outgoing from './outgoing.js';
import type { Progress } from './progress.js';
import type { Raft } from './raft.js';

const NONE: readonly Entry[] = [];

/** Writes entries of this term. The leader's own copy is acknowledged by a message to itself, after its own fsync. */
export function appendEntries(
  raft: Raft,
  type: EntryType,
  payloads: readonly Uint8Array[],
  weight: number,
): LogIndex {
  const first = raft.log.lastIndex + 1;
  const entries: Entry[] = new Array(payloads.length);
  for (let i = 0; i < payloads.length; i++) {
    entries[i] = { term: raft.term, index: first + i, type, data: payloads[i] as Uint8Array };
  }
  raft.log.append(entries);
  const last = first + payloads.length - 1;
  raft.uncommitted.add(last, weight);
  raft.sendWhenDurable(outgoing.appResp(raft.id, raft.id, raft.term, last));
  return first;
}

export function broadcastAppend(raft: Raft): void {
  for (const progress of raft.tracker.all) if (progress.id !== raft.id) sendAppend(raft, progress, true);
}

/** @param evenEmpty also when there is no entry to send: to carry the commit index, or as a probe
 *  @returns whether something was sent */
export function sendAppend(raft: Raft, progress: Progress, evenEmpty: boolean): boolean {
  if (progress.paused) return false;
  const previous = progress.next - 1;
  const previousTerm = raft.log.term(previous);
  if (previousTerm === undefined) return offerSnapshot(raft, progress);
  // Into a full window only empty appends go: should all that filled it be lost, the answer to one of them says so.
  let entries = NONE;
  if (progress.state !== 'replicate' || !progress.inflights.full) {
    const read = raft.log.entries(progress.next, raft.config.maxSizePerMessage);
    if (read === 'compacted') return offerSnapshot(raft, progress);
    if (read === 'unavailable') {
      progress.awaitingEntries = true;
      return false;
    }
    entries = read;
  }
  if (entries.length === 0 && !evenEmpty) return false;
  raft.send(
    outgoing.app(progress.id, raft.id, raft.term, previous, previousTerm, entries, raft.log.committed),
  );
  progress.awaitingEntries = false;
  progress.sentEntries(entries.length, entriesBytes(entries));
  progress.sentCommit = raft.log.committed;
  return true;
}

/** Only says which snapshot: the receiver pulls the data. To one that is heard from, and not while one is being made. */
function offerSnapshot(raft: Raft, progress: Progress): boolean {
  if (!progress.recentActive) return false;
  const snapshot = raft.config.storage.snapshot();
  if (snapshot === 'unavailable') return false;
  assert(snapshot.index > 0, 'an empty snapshot can not be sent');
  if (snapshot.index > raft.log.committed)
    fail(`snapshot at ${snapshot.index} is ahead of commit ${raft.log.committed}`);
  // One from before it became a member would be refused there: a newer one has to be made first.
  if (!isMember(snapshot.configuration, progress.id)) return false;
  progress.becomeSnapshot(snapshot.index);
  raft.send(outgoing.snap(progress.id, raft.id, raft.term, snapshot));
  if (raft.config.trace !== undefined)
    raft.trace({ kind: 'snapshotOffered', to: progress.id, index: snapshot.index });
  return true;
}

/** Once per election timeout: who waits for a snapshot is told again, of the newest. The first word may be lost, the
 *  receiver may have restarted, or that snapshot may be gone. */
export function repeatSnapshotOffers(raft: Raft): void {
  for (const progress of raft.tracker.all) if (progress.state === 'snapshot') offerSnapshot(raft, progress);
}

export function broadcastHeartbeat(raft: Raft): void {
  const { position } = raft.reads;
  raft.reads.asked(position);
  for (const progress of raft.tracker.all) {
    if (progress.id === raft.id) continue;
    // Never beyond what is known to match there.
    const { committed } = raft.log;
    const commit = Math.min(progress.match, committed);
    raft.send(outgoing.heartbeat(progress.id, raft.id, raft.term, commit, committed, position));
    progress.sentCommit = commit;
  }
}

/** @returns whether the commit index moved; the caller then tells everybody */
export function maybeCommit(raft: Raft): boolean {
  if (!raft.log.maybeCommit(raft.tracker.quorum.committed(), raft.term)) return false;
  raft.uncommitted.releaseTo(raft.log.committed);
  raft.reads.release(raft.log.committed);
  if (raft.config.trace !== undefined) raft.trace({ kind: 'committed', index: raft.log.committed });
  return true;
}

export function handleAppResp(raft: Raft, progress: Progress, message: Message): void {
  progress.recentActive = true;
  if (message.reject) handleRefusal(raft, progress, message);
  else handleAck(raft, progress, message.index);
}

function handleRefusal(raft: Raft, progress: Progress, message: Message): void {
  let hint = message.rejectHint;
  // Where our terms lie above the follower's at the hint, a probe must fail: skip them all at once.
  if (message.logTerm > 0)
    hint = raft.log.findConflictByTerm(Math.min(hint, raft.log.lastIndex), message.logTerm).index;
  if (!progress.refused(message.index, hint)) return;
  if (raft.config.trace !== undefined) {
    raft.trace({ kind: 'appendRefused', by: progress.id, index: message.index, hint });
  }
  if (progress.state === 'replicate') progress.becomeProbe();
  sendAppend(raft, progress, true);
}

function handleAck(raft: Raft, progress: Progress, index: LogIndex): void {
  if (index > raft.log.lastIndex)
    fail(`replica ${progress.id} holds ${index}, the leader only ${raft.log.lastIndex}`);
  const news = progress.acked(index);
  // An answer to a probe that says nothing new still ends the probing. Not so in `snapshot`: it lacks index + 1.
  if (!news && !(progress.match === index && progress.state === 'probe')) return;
  switch (progress.state) {
    case 'probe':
      progress.becomeReplicate();
      break;
    case 'snapshot':
      // Whichever snapshot it was: what counts is that the log goes on from there.
      if (progress.match + 1 >= raft.log.firstIndex) progress.becomeReplicate();
      break;
    case 'replicate':
      progress.inflights.freeTo(index);
      break;
  }
  const isSelf = progress.id === raft.id;
  if (maybeCommit(raft)) broadcastAppend(raft);
  else if (!isSelf && progress.wantsCommit(raft.log.committed)) sendAppend(raft, progress, true);
  if (!isSelf) sendAll(raft, progress);
}

/** As many appends as the window takes. */
function sendAll(raft: Raft, progress: Progress): void {
  while (sendAppend(raft, progress, false)) {
    // Each call sends one message and narrows the window or ends the log.
  }
}

export function handleHeartbeatResp(raft: Raft, progress: Progress): void {
  progress.recentActive = true;
  progress.appendsPaused = false;
  // Also when it is caught up but being probed: the answer ends the probing.
  if (progress.match < raft.log.lastIndex || progress.state === 'probe') sendAppend(raft, progress, true);
}

/** What storage could not give before is in memory now. */
export function resumeAwaiting(raft: Raft): void {
  for (const progress of raft.tracker.all) {
    if (!progress.awaitingEntries) continue;
    progress.awaitingEntries = false;
    sendAll(raft, progress);
  }
}

export function reportUnreachable(raft: Raft, id: ReplicaId): void {
  const progress = raft.tracker.get(id);
  // In `replicate` an append is probably lost.
  if (progress?.state === 'replicate' && id !== raft.id) progress.becomeProbe();
}

/** The receiver's pull ended. When well, its acknowledgement will come; either way it is probed on the next heartbeat. */
export function reportSnapshot(raft: Raft, id: ReplicaId, ok: boolean): void {
  const progress = raft.tracker.get(id);
  if (progress?.state !== 'snapshot') return;
  // Cleared before the probe starts, else it would start behind a snapshot that never arrived.
  if (!ok) progress.pendingSnapshot = 0;
  progress.becomeProbe();
  progress.appendsPaused = true;
}
