/** Copies that are lost, missing or too many. Never takes away a copy that holds data before another one does. Pure. */
import { PLACEMENT_GROUP } from '../descriptor.js';
import type { OperatorStep } from '../operator.js';
import type { PlacementSettings } from '../placement-settings.js';
import type { ClusterPicture, PictureGroup, PictureMember } from './cluster-picture.js';
import { crowding } from './isolation.js';
import { leavingSteps, moveSteps } from './steps.js';
import { chooseTarget, couldTake, places } from './target.js';
import { blocked, fine, listed, type Word, waits, wants } from './word.js';

export function checkRepair(picture: ClusterPicture, group: PictureGroup, settings: PlacementSettings): Word {
  const voters = group.members.filter(({ learner }) => !learner);
  const lost = voters.filter((member) => whyLost(picture, member) !== '');
  const sound = voters.filter((member) => !lost.includes(member));
  const answering = sound.filter(({ node }) => picture.node(node)?.node.health === 'up');
  const majority = Math.floor(voters.length / 2) + 1;
  // A leader with an ack quorum below the majority commits with fewer, as long as it lives.
  const needed = group.leader === '' ? majority : Math.min(majority, group.ackQuorum);
  if (answering.length < needed && voters.length > 0) {
    const away = voters.filter((member) => !answering.includes(member)).map(({ node }) => node);
    const isLost = (node: string): boolean => picture.node(node)?.node.lost === true;
    const isDamaged = (node: string): boolean =>
      picture.node(node)?.node.health === 'up' && lost.some((member) => member.node === node);
    const back = away.filter((node) => !isLost(node) && !isDamaged(node));
    const lostOnes = away.filter(isLost);
    const damaged = away.filter((node) => isDamaged(node) && !isLost(node));
    const next = [
      back.length === 0 ? '' : `start ${listed(back)}`,
      damaged.length === 0
        ? ''
        : `${damaged.length === 1 ? 'the copy' : 'the copies'} on ${listed(damaged)} ${damaged.length === 1 ? 'is' : 'are'} damaged, and where nothing else is left a node of them has to be stopped for good (railkv recover plan --lost ${damaged[0]})`,
      lostOnes.length === 0
        ? ''
        : `${listed(lostOnes)} ${lostOnes.length === 1 ? 'was' : 'were'} declared lost and must not come back (railkv recover plan)`,
    ].filter(Boolean);
    return blocked(
      `${answering.length} of ${voters.length} copies answer and ${needed} must, so that nobody can change the group: ${next.join('; ')}`,
    );
  }
  const learners = group.members.filter(({ learner, node }) => learner && group.begun.includes(node));
  const broken = group.operator === undefined && learners.find(({ damaged }) => damaged);
  if (broken)
    return wants(
      'repair',
      group,
      [{ kind: 'remove', node: broken.node }],
      `the copy on ${broken.node}, which does not vote yet, is damaged: its place is needed for another`,
    );
  if (voters.length > group.wanted) return tooMany(picture, group, voters, lost);
  const first = lost.find(({ damaged }) => damaged) ?? lost[0];
  if (first !== undefined) return replace(picture, group, first, voters, sound, settings);
  if (voters.length < group.wanted) return missing(picture, group, voters, settings);
  const stray = group.operator === undefined && learners.at(0);
  if (stray)
    return wants(
      'repair',
      group,
      [{ kind: 'remove', node: stray.node }],
      `the copy on ${stray.node} was begun for an operator that has ended`,
    );
  const silent = voters.find(({ node }) => picture.node(node)?.node.health === 'disconnected');
  if (silent !== undefined)
    return waits(
      `${silent.node} does not answer: its copy is replaced once that has lasted ${Math.round(settings.downAfterMs / 1_000)} s (downAfterMs)`,
    );
  return fine(`${voters.length} of ${group.wanted} copies are there and sound`);
}

/** '' when it is not. */
export function whyLost(picture: ClusterPicture, { node, damaged }: PictureMember): string {
  const entry = picture.node(node);
  if (entry === undefined || entry.node.state === 'removed') return `${node} was removed from the cluster`;
  if (damaged) return `the copy on ${node} is damaged`;
  if (entry.node.lost) return `${node} was declared lost in a recovery`;
  return entry.node.health === 'down' ? `${node} is down` : '';
}

/** A learner that placement began and that can be gone on with, else a new place. */
function place(
  picture: ClusterPicture,
  group: PictureGroup,
  staying: readonly string[],
  settings: PlacementSettings,
): ReturnType<typeof chooseTarget> & { readonly begun?: boolean } {
  const others = places(picture, staying);
  const begun = group.members.find(({ learner, node, damaged }) => {
    const entry = picture.node(node);
    return learner && !damaged && group.begun.includes(node) && entry !== undefined && couldTake(entry);
  });
  const entry = begun === undefined ? undefined : picture.node(begun.node);
  if (entry !== undefined)
    return { kind: 'node', node: entry.node.node, crowding: crowding(entry.node, others), begun: true };
  return chooseTarget(picture, new Set(group.members.map(({ node }) => node)), staying, settings);
}

function replace(
  picture: ClusterPicture,
  group: PictureGroup,
  lost: PictureMember,
  voters: readonly PictureMember[],
  sound: readonly PictureMember[],
  settings: PlacementSettings,
): Word {
  const why = whyLost(picture, lost);
  const staying = sound.map(({ node }) => node);
  const target = place(picture, group, staying, settings);
  const entry = picture.node(lost.node);
  // Everything else is sound, so nothing is at stake between taking the damaged copy out and bringing a new one in.
  const inPlace =
    lost.damaged &&
    entry !== undefined &&
    couldTake(entry) &&
    entry.node.health === 'up' &&
    sound.length === voters.length - 1 &&
    group.ackQuorum <= sound.length;
  const again: OperatorStep[] = [{ kind: 'joint', add: '', remove: lost.node }, ...moveSteps(lost.node, '')];
  if (target.kind === 'node') {
    const worse = entry !== undefined && target.crowding > crowding(entry.node, places(picture, staying));
    if (inPlace && worse) return wants('repair', group, again, `${why}: it is made again there`);
    const steps = moveSteps(target.node, lost.node, { begun: target.begun === true });
    return wants('repair', group, steps, `${why}: ${target.node} gets a copy instead`);
  }
  if (inPlace) return wants('repair', group, again, `${why}: it is made again there`);
  if (target.passes) return waits(`${why}, and ${target.why}`);
  return blocked(
    `${why}, and ${group.wanted} copies are wanted on different nodes, but no other node can take one: ${lost.damaged || entry?.node.lost === true ? 'add a node' : `start ${lost.node} again, or add a node`}`,
  );
}

function missing(
  picture: ClusterPicture,
  group: PictureGroup,
  voters: readonly PictureMember[],
  settings: PlacementSettings,
): Word {
  const target = place(
    picture,
    group,
    voters.map(({ node }) => node),
    settings,
  );
  const why = `${voters.length} of ${group.wanted} copies are there`;
  if (target.kind === 'node')
    return wants(
      'repair',
      group,
      moveSteps(target.node, '', { begun: target.begun === true }),
      `${why}: ${target.node} gets one more`,
    );
  return target.passes ? waits(`${why}, and ${target.why}`) : blocked(`${why}, and ${target.why}`);
}

function tooMany(
  picture: ClusterPicture,
  group: PictureGroup,
  voters: readonly PictureMember[],
  lost: readonly PictureMember[],
): Word {
  const rank = (member: PictureMember): number => {
    const state = picture.node(member.node)?.node.state;
    if (lost.includes(member)) return 3;
    return state === 'decommissioning' ? 2 : state === 'draining' ? 1 : 0;
  };
  const crowd = (member: PictureMember): number => {
    const entry = picture.node(member.node);
    const others = voters.filter((other) => other !== member).map(({ node }) => node);
    return entry === undefined ? 0 : crowding(entry.node, places(picture, others));
  };
  const load = ({ node }: PictureMember): number => picture.node(node)?.copies.size ?? 0;
  const [worst] = [...voters].sort(
    (a, b) => rank(b) - rank(a) || crowd(b) - crowd(a) || load(b) - load(a) || b.replica - a.replica,
  );
  if (worst === undefined) return fine('there is no copy at all');
  // That of group 0 is a majority of its voters, always, and goes down with them.
  if (group.group !== PLACEMENT_GROUP && group.ackQuorum > voters.length - 1)
    return blocked(
      `${voters.length} copies vote and ${group.wanted} are wanted, but ${group.ackQuorum} must hold a sale: railkv group set-ack-quorum ${group.group} first`,
    );
  const steps = leavingSteps(picture, group, worst.node);
  if (steps === undefined)
    return waits(`${worst.node} leads and is one copy too many, and nobody else could lead yet`);
  return wants('repair', group, steps, `${voters.length} copies vote and ${group.wanted} are wanted`);
}
