/** Sales while things break, a few seeds each time. A failure prints its seed: RAILKV_SEED=… npx vitest run test/node/faults */
import { describe, expect, it } from 'vitest';
import { type SaleReport, saleUnderFaults } from '../sim/sale-under-faults.js';

const first = Number(process.env['RAILKV_SEED'] ?? 1);
const count = Number(process.env['RAILKV_SEEDS'] ?? (process.env['RAILKV_SEED'] === undefined ? 6 : 1));
const seeds = Array.from({ length: count }, (_, at) => first + at);

const tell = (report: SaleReport): void => {
  if (process.env['RAILKV_TELL'] !== undefined)
    console.log(report.answered, report.unknown, report.kills, report.installs, ...report.refused);
};

describe('a sale under faults', () => {
  it.each(seeds)('keeps its books with three nodes, seed %i', async (seed) => {
    const report = await saleUnderFaults({ seed, rounds: 60 });
    tell(report);
    expect(report.answered).toBeGreaterThan(0);
  });

  it.each(seeds)('keeps its books when the log is short and snapshots are many, seed %i', async (seed) => {
    const limits = { checkpointAgeMs: 500, checkpointLogBytes: 2_048, logKeepEntries: 1 };
    const report = await saleUnderFaults({ seed, rounds: 60, cluster: { limits } });
    tell(report);
    expect(report.answered).toBeGreaterThan(0);
  });

  it.each(seeds)('keeps its books with five nodes and an ack quorum of five, seed %i', async (seed) => {
    const report = await saleUnderFaults({
      seed,
      rounds: 40,
      cluster: { nodes: 5, replicas: 5, ackQuorum: 5, withoutPlacement: 2 },
    });
    tell(report);
    expect(report.kills).toBeGreaterThanOrEqual(0);
  });
});
