/** How many copies of group 0 there should be: never more than somebody asked for, the cluster file or a person, and where
 *  fewer nodes stay than that, an odd number of them. An even one survives no more than the odd one below it, and is harder
 *  to keep. Only who stays for good counts, so that a silence moves nothing. Pure. */
import type { NodeState } from '../proto/placement-names.js';
import type { PlacedNode } from './descriptor.js';

const MOST = 5;
const LEAST_ODD = 3;

/** @param asked of it, as placement has it  @param staying nodes that stay in the cluster */
export function placementCopies(asked: number, staying: number): number {
  if (staying >= asked) return asked;
  if (staying < LEAST_ODD) return Math.max(1, staying);
  return staying >= MOST ? MOST : LEAST_ODD;
}

export const stays = (state: NodeState): boolean => state === 'active' || state === 'draining';

export const stayingNodes = (nodes: readonly Pick<PlacedNode, 'state'>[]): number =>
  nodes.filter(({ state }) => stays(state)).length;
