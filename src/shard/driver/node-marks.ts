/** Which nodes are to be marked up, disconnected or down. What a leader of group 0 hears is its own memory; the mark is an
 *  entry, so the next leader goes on counting from it. Pure. */

import type { pb } from '../../proto/index.js';
import { NODE_HEALTHS, type NodeHealth } from '../../proto/placement-names.js';
import type { PlacedNode } from '../descriptor.js';
import type { PlacementSettings } from '../placement-settings.js';
import type { Hearing } from './hearing.js';

export interface MarkTimes {
  /** Monotonic. */
  readonly nowMs: number;
  /** Since when this leader listens. */
  readonly sinceMs: number;
  readonly wallMs: number;
}

export function marksOf(
  nodes: readonly PlacedNode[],
  hearing: Pick<Hearing, 'node'>,
  settings: PlacementSettings,
  times: MarkTimes,
): pb.NodeMark.$Properties[] {
  return nodes.flatMap((node) => {
    if (node.state === 'removed') return [];
    const version = hearing.node(node.node)?.report.version ?? '';
    const health = healthOf(node, hearing, settings, times);
    if (health === node.health && (version === '' || version === node.version)) return [];
    return [{ nodeId: node.node, health: NODE_HEALTHS.indexOf(health), version }];
  });
}

/** For how long nobody has heard it, as far as is known. */
export function silenceOf(
  node: PlacedNode,
  hearing: Pick<Hearing, 'node'>,
  { disconnectedAfterMs, downAfterMs }: Pick<PlacementSettings, 'disconnectedAfterMs' | 'downAfterMs'>,
  { nowMs, sinceMs, wallMs }: MarkTimes,
): number {
  const heard = hearing.node(node.node);
  if (heard !== undefined && nowMs - heard.atMs < disconnectedAfterMs) return nowMs - heard.atMs;
  const own = nowMs - (heard?.atMs ?? sinceMs);
  if (node.health === 'up') return own;
  const atMark = node.health === 'down' ? downAfterMs : disconnectedAfterMs;
  return Math.max(own, atMark + Math.max(0, wallMs - node.healthSinceMs));
}

function healthOf(
  node: PlacedNode,
  hearing: Pick<Hearing, 'node'>,
  settings: PlacementSettings,
  times: MarkTimes,
): NodeHealth {
  const silentMs = silenceOf(node, hearing, settings, times);
  // Part of that may be time in which nobody listened, the whole cluster having been off: who is slow to start speaks first.
  const listenedMs = times.nowMs - times.sinceMs;
  if (
    silentMs >= settings.downAfterMs &&
    (node.health === 'down' || listenedMs >= settings.disconnectedAfterMs)
  )
    return 'down';
  if (silentMs >= settings.disconnectedAfterMs) return 'disconnected';
  // Not heard yet by a new leader: what the last one wrote stands.
  return hearing.node(node.node) === undefined ? node.health : 'up';
}
