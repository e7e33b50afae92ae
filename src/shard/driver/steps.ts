/** The steps of a copy that comes, goes or moves, and who could lead. Pure. */
import type { OperatorStep } from '../operator.js';
import { compareText } from '../replica-placement.js';
import type { ClusterPicture, PictureGroup } from './cluster-picture.js';

/** A copy for `to`, instead of the one on `from` ('': one more). A learner first, and one joint change when it has caught up.
 *  @param also.begun the learner is there already; also.leader: who takes over before `from` leaves */
export function moveSteps(
  to: string,
  from: string,
  also: { readonly begun?: boolean; readonly leader?: string } = {},
): OperatorStep[] {
  const steps: OperatorStep[] = also.begun === true ? [] : [{ kind: 'addLearner', node: to }];
  steps.push({ kind: 'catchUp', node: to });
  if (also.leader !== undefined) steps.push({ kind: 'transfer', node: also.leader });
  steps.push({ kind: 'joint', add: to, remove: from });
  return steps;
}

/** A voter moves. Somebody else leads first, where anybody can. Of two copies that are both to go one may lead and the other
 *  be the one that should: who only should leads nothing, and goes. @returns undefined while it leads and nobody else could */
export function relocation(
  picture: ClusterPicture,
  group: PictureGroup,
  from: string,
  to: string,
): OperatorStep[] | undefined {
  const alone = group.members.filter(({ learner }) => !learner).length === 1;
  if (!leads(group, from) || alone) return moveSteps(to, from);
  const leader = successor(picture, group, from);
  if (leader !== undefined) return moveSteps(to, from, { leader });
  return ledElsewhere(group, from) ? moveSteps(to, from) : undefined;
}

/** A voter goes and nobody comes. @returns undefined while it leads and nobody else could */
export function leavingSteps(
  picture: ClusterPicture,
  group: PictureGroup,
  node: string,
): OperatorStep[] | undefined {
  const leave: OperatorStep = { kind: 'joint', add: '', remove: node };
  if (!leads(group, node)) return [leave];
  const next = successor(picture, group, node);
  if (next !== undefined) return [{ kind: 'transfer', node: next }, leave];
  return ledElsewhere(group, node) ? [leave] : undefined;
}

/** Whether it does or should. */
export const leads = (group: PictureGroup, node: string): boolean =>
  group.leader === node || group.preferred === node;

/** Whether somebody is known to lead, and it is not this one. */
export const ledElsewhere = (group: PictureGroup, node: string): boolean =>
  group.leader !== '' && group.leader !== node;

/** The voter elsewhere that should lead instead: able to, and leading least. */
export function successor(picture: ClusterPicture, group: PictureGroup, leaving: string): string | undefined {
  const weight = (node: string): number => picture.node(node)?.leads.size ?? 0;
  const [best] = group.members
    .filter(({ node }) => node !== leaving && couldLead(picture, group, node))
    .map(({ node }) => node)
    .sort((a, b) => weight(a) - weight(b) || compareText(a, b));
  return best;
}

export function couldLead(picture: ClusterPicture, group: PictureGroup, node: string): boolean {
  const member = group.members.find((each) => each.node === node);
  const entry = picture.node(node);
  if (member === undefined || entry === undefined || member.learner) return false;
  const { state, health, lowOnDisk } = entry.node;
  return member.caughtUp && !member.damaged && state === 'active' && health === 'up' && !lowOnDisk;
}

/** Whether so many voters answer that a leader could be elected. An ack quorum below the majority makes an election need more. */
export function couldElect(picture: ClusterPicture, group: PictureGroup): boolean {
  const voters = group.members.filter(({ learner }) => !learner);
  const answering = voters.filter(
    ({ node, damaged }) => !damaged && picture.node(node)?.node.health === 'up',
  ).length;
  return answering >= Math.max(Math.floor(voters.length / 2) + 1, voters.length - group.ackQuorum + 1);
}
