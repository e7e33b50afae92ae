/** What commands say of a route: who leads, who votes, who carries it. Pure. */
import type { Route } from '../../../client/index.js';
import { compareKeys, lineKey, prefixEnd } from '../../../proto/keys.js';

export const leaderOf = ({ replicas, leaderReplicaId }: Route): string | undefined =>
  replicas.find(({ replicaId }) => replicaId === leaderReplicaId)?.nodeId;

export const votersOf = ({ replicas }: Route): number => replicas.filter(({ learner }) => !learner).length;

/** By name, so that two groups on the same nodes read the same. */
export const nodesOf = ({ replicas }: Route): string =>
  replicas
    .map(({ nodeId, learner }) => (learner ? `${nodeId} (learner)` : nodeId))
    .sort()
    .join(' ');

/** The groups that hold keys of a line, in key order: several once it was split. */
export function partsOf(line: string, routes: readonly Route[]): Route[] {
  const start = lineKey(line);
  const end = prefixEnd(start);
  return routes
    .filter(
      ({ group, range }) =>
        group !== 0 &&
        compareKeys(range.start, end) < 0 &&
        (range.end.length === 0 || compareKeys(start, range.end) < 0),
    )
    .sort((a, b) => compareKeys(a.range.start, b.range.start));
}
