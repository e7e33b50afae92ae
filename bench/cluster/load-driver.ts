/** One process of load: purchases or queries over the SDK of a build, closed loop (so many at a time) or open loop (so many a
 *  second, however slow the answers; latency counts from when a request was due). Told what to do by one IPC message. */
import { pathToFileURL } from 'node:url';
import type { connect, RailkvClient, ReadLevel, RunKey, TlsOptions } from '../../src/client/index.js';

export interface Load {
  /** Path of the SDK's index.js: that of the build under test. */
  readonly sdk: string;
  readonly seeds: readonly string[];
  readonly caller: string;
  /** Absent: plain text. With it the certificate says the caller; `caller` still tells the passengers apart. */
  readonly tls?: TlsOptions;
  readonly work: 'buy' | 'query';
  readonly read: ReadLevel;
  readonly runs: readonly RunKey[];
  readonly stops: number;
  /** Closed loop: requests at a time. Open loop: at most so many, beyond which one counts as shed. */
  readonly atOnce: number;
  /** Open loop: requests a second; 0: closed loop. */
  readonly rate: number;
  readonly warmupMs: number;
  readonly measureMs: number;
}

export interface LoadResult {
  readonly done: number;
  readonly latenciesMs: readonly number[];
  readonly failures: Readonly<Record<string, number>>;
  readonly shed: number;
}

type Connect = typeof connect;

class Driver {
  readonly latenciesMs: number[] = [];
  readonly failures: Record<string, number> = {};
  done = 0;
  shed = 0;
  private inFlight = 0;
  private next = 0;
  private readonly fromMs: number;
  private readonly toMs: number;

  constructor(
    private readonly client: RailkvClient,
    private readonly load: Load,
  ) {
    this.fromMs = performance.now() + load.warmupMs;
    this.toMs = this.fromMs + load.measureMs;
  }

  async run(): Promise<LoadResult> {
    if (this.load.rate > 0) await this.open();
    else await Promise.all(Array.from({ length: this.load.atOnce }, () => this.closed()));
    const { done, latenciesMs, failures, shed } = this;
    return { done, latenciesMs, failures, shed };
  }

  private async closed(): Promise<void> {
    for (let nowMs = performance.now(); nowMs < this.toMs; nowMs = performance.now()) await this.one(nowMs);
  }

  private async open(): Promise<void> {
    const gapMs = 1_000 / this.load.rate;
    const pending = new Set<Promise<void>>();
    for (let dueMs = performance.now(); dueMs < this.toMs; ) {
      const nowMs = performance.now();
      for (; dueMs <= nowMs; dueMs += gapMs) {
        if (this.inFlight >= this.load.atOnce) {
          if (dueMs >= this.fromMs) this.shed += 1;
          continue;
        }
        const one = this.one(dueMs).finally(() => pending.delete(one));
        pending.add(one);
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(pending);
  }

  private async one(startMs: number): Promise<void> {
    this.inFlight += 1;
    try {
      await (this.load.work === 'buy' ? this.buy() : this.query());
      const endMs = performance.now();
      if (startMs >= this.fromMs && startMs < this.toMs) this.latenciesMs.push(endMs - startMs);
      if (endMs >= this.fromMs && endMs < this.toMs) this.done += 1;
    } catch (error) {
      const reason = String((error as { reason?: unknown }).reason ?? error);
      this.failures[reason] = (this.failures[reason] ?? 0) + 1;
    } finally {
      this.inFlight -= 1;
    }
  }

  private choose(): { run: RunKey; from: number; n: number } {
    const n = this.next;
    this.next += 1;
    const run = this.load.runs[n % this.load.runs.length]!;
    return { run, from: (n * 7) % (this.load.stops - 1), n };
  }

  private async buy(): Promise<void> {
    const { run, from, n } = this.choose();
    await this.client.tickets.buy({
      offer: {
        run,
        from: { station: `S${from}`, stop: from },
        to: { station: `S${from + 1}`, stop: from + 1 },
      },
      class: 'second',
      passengers: [`${this.load.caller}-${n}`],
    });
  }

  private async query(): Promise<void> {
    const { run } = this.choose();
    await this.client.tickets.run(run, { read: this.load.read });
  }
}

process.once('message', (message) => {
  void (async () => {
    const load = message as Load;
    const sdk = (await import(pathToFileURL(load.sdk).href)) as { connect: Connect };
    const { seeds, caller, tls } = load;
    const client = await sdk.connect({ seeds, caller, ...(tls && { tls }) });
    const result = await new Driver(client, load).run();
    await client.close();
    process.send?.(result, () => process.exit(0));
  })();
});
