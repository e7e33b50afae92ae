/** Options that many commands have, declared once so that they read and mean the same everywhere. */
import { type Command, Option } from 'commander';
import { parseSpan } from './dates.js';
import { UsageError } from './usage-error.js';

const COMMON = 'Common options:';

/** What `commonOptions` and `clusterOptions` give. */
export interface CommonValues {
  readonly output?: 'table' | 'json';
  readonly timezone?: string;
  readonly cluster?: string;
  readonly config?: string;
  readonly as?: string;
  readonly caller?: string;
  readonly timeout?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly token?: string;
}

/** How the answer is written. */
export function outputOption(command: Command): Command {
  return command.addOption(
    new Option('-o, --output <format>', 'how the answer is written')
      .choices(['table', 'json'])
      .default('table')
      .helpGroup(COMMON),
  );
}

/** Which cluster is asked, as whom, and for how long.
 *  @param callerFlags `--as` means something else to `timetable import`. */
export function clusterOptions(command: Command, callerFlags = '--as <caller>'): Command {
  const options = [
    new Option(
      '--cluster <host:port,...>',
      'client addresses of the cluster; one that answers is enough (env RAILKV_CLUSTER)',
    ),
    new Option('--config <file>', 'read the addresses from this cluster file (default: cluster.yaml here)'),
    new Option(
      callerFlags,
      'who asks: orders belong to this name (env RAILKV_CALLER; default: your user name)',
    ),
    new Option('--timeout <span>', 'how long the call may last in all, such as 500ms or 30s'),
    ...securityOptions(),
  ];
  for (const option of options) command.addOption(option.helpGroup(COMMON));
  return outputOption(command);
}

/** Of a cluster with a security section. */
export function securityOptions(): Option[] {
  return [
    new Option(
      '--ca <file>',
      "the cluster's CA for clients (env RAILKV_CA; default: that of the cluster file)",
    ),
    new Option('--cert <file>', 'who asks: a certificate of railkv cert client (env RAILKV_CERT)'),
    new Option('--key <file>', 'its key (env RAILKV_KEY; default: .key instead of .crt)'),
    new Option('--token <file>', 'who asks: a token of railkv cert token, in a file (env RAILKV_TOKEN)'),
  ];
}

export function timezoneOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--timezone <zone>',
      'where "today" is (env RAILKV_TIMEZONE; default: Asia/Shanghai)',
    ).helpGroup(COMMON),
  );
}

export function readOption(command: Command, standard: string): Command {
  return command.addOption(
    new Option(
      '--read <level>',
      `how fresh the answer has to be: stale (any replica), session (not older than what this call saw), linearizable (not older than anything acknowledged); default ${standard}`,
    ).choices(['stale', 'session', 'linearizable']),
  );
}

/** For sellers. */
export function buyerOption(command: Command): Command {
  return command.option(
    '--buyer <caller>',
    'for sellers: whose order it is; it belongs to that buyer, and the audit log says who sold',
  );
}

/** To spread into the options of a call. */
export const buyerOf = ({ buyer }: { readonly buyer?: string }): { readonly buyer?: string } =>
  buyer === undefined ? {} : { buyer };

export function requestIdOption(command: Command): Command {
  return command.option(
    '--request-id <id>',
    'identity of this request: the same id with the same request is done once, however often it is sent',
  );
}

/** @returns ms, or undefined for the default. */
export function timeoutMs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = parseSpan(text);
  if (ms === 0)
    throw new UsageError('--timeout 0 leaves no time to answer', 'allow some time, such as --timeout 5s');
  return ms;
}

/** @throws UsageError unless `text` is a whole number from `min` to `max`. */
export function parseCount(text: string, name: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d{1,15}$/.test(text) || value < min || value > max) {
    throw new UsageError(
      `${name} '${text}' is no whole number from ${min} to ${max}`,
      `give ${name} such a number`,
    );
  }
  return value;
}
