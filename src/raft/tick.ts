/** What the passing of one tick does. */

import { campaign } from './election.js';
import { NO_REPLICA } from './ids.js';
import { maybeLeaveJoint } from './membership.js';
import type { Raft } from './raft.js';
import { broadcastHeartbeat, repeatSnapshotOffers } from './replication.js';
import { abortTransfer } from './transfer.js';

export function tick(raft: Raft): void {
  if (raft.asleep) return;
  if (raft.role === 'leader') tickLeader(raft);
  else tickElection(raft);
}

function tickElection(raft: Raft): void {
  raft.electionElapsed++;
  if (!raft.promotable || raft.electionElapsed < raft.electionTimeout) return;
  raft.electionElapsed = 0;
  campaign(raft, raft.config.preVote ? 'preVote' : 'vote');
}

function tickLeader(raft: Raft): void {
  raft.heartbeatElapsed++;
  raft.electionElapsed++;
  if (raft.electionElapsed >= raft.config.electionTick) {
    raft.electionElapsed = 0;
    repeatSnapshotOffers(raft);
    if (raft.config.checkQuorum) checkQuorum(raft);
    if (raft.role !== 'leader') return;
    if (raft.leadTransferee !== NO_REPLICA) {
      abortTransfer(raft);
      maybeLeaveJoint(raft);
    }
  }
  if (raft.heartbeatElapsed >= raft.config.heartbeatTick) {
    raft.heartbeatElapsed = 0;
    broadcastHeartbeat(raft);
  }
}

/** A leader that so few hear that another may have been elected is none. */
function checkQuorum(raft: Raft): void {
  if (
    !raft.tracker.quorum.confirmedBy((id) => id === raft.id || raft.tracker.get(id)?.recentActive === true)
  ) {
    raft.trace({ kind: 'quorumLost', term: raft.term });
    raft.becomeFollower(raft.term, NO_REPLICA);
    return;
  }
  for (const progress of raft.tracker.all) {
    if (progress.id === raft.id) continue;
    progress.wasActive = progress.recentActive;
    progress.recentActive = false;
  }
}
