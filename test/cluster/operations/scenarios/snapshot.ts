/** A whole cluster saved while it sells, and restored as another one elsewhere: what was sold before the save began is there. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect, RailkvError } from '../../../../src/client/index.js';
import { RAILKV } from '../../faults/command-line.js';
import { NodeProcesses } from '../../node-processes.js';
import { readLedger } from '../../sale/ledger.js';
import type { Scenario, Stage } from '../stage.js';

/** Sales looked up one by one in the restored cluster: the last ones before the save are those that could be missing. */
const LOOKED_UP = 500;

/** Two clusters and a sale share this machine, and one of them has just begun: whether it answers is the question here, not how
 *  soon. */
const PATIENCE_MS = 20_000;

/** @returns orders that were answered before the save began and are not in the restored cluster */
async function missing(stage: Stage, seeds: readonly string[], beganMs: number): Promise<string[]> {
  const sold = stage.sale.ledgers
    .flatMap(readLedger)
    .filter((fact) => fact.kind === 'acknowledged')
    .filter(({ atMs }) => atMs < beganMs)
    .sort((a, b) => a.atMs - b.atMs)
    .slice(-LOOKED_UP);
  const clients = new Map<string, Awaited<ReturnType<typeof connect>>>();
  const gone: string[] = [];
  for (const { id, reference } of sold) {
    const caller = id.slice(0, id.lastIndexOf('-'));
    const client = clients.get(caller) ?? (await connect({ seeds, caller, readTimeoutMs: PATIENCE_MS }));
    clients.set(caller, client);
    try {
      await client.tickets.order(reference, { read: 'linearizable', timeoutMs: PATIENCE_MS });
    } catch (error) {
      if (!(error instanceof RailkvError) || error.reason !== 'ORDER_NOT_FOUND') throw error;
      gone.push(reference);
    }
  }
  for (const client of clients.values()) await client.close();
  stage.say(`    ${sold.length} orders answered last before the save looked up in the restored cluster`);
  return gone;
}

export const snapshot: Scenario = {
  name: 'snapshot',
  summary:
    'a snapshot of the whole cluster saved in the sale, verified, restored as another cluster and looked through',
  nodes: 5,
  zones: 5,
  mayFail: false,
  async play(stage) {
    const { directory } = stage.cluster.processes.options;
    const folder = join(directory, 'backup');
    await stage.quiet('before');
    const beganMs = Date.now();
    await stage.phase('save', async () => {
      await stage.done('snapshot', 'save', folder);
    });
    await stage.done('snapshot', 'verify', folder);
    await stage.phase('restore elsewhere', async () => {
      const elsewhere = join(directory, 'elsewhere');
      mkdirSync(elsewhere);
      const restored = await NodeProcesses.create({
        directory: elsewhere,
        nodes: 3,
        replicas: 3,
        ackQuorum: 2,
        made: (config) =>
          stage.say(
            execFileSync(process.execPath, [RAILKV, 'snapshot', 'restore', folder, '--config', config], {
              encoding: 'utf8',
            }).trimEnd(),
          ),
      });
      try {
        restored.startAll();
        await restored.ready();
        const gone = await missing(stage, restored.seeds, beganMs);
        stage.check(
          `every sale answered before the save began is in the restored cluster ${gone.slice(0, 5).join(' ')}`,
          gone.length === 0,
        );
      } finally {
        await restored.endAll('SIGTERM');
      }
    });
    await stage.quiet('after');
  },
};
