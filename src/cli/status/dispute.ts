/** What a person does about a group whose copies have different rows while no majority says whose are right. Pure. */
import { type GroupPicture, PLACEMENT_GROUP } from './picture.js';

/** @param silent nodes that do not answer */
export function wayOutOfDispute(group: GroupPicture, silent: ReadonlySet<string>): string {
  const away = group.members.filter((node) => silent.has(node));
  if (away.length > 0) return `start ${away.join(', ')}: the rows there decide`;
  const find = 'find whose rows are wrong: railkv store audit on copies of the directories';
  const remove = `take those away: railkv group remove-replica ${group.group} --node NODE`;
  const { leader } = group;
  if (leader === undefined) return `${find}; then ${remove}`;
  const { voters, ackQuorum } = leader.status.configuration;
  const late = withoutRows(group);
  const why =
    late.length === 0
      ? ''
      : `; ${late.join(', ')} cannot decide, since no snapshot is taken of rows that may be wrong and the log does not reach back that far`;
  if (group.group === PLACEMENT_GROUP && late.length > 0)
    return `${find}${why}: take ${late.length === 1 ? 'it' : 'them'} away first (railkv group remove-replica 0 --node ${late[0]}); then ${remove}`;
  const staying = voters.length - late.length - 1;
  if (staying < 1 || staying >= ackQuorum) return `${find}${why}; then ${remove}`;
  return `${find}${why}; then ${remove} --ack-quorum ${staying}, and when its copies are complete again: railkv group set-ack-quorum ${group.group} ${ackQuorum}`;
}

/** Voters that need a snapshot: they have nothing here, or end before the leader's log begins. */
function withoutRows({ leader, replicas }: GroupPicture): string[] {
  if (leader === undefined) return [];
  const { configuration, replicas: members, firstIndex } = leader.status;
  return members
    .filter(({ replicaId }) => configuration.voters.includes(replicaId))
    .map(({ nodeId }) => nodeId)
    .filter((node) => {
      const held = replicas.find(({ nodeId }) => nodeId === node)?.status;
      return held === undefined || held.applied + 1 < firstIndex;
    });
}
