/** Who changes members, ack quorums and leaders of groups while everything else goes on: through the SDK, over a network as
 *  faulty as everybody's, asking again until each change is done or refused for a reason. */
import type { RailkvClient } from '../../src/client/api.js';
import type { GroupChange } from '../../src/client/cluster-types.js';
import { describeKey } from '../../src/proto/boundary.js';
import { RailkvError } from '../../src/proto/errors.js';

export interface OperatorWorld {
  connect(caller: string): Promise<RailkvClient>;
  after(delayMs: number, run: () => void): void;
}

export interface ChangeWatcher {
  /** A leader has taken it up, or there is nothing left to do. */
  begun(what: string): void;
  ended(what: string, refused: RailkvError | undefined): void;
}

/** Of one attempt; the change itself goes on at its leader. */
const ATTEMPT_MS = 5_000;
const AGAIN_MS = 300;

/** Nothing was refused for good: somebody has to be found, or waited for. */
const PASSING: ReadonlySet<string> = new Set([
  'CHANGE_PENDING',
  'NO_LEADER',
  'NOT_LEADER',
  'UNREACHABLE',
  'DEADLINE_EXCEEDED',
  'GROUP_NOT_FOUND',
  'READ_TOO_OLD',
  'REPLICA_DAMAGED',
  'SHUTTING_DOWN',
  'SERVER_BUSY',
]);

interface Open {
  readonly what: string;
  /** What it waits for, as the leader or the last refusal said. */
  waits: string;
}

export class Operator {
  readonly #open = new Set<Open>();
  #client: Promise<RailkvClient> | undefined;
  /** Nodes to which it had copies brought, or tried to. */
  readonly brought = new Set<string>();
  done = 0;
  refused = 0;

  constructor(private readonly world: OperatorWorld) {}

  /** Changes that have not come to an end. */
  get open(): readonly string[] {
    return [...this.#open].map(({ what, waits }) => `${what}: ${waits}`);
  }

  /** One after the other; what is refused ends them. Never rejects. */
  async carryOut(group: number, changes: readonly GroupChange[], watcher: ChangeWatcher): Promise<boolean> {
    for (const change of changes) if (!(await this.#one(group, change, watcher))) return false;
    return true;
  }

  async #one(group: number, change: GroupChange, watcher: ChangeWatcher): Promise<boolean> {
    const what = `group ${group}: ${describeChange(change)}`;
    const open: Open = { what, waits: 'nobody was asked yet' };
    if (change.kind === 'addReplica') this.brought.add(change.node);
    if (change.kind === 'moveReplica') this.brought.add(change.to);
    this.#open.add(open);
    let begun = false;
    const begin = (): void => {
      if (!begun) watcher.begun(what);
      begun = true;
    };
    for (;;) {
      try {
        this.#client ??= this.world.connect('operator');
        const client = await this.#client;
        await client.cluster.changeGroup(group, change, {
          timeoutMs: ATTEMPT_MS,
          onProgress: ({ doing }) => {
            open.waits = doing;
            begin();
          },
        });
        begin();
        this.done += 1;
        this.#open.delete(open);
        watcher.ended(what, undefined);
        return true;
      } catch (error) {
        if (!(error instanceof RailkvError)) throw error;
        open.waits = `${error.reason}: ${error.message}`;
        if (!PASSING.has(error.reason)) {
          this.refused += 1;
          this.#open.delete(open);
          watcher.ended(what, error);
          return false;
        }
      }
      await new Promise<void>((resolve) => this.world.after(AGAIN_MS, resolve));
    }
  }
}

function describeChange(change: GroupChange): string {
  const d = 'ackQuorum' in change && change.ackQuorum !== undefined ? `, ack quorum ${change.ackQuorum}` : '';
  switch (change.kind) {
    case 'setAckQuorum':
      return `ack quorum ${change.ackQuorum}`;
    case 'transferLeader':
      return `${change.node} leads`;
    case 'addReplica':
      return `a ${change.learner === true ? 'learner' : 'voter'} on ${change.node}${d}`;
    case 'removeReplica':
      return `none on ${change.node}${d}`;
    case 'split':
      return `split at ${describeKey(change.key)}`;
    case 'moveReplica':
      return `from ${change.from} to ${change.to}${d}`;
  }
}
