/** Looks into a running node without changing it: each replica that it opens tells what it applies and which role it takes. */
import type { pb } from '../../src/proto/index.js';
import type { HostedReplica } from '../../src/server/host/hosted-replica.js';
import type { NodeCore } from '../../src/server/host/node-core.js';
import type { ApplyContext } from '../../src/store/state-machine.js';
import { entryHash } from './entry-hash.js';
import type { SimEvent } from './world.js';

export interface Observer {
  /** Of this process: what it does after its end does not count. */
  readonly alive: () => boolean;
  readonly emit: (event: SimEvent) => void;
  /** An entry is about to be applied, or was: the process may end here. */
  readonly applying: () => void;
}

interface Applies {
  readonly splitOrdered?: pb.SplitOrder.$Properties | undefined;
  apply(context: ApplyContext, data: Uint8Array): readonly unknown[];
}

interface Splitting {
  splitDone(): void;
}

/** Before the node runs: its recovered replicas, and those that it opens later. */
export function observe(node: string, core: NodeCore, observer: Observer): void {
  const { host } = core;
  for (const replica of host.replicas()) observeReplica(node, replica, observer);
  const add = host.add.bind(host);
  host.add = (replica) => {
    observeReplica(node, replica, observer);
    add(replica);
  };
  const halted = host.halted.bind(host);
  host.halted = (replica, reason) => {
    if (observer.alive()) observer.emit({ kind: 'halted', node, group: replica.group, reason });
    halted(replica, reason);
  };
}

function observeReplica(node: string, replica: HostedReplica, observer: Observer): void {
  const { group, id } = replica;
  observer.emit({
    kind: 'opened',
    node,
    group,
    replica: id,
    applied: replica.applied.index,
    configuration: replica.meta.configuration,
    range: replica.meta.range,
  });
  observeMachine(node, replica, observer);
  // What is left of it after a split goes on under another machine.
  const splitting = replica as HostedReplica & Splitting;
  const splitDone = splitting.splitDone.bind(replica);
  splitting.splitDone = () => {
    splitDone();
    observeMachine(node, replica, observer);
  };
  let { role, leader } = replica;
  let term = replica.raft.term;
  const pump = replica.pump.bind(replica);
  replica.pump = () => {
    pump();
    if (!observer.alive() || replica.closed) return;
    if (role === replica.role && leader === replica.leader && term === replica.raft.term) return;
    ({ role, leader } = replica);
    term = replica.raft.term;
    observer.emit({ kind: 'role', node, group, replica: id, role, term, leader });
  };
}

/** What the entry that was just applied cuts off; an order that came too late cuts nothing. */
function splitOf({ splitOrdered: order }: Applies): { key: Uint8Array; child: number } | undefined {
  if (order === undefined) return undefined;
  return { key: Uint8Array.from(order.key ?? []), child: order.child ?? 0 };
}

function observeMachine(node: string, replica: HostedReplica, observer: Observer): void {
  const { group, id } = replica;
  const machine = replica.machine as unknown as Applies;
  const apply = machine.apply.bind(machine);
  machine.apply = (context, data) => {
    observer.applying();
    const answers = apply(context, data);
    if (observer.alive()) {
      const { index, term } = context;
      const hash = entryHash({ term, type: 'normal', data });
      const split = splitOf(machine);
      observer.emit({
        kind: 'applied',
        node,
        group,
        replica: id,
        index,
        term,
        hash,
        data,
        answers,
        ...(split && { split }),
      });
    }
    return answers;
  };
}
