/** What happened between two looks at all nodes. Pure. */
import type { HotName, NodeTraffic } from '../../client/index.js';

export interface Look {
  /** By node id; a node that did not answer is not there. */
  readonly nodes: ReadonlyMap<string, NodeTraffic>;
  readonly silent: readonly string[];
}

export interface NodeRates {
  readonly nodeId: string;
  readonly ordersPerSecond: number;
  readonly refusedPerSecond: number;
  readonly queriesPerSecond: number;
  /** ms; undefined when nothing happened. */
  readonly commandP50: number | undefined;
  readonly commandP99: number | undefined;
  readonly queryP99: number | undefined;
  /** Of one core. */
  readonly cpu: number;
  readonly groupsLed: number;
  readonly groupsHosted: number;
  readonly behindMost: number;
  readonly rssBytes: number;
}

export interface Rates {
  readonly nodes: readonly NodeRates[];
  readonly silent: readonly string[];
  /** All nodes together. */
  readonly all: Omit<NodeRates, 'nodeId'>;
  /** Refusals a second by reason, most frequent first. */
  readonly refusals: readonly HotName[];
  readonly lines: readonly HotName[];
  readonly trains: readonly HotName[];
  readonly callers: readonly HotName[];
}

const DONE = 'DONE';
const FIRST_BUCKET_MS = 0.1;
const BUCKET_GROWTH = 1.5;

export function ratesBetween(before: Look, now: Look): Rates {
  const spans = [...now.nodes.values()]
    .sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1))
    .map((node) => spanOf(before.nodes.get(node.nodeId), node));
  const sum = (of: (span: Span) => number): number => spans.reduce((total, span) => total + of(span), 0);
  const commandLatency = addAll(spans.map((span) => span.commandLatency));
  return {
    nodes: spans.map((span) => ({ nodeId: span.now.nodeId, ...ratesOf(span) })),
    silent: now.silent,
    all: {
      ordersPerSecond: sum((span) => span.orders / span.seconds),
      refusedPerSecond: sum((span) => span.refused / span.seconds),
      queriesPerSecond: sum((span) => span.queries / span.seconds),
      commandP50: quantile(commandLatency, 0.5),
      commandP99: quantile(commandLatency, 0.99),
      queryP99: quantile(addAll(spans.map((span) => span.queryLatency)), 0.99),
      cpu: sum((span) => span.cpu / span.seconds),
      groupsLed: sum(({ now: { groupsLed } }) => groupsLed),
      groupsHosted: sum(({ now: { groupsHosted } }) => groupsHosted),
      behindMost: Math.max(0, ...spans.map(({ now: { behindMost } }) => behindMost)),
      rssBytes: sum(({ now: { rssBytes } }) => rssBytes),
    },
    refusals: merged(spans.map((span) => span.refusals)),
    lines: merged(spans.map(({ now: { lines } }) => lines)),
    trains: merged(spans.map(({ now: { trains } }) => trains)),
    callers: merged(spans.map(({ now: { callers } }) => callers)),
  };
}

interface Span {
  readonly now: NodeTraffic;
  readonly seconds: number;
  readonly orders: number;
  readonly refused: number;
  readonly queries: number;
  readonly cpu: number;
  readonly commandLatency: readonly number[];
  readonly queryLatency: readonly number[];
  readonly refusals: readonly HotName[];
}

/** A node that was away, or began anew in between, is counted from its start. */
function spanOf(before: NodeTraffic | undefined, now: NodeTraffic): Span {
  const from = before?.incarnation === now.incarnation ? before : undefined;
  const seconds = Math.max(0.001, (now.monotonicMs - (from?.monotonicMs ?? now.monotonicMs - 1_000)) / 1_000);
  const since = (value: number, earlier: number | undefined): number =>
    from === undefined ? 0 : value - (earlier ?? 0);
  const refusals = Object.entries(now.outcomes)
    .filter(([reason]) => reason !== DONE)
    .map(([name, count]) => ({ name, perSecond: since(count, from?.outcomes[name]) / seconds }))
    .filter(({ perSecond }) => perSecond > 0);
  return {
    now,
    seconds,
    orders: since(now.orders, from?.orders),
    refused: refusals.reduce((total, { perSecond }) => total + perSecond * seconds, 0),
    queries: since(now.queries, from?.queries),
    cpu: since(now.cpuSeconds, from?.cpuSeconds),
    commandLatency: now.commandLatency.map((count, at) => since(count, from?.commandLatency[at])),
    queryLatency: now.queryLatency.map((count, at) => since(count, from?.queryLatency[at])),
    refusals,
  };
}

function ratesOf(span: Span): Omit<NodeRates, 'nodeId'> {
  const { now, seconds } = span;
  return {
    ordersPerSecond: span.orders / seconds,
    refusedPerSecond: span.refused / seconds,
    queriesPerSecond: span.queries / seconds,
    commandP50: quantile(span.commandLatency, 0.5),
    commandP99: quantile(span.commandLatency, 0.99),
    queryP99: quantile(span.queryLatency, 0.99),
    cpu: span.cpu / seconds,
    groupsLed: now.groupsLed,
    groupsHosted: now.groupsHosted,
    behindMost: now.behindMost,
    rssBytes: now.rssBytes,
  };
}

function addAll(counts: readonly (readonly number[])[]): number[] {
  const total: number[] = [];
  for (const each of counts) for (const [at, count] of each.entries()) total[at] = (total[at] ?? 0) + count;
  return total;
}

/** The upper bound of the bucket it lies in: at most half more than it was. */
function quantile(buckets: readonly number[], q: number): number | undefined {
  const total = buckets.reduce((sum, count) => sum + count, 0);
  if (total <= 0) return undefined;
  let seen = 0;
  for (const [at, count] of buckets.entries()) {
    seen += count;
    if (seen >= total * q) return FIRST_BUCKET_MS * BUCKET_GROWTH ** at;
  }
  return undefined;
}

function merged(lists: readonly (readonly HotName[])[]): HotName[] {
  const sums = new Map<string, number>();
  for (const { name, perSecond } of lists.flat()) sums.set(name, (sums.get(name) ?? 0) + perSecond);
  return [...sums]
    .map(([name, perSecond]) => ({ name, perSecond }))
    .sort((a, b) => b.perSecond - a.perSecond || (a.name < b.name ? -1 : 1));
}
