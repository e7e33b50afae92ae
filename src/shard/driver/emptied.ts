/** Whether a decommissioned node is empty, by more than placement's map: the map is behind the groups' own logs, and a copy
 *  that it does not show would be forgotten with its node. The node itself, the leaders of groups and all other nodes have a
 *  word. In memory at the leader of group 0; apply checks the map once more. Pure. */
import type { PlacedNode } from '../descriptor.js';
import type { PlacementSettings } from '../placement-settings.js';
import type { PlacementView } from '../placement-view.js';
import { lostIn } from '../recoveries.js';
import type { Hearing } from './hearing.js';

export interface EmptiedParts {
  readonly view: Pick<PlacementView, 'group' | 'groups' | 'nodes' | 'recoveries'>;
  readonly hearing: Pick<Hearing, 'node' | 'group'>;
  readonly settings: Pick<PlacementSettings, 'disconnectedAfterMs' | 'downAfterMs'>;
  /** Monotonic. */
  readonly nowMs: number;
}

/** Of a node of which the map shows nothing. @returns why it is not removed yet, for people; '' when it may be */
export function notEmptyYet(node: PlacedNode, parts: EmptiedParts): string {
  const silentForGood = lostIn(parts.view.recoveries, node.node) !== undefined;
  return (
    unknownElsewhere(node, parts) ||
    membersUnknown(node, parts) ||
    (silentForGood ? '' : ownWord(node, parts))
  );
}

function unknownElsewhere({ node }: PlacedNode, { view, hearing }: EmptiedParts): string {
  for (const other of view.nodes()) {
    if (other.node === node || other.state === 'removed' || other.health === 'down') continue;
    const unknown = hearing.node(other.node)?.report.unknownGroups ?? [];
    const group = unknown.find((id) => view.group(id) === undefined);
    if (group !== undefined)
      return `${other.node} carries group ${group}, whose leader placement has not heard yet: ${node} may have a copy of it`;
  }
  return '';
}

function membersUnknown({ node }: PlacedNode, { view, hearing }: EmptiedParts): string {
  const behind = view
    .groups()
    .find(({ group, epoch }) => (hearing.group(group)?.figures.confVersion ?? 0) > epoch.confVersion);
  return behind === undefined
    ? ''
    : `group ${behind.group} has changed its members since placement knew them: ${node} may be one`;
}

/** One that is down has none: what was on it is replaced, and it is refused when it comes back. */
function ownWord({ node, health, revision }: PlacedNode, { hearing, settings, nowMs }: EmptiedParts): string {
  if (health === 'down') return '';
  const heard = hearing.node(node);
  if (heard === undefined || nowMs - heard.atMs >= settings.disconnectedAfterMs)
    return `${node} is silent and cannot say that it carries nothing: start it, or it is removed once it is down (silent for ${Math.ceil(settings.downAfterMs / 60_000)} min); if its disk is gone for good: railkv node decommission ${node} --lost`;
  const { carried, placementRevision } = heard.report;
  if (carried == null || (placementRevision ?? 0) < revision)
    return `${node} has not said yet that it carries nothing (version ${heard.report.version ?? ''}): one that cannot say it is removed once it is stopped and down`;
  const [group] = carried.groups ?? [];
  if (group === undefined) return '';
  const more = (carried.groups?.length ?? 0) - 1;
  return `${node} says that it still carries a copy of group ${group}${more > 0 ? ` and ${more} more` : ''}: it is removed once ${more > 0 ? 'they are' : 'that is'} gone`;
}
