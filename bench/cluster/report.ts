/** A benchmark's figures as lines of a table, and two builds against each other. */
import type { Measured } from './bench-cluster.js';

export const HEADING =
  'case                                  per second   p50 ms   p99 ms  cmd/entry  entry/sync  cores of nodes        clients  RSS MB';

export function line(name: string, measured: Measured): string {
  const { perSecond, p50Ms, p99Ms, commandsPerEntry, entriesPerSync, nodeCores, clientCores, rssMb } =
    measured;
  const failures = Object.entries(measured.failures).map(([reason, count]) => `${reason} ${count}`);
  if (measured.shed > 0) failures.push(`shed ${measured.shed}`);
  return [
    name.padEnd(36),
    perSecond.toFixed(0).padStart(12),
    p50Ms.toFixed(1).padStart(8),
    p99Ms.toFixed(1).padStart(8),
    commandsPerEntry.toFixed(1).padStart(10),
    entriesPerSync.toFixed(1).padStart(11),
    `  ${nodeCores.map((cores) => cores.toFixed(2)).join(' ')}`.padEnd(22),
    clientCores.toFixed(2).padStart(7),
    ` ${rssMb.join(' ')}`,
    failures.length > 0 ? `  ! ${failures.join(', ')}` : '',
  ].join(' ');
}

/** Of medians: one noisy turn says nothing. */
export function ratio(name: string, before: readonly Measured[], after: readonly Measured[]): string {
  const median = (all: readonly Measured[], of: (one: Measured) => number): number =>
    [...all.map(of)].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
  const cpu = (one: Measured): number => one.nodeCores.reduce((sum, cores) => sum + cores, 0) / one.perSecond;
  const of = (pick: (one: Measured) => number): string =>
    (median(after, pick) / median(before, pick)).toFixed(2);
  return `${name}: throughput x${of((one) => one.perSecond)}, node CPU a request x${of(cpu)}, p50 x${of((one) => one.p50Ms)}, p99 x${of((one) => one.p99Ms)}`;
}
