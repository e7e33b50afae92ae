/** The cluster of a seed: how many nodes, how many of them carry a group, how many must hold a sale; and what that can lose. */
import type { SeededRandom } from './seeded-random.js';

export interface Shape {
  readonly nodes: number;
  readonly replicas: number;
  readonly ackQuorum: number;
  readonly withoutPlacement: number;
}

/** Those that people run. */
const SHAPES: readonly (Shape & { readonly weight: number })[] = [
  { nodes: 3, replicas: 3, ackQuorum: 2, withoutPlacement: 0, weight: 9 },
  { nodes: 3, replicas: 3, ackQuorum: 3, withoutPlacement: 0, weight: 2 },
  { nodes: 3, replicas: 3, ackQuorum: 1, withoutPlacement: 0, weight: 1 },
  { nodes: 5, replicas: 5, ackQuorum: 3, withoutPlacement: 0, weight: 3 },
  { nodes: 5, replicas: 5, ackQuorum: 2, withoutPlacement: 2, weight: 2 },
  { nodes: 5, replicas: 5, ackQuorum: 5, withoutPlacement: 2, weight: 1 },
  { nodes: 5, replicas: 3, ackQuorum: 2, withoutPlacement: 2, weight: 2 },
  { nodes: 1, replicas: 1, ackQuorum: 1, withoutPlacement: 0, weight: 1 },
];

/** @param members whether members are going to change: there is somebody who is none yet, as often as not */
export function drawShape(random: SeededRandom, members: boolean): Shape {
  if (members ? random.chance(0.7) : random.chance(0.2)) return drawAny(random);
  const total = SHAPES.reduce((sum, { weight }) => sum + weight, 0);
  let at = random.between(0, total - 1);
  for (const { weight, ...shape } of SHAPES) {
    if (at < weight) return shape;
    at -= weight;
  }
  throw new RangeError('the weights of the shapes do not add up');
}

function drawAny(random: SeededRandom): Shape {
  const nodes = random.between(3, 5);
  const replicas = random.between(1, nodes);
  return {
    nodes,
    replicas,
    ackQuorum: random.between(1, replicas),
    withoutPlacement: random.between(0, nodes - 3),
  };
}

/** How many disks may be damaged or lost for good so that the rest can elect, commit and answer, and nothing that was
 *  answered is lost. */
export function lossBudget({ replicas, ackQuorum }: Pick<Shape, 'replicas' | 'ackQuorum'>): number {
  const majority = Math.floor(replicas / 2) + 1;
  const election = Math.max(majority, replicas - ackQuorum + 1);
  // Group 0 always needs a majority of its own.
  return Math.max(0, Math.min(ackQuorum - 1, replicas - Math.max(ackQuorum, election, majority)));
}
