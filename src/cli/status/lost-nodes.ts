/** Nodes that a recovery from lost quorum declared lost, as those that answer know it: nobody is advised to start them. Pure. */
import type { ClusterPicture } from './picture.js';

/** By node id: the epoch of the recovery. */
export function declaredLost({ nodes }: Pick<ClusterPicture, 'nodes'>): ReadonlyMap<string, number> {
  const lost = new Map<string, number>();
  for (const { status } of nodes)
    for (const { epoch, lostNodes } of status?.recoveries ?? [])
      for (const node of lostNodes) lost.set(node, Math.min(epoch, lost.get(node) ?? epoch));
  return lost;
}

/** What is to be done about members that are away.
 *  @param start what to do about those that may come back */
export function nextForAway(
  away: readonly string[],
  lost: ReadonlyMap<string, number>,
  start: (nodes: readonly string[]) => string,
): string {
  const back = away.filter((node) => !lost.has(node));
  const gone = away.filter((node) => lost.has(node));
  const words = back.length > 0 ? [start(back)] : [];
  if (gone.length > 0) {
    const [first] = gone;
    words.push(
      `${gone.join(', ')} ${gone.length === 1 ? 'was' : 'were'} declared lost (recovery epoch ${lost.get(first ?? '') ?? 0}) and must not come back: railkv recover plan --lost ${[...lost.keys()].sort().join(',')}`,
    );
  }
  return words.join('; ');
}
