/** What the checkers say of one group, in the order in which they are asked: the first one that is not content decides. Pure. */

import type { PlacementSettings } from '../placement-settings.js';
import { checkAckQuorum } from './check-ack-quorum.js';
import { checkDrain } from './check-drain.js';
import { checkIsolation } from './check-isolation.js';
import { checkRepair } from './check-repair.js';
import type { ClusterPicture, PictureGroup } from './cluster-picture.js';
import { couldMove } from './could-move.js';
import { couldElect } from './steps.js';
import { fine, type Word, waits } from './word.js';

export interface Said {
  readonly checker: 'joint' | 'ack-quorum' | 'repair' | 'drain' | 'isolation';
  readonly word: Word;
}

const CHECKERS = [
  { checker: 'joint', check: checkJoint },
  { checker: 'ack-quorum', check: checkAckQuorum },
  { checker: 'repair', check: checkRepair },
  { checker: 'drain', check: checkDrain },
  { checker: 'isolation', check: checkIsolation },
] as const;

function checkJoint(_picture: ClusterPicture, group: PictureGroup): Word {
  if (group.operator !== undefined)
    return waits(`operator ${group.operator.id} is under way: ${group.operator.doing}`);
  return group.joint
    ? waits('both the old and the new voters decide until enough of the new ones hold the change')
    : fine('no change of it is under way');
}

/** The first that is not content; undefined when all are. */
export function firstWord(
  picture: ClusterPicture,
  group: PictureGroup,
  settings: PlacementSettings,
): Said | undefined {
  for (const { checker, check } of CHECKERS) {
    const word = withinLimits(picture, check(picture, group, settings), settings);
    if (word.verdict === 'fine') continue;
    const sooner =
      checker === 'repair' && word.verdict !== 'wants' && leaderGoesFirst(picture, group, settings);
    return sooner ? { checker: 'drain', word: sooner } : { checker, word };
  }
  return undefined;
}

/** A repair that cannot begin yet keeps no leader on a node that is to be stopped: handing it over changes no copy. Only where
 *  those who answer can elect. */
function leaderGoesFirst(
  picture: ClusterPicture,
  group: PictureGroup,
  settings: PlacementSettings,
): Word | undefined {
  const word = withinLimits(picture, checkDrain(picture, group, settings), settings);
  if (word.verdict !== 'wants' || word.proposal.steps.some(({ kind }) => kind !== 'transfer'))
    return undefined;
  return couldElect(picture, group) ? word : undefined;
}

/** All of them, for people. */
export function allWords(
  picture: ClusterPicture,
  group: PictureGroup,
  settings: PlacementSettings,
): readonly Said[] {
  return CHECKERS.map(({ checker, check }) => ({
    checker,
    word: withinLimits(picture, check(picture, group, settings), settings),
  }));
}

function withinLimits(picture: ClusterPicture, word: Word, settings: PlacementSettings): Word {
  if (word.verdict !== 'wants') return word;
  const why = couldMove(picture, word.proposal, settings);
  return why === '' ? word : waits(`${word.text}; ${why}`);
}
