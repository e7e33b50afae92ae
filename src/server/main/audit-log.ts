/** The audit log of a node: a file that is only ever appended to, synced after each batch of lines, set aside by size. Like
 *  any failed write of a node, one here ends the process: administration that leaves no trace is not done.
 *  Not pino's destination: that would sync on the event loop, a line at a time. */
import { type FileHandle, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Env } from '../../env/env.js';
import { syncDirectory } from '../../store/level/level-disk.js';
import type { AuditLine } from '../identity/audit.js';
import { Refusals } from '../identity/refusals.js';

const BYTES_MAX = 16 * 2 ** 20;
/** Files set aside: audit.log.1 is the newest of them. */
const KEPT = 16;

export class AuditLog {
  private readonly path: string;
  private readonly refusals: Refusals;
  private waiting: string[] = [];
  private draining: Promise<void> | undefined;
  private file: FileHandle | undefined;
  private bytes = 0;

  /** @param directory of the node; the log is in `audit/` there */
  constructor(
    private readonly env: Env,
    private readonly directory: string,
    private readonly node: string,
    private readonly bytesMax = BYTES_MAX,
  ) {
    this.path = join(directory, 'audit', 'audit.log');
    this.refusals = new Refusals(env.clock.monotonicMs, (caller) =>
      env.log.warn({ caller }, 'a caller is refused over and over: the audit log only counts some of it'),
    );
  }

  record(recorded: AuditLine): void {
    const line = this.refusals.admit(recorded);
    if (line === undefined) return;
    const time = new Date(this.env.clock.wallMs()).toISOString();
    this.waiting.push(`${JSON.stringify({ time, node: this.node, ...line })}\n`);
    this.draining ??= this.drain().catch((error: unknown) =>
      this.env.fatal(`the audit log ${this.path} cannot be written`, error),
    );
  }

  /** Once everything recorded is on disk. */
  async close(): Promise<void> {
    await this.draining;
    await this.file?.close();
    this.file = undefined;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const text = this.waiting.join('');
      this.waiting = [];
      const file = await this.opened();
      await file.appendFile(text);
      await file.datasync();
      this.bytes += Buffer.byteLength(text);
      if (this.bytes >= this.bytesMax) await this.setAside();
    }
    this.draining = undefined;
  }

  private async opened(): Promise<FileHandle> {
    if (this.file === undefined) {
      await mkdir(dirname(this.path), { recursive: true });
      this.file = await open(this.path, 'a+', 0o600);
      this.bytes = (await this.file.stat()).size;
      if (await this.isCut(this.file)) await this.file.appendFile('\n');
      // What is synced into a file that no directory names is lost with the power.
      for (const each of [dirname(this.path), this.directory]) await syncDirectory(each);
    }
    return this.file;
  }

  /** A crash left half a line: what follows must not become part of it. */
  private async isCut(file: FileHandle): Promise<boolean> {
    if (this.bytes === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, this.bytes - 1);
    return buffer.toString() !== '\n';
  }

  private async setAside(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
    for (let number = KEPT - 1; number >= 0; number -= 1) {
      const from = number === 0 ? this.path : `${this.path}.${number}`;
      if ((await stat(from).catch(() => undefined)) !== undefined)
        await rename(from, `${this.path}.${number + 1}`);
    }
  }
}
