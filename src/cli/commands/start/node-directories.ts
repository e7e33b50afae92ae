/** Whether a cluster is new, as it was left, or not whole: by which of its nodes have a directory. `start` initialises only
 *  what is wholly new. A node whose directory vanished must not begin again empty: it has voted and acknowledged sales. */
import { readdirSync } from 'node:fs';
import { CommandFailed } from '../../output/errors.js';

export interface NodePlace {
  readonly id: string;
  readonly directory: string;
}

export type Found = 'new' | 'complete';

/** Whether anything is there: an empty directory, as an unused mount is, counts as none. */
export function holdsAnything(directory: string): boolean {
  try {
    return readdirSync(directory).some((name) => name !== 'lost+found');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** @throws CommandFailed when some nodes have a directory and others do not, with what can be done. */
export function inspectDirectories(
  nodes: readonly NodePlace[],
  exists: (directory: string) => boolean = holdsAnything,
): Found {
  const missing = nodes.filter((node) => !exists(node.directory));
  if (missing.length === nodes.length) return 'new';
  if (missing.length === 0) return 'complete';
  const present = nodes.filter((node) => !missing.includes(node));
  throw new CommandFailed(
    'NODE_DIRECTORY_MISSING',
    `${listIds(missing)} ${missing.length === 1 ? 'has' : 'have'} no directory, but ${listIds(present)} ${present.length === 1 ? 'has' : 'have'}. ` +
      'A node that comes back empty has forgotten its votes and the sales it acknowledged, so nothing was started or made anew.',
    {
      next: remedy(missing, present),
      metadata: {
        missing: missing.map((node) => node.id).join(','),
        directories: missing.map((node) => node.directory).join(','),
      },
    },
  );
}

function remedy(missing: readonly NodePlace[], present: readonly NodePlace[]): string {
  const [first] = present;
  return [
    'choose one of these',
    `  - it was moved: move it back to ${missing.map((node) => node.directory).join(', ')}, or set dataDirectory in the cluster file`,
    `  - it is lost: serve with the nodes that are left, each by hand: railkv serve --node ${first?.id ?? 'ID'}`,
    '    (lines whose majority is among them sell on), and keep the directories of all nodes',
    `  - nothing here is worth keeping: remove ${present.map((node) => node.directory).join(', ')} and start again; every sale is then gone`,
  ].join('\n');
}

function listIds(nodes: readonly NodePlace[]): string {
  return nodes.map((node) => node.id).join(', ');
}
