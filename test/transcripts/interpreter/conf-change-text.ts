/** Changes of the configuration as words: `v1` a voter, `l4` a learner, `r5` removed, `u2` told something (changes
 *  nothing), `d2` the ack quorum. And the codec that gives the core's configuration entries their bytes. */
import type { ConfChange, ConfChangeType, Configuration } from '../../../src/raft/message.js';
import type { Dialect } from './dialect.js';
import { ScriptError } from './script.js';

const LETTERS: Readonly<Record<string, ConfChangeType>> = { v: 'addVoter', l: 'addLearner', r: 'remove' };

interface Wording {
  readonly text: string;
  /** etcd's first kind of change, of one replica. */
  readonly v1: boolean;
}

export function parseChange(text: string, transition: ConfChange['transition'], v1: boolean): ConfChange {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const changes: ConfChange['changes'][number][] = [];
  let ackQuorum = 0;
  for (const word of words) {
    const number = Number(word.slice(1));
    const type = LETTERS[word[0] as string];
    if (!Number.isSafeInteger(number) || word.length < 2) throw new ScriptError(`unknown change ${word}`);
    if (word.startsWith('d')) ackQuorum = number;
    else if (type !== undefined) changes.push({ type, replica: number });
    else if (!word.startsWith('u')) throw new ScriptError(`unknown change ${word}`);
  }
  return { transition, changes, ackQuorum, context: encodeWording({ text: words.join(' '), v1 }) };
}

/** The majority of whom a change leaves: etcd knows no other ack quorum. */
export function withMajority(change: ConfChange, from: Configuration): ConfChange {
  if (change.changes.length === 0) return change;
  const voters = new Set(from.voters);
  for (const { type, replica } of change.changes) {
    if (type === 'addVoter') voters.add(replica);
    else voters.delete(replica);
  }
  return { ...change, ackQuorum: Math.floor(voters.size / 2) + 1 };
}

export function encodeChange(change: ConfChange): Uint8Array {
  return new TextEncoder().encode(
    JSON.stringify({ ...change, context: new TextDecoder().decode(change.context) }),
  );
}

export function decodeChange(data: Uint8Array): ConfChange {
  const parsed: Omit<ConfChange, 'context'> & { context: string } = JSON.parse(
    new TextDecoder().decode(data),
  );
  return { ...parsed, context: new TextEncoder().encode(parsed.context) };
}

/** As etcd prints an entry: its kind, and the words. */
export function describeChange(change: ConfChange): string {
  const { text, v1 } = decodeWording(change.context);
  return `${v1 ? 'EntryConfChange' : 'EntryConfChangeV2'}${text === '' ? '' : ` ${text}`}`;
}

export function describeConfiguration(configuration: Configuration, dialect: Dialect): string {
  const { voters, votersOutgoing, learners, learnersNext, autoLeave } = configuration;
  const list = (ids: readonly number[]) => `(${ids.join(' ')})`;
  const parts = [`voters=${list(voters)}`];
  if (votersOutgoing.length > 0) parts.push(`&&${list(votersOutgoing)}`);
  if (dialect === 'own') {
    parts.push(` d=${configuration.ackQuorum}`);
    if (votersOutgoing.length > 0) parts.push(`&&${configuration.ackQuorumOutgoing}`);
  }
  if (learners.length > 0) parts.push(` learners=${list(learners)}`);
  if (learnersNext.length > 0) parts.push(` learners_next=${list(learnersNext)}`);
  if (autoLeave) parts.push(' autoleave');
  return parts.join('');
}

function encodeWording(wording: Wording): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(wording));
}

function decodeWording(context: Uint8Array): Wording {
  return context.length === 0 ? { text: '', v1: false } : JSON.parse(new TextDecoder().decode(context));
}
