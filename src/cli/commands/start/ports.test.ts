import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CommandFailed } from '../../output/errors.js';
import { type Address, checkPortsFree, findHolder } from './ports.js';

const address = (port: number): Address => ({ node: 'n1', use: 'client', host: '127.0.0.1', port });

async function refusal(work: Promise<void>): Promise<CommandFailed> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CommandFailed);
  return error as CommandFailed;
}

describe('ports', () => {
  it('that are taken are named with their use, who has them and what to do', async () => {
    const error = await refusal(
      checkPortsFree(
        [address(7201)],
        () => Promise.resolve('EADDRINUSE'),
        () => ({ pid: 4711, command: 'node dist/src/cli/main.js serve --node n1' }),
      ),
    );
    expect(error.reason).toBe('PORT_IN_USE');
    expect(error.message).toContain('port 7201, the client address of n1, is in use by process 4711');
    expect(error.details.next).toContain('kill 4711');
    expect(error.details.next).toContain('railkv that runs already');
  });

  it('say how to find the process when it cannot be seen', async () => {
    const error = await refusal(
      checkPortsFree(
        [address(7201)],
        () => Promise.resolve('EADDRINUSE'),
        () => undefined,
      ),
    );
    expect(error.details.next).toContain('ss -ltnp');
  });

  it('that may not be listened on are another matter', async () => {
    const error = await refusal(checkPortsFree([address(80)], () => Promise.resolve('EACCES')));
    expect(error.reason).toBe('PORT_UNUSABLE');
  });

  it('are really tried', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const error = await refusal(checkPortsFree([address(port)]));
    expect(error.reason).toBe('PORT_IN_USE');
    if (process.platform === 'linux') expect(findHolder(port)?.pid).toBe(process.pid);
    await new Promise((resolve) => server.close(resolve));
    await checkPortsFree([address(port)]);
  });
});
