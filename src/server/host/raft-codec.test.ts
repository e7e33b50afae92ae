import { describe, expect, it } from 'vitest';
import { pb } from '../../proto/index.js';
import type { Message } from '../../raft/message.js';
import { decodeConfChange, decodeMessage, encodeConfChange, encodeMessage } from './raft-codec.js';

const message: Message = {
  type: 'app',
  to: 2 ** 32 + 7,
  from: 3,
  term: 9,
  logTerm: 8,
  index: 100,
  entries: [
    { term: 9, index: 101, type: 'normal', data: Uint8Array.of(1, 2, 3) },
    { term: 9, index: 102, type: 'confChange', data: new Uint8Array(0) },
  ],
  commit: 99,
  snapshot: undefined,
  reject: true,
  rejectHint: 50,
  readPosition: 4,
  transfer: true,
};

const throughTheWire = (from: Message): Message =>
  decodeMessage(pb.RaftMessage.decode(pb.RaftMessage.encode(encodeMessage(from)).finish()));

describe("Raft's messages on the wire", () => {
  it('come back as they went', () => {
    expect(throughTheWire(message)).toEqual(message);
  });

  it('carry the metadata of a snapshot, its configuration included', () => {
    const configuration = {
      voters: [1, 2, 3],
      ackQuorum: 2,
      votersOutgoing: [1, 2],
      ackQuorumOutgoing: 1,
      learners: [4],
      learnersNext: [2],
      autoLeave: true,
    };
    const snap: Message = {
      ...message,
      type: 'snap',
      entries: [],
      snapshot: { index: 70, term: 6, configuration },
    };
    expect(throughTheWire(snap)).toEqual(snap);
  });

  it('do not pin the frame they came in', () => {
    const bytes = pb.RaftMessage.encode(encodeMessage(message)).finish();
    const data = decodeMessage(pb.RaftMessage.decode(bytes)).entries[0]?.data;
    expect(data?.buffer).not.toBe(bytes.buffer);
  });

  it('are refused when no replica could have sent them', () => {
    expect(() => decodeMessage({ ...encodeMessage(message), type: 0 })).toThrow(RangeError);
    expect(() => decodeMessage({ ...encodeMessage(message), index: -1 })).toThrow(RangeError);
    expect(() => decodeMessage({ ...encodeMessage(message), term: 1.5 })).toThrow(RangeError);
  });
});

describe('a change of members', () => {
  it('comes back from the log as it went', () => {
    const change = {
      transition: 'explicit',
      changes: [
        { type: 'addVoter', replica: 4 },
        { type: 'remove', replica: 1 },
        { type: 'addLearner', replica: 5 },
      ],
      ackQuorum: 3,
      context: Uint8Array.of(7),
    } as const;
    expect(decodeConfChange(encodeConfChange(change))).toEqual(change);
  });
});
