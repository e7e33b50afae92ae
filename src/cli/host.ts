/** What the command line as a whole is given: a terminal, a way to reach a cluster, and a default identity. Tests pass a
 *  terminal that remembers and a client that answers from a script. */
import type { ConnectOptions, RailkvClient, SecurityOptions } from '../client/index.js';
import type { Terminal } from './terminal.js';

export type Connect = (options: ConnectOptions & SecurityOptions) => Promise<RailkvClient>;

export interface CliHost {
  readonly terminal: Terminal;
  readonly connect: Connect;
  /** Who calls when neither --as nor RAILKV_CALLER says so: the user of this machine. */
  readonly defaultCaller: () => string;
  readonly version: string;
  /** This program's own file: what `start` runs again for each node. */
  readonly main: string;
}
