/** Raft's messages and configuration changes, to and from the wire. Decoding copies every `bytes` field, since a decoded
 *  one pins the whole frame, and checks the numbers: a message that makes no sense is a `RangeError`, dropped by the host. */
import { pb } from '../../proto/index.js';
import type {
  ConfChange,
  ConfChangeType,
  Configuration,
  Entry,
  Message,
  MessageType,
  SnapshotMetadata,
} from '../../raft/message.js';

const MESSAGE_TYPES: readonly (MessageType | undefined)[] = [
  undefined,
  'app',
  'appResp',
  'vote',
  'voteResp',
  'preVote',
  'preVoteResp',
  'snap',
  'heartbeat',
  'heartbeatResp',
  'readIndex',
  'readIndexResp',
  'timeoutNow',
  'transferLeader',
  'quiesce',
  'prop',
];
const MESSAGE_NUMBERS = new Map(MESSAGE_TYPES.map((type, number) => [type, number]));

const CHANGE_TYPES: readonly ConfChangeType[] = ['addVoter', 'remove', 'addLearner'];

const TRANSITIONS: readonly ConfChange['transition'][] = ['auto', 'explicit', 'recover'];

const NOTHING = new Uint8Array(0);

export function encodeMessage(message: Message): pb.RaftMessage.$Properties {
  return {
    type: MESSAGE_NUMBERS.get(message.type) ?? 0,
    to: message.to,
    from: message.from,
    term: message.term,
    logTerm: message.logTerm,
    index: message.index,
    entries: message.entries.map(encodeEntry),
    commit: message.commit,
    snapshot: message.snapshot === undefined ? null : encodeSnapshotMetadata(message.snapshot),
    reject: message.reject,
    rejectHint: message.rejectHint,
    readPosition: message.readPosition,
    transfer: message.transfer,
  };
}

/** @throws RangeError when it is not a message that could have been sent. */
export function decodeMessage(wire: pb.RaftMessage.$Properties): Message {
  const type = MESSAGE_TYPES[wire.type ?? 0];
  if (type === undefined) throw new RangeError(`no Raft message has type ${wire.type}`);
  return {
    type,
    to: count(wire.to),
    from: count(wire.from),
    term: count(wire.term),
    logTerm: count(wire.logTerm),
    index: count(wire.index),
    entries: (wire.entries ?? []).map(decodeEntry),
    commit: count(wire.commit),
    snapshot: wire.snapshot ? decodeSnapshotMetadata(wire.snapshot) : undefined,
    reject: wire.reject ?? false,
    rejectHint: count(wire.rejectHint),
    readPosition: count(wire.readPosition),
    transfer: wire.transfer ?? false,
  };
}

/** About what a message adds to a frame. */
export function messageBytes(message: Message): number {
  let bytes = 48;
  for (const entry of message.entries) bytes += entry.data.length + 24;
  return bytes;
}

function encodeEntry(entry: Entry): pb.Entry.$Properties {
  return {
    term: entry.term,
    index: entry.index,
    type: entry.type === 'normal' ? pb.EntryType.ENTRY_TYPE_NORMAL : pb.EntryType.ENTRY_TYPE_CONF_CHANGE,
    data: entry.data,
  };
}

function decodeEntry(wire: pb.Entry.$Properties): Entry {
  return {
    term: count(wire.term),
    index: count(wire.index),
    type: wire.type === pb.EntryType.ENTRY_TYPE_CONF_CHANGE ? 'confChange' : 'normal',
    data: wire.data && wire.data.length > 0 ? new Uint8Array(wire.data) : NOTHING,
  };
}

function encodeSnapshotMetadata(metadata: SnapshotMetadata): pb.SnapshotMetadata.$Properties {
  return {
    index: metadata.index,
    term: metadata.term,
    configuration: encodeConfiguration(metadata.configuration),
  };
}

function decodeSnapshotMetadata(wire: pb.SnapshotMetadata.$Properties): SnapshotMetadata {
  if (!wire.configuration) throw new RangeError('a snapshot has no configuration');
  return {
    index: count(wire.index),
    term: count(wire.term),
    configuration: decodeConfiguration(wire.configuration),
  };
}

function encodeConfiguration(configuration: Configuration): pb.Configuration.$Properties {
  return {
    voters: [...configuration.voters],
    ackQuorum: configuration.ackQuorum,
    votersOutgoing: [...configuration.votersOutgoing],
    ackQuorumOutgoing: configuration.ackQuorumOutgoing,
    learners: [...configuration.learners],
    learnersNext: [...configuration.learnersNext],
    autoLeave: configuration.autoLeave,
  };
}

function decodeConfiguration(wire: pb.Configuration.$Properties): Configuration {
  return {
    voters: (wire.voters ?? []).map(count),
    ackQuorum: wire.ackQuorum ?? 0,
    votersOutgoing: (wire.votersOutgoing ?? []).map(count),
    ackQuorumOutgoing: wire.ackQuorumOutgoing ?? 0,
    learners: (wire.learners ?? []).map(count),
    learnersNext: (wire.learnersNext ?? []).map(count),
    autoLeave: wire.autoLeave ?? false,
  };
}

export function encodeConfChange(change: ConfChange): Uint8Array {
  return pb.ConfChange.encode({
    transition: TRANSITIONS.indexOf(change.transition),
    changes: change.changes.map(({ type, replica }) => ({
      type: CHANGE_TYPES.indexOf(type),
      replicaId: replica,
    })),
    ackQuorum: change.ackQuorum,
    context: change.context,
  }).finish();
}

export function decodeConfChange(data: Uint8Array): ConfChange {
  const wire = pb.ConfChange.decode(data);
  const transition = TRANSITIONS[wire.transition];
  if (transition === undefined) throw new RangeError(`no change of members goes by ${wire.transition}`);
  return {
    transition,
    changes: wire.changes.map((single) => {
      const type = CHANGE_TYPES[single.type ?? 0];
      if (type === undefined) throw new RangeError(`no change of members has type ${single.type}`);
      return { type, replica: count(single.replicaId) };
    }),
    ackQuorum: wire.ackQuorum,
    context: new Uint8Array(wire.context),
  };
}

function count(value: number | null | undefined): number {
  const number = value ?? 0;
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`${number} is not a count`);
  return number;
}
