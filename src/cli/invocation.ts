/** One run of one command: its common options made ready, a client connected when first asked for and closed at the end,
 *  its result written, its failure said, and the exit code that follows from either. */
import type { Command } from 'commander';
import type { RailkvClient } from '../client/index.js';
import { checkTimezone, DEFAULT_TIMEZONE, dateIn } from './dates.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { CliHost } from './host.js';
import { type CommonValues, timeoutMs } from './options.js';
import { type Colours, coloursFor } from './output/colour.js';
import { complaintOf, renderComplaint, renderComplaintJson } from './output/errors.js';
import { type Json, renderJson } from './output/json.js';
import { findSecurity } from './security.js';
import { findSeeds } from './seeds.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** What a command has to say in the end, for both readers. */
export interface Result {
  /** For people; ends with a line break. Bytes are written as they are. */
  readonly human: string | Uint8Array;
  /** Absent: the command has written its JSON already, a document a line. */
  readonly json: Json | undefined;
  readonly exitCode?: ExitCode;
}

export interface Invocation {
  readonly host: CliHost;
  readonly terminal: Terminal;
  readonly colours: Colours;
  readonly json: boolean;
  readonly timezone: string;
  /** The date now, in `timezone`. */
  readonly today: string;
  readonly caller: string;
  /** To spread into the options of a call. */
  readonly call: { readonly timeoutMs?: number };
  client(): Promise<RailkvClient>;
  /** Says something aside, on standard error, unless the answer is for a program. */
  note(text: string): void;
}

/** Runs one command's work and reports its end. @returns the exit code.
 *  @param changes whether it may change something in the cluster: only then can an outcome be unknown */
export async function invoke(
  host: CliHost,
  command: Command,
  changes: boolean,
  work: (invocation: Invocation) => Promise<Result>,
): Promise<ExitCode> {
  const options = command.opts<CommonValues>();
  const { terminal } = host;
  const json = options.output === 'json';
  let connected: Promise<RailkvClient> | undefined;
  try {
    const timezone = checkTimezone(options.timezone ?? terminal.env['RAILKV_TIMEZONE'] ?? DEFAULT_TIMEZONE);
    const timeout = timeoutMs(options.timeout);
    const caller = callerOf(command, host);
    const result = await work({
      host,
      terminal,
      colours: coloursFor(terminal.outIsTty, terminal.env),
      json,
      timezone,
      today: dateIn(timezone, terminal.now()),
      caller,
      call: timeout === undefined ? {} : { timeoutMs: timeout },
      client() {
        connected ??= connect(host, options, caller, timeout);
        return connected;
      },
      note: (text) => json || terminal.err(text),
    });
    if (!json) terminal.out(result.human);
    else if (result.json !== undefined) terminal.out(renderJson(result.json));
    return result.exitCode ?? EXIT.ok;
  } catch (error) {
    const complaint = complaintOf(error, changes);
    if (json) terminal.out(renderComplaintJson(complaint));
    else terminal.err(renderComplaint(complaint, coloursFor(terminal.errIsTty, terminal.env)));
    return complaint.exitCode;
  } finally {
    await connected?.then(
      (client) => client.close(),
      () => {}, // it never opened, and has been reported
    );
  }
}

/** Where a command has `--caller`, its `--as` means something else. */
function callerOf(command: Command, { terminal, defaultCaller }: CliHost): string {
  const { as, caller: named } = command.opts<CommonValues>();
  const hasCaller = command.options.some((option) => option.attributeName() === 'caller');
  const fromEnv = terminal.env['RAILKV_CALLER'];
  const caller =
    (hasCaller ? named : as) ?? (fromEnv === undefined || fromEnv === '' ? defaultCaller() : fromEnv);
  if (caller === '')
    throw new UsageError('the caller has no name', 'say who you are: --as CALLER, or set RAILKV_CALLER');
  return caller;
}

async function connect(
  host: CliHost,
  options: CommonValues,
  caller: string,
  timeout: number | undefined,
): Promise<RailkvClient> {
  const { cluster, config, ca, cert, key, token } = options;
  const { env } = host.terminal;
  const seeds = findSeeds({ cluster, config, env });
  const security = findSecurity({ ca, cert, key, token, cluster, config, env });
  return host.connect({
    seeds,
    caller,
    ...security,
    ...(timeout === undefined ? {} : { readTimeoutMs: timeout, commandTimeoutMs: timeout }),
  });
}
