/** Three commands that work right now on this very cluster: a query and a purchase of a train that is on sale, and status. */
import { resolve } from 'node:path';
import type { Line, Offer, RailkvClient, RunSummary } from '../../../client/index.js';

const STATUS = 'status';
/** Runs looked at for one that suits. */
const LOOKED_AT = 20;

/** @param dates in order of preference @param command how the command is called here, such as `npx railkv` */
export async function suggestCommands(
  client: RailkvClient,
  lines: readonly Line[],
  dates: readonly string[],
  command: string,
): Promise<string[]> {
  const offer = await findOffer(client, lines, dates);
  const suggested =
    offer === undefined
      ? ['timetable import --help', 'kv put hello world']
      : commandsFor(offer.offer, offer.date);
  return [...suggested, STATUS].map((each) => `${command} ${each}`);
}

/** What is to be typed first where other commands would ask the cluster of the cluster.yaml that lies here, or none.
 *  @param config as it was named; undefined: that very file */
export function namingCluster(
  config: string | undefined,
  nodes: readonly { readonly client: string }[],
): string[] {
  if (config === undefined || resolve(config) === resolve('cluster.yaml')) return [];
  return [`export RAILKV_CLUSTER=${nodes.map(({ client }) => client).join(',')}`];
}

interface Found {
  readonly offer: Offer;
  readonly date: string;
}

function commandsFor({ run, from, to, classes }: Offer, date: string): string[] {
  const route = `--from ${from.name} --to ${to.name} --date ${date}`;
  const seats = classes.toSorted((a, b) => b.seatsLeft - a.seatsLeft)[0];
  return [
    `query ${route}`,
    `buy --train ${run.train} ${route} --class ${seats?.class ?? 'second'} --passenger P1:window`,
  ];
}

async function findOffer(
  client: RailkvClient,
  lines: readonly Line[],
  dates: readonly string[],
): Promise<Found | undefined> {
  try {
    for (const date of dates) {
      const runs = await Promise.all(
        lines.slice(0, LOOKED_AT).map(({ line }) => longestRun(client, line, date)),
      );
      const longest = runs.reduce(
        (best, run) => (run !== undefined && (best?.stops ?? 0) < run.stops ? run : best),
        undefined,
      );
      if (longest === undefined) continue;
      const { fromName, toName, run } = longest;
      const found = await client.tickets.search({ from: fromName, to: toName, date, train: run.train });
      const offer = found.offers.find((each) => each.open);
      if (offer !== undefined) return { offer, date };
    }
  } catch {
    // A suggestion is not worth a failure: without one the screen shows other commands.
  }
  return undefined;
}

/** The run with the most stops says most about a line. */
async function longestRun(client: RailkvClient, line: string, date: string): Promise<RunSummary | undefined> {
  let longest: RunSummary | undefined;
  let seen = 0;
  for await (const run of client.tickets.runs(line, { date })) {
    if (longest === undefined || run.stops > longest.stops) longest = run;
    seen += 1;
    if (seen === LOOKED_AT) break;
  }
  return longest;
}
