/** What the core traces, as log lines with a level, after the manner of etcd-io/raft's. */
import type { ReplicaId } from '../../../src/raft/ids.js';
import type { CampaignRefusal, TraceEvent } from '../../../src/raft/trace.js';
import { describeConfiguration } from './conf-change-text.js';
import { describeKind, describeMessage } from './describe.js';
import type { Dialect } from './dialect.js';
import type { Level } from './output.js';

const ROLES = {
  follower: 'follower',
  preCandidate: 'pre-candidate',
  candidate: 'candidate',
  leader: 'leader',
} as const;

const REFUSALS: Readonly<Record<CampaignRefusal, string>> = {
  alreadyLeader: 'it leads already',
  notVoter: 'it is no voter',
  snapshotPending: 'its snapshot is not installed',
  configurationNotApplied: 'a committed configuration is not applied',
};

export function prose(id: ReplicaId, event: TraceEvent, dialect: Dialect): readonly [Level, string] {
  switch (event.kind) {
    case 'roleChanged':
      return ['INFO', `${id} became ${ROLES[event.role]} at term ${event.term}`];
    case 'campaignStarted':
      return [
        'INFO',
        `${id} is starting ${event.election === 'vote' ? 'an election' : event.election === 'preVote' ? 'a pre-election' : 'an election on the word of its leader'} at term ${event.term}`,
      ];
    case 'campaignRefused':
      return ['WARN', `${id} can not campaign: ${REFUSALS[event.why]}`];
    case 'voteCast':
      return [
        'INFO',
        `${id} ${event.granted ? 'granted' : 'refused'} ${describeKind(event.pre ? 'preVote' : 'vote')} to ${event.for} at term ${event.term}`,
      ];
    case 'voteHeard':
      return [
        'INFO',
        `${id} received ${describeKind(event.pre ? 'preVoteResp' : 'voteResp')}${event.granted ? '' : ' rejection'} from ${event.from} at term ${event.term}`,
      ];
    case 'voteIgnored':
      return [
        'INFO',
        `${id} ignored a candidate, ${event.from}: it hears a leader (${event.ticksLeft} ticks left)`,
      ];
    case 'yielded':
      return ['INFO', `${id} yields to the longer log of ${event.to}`];
    case 'quorumLost':
      return ['WARN', `${id} stepped down at term ${event.term}: it does not hear its quorum`];
    case 'messageIgnored':
      return ['INFO', `${id} ignored ${describeMessage(event.message, dialect)}: ${event.why}`];
    case 'appendRefused':
      return [
        'DEBUG',
        `${id} heard from ${event.by} that ${event.index} does not match (hint ${event.hint})`,
      ];
    case 'committed':
      return ['DEBUG', `${id} committed ${event.index}`];
    case 'configuration':
      return [
        'INFO',
        `${id} switched to configuration ${describeConfiguration(event.configuration, dialect)}`,
      ];
    case 'leaveProposed':
      return ['INFO', `${id} proposed at ${event.index} to leave the joint configuration`];
    case 'snapshotOffered':
      return ['DEBUG', `${id} offered ${event.to} the snapshot at ${event.index}`];
    case 'snapshotRestored':
      return ['INFO', `${id} restored the snapshot at ${event.term}/${event.index}`];
    case 'snapshotIgnored':
      return ['INFO', `${id} ignored the snapshot at ${event.index}: ${event.why}`];
    case 'appendedIgnored':
      return ['INFO', `${id} did not take ${event.index} for stable: term ${event.term} is over`];
    case 'transferStarted':
      return ['INFO', `${id} starts to transfer leadership to ${event.to}`];
    case 'transferAborted':
      return ['INFO', `${id} gave up transferring leadership to ${event.to}`];
    case 'transferSent':
      return ['INFO', `${id} sent ${describeKind('timeoutNow')} to ${event.to}`];
    case 'slept':
      return ['INFO', `${id} sleeps`];
    case 'woke':
      return ['INFO', `${id} woke up (${event.by === 'host' ? 'host' : describeKind(event.by)})`];
  }
}
