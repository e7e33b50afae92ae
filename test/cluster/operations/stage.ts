/** What a scenario is played on: its cluster, the sale that runs meanwhile, phases that are timed, and claims that are held
 *  against what happened. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Said } from '../faults/command-line.js';
import { type Moves, movesBetween, type OperatedCluster, type Picture } from './operated-cluster.js';
import type { SteadySale } from './steady-sale.js';
import type { Span } from './timeline.js';

/** Of what a command prints about hundreds of groups: the first lines and the last ones. */
const FIRST_LINES = 24;
const LAST_LINES = 10;

function shortened(text: string): string {
  const lines = text.split('\n');
  const left = lines.length - FIRST_LINES - LAST_LINES;
  if (left <= 1) return text;
  return [...lines.slice(0, FIRST_LINES), `(${left} lines more)`, ...lines.slice(-LAST_LINES)].join('\n');
}

export class Stage {
  readonly phases: Span[] = [];
  readonly failures: string[] = [];
  private first: Picture | undefined;

  constructor(
    readonly cluster: OperatedCluster,
    readonly sale: SteadySale,
    /** Seconds of sale before an operation, and after it. */
    readonly quietSeconds: number,
    readonly say: (text: string) => void,
  ) {}

  /** From here on it counts what is moved. */
  async begin(): Promise<void> {
    this.first = await this.cluster.picture();
  }

  /** @returns undefined when the cluster does not say where everything is */
  async moves(): Promise<Moves | undefined> {
    const last = await this.cluster.picture().catch(() => undefined);
    return this.first && last && movesBetween(this.first, last);
  }

  /** Times a part of the scenario. */
  async phase<T>(name: string, work: () => Promise<T>): Promise<T> {
    const fromMs = Date.now();
    try {
      return await work();
    } finally {
      this.phases.push({ name, fromMs, toMs: Date.now() });
    }
  }

  async quiet(name: string): Promise<void> {
    await this.phase(name, () => sleep(this.quietSeconds * 1_000));
  }

  /** What has to be so; else the scenario has failed because of that. */
  check(claim: string, holds: boolean): void {
    this.say(`${holds ? '  ok' : '  NO'}  ${claim}`);
    if (!holds) this.failures.push(`not so: ${claim}`);
  }

  /** Runs the railkv command as an operator, and prints it with what it printed. */
  async operate(...args: string[]): Promise<Said> {
    const began = Date.now();
    const said = await this.cluster.railkv(...args);
    this.say(`$ railkv ${args.join(' ')}`);
    const text = `${said.err}${said.out}`.trimEnd();
    if (text !== '') this.say(shortened(text).replaceAll(/^/gm, '    '));
    this.say(`    (exit code ${said.code}, ${((Date.now() - began) / 1_000).toFixed(1)} s)`);
    return said;
  }

  /** As `operate`, for a command that has to succeed. */
  async done(...args: string[]): Promise<Said> {
    const said = await this.operate(...args);
    if (said.code !== 0) this.failures.push(`railkv ${args.join(' ')} ended with ${said.code}`);
    return said;
  }
}

export interface Scenario {
  readonly name: string;
  /** What is done, in a line. */
  readonly summary: string;
  readonly nodes: number;
  readonly zones: number;
  /** 2 when it is absent. */
  readonly ackQuorum?: number;
  /** In network namespaces, with TLS. */
  readonly networked?: boolean;
  /** More of the cluster file's limits. */
  readonly limits?: string;
  /** Whether purchases may fail after all retries while it goes on. */
  readonly mayFail: boolean;
  play(stage: Stage): Promise<void>;
}
