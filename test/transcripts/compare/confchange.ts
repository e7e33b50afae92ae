/** etcd-io/raft's configuration changes against ours. Its single-step change is made here as every change of voters is:
 *  into a joint configuration and out again; what it leads to is compared, what it refuses is not ours to refuse. */
import { changeConfiguration, LEAVE_JOINT } from '../../../src/raft/conf-change.js';
import type { ConfChange, Configuration } from '../../../src/raft/message.js';
import type { Progress } from '../../../src/raft/progress.js';
import { Tracker } from '../../../src/raft/tracker.js';
import { describeConfiguration, parseChange, withMajority } from '../interpreter/conf-change-text.js';
import { describeProgress } from '../interpreter/describe.js';
import { type Directive, parseScript } from '../interpreter/script.js';
import type { Comparison } from './verdict.js';

/** Our refusals in etcd's words. */
const REFUSALS: Readonly<Record<string, string>> = {
  'the configuration is joint: it must be left first': 'config is already joint',
  'the configuration is not joint': "can't leave a non-joint config",
  'no voter would be left': 'removed all voters',
};

export function compareConfChange(name: string, text: string): Comparison {
  const { directives } = parseScript(text);
  const changer = new Changer();
  const steps = directives.map((directive) => ({
    line: directive.line,
    command: directive.command,
    expected: directive.expected.trimEnd(),
    actual: changer.run(directive),
  }));
  return {
    name,
    steps: steps.length,
    differing: steps.filter(({ expected, actual }) => expected !== actual),
  };
}

class Changer {
  #tracker: Tracker | undefined;
  #lastIndex = 0;

  run(directive: Directive): string {
    const refusal = this.#change(directive);
    this.#lastIndex++;
    if (refusal !== undefined) return REFUSALS[refusal] ?? refusal;
    const tracker = this.#tracker;
    if (tracker === undefined) return 'there are no voters';
    const lines = tracker.all.map((progress) => `${progress.id}: ${describeProgress(statusOf(progress))}`);
    return [describeConfiguration(tracker.configuration, 'etcd'), ...lines].join('\n');
  }

  /** @returns why not */
  #change({ command, input, arguments: given }: Directive): string | undefined {
    if (command === 'leave-joint')
      return this.#tracker === undefined ? 'the configuration is not joint' : this.#apply(LEAVE_JOINT);
    const auto =
      command === 'simple' || given.some(({ key, values }) => key === 'autoleave' && values[0] === 'true');
    const change = parseChange(input, auto ? 'auto' : 'explicit', false);
    if (command === 'enter-joint') return this.#apply(change);
    if (this.#tracker === undefined) return this.#begin(change);
    if (this.#changesManyVoters(change)) return 'several voters change only jointly';
    const refusal = change.changes.length === 0 ? undefined : this.#apply(change);
    if (refusal !== undefined || this.#tracker.configuration.votersOutgoing.length === 0) return refusal;
    return this.#apply(LEAVE_JOINT);
  }

  /** What etcd's single step refuses would be possible here; it is left undone, so that the next command finds what it
   *  expects. */
  #changesManyVoters(change: ConfChange): boolean {
    const from = this.#tracker?.configuration;
    if (from === undefined) return false;
    const changed = changeConfiguration(from, withMajority(change, from));
    if (!changed.ok) return false;
    const { voters } = changed.configuration;
    const gone = from.voters.filter((id) => !voters.includes(id));
    const come = voters.filter((id) => !from.voters.includes(id));
    return gone.length + come.length > 1;
  }

  /** A group begins with the voters it is created with. */
  #begin(change: ConfChange): string | undefined {
    const voters = new Set<number>();
    for (const { type, replica } of change.changes)
      if (type === 'addVoter' && replica !== 0) voters.add(replica);
    if (voters.size === 0) return 'no voter would be left';
    const sorted = [...voters].sort((a, b) => a - b);
    const configuration: Configuration = {
      voters: sorted,
      ackQuorum: Math.floor(sorted.length / 2) + 1,
      votersOutgoing: [],
      ackQuorumOutgoing: 0,
      learners: [],
      learnersNext: [],
      autoLeave: false,
    };
    this.#tracker = new Tracker(configuration, this.#next, 10, Number.MAX_SAFE_INTEGER);
    return undefined;
  }

  #apply(change: ConfChange): string | undefined {
    const tracker = this.#tracker;
    if (tracker === undefined) return 'there are no voters';
    const changed = changeConfiguration(tracker.configuration, withMajority(change, tracker.configuration));
    if (!changed.ok) return changed.why;
    tracker.switchTo(changed.configuration, this.#next);
    return undefined;
  }

  get #next(): number {
    return Math.max(this.#lastIndex, 1);
  }
}

function statusOf(progress: Progress): Parameters<typeof describeProgress>[0] {
  return {
    id: progress.id,
    match: progress.match,
    next: progress.next,
    state: progress.state,
    learner: progress.learner,
    recentActive: progress.recentActive,
    paused: progress.paused,
    inflight: progress.inflights.count,
    inflightFull: progress.inflights.full,
    pendingSnapshot: progress.pendingSnapshot,
  };
}
