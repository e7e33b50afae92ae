/** Which replicas an event of the queue changed, as far as the checkers that look after each event can see: most change one or
 *  none, and a run has tens of thousands. Looks at every replica of every node: nobody has to say what it did. */
import type { LogIndex, Term } from '../../src/raft/ids.js';
import type { Configuration } from '../../src/raft/message.js';
import type { HostedReplica } from '../../src/server/host/hosted-replica.js';
import type { GroupMeta } from '../../src/store/group-meta.js';
import type { NodeView, Stepped } from './world.js';

/** All that a `step` judges by. What may be answered follows from commits, matches and members. */
interface Look {
  isLeader: boolean;
  leads: boolean;
  term: Term;
  commit: LogIndex;
  lastIndex: LogIndex;
  applied: LogIndex;
  configuration: Configuration;
  meta: GroupMeta;
  matches: readonly LogIndex[];
}

export class ChangedReplicas {
  readonly #looks = new WeakMap<HostedReplica, Look>();

  /** Since the last call; in the order of nodes and of the groups on each. */
  find(nodes: readonly NodeView[]): Stepped[] {
    const changed: Stepped[] = [];
    for (const node of nodes)
      for (const replica of node.replicas()) {
        const look = this.#looks.get(replica);
        if (look !== undefined && isSame(look, replica)) continue;
        this.#looks.set(replica, lookAt(replica));
        changed.push({ node: node.id, replica });
      }
    return changed;
  }
}

function isSame(look: Look, { isLeader, raft, meta }: HostedReplica): boolean {
  if (
    look.commit !== raft.commit ||
    look.lastIndex !== raft.lastIndex ||
    look.applied !== raft.appliedIndex ||
    look.term !== raft.term ||
    look.isLeader !== isLeader ||
    look.leads !== (raft.role === 'leader') ||
    look.configuration !== raft.configuration ||
    look.meta !== meta
  )
    return false;
  const { matches } = look;
  const { progress } = raft;
  if (progress.length !== matches.length) return false;
  for (let at = 0; at < matches.length; at += 1) if (progress[at]?.match !== matches[at]) return false;
  return true;
}

function lookAt({ isLeader, raft, meta }: HostedReplica): Look {
  return {
    isLeader,
    leads: raft.role === 'leader',
    term: raft.term,
    commit: raft.commit,
    lastIndex: raft.lastIndex,
    applied: raft.appliedIndex,
    configuration: raft.configuration,
    meta,
    matches: raft.progress.map(({ match }) => match),
  };
}
