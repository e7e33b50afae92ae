/** Who cannot reach whom: one node alone, the leader alone, halves, one way only, rings and bridges, clients cut off. */
import { CLIENTS } from '../network.js';
import { type Begin, type FaultContext, nodeIds, pickLeader, places, shuffled, type Undo } from './fault.js';

type Direction = readonly [from: string, to: string];

function cutAll(context: FaultContext, directions: readonly Direction[], what: string): Undo | undefined {
  if (directions.length === 0) return undefined;
  const { network } = context.cluster;
  for (const [from, to] of directions) network.cutOneWay(from, to);
  context.tell(what);
  return () => {
    for (const [from, to] of directions) network.mend(from, to);
  };
}

const bothWays = (a: string, b: string): Direction[] => [
  [a, b],
  [b, a],
];

/** One from all other nodes; sometimes in one direction, sometimes from clients too. */
function alone(context: FaultContext, node: string): Undo | undefined {
  const { random } = context;
  const others = (random.chance(0.5) ? places(context) : nodeIds(context)).filter((other) => other !== node);
  const way = random.between(0, 3);
  const directions = others.flatMap((other): Direction[] => {
    if (way === 0) return [[node, other]];
    if (way === 1) return [[other, node]];
    return bothWays(node, other);
  });
  return cutAll(
    context,
    directions,
    `${node} alone${['', ', cannot speak', ', cannot hear'][way + 1] ?? ''}`,
  );
}

export const isolate: Begin = (context) => alone(context, context.random.pick(nodeIds(context)));

export const isolateLeader: Begin = (context) => {
  const leader = pickLeader(context);
  return leader && alone(context, leader.id);
};

export const split: Begin = (context) => {
  const { random } = context;
  const mixed = shuffled(random, nodeIds(context));
  const left = mixed.slice(0, random.between(1, Math.max(1, mixed.length - 1)));
  const right = mixed.slice(left.length);
  const oneWay = random.chance(0.25);
  const directions = left.flatMap((a) =>
    right.flatMap((b): Direction[] => (oneWay ? [[a, b]] : bothWays(a, b))),
  );
  return cutAll(context, directions, `${left.join(' ')} | ${right.join(' ')}${oneWay ? ', one way' : ''}`);
};

export const oneWay: Begin = (context) => {
  const [from, to] = shuffled(context.random, nodeIds(context));
  return from === undefined || to === undefined
    ? undefined
    : cutAll(context, [[from, to]], `${from} does not reach ${to}`);
};

export const cutLink: Begin = (context) => {
  const [a, b] = shuffled(context.random, places(context));
  return a === undefined || b === undefined ? undefined : cutAll(context, bothWays(a, b), `${a} | ${b}`);
};

/** Each node sees its neighbours on a ring: everybody sees a majority, and no two the same one. */
export const ring: Begin = (context) => {
  const order = shuffled(context.random, nodeIds(context));
  if (order.length < 5) return undefined;
  const directions = order.flatMap((a, at) =>
    order.flatMap((b, other): Direction[] => {
      const distance = Math.abs(at - other);
      return distance > 1 && distance < order.length - 1 ? [[a, b]] : [];
    }),
  );
  return cutAll(context, directions, `a ring: ${order.join(' ')}`);
};

/** Two halves that only one node sees both of. */
export const bridge: Begin = (context) => {
  const [middle, ...rest] = shuffled(context.random, nodeIds(context));
  if (rest.length < 2) return undefined;
  const left = rest.slice(0, Math.ceil(rest.length / 2));
  const right = rest.slice(left.length);
  const directions = left.flatMap((a) => right.flatMap((b) => bothWays(a, b)));
  return cutAll(context, directions, `${left.join(' ')} | ${right.join(' ')}, ${middle} sees both`);
};

export const clientsCut: Begin = (context) => {
  const { random } = context;
  const cut = shuffled(random, nodeIds(context)).slice(0, random.between(1, nodeIds(context).length));
  const way = random.between(0, 2);
  const directions = cut.flatMap((node): Direction[] => {
    if (way === 0) return [[node, CLIENTS]];
    return bothWays(node, CLIENTS);
  });
  return cutAll(context, directions, `clients and ${cut.join(' ')}${way === 0 ? ': answers are lost' : ''}`);
};
