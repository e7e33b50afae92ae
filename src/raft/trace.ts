/** What the core says about itself, for transcripts, tests and debug logs. Never needed for what it does. */
import type { LogIndex, ReplicaId, Term } from './ids.js';
import type { Configuration, Message, MessageType } from './message.js';
import type { Role } from './ready.js';

export type TraceEvent =
  | { readonly kind: 'roleChanged'; readonly role: Role; readonly term: Term; readonly leader: ReplicaId }
  | {
      readonly kind: 'campaignStarted';
      readonly election: 'preVote' | 'vote' | 'transfer';
      readonly term: Term;
    }
  | { readonly kind: 'campaignRefused'; readonly why: CampaignRefusal }
  | {
      readonly kind: 'voteCast';
      readonly for: ReplicaId;
      readonly pre: boolean;
      readonly granted: boolean;
      readonly term: Term;
    }
  | {
      readonly kind: 'voteHeard';
      readonly from: ReplicaId;
      readonly pre: boolean;
      readonly granted: boolean;
      readonly term: Term;
    }
  | { readonly kind: 'voteIgnored'; readonly from: ReplicaId; readonly ticksLeft: number }
  | { readonly kind: 'yielded'; readonly to: ReplicaId }
  | { readonly kind: 'quorumLost'; readonly term: Term }
  | { readonly kind: 'messageIgnored'; readonly message: Message; readonly why: string }
  | {
      readonly kind: 'appendRefused';
      readonly by: ReplicaId;
      readonly index: LogIndex;
      readonly hint: LogIndex;
    }
  | { readonly kind: 'committed'; readonly index: LogIndex }
  | { readonly kind: 'configuration'; readonly configuration: Configuration }
  | { readonly kind: 'leaveProposed'; readonly index: LogIndex }
  | { readonly kind: 'snapshotOffered'; readonly to: ReplicaId; readonly index: LogIndex }
  | { readonly kind: 'snapshotRestored'; readonly index: LogIndex; readonly term: Term }
  | { readonly kind: 'snapshotIgnored'; readonly index: LogIndex; readonly why: string }
  | { readonly kind: 'appendedIgnored'; readonly index: LogIndex; readonly term: Term }
  | { readonly kind: 'transferStarted' | 'transferAborted' | 'transferSent'; readonly to: ReplicaId }
  | { readonly kind: 'slept' | 'woke'; readonly by: MessageType | 'host' };

export type CampaignRefusal = 'alreadyLeader' | 'notVoter' | 'snapshotPending' | 'configurationNotApplied';
