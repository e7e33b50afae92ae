/** `railkv top`: what the cluster does, looked at again and again until it is told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type NodeTraffic, type RailkvClient, RailkvError } from '../../client/index.js';
import { type Cli, examples } from '../cli.js';
import { isoIn, parseSpan } from '../dates.js';
import { EXIT } from '../exit-codes.js';
import type { Invocation } from '../invocation.js';
import { clusterOptions, parseCount, timezoneOption } from '../options.js';
import type { Json } from '../output/json.js';
import { throwWhereAllRefuse } from '../status/caller-refused.js';
import { type Look, type Rates, ratesBetween } from '../top/rates.js';
import { renderTop } from '../top/screen.js';
import { UsageError } from '../usage-error.js';

const NOTES = `Rates are of the time between two looks; latencies are those that the nodes see, without the way to the caller. Hot lines, trains
and callers are of the last half minute or so; trains are estimated from one command in 16. Ctrl-C ends it. Without a terminal,
or with --count, each look is printed below the one before; -o json gives a document a line.`;

interface TopValues {
  readonly every: string;
  readonly count?: string;
}

const NODE_TIMEOUT_MS = 2_000;
const EVERY_MIN_MS = 100;
const HISTORY_KEPT = 120;
/** Home, and clear what is below: less flicker than clearing the screen. */
const REDRAW = '\x1b[H\x1b[J';

export function addTop(parent: Command, cli: Cli): void {
  const command = parent
    .command('top')
    .helpGroup('Cluster:')
    .description(
      'A live screen: sales, queries, refusals, latencies, who and what is hot, leaders and lag per node.',
    )
    .option('--every <span>', 'how often it looks', '2s')
    .option('--count <n>', 'how many looks to show, then end');
  timezoneOption(clusterOptions(command))
    .addHelpText(
      'after',
      examples(['railkv top', 'railkv top --every 5s --count 1', 'railkv top -o json | head -3'], NOTES),
    )
    .action((values: TopValues) => cli.run(command, 'reads', (invocation) => watch(invocation, values)));
}

async function watch(invocation: Invocation, values: TopValues) {
  const everyMs = parseSpan(values.every);
  if (everyMs < EVERY_MIN_MS)
    throw new UsageError(`--every ${values.every} is too often`, 'give at least --every 100ms');
  const looks =
    values.count === undefined ? Number.POSITIVE_INFINITY : parseCount(values.count, '--count', 1, 1_000_000);
  const { terminal, json, colours } = invocation;
  const live = terminal.outIsTty && values.count === undefined && !json;
  const client = await invocation.client();
  const { clusterId } = await client.cluster.describe(invocation.call);
  const history: Rates[] = [];
  let before = await lookAround(client);
  for (let look = 0; look < looks; look += 1) {
    await sleep(everyMs);
    const now = await lookAround(client);
    const rates = ratesBetween(before, now);
    before = now;
    history.push(rates);
    if (history.length > HISTORY_KEPT) history.shift();
    const when = isoIn(invocation.timezone, terminal.now());
    if (json) terminal.out(`${JSON.stringify(toJson(rates, clusterId, when))}\n`);
    else
      terminal.out(
        `${live ? REDRAW : ''}${renderTop(rates, history, clusterId, when, colours, terminal.columns)}\n`,
      );
  }
  return { human: '', json: undefined, exitCode: before.silent.length === 0 ? EXIT.ok : EXIT.attention };
}

async function lookAround(client: RailkvClient): Promise<Look> {
  const nodes = await client.cluster.nodes({ timeoutMs: NODE_TIMEOUT_MS });
  const answers = await Promise.all(
    nodes.map(async ({ nodeId }): Promise<readonly [string, NodeTraffic | RailkvError]> => {
      try {
        return [nodeId, await client.cluster.nodeTraffic(nodeId, { timeoutMs: NODE_TIMEOUT_MS })];
      } catch (error) {
        if (!(error instanceof RailkvError)) throw error;
        return [nodeId, error];
      }
    }),
  );
  throwWhereAllRefuse(answers.map(([, said]) => (said instanceof RailkvError ? said : undefined)));
  const heard = new Map<string, NodeTraffic>();
  const silent: string[] = [];
  for (const [nodeId, said] of answers)
    if (said instanceof RailkvError) silent.push(nodeId);
    else heard.set(nodeId, said);
  return { nodes: heard, silent };
}

const toJson = (rates: Rates, clusterId: string, at: string): Json => ({
  clusterId,
  at,
  all: { ...nulls(rates.all) },
  nodes: rates.nodes.map((node) => ({ ...nulls(node) })),
  silent: [...rates.silent],
  refusals: rates.refusals.map((hot) => ({ ...hot })),
  lines: rates.lines.map((hot) => ({ ...hot })),
  trains: rates.trains.map((hot) => ({ ...hot })),
  callers: rates.callers.map((hot) => ({ ...hot })),
});

/** JSON has no undefined. */
const nulls = (figures: object): Record<string, string | number | null> =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, value ?? null]));
