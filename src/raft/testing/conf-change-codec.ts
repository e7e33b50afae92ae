/** A codec for configuration entries in tests of the core; the node's is protobuf. */
import type { ConfChange, Configuration } from '../message.js';

export function encodeConfChange(change: ConfChange): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ ...change, context: [...change.context] }));
}

export function decodeConfChange(data: Uint8Array): ConfChange {
  const parsed: Omit<ConfChange, 'context'> & { context: number[] } = JSON.parse(
    new TextDecoder().decode(data),
  );
  return { ...parsed, context: Uint8Array.from(parsed.context) };
}

/** The configuration of a settled group. */
export function configurationOf(
  voters: readonly number[],
  ackQuorum: number,
  learners: readonly number[] = [],
): Configuration {
  return {
    voters,
    ackQuorum,
    votersOutgoing: [],
    ackQuorumOutgoing: 0,
    learners,
    learnersNext: [],
    autoLeave: false,
  };
}

/** `v4 r1 l5 d2`: add voter 4, remove 1, add learner 5, ack quorum 2. */
export function changeOf(text: string, transition: ConfChange['transition'] = 'auto'): ConfChange {
  const words = text.split(' ').filter((word) => word !== '');
  const types = { v: 'addVoter', r: 'remove', l: 'addLearner' } as const;
  const changes = words
    .filter((word) => !word.startsWith('d'))
    .map((word) => ({ type: types[word[0] as keyof typeof types], replica: Number(word.slice(1)) }));
  const quorum = words.find((word) => word.startsWith('d'));
  return {
    transition,
    changes,
    ackQuorum: quorum === undefined ? 0 : Number(quorum.slice(1)),
    context: new Uint8Array(0),
  };
}
