/** What is on its way to a replica: a message, or news from one of its own storage threads. */
import type { LogIndex, ReplicaId } from '../../../src/raft/ids.js';
import type { Entry, Message, MessageType } from '../../../src/raft/message.js';
import type { AppendRequest, StorageResponse } from '../../../src/raft/ready.js';
import { describeMessage, describeSnapshot, entriesOf } from './describe.js';
import type { Dialect } from './dialect.js';

export type Appended = Extract<StorageResponse, { kind: 'appended' }>;

export type Envelope =
  | { readonly kind: 'message'; readonly to: ReplicaId; readonly message: Message }
  | {
      readonly kind: 'appended';
      readonly to: ReplicaId;
      readonly response: Appended;
      readonly snapshot: AppendRequest['snapshot'];
    }
  | {
      readonly kind: 'applied';
      readonly to: ReplicaId;
      readonly index: LogIndex;
      readonly entries: readonly Entry[];
    };

export function describeEnvelope(envelope: Envelope, dialect: Dialect): string {
  switch (envelope.kind) {
    case 'message':
      return describeMessage(envelope.message, dialect);
    case 'appended':
      return describeAppended(envelope.to, envelope.response, envelope.snapshot, dialect);
    case 'applied':
      return `ApplyThread->${envelope.to} MsgStorageApplyResp Term:0 Log:0/0${entriesOf(envelope.entries, '')}`;
  }
}

function describeAppended(
  to: ReplicaId,
  { term, index, logTerm }: Appended,
  snapshot: AppendRequest['snapshot'],
  dialect: Dialect,
): string {
  const line = `AppendThread->${to} MsgStorageAppendResp Term:${term} Log:${logTerm}/${index}`;
  return snapshot === undefined ? line : `${line}\n  Snapshot: ${describeSnapshot(snapshot, dialect)}`;
}

/** Its own votes and acks, and what its storage says: the network can't lose these. */
export function isLocal(envelope: Envelope): boolean {
  return envelope.kind !== 'message' || envelope.message.from === envelope.message.to;
}

export interface Filter {
  readonly to: ReplicaId;
  readonly type?: MessageType | undefined;
  readonly from?: ReplicaId | undefined;
}

export function concerns(envelope: Envelope, { to, type, from }: Filter): boolean {
  if (envelope.to !== to) return false;
  if (type === undefined && from === undefined) return true;
  if (envelope.kind !== 'message') return false;
  const { message } = envelope;
  return (type === undefined || message.type === type) && (from === undefined || message.from === from);
}
