/** Splits a group that has had more commands than one group should for a while, where its leader knows a key with half of
 *  them on either side. A single train that everybody wants has no such key: no split helps there. */

import { PLACEMENT_GROUP } from '../descriptor.js';
import type { PlacementSettings } from '../placement-settings.js';
import type { ClusterPicture, PictureGroup } from './cluster-picture.js';
import { couldMove } from './could-move.js';
import { blocked, fine, type Word, waits, wants } from './word.js';

/** @param hotForMs for how long it has been above the threshold */
export function checkSplit(
  picture: ClusterPicture,
  group: PictureGroup,
  settings: PlacementSettings,
  hotForMs: number,
): Word {
  const { splitCommandsPerSecond: most, splitAfterMs } = settings;
  const load = Math.round(group.commandsPerSecond);
  if (group.group === PLACEMENT_GROUP || load <= most)
    return fine(`${load} commands a second, and it is split above ${most}`);
  if (hotForMs < splitAfterMs)
    return waits(
      `${load} commands a second: it is split once that has lasted ${Math.round(splitAfterMs / 1_000)} s`,
    );
  if (group.splitKey.length === 0)
    return blocked(
      `${load} commands a second, but its leader knows no key with half of them on either side: one train alone cannot be split`,
    );
  const steps = [{ kind: 'split', key: group.splitKey, child: 0 }] as const;
  const why = couldMove(picture, { kind: 'split', steps }, settings);
  if (why !== '') return waits(why);
  return wants('split', group, steps, `${load} commands a second for ${Math.round(hotForMs / 1_000)} s`);
}
