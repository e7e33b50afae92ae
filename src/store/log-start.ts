/** How a group's log begins beside rows that are there already: after a creation or a split, in the same run or the next. */
import type { GroupId, ReplicaId } from '../raft/ids.js';
import type { HardState } from '../raft/message.js';
import type { Position } from './group-state.js';
import type { GroupRecord } from './log-layout.js';
import type { LogStore } from './log-store.js';
import type { StateStore } from './state-store.js';

/** The hard state of a log that begins at a position, keeping any term and vote already given. */
function hardStateAt(position: Position, given: GroupRecord | undefined): HardState {
  const kept = given !== undefined && given.hardState.term >= position.term;
  return {
    term: kept ? given.hardState.term : position.term,
    vote: kept ? given.hardState.vote : 0,
    commit: Math.max(position.index, given?.hardState.commit ?? 0),
  };
}

/** Begins a group's log where its rows are, keeping any term and vote already given. Resolves once durable. */
export function startLog(
  log: LogStore,
  state: StateStore,
  group: GroupId,
  replica: ReplicaId,
  at: Position,
): Promise<void> {
  const given = log.has(group) ? log.group(group).record : undefined;
  return new Promise((resolve) => {
    log.submit({
      group,
      replica,
      hardState: hardStateAt(at, given),
      entries: [],
      reset: at,
      done: () => {
        state.announce(group);
        resolve();
      },
    });
  });
}
