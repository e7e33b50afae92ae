/** Cuts the power of a memory disk at its n-th write. */
import { PROMPT_HOOKS } from '../memory/faults.js';
import type { MemoryDisk } from '../memory/memory-disk.js';

/** Counts the disk's writes and cuts the power just before, during, or after the n-th. */
export class PowerCut {
  writes = 0;
  cut = false;

  constructor(
    private readonly disk: MemoryDisk,
    at: number,
    survives: 'nothing' | 'everything',
  ) {
    disk.hooks = {
      schedule: (operation, complete) => {
        if (this.cut) return;
        const isWrite =
          operation.kind === 'write' || operation.kind === 'fileWrite' || operation.kind === 'clear';
        if (isWrite) this.writes += 1;
        if (isWrite && this.writes === at) {
          this.cut = true; // the write is under way and never completes
          return;
        }
        PROMPT_HOOKS.schedule(operation, complete);
      },
      survivingWrites: (_, count) => (survives === 'everything' ? count : 0),
      survivingBytes: (_, bytes) => (survives === 'everything' ? bytes : Math.floor(bytes / 2)),
    };
  }

  /** Runs until it is through, or the power went. */
  async during(work: () => Promise<void>): Promise<void> {
    let through = false;
    const working = work().then(() => (through = true));
    for (let turn = 0; turn < 100_000 && !through && !this.cut; turn += 1) await Promise.resolve();
    for (let turn = 0; turn < 500; turn += 1) await Promise.resolve();
    if (through) await working;
    this.disk.crash();
    this.disk.hooks = PROMPT_HOOKS;
  }
}
