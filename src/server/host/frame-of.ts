/** A frame between nodes as a version of the protocol has it: what came later stays here. Pure. */
import type { pb } from '../../proto/index.js';

/** @returns undefined when nothing of it is left */
export function frameOf(
  protocol: number,
  frame: pb.PeerFrame.$Properties,
): pb.PeerFrame.$Properties | undefined {
  if (protocol >= 2) return frame;
  const { nodeReport: _report, figures: _figures, orders: _orders, ...first } = frame;
  return Object.keys(first).length === 0 ? undefined : first;
}
