/** A world with nothing in it but what a test says: to show a checker a history that cannot be good. */

import { pb } from '../../../src/proto/index.js';
import type { Configuration, HardState, Message } from '../../../src/raft/message.js';
import type { HostedReplica } from '../../../src/server/host/hosted-replica.js';
import {
  type Checker,
  type DurableGroup,
  type NodeView,
  PropertyViolation,
  type SimEvent,
  type World,
} from '../world.js';

export const THREE: Configuration = {
  voters: [1, 2, 3],
  ackQuorum: 2,
  votersOutgoing: [],
  ackQuorumOutgoing: 0,
  learners: [],
  learnersNext: [],
  autoLeave: false,
};

/** What checkers look at in a replica. */
export interface FakeReplica {
  readonly group: number;
  readonly id: number;
  readonly isLeader: boolean;
  readonly members: ReadonlyMap<number, { readonly node: string }>;
  readonly log: {
    firstIndex(): number;
    lastIndex(): number;
    term(index: number): number | undefined;
    readonly hardState: HardState;
  };
  readonly raft: object;
}

export class FakeWorld {
  readonly checkers: readonly Checker[];
  readonly replicas = new Map<string, FakeReplica>();
  readonly lost = new Set<string>();
  nowMs = 0;
  ackQuorum = 2;
  readonly violations: PropertyViolation[] = [];

  constructor(...checkers: Checker[]) {
    this.checkers = checkers;
    for (const checker of checkers) checker.begin?.(this as unknown as World);
  }

  get nodes(): NodeView[] {
    return ['n1', 'n2', 'n3'].map((id) => this.node(id));
  }

  node(id: string): NodeView {
    const replica = this.replicas.get(id) as unknown as HostedReplica | undefined;
    const found = {
      id,
      lost: this.lost.has(id),
      replicas: () => (replica === undefined ? [] : [replica]),
      replica: (group: number) => (replica?.group === group ? replica : undefined),
      damaged: () => new Map(),
    };
    return found as unknown as NodeView;
  }

  fail(property: string, message: string): never {
    const violation = new PropertyViolation(property, message);
    this.violations.push(violation);
    throw violation;
  }

  /** @returns the property that is violated first */
  see(...events: readonly SimEvent[]): string | undefined {
    return this.#judge(() => {
      for (const event of events) for (const checker of this.checkers) checker.see?.(event);
    });
  }

  step(): string | undefined {
    return this.#judge(() => {
      const all = this.nodes.flatMap(({ id, replicas }) =>
        replicas().map((replica) => ({ node: id, replica })),
      );
      for (const checker of this.checkers) checker.step?.(all);
    });
  }

  finish(): string | undefined {
    return this.#judge(() => {
      for (const checker of this.checkers) void checker.finish?.();
    });
  }

  #judge(run: () => void): string | undefined {
    try {
      run();
      return undefined;
    } catch (error) {
      if (error instanceof PropertyViolation) return error.property;
      throw error;
    }
  }
}

function message(fields: Partial<Message> & Pick<Message, 'type' | 'from' | 'to' | 'term'>): Message {
  return {
    logTerm: 0,
    index: 0,
    entries: [],
    commit: 0,
    snapshot: undefined,
    reject: false,
    rejectHint: 0,
    readPosition: 0,
    transfer: false,
    ...fields,
  };
}

/** From the node of the sender, `n` and its id, to that of the receiver. */
export const sent = (fields: Parameters<typeof message>[0]): SimEvent => ({
  kind: 'sent',
  from: `n${fields.from}`,
  to: `n${fields.to}`,
  group: 2,
  message: message(fields),
});

export const delivered = (fields: Parameters<typeof message>[0]): SimEvent => ({
  ...(sent(fields) as Extract<SimEvent, { kind: 'sent' }>),
  kind: 'delivered',
});

export const leads = (replica: number, term: number): SimEvent => ({
  kind: 'role',
  node: `n${replica}`,
  group: 2,
  replica,
  role: 'leader',
  term,
  leader: replica,
});

/** One batch on the disk of a replica. @param terms of the entries from `first` on; equal terms, equal contents */
export function durable(
  replica: number,
  hardState: HardState,
  first = 2,
  terms: readonly number[] = [],
  more: { readonly whole?: boolean; readonly hash?: number; readonly start?: number } = {},
): SimEvent {
  const start = more.start ?? 1;
  const entries = terms.map((term, at) => ({ index: first + at, term, hash: more.hash ?? term }));
  const last = terms.length === 0 ? first - 1 : first + terms.length - 1;
  const group: DurableGroup = {
    group: 2,
    replica,
    hardState,
    start: { index: start, term: 1 },
    last,
    entries,
  };
  return { kind: 'durable', node: `n${replica}`, whole: more.whole ?? false, groups: [group] };
}

/** An entry of commands, as the first replica to apply it saw it. */
export function applied(
  index: number,
  timeMs: number,
  commands: readonly {
    readonly caller?: string;
    readonly command: pb.Command.$Properties;
    readonly answer: pb.Answer.$Properties;
  }[],
  node = 'n1',
): SimEvent {
  const data = pb.CommandEntry.encode({
    format: 1,
    timeMs,
    commands: commands.map(({ caller, command }) => ({
      caller: caller ?? 'c1',
      command: pb.Command.encode(command).finish(),
    })),
  }).finish();
  const answers = commands.map(({ answer }) => ({ position: { group: 2, index }, ...answer }));
  return {
    kind: 'applied',
    node,
    group: 2,
    replica: Number(node.slice(1)),
    index,
    term: 2,
    hash: index,
    data,
    answers,
  };
}
