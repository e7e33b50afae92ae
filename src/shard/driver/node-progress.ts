/** How far the emptying of a node is, with the reason where it stands still. Pure. */
import type { GroupId } from '../../raft/ids.js';
import type { PlacedOperator } from '../operator.js';
import type { ClusterPicture } from './cluster-picture.js';
import type { Progress } from './progress.js';
import type { Agenda } from './round.js';

const NOTHING_LEFT = 'nothing is left that placement knows of';

/** @param notEmpty why a node of which the map shows nothing is not removed yet; '' when it may be
 *  @returns remove: nothing is left on a decommissioned node, which ends its operator */
export function nodeProgress(
  operator: PlacedOperator,
  picture: ClusterPicture,
  agenda: Pick<Agenda, 'waiting'>,
  notEmpty: () => string,
): { readonly progress: Progress; readonly remove: boolean } {
  const entry = picture.node(operator.node);
  const draining = operator.kind === 'node-drain';
  const left = (draining ? entry?.led : entry?.carried) ?? new Set<GroupId>();
  const what = draining ? 'leaders' : 'copies';
  const on = (doing: string, waitsFor: string): Progress => ({ kind: 'on', step: 0, doing, waitsFor });
  if (left.size === 0 && draining) {
    const message = `${operator.node} leads nothing: it can be stopped`;
    return { progress: { kind: 'ended', result: 'done', message }, remove: false };
  }
  if (left.size === 0) {
    const waitsFor = notEmpty();
    const remove = waitsFor === '' && (entry?.arriving ?? 0) === 0;
    return {
      progress: on(waitsFor === '' ? 'nothing is left: it is removed' : NOTHING_LEFT, waitsFor),
      remove,
    };
  }
  const total = Math.max(operator.total, left.size);
  const stuck = [...left].find((group) => agenda.waiting.has(group));
  const moving = [...left].some((group) => picture.group(group)?.operator !== undefined);
  const waitsFor = stuck === undefined || moving ? '' : `group ${stuck}: ${agenda.waiting.get(stuck) ?? ''}`;
  return { progress: on(`${left.size} of ${total} ${what} left`, waitsFor), remove: false };
}
