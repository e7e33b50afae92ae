/** Entries, messages and states in the short forms of etcd-io/raft's DescribeMessage and its kin. */
import type { ReplicaId } from '../../../src/raft/ids.js';
import type {
  Configuration,
  Entry,
  HardState,
  Message,
  MessageType,
  SnapshotMetadata,
} from '../../../src/raft/message.js';
import type { ProgressStatus } from '../../../src/raft/raw-node.js';
import type { Ready, Role } from '../../../src/raft/ready.js';
import { decodeChange, describeChange } from './conf-change-text.js';
import type { Dialect } from './dialect.js';

const KINDS: Readonly<Record<MessageType, string>> = {
  app: 'MsgApp',
  appResp: 'MsgAppResp',
  vote: 'MsgVote',
  voteResp: 'MsgVoteResp',
  preVote: 'MsgPreVote',
  preVoteResp: 'MsgPreVoteResp',
  snap: 'MsgSnap',
  heartbeat: 'MsgHeartbeat',
  heartbeatResp: 'MsgHeartbeatResp',
  readIndex: 'MsgReadIndex',
  readIndexResp: 'MsgReadIndexResp',
  timeoutNow: 'MsgTimeoutNow',
  transferLeader: 'MsgTransferLeader',
  quiesce: 'MsgQuiesce',
  prop: 'MsgProp',
};

const ROLES: Readonly<Record<Role, string>> = {
  follower: 'StateFollower',
  preCandidate: 'StatePreCandidate',
  candidate: 'StateCandidate',
  leader: 'StateLeader',
};

const STATES = { probe: 'StateProbe', replicate: 'StateReplicate', snapshot: 'StateSnapshot' } as const;

export function describeKind(type: MessageType): string {
  return KINDS[type];
}

export function describeRole(role: Role): string {
  return ROLES[role];
}

export function describeEntry(entry: Entry): string {
  const what =
    entry.type === 'normal'
      ? `EntryNormal ${JSON.stringify(new TextDecoder().decode(entry.data))}`
      : describeChange(decodeChange(entry.data));
  return `${entry.term}/${entry.index} ${what}`;
}

export function describeEntries(entries: readonly Entry[]): string {
  return entries.map(describeEntry).join('\n');
}

function describeHardState({ term, vote, commit }: HardState): string {
  return `Term:${term}${vote === 0 ? '' : ` Vote:${vote}`} Commit:${commit}`;
}

function describeConfState(configuration: Configuration, dialect: Dialect): string {
  const { voters, votersOutgoing, learners, learnersNext, autoLeave } = configuration;
  const list = (ids: readonly ReplicaId[]) => `[${ids.join(' ')}]`;
  const quorum =
    dialect === 'etcd'
      ? ''
      : ` AckQuorum:${configuration.ackQuorum}${votersOutgoing.length > 0 ? `/${configuration.ackQuorumOutgoing}` : ''}`;
  return `Voters:${list(voters)} VotersOutgoing:${list(votersOutgoing)} Learners:${list(learners)} LearnersNext:${list(learnersNext)} AutoLeave:${autoLeave}${quorum}`;
}

export function describeSnapshot(snapshot: SnapshotMetadata, dialect: Dialect): string {
  return `Index:${snapshot.index} Term:${snapshot.term} ConfState:${describeConfState(snapshot.configuration, dialect)}`;
}

export function describeMessage(message: Message, dialect: Dialect): string {
  const { type, from, to, term, commit, reject } = message;
  // Our refusals of votes say how long the refuser's log is; etcd's do not.
  const vote = type === 'voteResp' || type === 'preVoteResp';
  const refusal = reject && vote && dialect === 'etcd';
  // Our heartbeats name all that is committed; etcd's do not.
  const log = refusal || type === 'heartbeat' ? '0/0' : `${message.logTerm}/${message.index}`;
  let text = `${target(from)}->${target(to)} ${KINDS[type]} Term:${term} Log:${log}`;
  if (reject) text += ` Rejected (Hint: ${message.rejectHint})`;
  if (commit !== 0) text += ` Commit:${commit}`;
  if (dialect === 'own' && message.readPosition !== 0) text += ` Read:${message.readPosition}`;
  if (dialect === 'own' && message.transfer) text += ' Transfer';
  // What the voter knows to be committed; etcd's says nothing of it.
  const known = vote ? message.entries[0] : undefined;
  if (known !== undefined && dialect === 'own') text += ` Committed:${known.term}/${known.index}`;
  if (!vote) text += entriesOf(message.entries, '');
  if (message.snapshot !== undefined) text += `\n  Snapshot: ${describeSnapshot(message.snapshot, dialect)}`;
  return text;
}

/** Entries within a message: one beside it, more below it. */
export function entriesOf(entries: readonly Entry[], indent: string): string {
  if (entries.length === 0) return '';
  if (entries.length === 1) return ` Entries:[${describeEntry(entries[0] as Entry)}]`;
  return ` Entries:[${entries.map((entry) => `\n${indent}  ${describeEntry(entry)}`).join('')}\n${indent}]`;
}

/** What a Ready holds, except its messages, line by line. */
export function describeReadyParts(
  ready: Ready,
  hardState: HardState | undefined,
  dialect: Dialect,
): string[] {
  const lines: string[] = [];
  const { softState, append, apply, readStates, droppedReads } = ready;
  if (softState !== undefined) lines.push(`Lead:${softState.leader} State:${ROLES[softState.role]}`);
  if (hardState !== undefined) lines.push(`HardState ${describeHardState(hardState)}`);
  for (const { requestId, index } of readStates) lines.push(`Read ${requestId} may be served at ${index}`);
  if (droppedReads.length > 0) lines.push(`Reads given up: ${droppedReads.join(' ')}`);
  if (append !== undefined && append.entries.length > 0)
    lines.push('Entries:', describeEntries(append.entries));
  if (append?.snapshot !== undefined) lines.push(`Snapshot ${describeSnapshot(append.snapshot, dialect)}`);
  if (apply !== undefined) lines.push('CommittedEntries:', describeEntries(apply.entries));
  return lines;
}

export function describeProgress(progress: ProgressStatus): string {
  let text = `${STATES[progress.state]} match=${progress.match} next=${progress.next}`;
  if (progress.learner) text += ' learner';
  if (progress.paused) text += ' paused';
  if (progress.pendingSnapshot > 0) text += ` pendingSnap=${progress.pendingSnapshot}`;
  if (!progress.recentActive) text += ' inactive';
  if (progress.inflight > 0) text += ` inflight=${progress.inflight}${progress.inflightFull ? '[full]' : ''}`;
  return text;
}

function target(id: ReplicaId): string {
  return id === 0 ? 'None' : id.toString(16);
}
