/** Where the nodes of a cluster file keep their data and logs, and the marks that an unfinished beginning leaves there. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface Places {
  /** Holds a folder for each node. */
  readonly data: string;
  readonly logs: string;
  directoryOf(node: string): string;
  logOf(node: string): string;
}

/** @param configPath of the cluster file: a relative data directory counts from there */
export function placesOf(configPath: string, dataDirectory: string): Places {
  const data = resolve(dirname(resolve(configPath)), dataDirectory);
  const logs = join(dirname(data), 'logs');
  return {
    data,
    logs,
    directoryOf: (node) => join(data, node),
    logOf: (node) => join(logs, `${node}.log`),
  };
}

/** There while `init` makes the nodes' directories: none of them has served, so all of them may be made anew. */
const INITIALISING = '.initialising';
/** There until the sample timetable of a first start is published; says from which date on. */
const SAMPLE_PENDING = '.sample-pending';

export const initialisationUnfinished = (data: string): boolean => existsSync(join(data, INITIALISING));
export const markInitialising = (data: string): void =>
  writeFileSync(join(data, INITIALISING), 'init was not finished\n', { flush: true });
export const unmarkInitialising = (data: string): void => rmSync(join(data, INITIALISING), { force: true });

export const markSamplePending = (data: string, firstDate: string): void =>
  writeFileSync(join(data, SAMPLE_PENDING), `${firstDate}\n`, { flush: true });
export const unmarkSamplePending = (data: string): void =>
  rmSync(join(data, SAMPLE_PENDING), { force: true });

/** @returns the first date of the sample timetable that is still to be published. */
export function pendingSample(data: string): string | undefined {
  const path = join(data, SAMPLE_PENDING);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}
