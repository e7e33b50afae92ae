/** Whether the addresses of the nodes are free, asked before anything is started; and who has them when they are not. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { CommandFailed } from '../../output/errors.js';

export interface Address {
  readonly node: string;
  /** What the node uses it for: peer, client or http. */
  readonly use: string;
  readonly host: string;
  readonly port: number;
}

export interface Holder {
  readonly pid: number;
  readonly command: string;
}

type Probe = (address: Address) => Promise<string | undefined>;

/** @throws CommandFailed PORT_IN_USE, naming the port, its use, the process that has it where that can be seen, and a remedy. */
export async function checkPortsFree(
  addresses: readonly Address[],
  probe: Probe = tryToListen,
  holderOf: (port: number) => Holder | undefined = findHolder,
): Promise<void> {
  const results = await Promise.all(
    addresses.map(async (address) => ({ address, code: await probe(address) })),
  );
  for (const { address, code } of results) {
    if (code === undefined) continue;
    const where = `${address.host}:${address.port}`;
    const what = `the ${address.use} address of ${address.node}`;
    if (code !== 'EADDRINUSE') {
      throw new CommandFailed('PORT_UNUSABLE', `${where}, ${what}, cannot be listened on: ${code}`, {
        next: 'give the node another address in the cluster file',
        metadata: { address: where, node: address.node, code },
      });
    }
    const holder = holderOf(address.port);
    throw new CommandFailed(
      'PORT_IN_USE',
      `port ${address.port}, ${what}, is in use${holder === undefined ? '' : ` by process ${holder.pid} (${holder.command})`}`,
      {
        next:
          holder === undefined
            ? `find who listens there (ss -ltnp 'sport = :${address.port}', or lsof -i :${address.port}) and stop it, or change the port in the cluster file`
            : `stop it (kill ${holder.pid}${holder.command.includes('railkv') || holder.command.includes('main.js') ? '; it looks like a railkv that runs already' : ''}), or change the port in the cluster file`,
        metadata: {
          address: where,
          node: address.node,
          ...(holder === undefined ? {} : { pid: String(holder.pid) }),
        },
      },
    );
  }
}

/** @returns the error's code when nobody can listen there now. */
function tryToListen(address: Address): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: address.host, port: address.port, exclusive: true }, () => {
      server.close(() => resolve(undefined));
    });
  });
}

/** The process that listens on a TCP port. Linux only, and only processes this user may look at; else undefined. */
export function findHolder(port: number): Holder | undefined {
  try {
    const inodes = listeningInodes(port);
    if (inodes.size === 0) return undefined;
    for (const pid of readdirSync('/proc')) {
      if (/^\d+$/.test(pid) && hasSocket(pid, inodes)) {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return { pid: Number(pid), command: command.slice(0, 120) };
      }
    }
  } catch {
    // Not Linux, or the process ended meanwhile: the message does without.
  }
  return undefined;
}

const LISTENING = '0A';

function listeningInodes(port: number): Set<string> {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      if (fields[3] === LISTENING && fields[1]?.endsWith(`:${wanted}`) === true && fields[9] !== undefined) {
        inodes.add(fields[9]);
      }
    }
  }
  return inodes;
}

function hasSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  let descriptors: string[];
  try {
    descriptors = readdirSync(`/proc/${pid}/fd`);
  } catch {
    return false; // another user's, or gone
  }
  return descriptors.some((descriptor) => {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1];
      return inode !== undefined && inodes.has(inode);
    } catch {
      return false;
    }
  });
}
