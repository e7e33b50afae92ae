#!/usr/bin/env node
/** The railkv command. Only here does the command line meet this process: arguments, streams, exit code. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from '../client/index.js';
import { EXIT } from './exit-codes.js';
import { packageRoot } from './package-root.js';
import { runCli } from './program.js';
import { processTerminal } from './terminal.js';

const MAIN = fileURLToPath(import.meta.url);

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(MAIN), 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
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

const exitCode = await runCli(process.argv.slice(2), {
  terminal: processTerminal(),
  connect,
  defaultCaller,
  version: readVersion(),
  main: MAIN,
});

// What is said has to be out; but connections that are still being tried to machines that do not answer are not waited for.
process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
