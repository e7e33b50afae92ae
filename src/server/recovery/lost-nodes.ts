/** Nodes that a recovery from lost quorum declared lost: their groups went on without them, so what their directories hold
 *  is no longer anybody's truth. They are refused by name for as long as this node's directory lives. */
import type { HelloRefusal } from '../peer-transport.js';

type Recoveries = ReadonlyMap<number, { readonly epoch: number; readonly lostNodes: readonly string[] }>;

/** Sorted. */
export function lostNodes(recoveries: Recoveries): readonly string[] {
  const lost = new Set<string>();
  for (const record of recoveries.values()) for (const node of record.lostNodes) lost.add(node);
  return [...lost].sort();
}

/** 0: this node never took part in one. */
export function recoveryEpochOf(recoveries: Recoveries): number {
  return Math.max(0, ...[...recoveries.values()].map(({ epoch }) => epoch));
}

export function refuseLost(recoveries: Recoveries, node: string): HelloRefusal | undefined {
  for (const { epoch, lostNodes: lost } of recoveries.values())
    if (lost.includes(node))
      return {
        reason: 'NODE_LOST',
        message:
          `node ${node} was declared lost in recovery epoch ${epoch}, and its groups went on without it: what its data ` +
          'directory holds is out of date for good. Move that directory away, and let the machine join as a new node under another name',
      };
  return undefined;
}
