/** etcd-io/raft's quorum tables against ours, with the majority as ack quorum: which index is committed, who has won.
 *  Compared is the answer, each table's last line; and that the two halves may change places. */
import type { ReplicaId } from '../../../src/raft/ids.js';
import { JointQuorum, type VoterAcks } from '../../../src/raft/joint-quorum.js';
import type { Configuration } from '../../../src/raft/message.js';
import { type Directive, parseScript } from '../interpreter/script.js';
import type { Comparison } from './verdict.js';

const OUTCOMES = { won: 'VoteWon', pending: 'VotePending', lost: 'VoteLost' } as const;

export function compareQuorum(name: string, text: string): Comparison {
  const { directives } = parseScript(text);
  const steps = directives.map((directive) => {
    const expected = directive.expected.trimEnd().split('\n').pop() ?? '';
    return { line: directive.line, command: directive.command, expected, actual: answer(directive) };
  });
  return {
    name,
    steps: steps.length,
    differing: steps.filter(({ expected, actual }) => expected !== actual),
  };
}

function answer(directive: Directive): string {
  const list = (key: string) => directive.arguments.find((argument) => argument.key === key)?.values;
  const incoming = (list('cfg') ?? []).map(Number);
  const outgoing = (list('cfgj') ?? []).filter((value) => value !== 'zero').map(Number);
  const voters = [...new Set([...incoming, ...outgoing])];
  const said = list(directive.command === 'vote' ? 'votes' : 'idx') ?? [];
  if (said.length !== voters.length)
    return `error: mismatched input (explicit or _) for voters [${[...voters].sort((a, b) => a - b).join(' ')}]: [${said.map((word) => (word === '_' ? 0 : word)).join(' ')}]`;
  if (incoming.length === 0) return 'no voters';
  const saidBy = new Map(voters.map((id, i) => [id, said[i] ?? '_']));
  const results = halves(incoming, outgoing).map((configuration) => {
    const quorum = new JointQuorum(configuration, (id) => acksOf(id, saidBy.get(id)));
    if (directive.command === 'committed') return String(quorum.committed());
    const votes = new Map<ReplicaId, boolean>();
    for (const [id, word] of saidBy) if (word !== '_') votes.set(id, word === 'y');
    return OUTCOMES[quorum.votes(votes)];
  });
  return [...new Set(results)].join(' or ');
}

function halves(incoming: readonly number[], outgoing: readonly number[]): readonly Configuration[] {
  const both = [configurationOf(incoming, outgoing)];
  // A joint configuration decides the same either way round; a single one the same as joint with itself.
  both.push(outgoing.length > 0 ? configurationOf(outgoing, incoming) : configurationOf(incoming, incoming));
  return both;
}

function configurationOf(voters: readonly number[], votersOutgoing: readonly number[]): Configuration {
  const majority = (ids: readonly number[]) => (ids.length === 0 ? 0 : Math.floor(ids.length / 2) + 1);
  return {
    voters,
    ackQuorum: majority(voters),
    votersOutgoing,
    ackQuorumOutgoing: majority(votersOutgoing),
    learners: [],
    learnersNext: [],
    autoLeave: false,
  };
}

function acksOf(id: ReplicaId, said: string | undefined): VoterAcks {
  return { id, match: said === undefined || said === '_' ? 0 : Number(said), readAck: 0 };
}
