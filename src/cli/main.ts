#!/usr/bin/env node
/** The railkv command. Only here does the command line meet this process: arguments, streams, exit code. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { connect } from '../client/index.js';
import { EXIT } from './exit-codes.js';
import { runCli } from './program.js';
import { processTerminal } from './terminal.js';

const VERSION = readVersion();

/** From the package that this file belongs to: in the sources two folders up, in dist three. */
function readVersion(): string {
  for (const up of ['../../../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as {
        readonly name?: unknown;
        readonly version?: unknown;
      };
      if (name === 'railkv' && typeof version === 'string') return version;
    } catch {
      // not there: look further
    }
  }
  return 'unknown';
}

function defaultCaller(): string {
  try {
    return userInfo().username;
  } catch {
    return 'cli'; // a user without a name, as in some containers
  }
}

// A reader that has seen enough (`railkv ... | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: processTerminal(),
  connect,
  defaultCaller,
  version: VERSION,
  main: fileURLToPath(import.meta.url),
});
