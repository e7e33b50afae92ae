/** What the parts of one client share. */
import { RailkvError } from '../proto/errors.js';
import type { CallOptions } from './call-options.js';
import type { CallMetadata, ClientTransport } from './client-transport.js';
import { Deadline } from './deadline.js';
import { Lifetime } from './lifetime.js';
import { NodeDirectory } from './node-directory.js';
import {
  type ClientEnv,
  COMMAND_TIMEOUT_MS,
  type ConnectOptions,
  NODES_REFRESH_MS_MIN,
  READ_TIMEOUT_MS,
} from './options.js';
import { RetryBudget } from './retry-budget.js';

export class ClientContext {
  readonly lifetime = new Lifetime();
  readonly budget: RetryBudget;
  readonly directory: NodeDirectory;
  readonly #commandTimeoutMs: number;
  readonly #readTimeoutMs: number;
  #metadata: CallMetadata;

  constructor(
    readonly transport: ClientTransport,
    readonly env: ClientEnv,
    options: ConnectOptions,
  ) {
    checkOptions(options);
    this.budget = new RetryBudget(env.clock);
    this.directory = new NodeDirectory(env, options.seeds);
    this.#commandTimeoutMs = options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS;
    this.#readTimeoutMs = options.readTimeoutMs ?? READ_TIMEOUT_MS;
    const { caller, cluster } = options;
    this.#metadata = cluster === undefined ? { caller } : { caller, cluster };
  }

  get metadata(): CallMetadata {
    return this.#metadata;
  }

  /** From the first answer on, every call names the cluster, so that a reused address is noticed.
   *  @throws RailkvError WRONG_CLUSTER */
  joinCluster(cluster: string): void {
    const expected = this.#metadata.cluster;
    if (expected !== undefined && expected !== cluster) {
      throw new RailkvError('WRONG_CLUSTER', `this client is of cluster ${expected}, the node of ${cluster}`);
    }
    this.#metadata = { ...this.#metadata, cluster };
  }

  commandDeadline(options: CallOptions): Deadline {
    return this.#deadline(options, this.#commandTimeoutMs);
  }

  readDeadline(options: CallOptions): Deadline {
    return this.#deadline(options, this.#readTimeoutMs);
  }

  #deadline(options: CallOptions, defaultMs: number): Deadline {
    const deadline = new Deadline(
      this.env.clock,
      this.lifetime,
      options.timeoutMs ?? defaultMs,
      options.signal,
    );
    deadline.throwIfEnded();
    this.budget.deposit();
    return deadline;
  }
}

const CALLER = /^[\x21-\x7e]{1,64}$/; // travels as a header

function checkOptions({ seeds, caller, nodesRefreshMs }: ConnectOptions): void {
  if (seeds.length === 0) {
    throw new RailkvError('INVALID_REQUEST', 'no seeds: give the client address of at least one node');
  }
  for (const seed of seeds) {
    if (!/^.+:\d+$/.test(seed)) {
      throw new RailkvError('INVALID_REQUEST', `seed ${seed} is not host:port, such as 127.0.0.1:7201`);
    }
  }
  if (nodesRefreshMs !== undefined && !(nodesRefreshMs >= NODES_REFRESH_MS_MIN)) {
    throw new RailkvError(
      'INVALID_REQUEST',
      `nodesRefreshMs is ${nodesRefreshMs}: give at least ${NODES_REFRESH_MS_MIN}, or leave it out`,
    );
  }
  if (!CALLER.test(caller)) {
    throw new RailkvError(
      'INVALID_REQUEST',
      'caller must be 1 to 64 printable ASCII characters, without blanks',
    );
  }
}
