/** Every scenario, each as a process of its own, one after another: what it prints goes to a file, its figures into a table. */
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectRoot } from '../project-root.js';
import { ALL_SCENARIOS } from './scenarios/all.js';
import { emptySummary, type Summary, summaryTable } from './summary.js';

/** A scenario that takes longer hangs: it and all that it started are killed. */
const LONGEST_MS = 15 * 60_000;

/** @returns its exit code; null when it was killed */
async function run(args: readonly string[], printTo: string): Promise<number | null> {
  const print = openSync(printTo, 'w');
  const script = join(projectRoot, 'dist/test/cluster/operations/main.js');
  // A group of its own: a scenario may run itself again in another network, and is killed with that.
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', print, print],
    detached: true,
  });
  closeSync(print);
  const kill = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  const interrupted = (): void => {
    kill();
    process.exit(130);
  };
  const timer = setTimeout(kill, LONGEST_MS);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('exit', done);
  });
  clearTimeout(timer);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, interrupted);
  return code;
}

/** @param out where the prints go; absent: a new directory @param options of every scenario
 *  @returns 0 when all passed */
export async function playAll(
  out: string | undefined,
  options: readonly string[],
  say: (text: string) => void,
): Promise<number> {
  const directory = out === undefined ? mkdtempSync(join(tmpdir(), 'railkv-all-operations-')) : resolve(out);
  mkdirSync(directory, { recursive: true });
  const summaries: Summary[] = [];
  for (const { name } of ALL_SCENARIOS) {
    const [print, figures] = [join(directory, `${name}.txt`), join(directory, `${name}.json`)];
    rmSync(figures, { force: true });
    const beganMs = Date.now();
    const code = await run(['--scenario', name, '--summary', figures, ...options], print);
    const seconds = (Date.now() - beganMs) / 1_000;
    const why =
      code === null ? `it was killed after ${seconds.toFixed(0)} s` : `it ended with ${code}: ${print}`;
    const summary = existsSync(figures)
      ? (JSON.parse(readFileSync(figures, 'utf8')) as Summary)
      : emptySummary(name, [why], seconds);
    say(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds.toFixed(0)} s`);
    summaries.push(summary);
  }
  const table = summaryTable(summaries);
  writeFileSync(join(directory, 'table.txt'), `${table}\n`);
  say(`\n${table}`);
  const failed = summaries.filter(({ failures }) => failures.length > 0).length;
  say(failed === 0 ? 'operations: all passed' : `operations: ${failed} of ${summaries.length} FAILED`);
  say(`what each printed, and the table: ${directory}`);
  return failed === 0 ? 0 : 1;
}
