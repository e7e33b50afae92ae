/** What the checkers of whole clusters see of bare consensus cores: the same events and the same looks into replicas, made from what
 *  a test network of cores tells. There is one group, and a node for each replica. Changes nothing of what runs. */

import type { LogIndex, ReplicaId } from '../../../src/raft/ids.js';
import type { Entry, Message } from '../../../src/raft/message.js';
import type { AppendRequest, Ready, Role } from '../../../src/raft/ready.js';
import type { Witness } from '../../../src/raft/testing/network.js';
import type { TestReplica } from '../../../src/raft/testing/replica.js';
import type { HostedReplica } from '../../../src/server/host/hosted-replica.js';
import { ChangedReplicas } from '../changed-replicas.js';
import { Dialogue } from '../dialogue.js';
import { entryHash } from '../entry-hash.js';
import { EventHash } from '../event-hash.js';
import { Figures } from '../figures.js';
import {
  type Checker,
  type DurableGroup,
  type NodeView,
  PropertyViolation,
  type SimEvent,
  type World,
} from '../world.js';

const GROUP = 1;
const DIALOGUE_LINES = 80;

const nodeOf = (replica: ReplicaId): string => `n${replica}`;

export class CoreWorld implements Witness {
  readonly dialogue = new Dialogue(DIALOGUE_LINES);
  readonly hash = new EventHash();
  readonly figures = new Figures();
  readonly #views = new Map<string, CoreNode>();
  readonly #readsAsked = new Map<number, LogIndex>();
  readonly #changed = new ChangedReplicas();
  /** What any leader has committed. */
  #committed: LogIndex = 1;

  constructor(private readonly checkers: readonly Checker[]) {
    for (const checker of checkers) checker.begin?.(this as unknown as World);
  }

  // --- what checkers ask ---

  get nodes(): readonly NodeView[] {
    return [...this.#views.values()] as unknown as readonly NodeView[];
  }

  node(id: string): NodeView {
    return this.#view(id) as unknown as NodeView;
  }

  fail(property: string, message: string): never {
    throw new PropertyViolation(property, message);
  }

  #view(id: string): CoreNode {
    const view = this.#views.get(id);
    if (view === undefined) throw new Error(`there is no node ${id}`);
    return view;
  }

  #emit(event: SimEvent): void {
    this.hash.add(0, event);
    this.dialogue.add(this.hash.count, event);
    this.figures.see(event);
    for (const checker of this.checkers) checker.see?.(event);
  }

  #step(): void {
    const changed = this.#changed.find(this.nodes);
    if (changed.length > 0) for (const checker of this.checkers) checker.step?.(changed);
  }

  // --- what the network tells ---

  added(replica: TestReplica): void {
    const node = nodeOf(replica.id);
    this.#views.set(node, new CoreNode(node, replica, this.#views));
    this.started(replica);
  }

  sent(message: Message): void {
    this.figures.messages += 1;
    this.#emit({ kind: 'sent', from: nodeOf(message.from), to: nodeOf(message.to), group: GROUP, message });
  }

  delivered(message: Message): void {
    this.#emit({
      kind: 'delivered',
      from: nodeOf(message.from),
      to: nodeOf(message.to),
      group: GROUP,
      message,
    });
  }

  /** Asked again when it is durable. */
  writing(): void {
    this.#step();
  }

  ready(replica: TestReplica, ready: Ready): void {
    const view = this.#view(nodeOf(replica.id));
    if (view.roleChanged()) {
      const { role, term, leader } = replica.node;
      this.#emit({ kind: 'role', node: view.id, group: GROUP, replica: replica.id, role, term, leader });
    }
    this.#step();
    if (replica.node.role === 'leader') this.#committed = Math.max(this.#committed, replica.node.commit);
    for (const { requestId, index } of ready.readStates) {
      const floor = this.#readsAsked.get(requestId) ?? 0;
      this.figures.reads += 1;
      if (index < floor)
        this.fail(
          'D10Reads',
          `a read on ${view.id} was confirmed at ${index}; ${floor} was committed when it was asked for`,
        );
    }
  }

  durable(replica: TestReplica, { entries, snapshot }: AppendRequest): void {
    const groups = [durableGroup(replica, entries)];
    this.#emit({ kind: 'durable', node: nodeOf(replica.id), whole: false, groups });
    if (snapshot !== undefined) this.#opened(replica);
    this.#step();
  }

  /** The configuration is as it was when copies were counted. */
  applied(replica: TestReplica, { index, term, type, data }: Entry): void {
    this.#step();
    const hash = entryHash({ term, type, data });
    this.figures.sales += 1;
    this.#emit({
      kind: 'applied',
      node: nodeOf(replica.id),
      group: GROUP,
      replica: replica.id,
      index,
      term,
      hash,
      data,
      answers: [],
    });
  }

  crashed(replica: TestReplica): void {
    this.#emit({ kind: 'ended', node: nodeOf(replica.id), how: 'fault', reason: 'power cut' });
  }

  started(replica: TestReplica): void {
    const { storage } = replica;
    const from = storage.firstIndex();
    const entries = storage.entries(from, storage.lastIndex() + 1, Number.POSITIVE_INFINITY);
    if (typeof entries === 'string') throw new Error('a replica starts with its log in memory');
    const node = nodeOf(replica.id);
    this.#emit({ kind: 'durable', node, whole: true, groups: [durableGroup(replica, entries)] });
    this.#view(node).restarted();
    this.#opened(replica);
    this.#step();
  }

  #opened(replica: TestReplica): void {
    const { applied, configuration } = replica.storage.initialState();
    const node = nodeOf(replica.id);
    const range = { start: new Uint8Array(0), end: new Uint8Array(0) };
    this.#emit({ kind: 'opened', node, group: GROUP, replica: replica.id, applied, configuration, range });
  }

  readAsked(requestId: number): void {
    this.#readsAsked.set(requestId, this.#committed);
  }
}

function durableGroup({ id, storage }: TestReplica, entries: readonly Entry[]): DurableGroup {
  const start = storage.firstIndex() - 1;
  return {
    group: GROUP,
    replica: id,
    hardState: storage.hardState,
    start: { index: start, term: storage.term(start) ?? 0 },
    last: storage.lastIndex(),
    entries: entries.map((entry) => ({ index: entry.index, term: entry.term, hash: entryHash(entry) })),
  };
}

/** A node with one replica, as far as checkers of consensus look. */
class CoreNode {
  readonly lost = false;
  readonly #hosted: HostedReplica;
  #seen: { readonly role: Role; readonly term: number; readonly leader: ReplicaId } | undefined;

  constructor(
    readonly id: string,
    private readonly replicaOf: TestReplica,
    nodes: ReadonlyMap<string, CoreNode>,
  ) {
    this.#hosted = new CoreReplica(replicaOf, nodes) as unknown as HostedReplica;
  }

  get up(): boolean {
    return this.replicaOf.up;
  }

  restarted(): void {
    this.#seen = undefined;
  }

  roleChanged(): boolean {
    const { role, term, leader } = this.replicaOf.node;
    const seen = this.#seen;
    this.#seen = { role, term, leader };
    return seen?.role !== role || seen.term !== term || seen.leader !== leader;
  }

  replicas(): readonly HostedReplica[] {
    return this.up ? [this.#hosted] : [];
  }

  replica(group: number): HostedReplica | undefined {
    return group === GROUP && this.up ? this.#hosted : undefined;
  }

  damaged(): ReadonlyMap<number, string> {
    return new Map();
  }
}

/** Its rows are not judged: there is no state machine. */
class CoreReplica {
  readonly group = GROUP;
  readonly machine = { flush: (): void => undefined };

  constructor(
    private readonly replica: TestReplica,
    private readonly nodes: ReadonlyMap<string, CoreNode>,
  ) {}

  get id(): ReplicaId {
    return this.replica.id;
  }

  get raft(): TestReplica['node'] {
    return this.replica.node;
  }

  get role(): Role {
    return this.raft.role;
  }

  get isLeader(): boolean {
    return this.role === 'leader';
  }

  get log(): TestReplica['storage'] {
    return this.replica.storage;
  }

  get members(): ReadonlyMap<ReplicaId, { readonly node: string }> {
    return new Map([...this.nodes.keys()].map((node) => [Number(node.slice(1)), { node }]));
  }

  get applied(): { readonly index: LogIndex } {
    return { index: this.raft.appliedIndex };
  }

  get state(): object {
    const applied = { index: this.log.initialState().applied };
    return { meta: { applied }, digest: () => ({ high: 0, low: 0 }) };
  }
}
