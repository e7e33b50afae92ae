/** A machine that takes no connection and refuses none, as one behind a firewall or a cut cable: what is asked of it ends when
 *  its time is over, and the command with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { railkv } from './faults/command-line.js';
import { projectRoot } from './project-root.js';

/** Listens and never accepts: once its queue is full, the system drops whoever knocks. */
const LISTENER = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, server.address().port + '\\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

let listener: ChildProcess | undefined;
const knocking: Socket[] = [];
afterEach(() => {
  for (const socket of knocking) socket.destroy();
  listener?.kill('SIGKILL');
});

async function silentAddress(): Promise<string> {
  listener = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(listener.stdout!, 'data')) as [Buffer];
  const port = Number(said.toString());
  for (let i = 0; i < 4; i += 1)
    knocking.push(createConnection({ port, host: '127.0.0.1' }).on('error', () => {}));
  await once(knocking[0]!, 'connect');
  return `127.0.0.1:${port}`;
}

// Without an end of its own the command waits for the system to give the connection up, which takes minutes.
it('a command ends with its answer, not with the last connection that is being tried', {
  timeout: 60_000,
}, async () => {
  const args = ['status', '--cluster', await silentAddress(), '--timeout', '1s', '-o', 'json'];
  const said = await railkv(args, { cwd: projectRoot }).ended;
  expect(said.code).toBe(4);
  expect(JSON.parse(said.out)).toMatchObject({ error: { exitCode: 4 } });
});
