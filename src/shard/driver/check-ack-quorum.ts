/** A group that was recovered from lost quorum begins with an ack quorum of one, and has the one of before again as soon as so
 *  many copies vote and are up to date: until then one lost disk may lose answered sales. Pure. */
import type { PlacementSettings } from '../placement-settings.js';
import type { ClusterPicture, PictureGroup } from './cluster-picture.js';
import { fine, type Word, wants } from './word.js';

/** What is still missing is no reason to keep the checkers after it waiting: they bring the copies. */
export function checkAckQuorum(
  picture: ClusterPicture,
  group: PictureGroup,
  _settings: PlacementSettings,
): Word {
  const { ackQuorum, keptAckQuorum: kept } = group;
  if (kept <= ackQuorum) return fine(`a sale is answered once ${ackQuorum} hold it`);
  const voters = group.members.filter(({ learner }) => !learner);
  const ready = voters.filter(
    ({ node, damaged, caughtUp }) => caughtUp && !damaged && picture.node(node)?.node.health === 'up',
  ).length;
  const needed = Math.max(kept, Math.floor(voters.length / 2) + 1);
  if (group.leader === '' || ready < needed)
    return fine(
      `a sale is answered once ${ackQuorum} ${ackQuorum === 1 ? 'holds' : 'hold'} it since the group was recovered, and ${kept} as before once ${needed} copies vote and are caught up: ${ready} are`,
    );
  return wants(
    'repair',
    group,
    [{ kind: 'ackQuorum', ackQuorum: kept }],
    `the group was recovered from lost quorum and has ${voters.length} copies again: a sale is answered once ${kept} hold it, as before`,
  );
}
