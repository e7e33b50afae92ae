/** A line that is hot is cut in two, by its load and by a command, while it sells; buyers with stale routes notice nothing. */
import type { Scenario, Stage } from '../stage.js';

const HOT_PART = 0.8;

/** Seats of every run of the line, free and held and sold, on every segment: each must be what was published. */
async function sumsAddUp(stage: Stage, line: string): Promise<void> {
  const wrong: string[] = [];
  const runs = stage.cluster.runs.filter(({ run }) => run.line === line);
  for (const { run } of runs) {
    const { inventory } = await stage.cluster.client.tickets.run(run, {
      read: 'linearizable',
      timeoutMs: 30_000,
    });
    for (const { class: name, published, free, held, sold } of inventory)
      free.forEach((count, segment) => {
        if (count + held[segment]! + sold[segment]! !== published)
          wrong.push(`${run.train} ${name} segment ${segment}`);
      });
  }
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
    const trains = cluster.runs.filter(({ run }) => run.line === line).map(({ run }) => run.train);
    const middle = trains.sort()[Math.floor(trains.length / 2)]!;
    await stage.phase('split by command', async () => {
      await stage.done('group', 'split', String(group), '--line', line, '--train', middle, '--yes');
    });
    const groups = await groupsOfLine(stage, line);
    stage.check(`${line} is held by two groups now: ${groups.join(', ')}`, groups.length === 2);
    await sumsAddUp(stage, line);
    await stage.quiet('halves');
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
    await sumsAddUp(stage, line);
    await stage.quiet('after');
  },
};
