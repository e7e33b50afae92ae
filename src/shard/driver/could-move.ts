/** The limits on what moves at once, and maintenance. Pure. */
import { goesOnInMaintenance } from '../operator-commands.js';
import type { PlacementSettings } from '../placement-settings.js';
import type { ClusterPicture } from './cluster-picture.js';
import type { Proposal } from './word.js';

/** Why this may not begin now; '' when it may. */
export function couldMove(
  picture: ClusterPicture,
  { kind, steps }: Pick<Proposal, 'kind' | 'steps'>,
  { maintenance, operatorsMax, repairsMax }: PlacementSettings,
): string {
  if (maintenance.on && !goesOnInMaintenance(kind, steps, maintenance.repairs))
    return `the cluster is in maintenance${maintenance.reason === '' ? '' : ` (${maintenance.reason})`}: railkv maintenance off`;
  const { running } = picture;
  if (kind === 'repair')
    return running >= operatorsMax ? `${running} operators are under way, as many as at once` : '';
  const kept = Math.min(repairsMax, Math.floor(operatorsMax / 2));
  const most = Math.max(1, operatorsMax - kept);
  const others = running - Math.min(picture.repairs, kept);
  return others >= most ? `${running} operators are under way; the rest is kept for repairs` : '';
}

/** The difference of two counts that is left alone: one, or so many percent of the greater. */
export const tolerated = (greater: number, percent: number): number =>
  Math.max(1, Math.floor((greater * percent) / 100));
