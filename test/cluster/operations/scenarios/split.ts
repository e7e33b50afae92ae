/** A line that is hot is cut in two, by its load and by a command, while it sells; buyers with stale routes notice nothing. */
import { join } from 'node:path';
import { inParallel } from '../../../../src/cli/in-parallel.js';
import type { SaleRun } from '../sale-runs.js';
import type { Scenario, Stage } from '../stage.js';
import { StaleBuyers } from '../stale-buyers.js';

const HOT_PART = 0.8;
const READ_AT_ONCE = 8;

/** In order of their keys, as a split cuts them. */
function runsOf(stage: Stage, line: string): SaleRun[] {
  return stage.cluster.runs
    .filter(({ run }) => run.line === line)
    .sort((a, b) => (a.run.train < b.run.train ? -1 : 1));
}

/** Buyers that looked up the groups of these trains, and will hear of nothing that happens to them but by being refused. */
async function buyersWithRoutes(stage: Stage, name: string, of: readonly SaleRun[]): Promise<StaleBuyers> {
  const ledger = join(stage.cluster.processes.options.directory, `ledger-${name}.jsonl`);
  const buyers = await StaleBuyers.thatKnow(name, of, stage.cluster.access, ledger);
  stage.sale.ledgers.push(ledger);
  return buyers;
}

async function buyWithOldRoutes(stage: Stage, buyers: StaleBuyers, runs: readonly SaleRun[]): Promise<void> {
  const { bought, failed, refusals, untaught, lookups } = await buyers.buyOf(runs);
  await buyers.close();
  stage.check(
    `clients with routes of before the split bought ${bought} tickets of ${runs.length} trains: ${failed.length} purchases failed ${failed.slice(0, 3).join('; ')}`,
    failed.length === 0,
  );
  stage.check(
    `each was refused as stale first (${refusals} refusals) and learned from that alone (${lookups} look-ups, refused) ${untaught.join(', ')}`,
    untaught.length === 0 && lookups === 0,
  );
}

/** Seats of every run of the line, free and held and sold, on every segment: each must be what was published. */
async function sumsAddUp(stage: Stage, line: string): Promise<void> {
  const wrong: string[] = [];
  const runs = runsOf(stage, line);
  await inParallel(runs, READ_AT_ONCE, async ({ run }) => {
    const { inventory } = await stage.cluster.client.tickets.run(run, {
      read: 'linearizable',
      timeoutMs: 30_000,
    });
    for (const { class: name, published, free, held, sold } of inventory)
      free.forEach((count, segment) => {
        if (count + held[segment]! + sold[segment]! !== published)
          wrong.push(`${run.train} ${name} segment ${segment}`);
      });
  });
  stage.check(
    `free + held + sold = published on each segment of ${runs.length} trains of ${line} ${wrong.join(', ')}`,
    wrong.length === 0,
  );
}

async function groupsOfLine(stage: Stage, line: string): Promise<number[]> {
  const routes = await stage.cluster.client.cluster.routes({ lines: [line] }, { timeoutMs: 20_000 });
  return routes.map(({ group }) => group);
}

export const split: Scenario = {
  name: 'split',
  summary: 'a hot line is split by command at a train, and by its load',
  nodes: 5,
  zones: 5,
  mayFail: false,
  async play(stage) {
    const { cluster, sale } = stage;
    const line = sale.lines[0]!;
    sale.favour(line, HOT_PART);
    await stage.quiet('before');
    const [group] = await groupsOfLine(stage, line);
    const runs = runsOf(stage, line);
    const moving = runs.slice(Math.floor(runs.length / 2));
    const middle = moving[0]!.run.train;
    stage.say(`the hot line is ${line}: ${HOT_PART * 100} % of the sale`);
    const beforeCommand = await buyersWithRoutes(stage, 'old-1', [moving[0]!]);
    await stage.phase('split by command', async () => {
      await stage.done('group', 'split', String(group), '--line', line, '--train', middle, '--yes');
    });
    const groups = await groupsOfLine(stage, line);
    stage.check(`${line} is held by two groups now: ${groups.join(', ')}`, groups.length === 2);
    await buyWithOldRoutes(stage, beforeCommand, moving);
    await sumsAddUp(stage, line);
    await stage.quiet('halves');
    const beforeLoad = await buyersWithRoutes(stage, 'old-2', [runs[0]!, moving[0]!]);
    await stage.phase('split by load', async () => {
      await cluster.client.operations.setSettings({ splitCommandsPerSecond: 5, splitAfterMs: 5_000 });
      stage.say('a group above 5 commands/s for 5 s is split');
      const parts = await cluster.until(
        'a group was split by its load',
        async () => {
          const now = await groupsOfLine(stage, line);
          return now.length > groups.length ? now : undefined;
        },
        180_000,
      );
      stage.check(`${line} is held by ${parts.length} groups now: ${parts.join(', ')}`, true);
      await cluster.client.operations.setSettings({ splitCommandsPerSecond: 1_000_000 });
    });
    await buyWithOldRoutes(stage, beforeLoad, runs);
    await sumsAddUp(stage, line);
    await stage.quiet('after');
  },
};
