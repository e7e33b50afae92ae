/** The screen of `railkv top`: rates of all nodes, how they went of late, and who and what is hot. Pure text. */
import type { HotName } from '../../client/index.js';
import type { Colours } from '../output/colour.js';
import { formatBytes } from '../output/quantities.js';
import { renderTable } from '../output/table.js';
import type { NodeRates, Rates } from './rates.js';

const BARS = '▁▂▃▄▅▆▇█';
const HISTORY = 40;
const HOT_SHOWN = 5;

export function renderTop(
  rates: Rates,
  history: readonly Rates[],
  clusterId: string,
  when: string,
  colours: Colours,
  width?: number,
): string {
  const { all } = rates;
  const trend = (of: (each: Rates) => number): string => sparkline(history.slice(-HISTORY).map(of));
  const figures: [string, string, string][] = [
    ['sales/s', rate(all.ordersPerSecond), trend((each) => each.all.ordersPerSecond)],
    ['refused/s', rate(all.refusedPerSecond), trend((each) => each.all.refusedPerSecond)],
    ['queries/s', rate(all.queriesPerSecond), trend((each) => each.all.queriesPerSecond)],
    ['p99', latency(all.commandP99), trend((each) => each.all.commandP99 ?? 0)],
  ];
  return [
    `${colours.bold('railkv top')}  cluster ${colours.bold(clusterId)}  ${when}\n\n`,
    ...figures.map(
      ([name, value, bars]) => `  ${name.padEnd(10)}${value.padStart(9)}  ${colours.cyan(bars)}\n`,
    ),
    `\n${renderNodes(rates, colours, width)}`,
    ...rates.silent.map((node) => `${colours.red(`${node} does not answer`)}\n`),
    `\n${renderHot(rates, colours, width)}`,
  ].join('');
}

function renderNodes({ nodes, all }: Rates, colours: Colours, width: number | undefined): string {
  const right = (title: string, spare?: number) => ({
    title,
    align: 'right' as const,
    ...(spare !== undefined && { spare }),
  });
  const row = (name: string, each: Omit<NodeRates, 'nodeId'>): string[] => [
    name,
    `${each.groupsLed} of ${each.groupsHosted}`,
    rate(each.ordersPerSecond),
    rate(each.refusedPerSecond),
    rate(each.queriesPerSecond),
    latency(each.commandP50),
    latency(each.commandP99),
    latency(each.queryP99),
    String(each.behindMost),
    `${Math.round(each.cpu * 100)} %`,
    formatBytes(each.rssBytes),
  ];
  return renderTable(
    [
      { title: 'NODE' },
      right('LEADS'),
      right('SALES/S'),
      right('REFUSED/S'),
      right('QUERIES/S'),
      right('P50', 2),
      right('P99'),
      right('QUERY P99', 1),
      right('BEHIND'),
      right('CPU'),
      right('MEMORY', 3),
    ],
    [...nodes.map((node) => row(node.nodeId, node)), row(colours.dim('all'), all)],
    colours,
    width,
  );
}

/** Four short lists beside each other. */
function renderHot(rates: Rates, colours: Colours, width: number | undefined): string {
  const lists = [rates.lines, rates.trains, rates.callers, rates.refusals].map((list) =>
    list.slice(0, HOT_SHOWN),
  );
  const nameWidth = width === undefined || width >= 100 ? NAME_WIDTH : NARROW_NAME_WIDTH;
  const rows = Math.max(1, ...lists.map((list) => list.length));
  return renderTable(
    ['HOT LINES', 'HOT TRAINS', 'CALLERS', 'REFUSALS'].flatMap((title) => [
      { title },
      { title: '/S', align: 'right' as const },
    ]),
    Array.from({ length: rows }, (_, at) => lists.flatMap((list) => cells(list[at], nameWidth))),
    colours,
    width,
  );
}

const NAME_WIDTH = 28;
const NARROW_NAME_WIDTH = 24;

/** Of a name that is too long, its end stays as well: that of a train is its date. */
function cells(hot: HotName | undefined, width: number): [string, string] {
  if (hot === undefined) return ['', ''];
  const half = width / 2;
  const name =
    hot.name.length <= width
      ? hot.name
      : `${hot.name.slice(0, half - 1)}…${hot.name.slice(hot.name.length - half)}`;
  return [name, rate(hot.perSecond)];
}

function rate(perSecond: number): string {
  if (perSecond >= 100) return String(Math.round(perSecond));
  if (perSecond === 0) return '0';
  return perSecond < 0.05 ? '<0.1' : perSecond.toFixed(1);
}

function latency(ms: number | undefined): string {
  if (ms === undefined) return '-';
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${ms >= 10 ? Math.round(ms) : ms.toFixed(1)} ms`;
}

function sparkline(values: readonly number[]): string {
  const most = Math.max(...values, 0);
  if (most === 0) return values.map(() => BARS[0]).join('');
  return values
    .map((value) => BARS[Math.min(BARS.length - 1, Math.floor((value / most) * BARS.length))])
    .join('');
}
