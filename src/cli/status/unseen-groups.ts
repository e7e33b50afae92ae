/** Groups of which no node that answers carries a copy: what nodes say of themselves does not show them, and nothing of them can
 *  be bought. Placement alone tells of them. */
import type { RailkvClient, Route } from '../../client/index.js';
import { type ClusterPicture, nameOf } from './picture.js';

export function withUnseen(picture: ClusterPicture, routes: readonly Route[]): ClusterPicture {
  const seen = new Set(picture.groups.map(({ group }) => group));
  const up = new Set(
    picture.nodes.flatMap(({ node, status }) => (status === undefined ? [] : [node.nodeId])),
  );
  const unseen = routes
    .filter(({ group, replicas }) => !seen.has(group) && replicas.some(({ nodeId }) => !up.has(nodeId)))
    .map(({ group, range, replicas }) => ({
      group,
      holds: nameOf(group, range),
      replicas: [],
      leader: undefined,
      members: replicas.map(({ nodeId }) => nodeId).sort(),
    }));
  if (unseen.length === 0) return picture;
  return { ...picture, groups: [...picture.groups, ...unseen].sort((a, b) => a.group - b.group) };
}

/** While every node answers, each group has been seen.
 *  @throws RailkvError when nobody can say which groups there are */
export async function askUnseen(
  client: RailkvClient,
  picture: ClusterPicture,
  call: { readonly timeoutMs?: number },
): Promise<ClusterPicture> {
  const whole = picture.nodes.every(({ status }) => status !== undefined);
  return whole ? picture : withUnseen(picture, await client.cluster.routes(undefined, call));
}
