/** What still stands on nodes that are to be emptied: copies of decommissioning ones, leaders of those and of draining ones.
 *  Pure. */
import type { PlacementSettings } from '../placement-settings.js';
import type { ClusterPicture, PictureGroup } from './cluster-picture.js';
import { leads, ledElsewhere, relocation, successor } from './steps.js';
import { chooseTarget, couldTake } from './target.js';
import { blocked, fine, type Word, waits, wants } from './word.js';

export function checkDrain(picture: ClusterPicture, group: PictureGroup, settings: PlacementSettings): Word {
  const stateOf = (node: string): string => picture.node(node)?.node.state ?? '';
  const leaving = group.members.filter(({ node }) => stateOf(node) === 'decommissioning');
  // Where every copy is to go, nobody could take over from the leader before one of the others has gone.
  const going =
    leaving.find(({ node }) => !leads(group, node)) ??
    leaving.find(({ node }) => ledElsewhere(group, node)) ??
    leaving[0];
  if (going !== undefined)
    return going.learner
      ? wants(
          'drain',
          group,
          [{ kind: 'remove', node: going.node }],
          `${going.node} is decommissioned, and its copy does not vote`,
        )
      : moveAway(picture, group, going.node, settings);
  const drained = group.members.find(({ node }) => stateOf(node) === 'draining' && leads(group, node));
  if (drained === undefined) return fine('nothing of it is on a node that is to be emptied');
  return handOver(picture, group, drained.node, settings);
}

function moveAway(
  picture: ClusterPicture,
  group: PictureGroup,
  from: string,
  settings: PlacementSettings,
): Word {
  const staying = group.members.filter(({ node, learner }) => !learner && node !== from);
  const target = chooseTarget(
    picture,
    new Set(group.members.map(({ node }) => node)),
    staying.map(({ node }) => node),
    settings,
  );
  const why = `${from} is decommissioned`;
  if (target.kind === 'none')
    return target.passes
      ? waits(`${why}, and ${target.why}`)
      : blocked(`${why}, and ${target.why}${orFree(picture, group)}`);
  const leaving = picture.node(from)?.leaving ?? 0;
  if (leaving >= settings.leavingMax)
    return waits(`${why}: ${leaving} copies are leaving it, as many as at once`);
  const steps = relocation(picture, group, from, target.node);
  if (steps === undefined) return waits(`${why}, but it leads and nobody else could yet`);
  return wants('drain', group, steps, `${why}: its copy goes to ${target.node}`);
}

/** A person's learner, which placement leaves alone, has a node that could take the copy. */
function orFree(picture: ClusterPicture, group: PictureGroup): string {
  const kept = group.members.find(({ node, learner }) => {
    const entry = picture.node(node);
    return learner && entry !== undefined && couldTake(entry);
  });
  if (kept === undefined) return '';
  const command = `railkv group remove-replica ${group.group} --node ${kept.node}`;
  return `, or free ${kept.node}, which keeps one that does not vote (${command})`;
}

function handOver(
  picture: ClusterPicture,
  group: PictureGroup,
  from: string,
  settings: PlacementSettings,
): Word {
  const next = successor(picture, group, from);
  if (next === undefined) {
    const others = group.members.filter(({ node, learner }) => !learner && node !== from);
    return others.length === 0
      ? blocked(`${from} drains and carries the only copy: add one elsewhere (railkv group add-replica)`)
      : waits(
          `${from} drains and leads, and none of ${others.map(({ node }) => node).join(', ')} could lead now`,
        );
  }
  const busy = [from, next].find((node) => (picture.node(node)?.transfers ?? 0) >= settings.transfersMax);
  if (busy !== undefined) return waits(`${busy} takes part in as many leader transfers as at once`);
  return wants('drain', group, [{ kind: 'transfer', node: next }], `${from} drains: ${next} takes over`);
}
