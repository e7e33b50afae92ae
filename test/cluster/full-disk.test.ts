/** A disk that fills up under one node: a small tmpfs, mounted for the test. Mounting takes root. Where it is not permitted,
 *  the test fails in CI (CI=true), and elsewhere it is reported as not run, with the reason. */
import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TicketCluster } from './faults/ticket-cluster.js';
import './faults/patience.js';
import { until } from '../until.js';

const MIB = 1 << 20;
const DISK_MIB = 128;

/** @returns why nothing could be mounted, or undefined */
function mountSmallDisk(directory: string): string | undefined {
  mkdirSync(directory, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'railkv-test', directory], {
      stdio: 'pipe',
    });
    return undefined;
  } catch (error) {
    return `a tmpfs cannot be mounted here, which takes root: ${String(error)}`;
  }
}

/** Leaves so many bytes free, and not one more. */
function fill(directory: string, leaveBytes: number): void {
  const file = openSync(join(directory, 'ballast'), 'a');
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(directory);
      const left = bavail * bsize - leaveBytes;
      if (left <= 0) break;
      writeSync(file, Buffer.alloc(Math.min(left, MIB)));
    }
    fsyncSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
}

describe('a disk that fills up', () => {
  it('takes the leaders from its node, then the node, and never a sale; with room it is back', async (context) => {
    let disk = '';
    let problem: string | undefined;
    const cluster = await TicketCluster.start({
      yaml: 'limits:\n  lowSpace: 48MiB',
      beforeInit: (directoryOf) => {
        disk = directoryOf('n2');
        problem = mountSmallDisk(disk);
      },
    });
    try {
      if (problem !== undefined) {
        if (process.env['CI'] === 'true') throw new Error(problem);
        context.skip(problem);
      }
      await cluster.buyEverywhere();
      await until(async () => ((await cluster.status('n2'))?.groupsLed ?? 0) > 0);

      // Below the low-space mark: it leads nothing any more, and says so.
      fill(disk, 24 * MIB);
      await until(async () => {
        const status = await cluster.status('n2');
        return status?.lowOnDisk === true && status.groupsLed === 0;
      });
      await cluster.buyEverywhere();
      const { code, out } = await cluster.cli(['status']);
      expect(code).toBe(5);
      expect(out).toMatch(/problem: n2 .*disk/);
      expect(out).toMatch(/next: .*(free|room|space)/);

      // Full: its first write that fails is its last.
      const child = cluster.nodes.running.get('n2')!;
      fill(disk, 0);
      await until(async () => {
        await cluster.buyEverywhere().catch(() => undefined);
        return !cluster.nodes.running.has('n2');
      });
      expect(await cluster.nodes.ended(child)).toBe(70);
      const last = cluster.lastLine('n2');
      expect(last).toMatchObject({ level: 'fatal', node: 'n2' });
      expect(last['msg']).toMatch(/disk|write/);
      expect(JSON.stringify(last['err'])).toMatch(/No space left on device/);
      await cluster.buyEverywhere();
      const books = await cluster.books();

      // Its reserve lets it start on the full disk, and it still leads nothing.
      cluster.nodes.start('n2');
      await cluster.nodes.ready(['n2']);
      expect(cluster.nodes.logTail('n2', 1_000)).toContain(
        'the disk is full: the reserve file is given up for this start',
      );
      await until(async () => (await cluster.status('n2'))?.lowOnDisk === true);

      rmSync(join(disk, 'ballast'));
      await until(async () => (await cluster.status('n2'))?.lowOnDisk === false);
      await cluster.buyEverywhere();
      expect(books).not.toBe(await cluster.books());
      await cluster.nodes.end('n2', 'SIGTERM');
      const audit = await cluster.cli(['store', 'audit', disk]);
      expect(audit.out).toContain('everything is as it was written');
    } finally {
      if (problem === undefined && disk !== '') {
        await cluster.nodes.endAll('SIGKILL');
        execFileSync('umount', [disk]);
      }
      await cluster.end();
    }
  });
});
