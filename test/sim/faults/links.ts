/** What happens to what is on the way: one type of message swallowed, links that hold everything up, broken connections. */
import type { MessageType } from '../../../src/raft/message.js';
import { type Begin, NOTHING_TO_UNDO, nodeIds, places, shuffled } from './fault.js';

const TYPES: readonly MessageType[] = [
  'app',
  'appResp',
  'vote',
  'voteResp',
  'preVote',
  'preVoteResp',
  'snap',
  'heartbeat',
  'heartbeatResp',
  'readIndex',
  'readIndexResp',
  'timeoutNow',
  'transferLeader',
  'quiesce',
];

export const filter: Begin = (context) => {
  const { random } = context;
  const { network } = context.cluster;
  const [from, to] = shuffled(random, nodeIds(context));
  if (from === undefined || to === undefined) return undefined;
  const type = random.pick(TYPES);
  network.filter(from, to, type);
  context.tell(`no ${type} from ${from} to ${to}`);
  return () => network.filter(from, to, undefined);
};

export const clog: Begin = (context) => {
  const { network } = context.cluster;
  const [from, to] = shuffled(context.random, places(context));
  if (from === undefined || to === undefined) return undefined;
  network.clog(from, to);
  context.tell(`${from} to ${to}`);
  return () => network.unclog(from, to);
};

/** Links clogged one after the other, and released in another order. */
export const swizzle: Begin = (context) => {
  const { random, forMs, cluster } = context;
  const { network, time } = cluster;
  const all = nodeIds(context).flatMap((from) =>
    places(context).flatMap((to) => (from === to ? [] : [[from, to] as const])),
  );
  if (all.length === 0) return undefined;
  const links = shuffled(random, all).slice(0, random.between(1, all.length));
  const each = forMs / (2 * links.length);
  let over = false;
  links.forEach(([from, to], at) => {
    time.at(time.nowMs + at * each, () => {
      if (!over) network.clog(from, to);
    });
  });
  shuffled(random, links).forEach(([from, to], at) => {
    time.at(time.nowMs + forMs / 2 + at * each, () => network.unclog(from, to));
  });
  context.tell(`${links.length} links`);
  return () => {
    over = true;
    for (const [from, to] of links) network.unclog(from, to);
  };
};

/** Connections break, with all that is on the way on them. */
export const reset: Begin = (context) => {
  const { random } = context;
  const { network } = context.cluster;
  const ids = nodeIds(context);
  const broken = ids.flatMap((a) =>
    ids.flatMap((b) => (a === b || random.chance(0.5) ? [] : [[a, b] as const])),
  );
  if (broken.length === 0) return undefined;
  for (const [from, to] of broken) network.reset(from, to);
  context.tell(broken.map(([from, to]) => `${from}>${to}`).join(' '));
  return NOTHING_TO_UNDO;
};
