/** Nobody counts what is not durable. AcksAreDurable: what a replica acknowledges is on its disk, and what a leader counts for a
 *  follower is on that follower's. AnsweredIsDurable: what a leader may answer, and what a client was answered, is on the disks
 *  of an ack quorum. */
import type { GroupId, LogIndex, Term } from '../../../src/raft/ids.js';
import type { HostedReplica } from '../../../src/server/host/hosted-replica.js';
import type { Checker, SimEvent, Stepped, World } from '../world.js';
import { type DurableLogs, holds, termAt } from './durable-logs.js';
import { onLostDisks } from './lost-disks.js';

export class AcksAreDurable implements Checker {
  readonly name = 'AcksAreDurable';
  readonly #counted = new Map<string, { readonly term: Term; readonly matches: Map<number, LogIndex> }>();
  #world: World | undefined;

  constructor(private readonly logs: DurableLogs) {}

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind !== 'sent') return;
    const { type, reject, index } = event.message;
    if (type !== 'appResp' || reject) return;
    const last = this.logs.of(event.from, event.group)?.last ?? 0;
    if (index > last)
      this.#world?.fail(
        this.name,
        `group ${event.group}: node ${event.from} acknowledged entry ${index}, its disk holds up to ${last}`,
      );
  }

  step(changed: readonly Stepped[]): void {
    for (const { node, replica } of changed) if (replica.isLeader) this.#counts(node, replica);
  }

  /** The leader's own copy counts like any other: from its fsync on. */
  #counts(node: string, replica: HostedReplica): void {
    const { term } = replica.raft;
    const key = `${node}/${replica.group}`;
    let counted = this.#counted.get(key);
    if (counted?.term !== term) {
      counted = { term, matches: new Map() };
      this.#counted.set(key, counted);
    }
    for (const { id, match } of replica.raft.progress) {
      if (counted.matches.get(id) === match) continue;
      counted.matches.set(id, match);
      const holder = replica.members.get(id)?.node;
      const log = holder === undefined ? undefined : this.logs.of(holder, replica.group);
      if (holder === undefined || log === undefined || log.replica !== id) continue;
      if (match > log.last && this.#world?.node(holder).lost !== true)
        this.#world?.fail(
          this.name,
          `group ${replica.group}: leader ${replica.id} counts entry ${match} for replica ${id}, whose disk holds up to ${log.last}`,
        );
    }
  }
}

export class AnsweredIsDurable implements Checker {
  readonly name = 'AnsweredIsDurable';
  readonly #answerable = new Map<string, { readonly term: Term; index: LogIndex }>();
  /** By group: the highest that any leader might have answered. */
  readonly #answered = new Map<GroupId, LogIndex>();
  /** By node and group: whether its configuration was joint when it was last looked at. */
  readonly #joint = new Map<string, boolean>();
  #world: World | undefined;

  constructor(private readonly logs: DurableLogs) {}

  begin(world: World): void {
    this.#world = world;
  }

  step(changed: readonly Stepped[]): void {
    for (const { node, replica } of changed) {
      if (!replica.isLeader) continue;
      const { answerable, term } = replica.raft;
      const key = `${node}/${replica.group}`;
      this.#left(key, replica);
      this.#note(replica);
      const known = this.#answerable.get(key);
      if (known !== undefined && known.term === term && known.index >= answerable) continue;
      this.#answerable.set(key, { term, index: answerable });
      if (answerable > 1) this.#copies(replica, answerable);
    }
  }

  /** A host answers what is applied, thus by the configuration that is in effect there. */
  #note({ group, raft }: HostedReplica): void {
    const answered = Math.min(raft.answerable, raft.appliedIndex);
    if (answered > (this.#answered.get(group) ?? 0)) this.#answered.set(group, answered);
  }

  /** Who leaves a joint configuration takes along all that was answered: d of the voters that stay must hold it. */
  #left(key: string, replica: HostedReplica): void {
    const joint = replica.raft.configuration.votersOutgoing.length > 0;
    const was = this.#joint.get(key);
    this.#joint.set(key, joint);
    const answered = this.#answered.get(replica.group) ?? 0;
    if (was === true && !joint && answered > 1) this.#copies(replica, answered);
  }

  #copies(replica: HostedReplica, index: LogIndex): void {
    const { voters, ackQuorum } = replica.raft.configuration;
    const lost = onLostDisks(this.#world, replica, voters);
    const copies = copiesOf(this.logs, replica.group, index, (id) => voters.includes(id) && !lost.has(id));
    if (copies + lost.size < ackQuorum)
      this.#world?.fail(
        this.name,
        `group ${replica.group}: leader ${replica.id} may answer entry ${index} with ${copies} copies on disks, not ${ackQuorum}`,
      );
  }

  /** A client was told. Disks that were lost since may have held it. */
  see(event: SimEvent): void {
    if (event.kind !== 'return' || event.outcome !== 'ok') return;
    const position = positionIn(event.detail);
    if (position === undefined) return;
    const world = this.#world;
    const lost = world?.nodes.filter((node) => node.lost).length ?? 0;
    const ackQuorum = world?.ackQuorum ?? 1;
    const copies = copiesOf(this.logs, position.group, position.index, () => true);
    if (copies + lost < ackQuorum)
      world?.fail(
        this.name,
        `group ${position.group}: client ${event.client} was answered at ${position.index}, which is on ${copies} disks, not ${ackQuorum}`,
      );
  }
}

function copiesOf(
  logs: DurableLogs,
  group: GroupId,
  index: LogIndex,
  counts: (replica: number) => boolean,
): number {
  let newest: Term = 0;
  for (const log of logs.logs(group)) newest = Math.max(newest, termAt(log, index) ?? 0);
  let copies = 0;
  for (const log of logs.logs(group)) if (counts(log.replica) && holds(log, index, newest)) copies += 1;
  return copies;
}

/** Of the command that was answered: what the workload notes. */
function positionIn(detail: unknown): { group: GroupId; index: LogIndex } | undefined {
  if (typeof detail !== 'object' || detail === null || !('position' in detail)) return undefined;
  const { position } = detail as { position?: { group: GroupId; index: LogIndex } };
  return position;
}
