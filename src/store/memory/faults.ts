/** What a simulator may decide about the memory disk: when work completes, what fails, and what a crash leaves. */

export interface DiskOperation {
  readonly kind: 'read' | 'write' | 'clear' | 'fileRead' | 'fileWrite' | 'open' | 'close' | 'remove';
  /** 'log', 'state', or a file's name. */
  readonly target: string;
  readonly sync: boolean;
  readonly bytes: number;
}

export interface MemoryDiskHooks {
  /** Called when an operation starts; call `complete` once, later: only then it takes effect and answers. */
  schedule(operation: DiskOperation, complete: () => void): void;
  /** An error fails the operation, at its completion: a failed write has no effect. */
  fail?(operation: DiskOperation): Error | undefined;
  /** There was no room for the operation: it fails with ENOSPC. */
  full?(operation: DiskOperation): void;
  /** Of a database's writes that were started or complete but never synced, in order: how many of `count` survive. */
  survivingWrites?(target: string, count: number): number;
  /** Of a file write under way at the crash: how many of its bytes survive, from the front. */
  survivingBytes?(target: string, bytes: number): number;
}

/** Everything completes by itself, after what runs now; nothing fails; a crash leaves exactly what was synced. */
export const PROMPT_HOOKS: MemoryDiskHooks = {
  schedule(_operation, complete) {
    void Promise.resolve().then(complete);
  },
};

export class DiskError extends Error {
  override readonly name = 'DiskError';
  constructor(
    readonly code: 'ENOSPC' | 'EIO' | 'EMFILE',
    message: string,
    /** The operation took effect all the same, and nobody knows: a sync that failed may have written everything. */
    readonly kept = false,
  ) {
    super(`${code}: ${message}`);
  }
}
