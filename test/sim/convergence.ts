/** Whether all replicas have come together: of each group, on every sound node that carries it, the same index, and at the same
 *  index the same rows, to the byte; and nothing of it on those that no longer do. */
import { compareKeys, inRange } from '../../src/proto/keys.js';
import type { GroupMeta, KeyRange } from '../../src/store/group-meta.js';
import type { Cluster } from './cluster.js';
import { newestMetas } from './members.js';
import type { SimNode } from './sim-node.js';

/** @returns what is not together yet, or undefined */
export function apart(cluster: Cluster): string | undefined {
  const held = heldTooLong(cluster);
  if (held !== undefined) return held;
  const metas = [...newestMetas(cluster).values()];
  const overlap = overlapping(metas);
  if (overlap !== undefined) return overlap;
  for (const meta of metas) {
    const missing = membersApart(cluster, meta) ?? leftovers(cluster, meta) ?? misplaced(cluster, meta);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** A key belongs to one group. */
function overlapping(metas: readonly GroupMeta[]): string | undefined {
  const ticketGroups = metas.filter(({ group }) => group > 0);
  for (const { group, range } of ticketGroups)
    for (const other of ticketGroups)
      if (other.group !== group && inRange(other.range.start, range.start, range.end))
        return `group ${other.group} begins within group ${group}`;
  return undefined;
}

function membersApart(cluster: Cluster, { group, configuration, members }: GroupMeta): string | undefined {
  if (configuration.votersOutgoing.length > 0)
    return `group ${group} has two configurations at once, of which the older one has not been left`;
  let seen: { node: SimNode; index: number } | undefined;
  for (const { node: id, replica: name } of members) {
    const node = cluster.node(id);
    if (node.lost) continue;
    const replica = node.replica(group);
    if (replica === undefined) return `node ${id} has no running replica of group ${group}`;
    if (replica.id !== name)
      return `node ${id} runs replica ${replica.id} of group ${group}; its members are ${nameAll(members)}`;
    const { index } = replica.applied;
    if (replica.raft.commit > index) return `node ${id} has not applied all of group ${group}`;
    seen ??= { node, index };
    if (seen.index !== index)
      return `group ${group} is at ${seen.index} on node ${seen.node.id}, at ${index} on node ${id}`;
  }
  return undefined;
}

const nameAll = (members: GroupMeta['members']): string =>
  members.map(({ replica, node }) => `${replica} on ${node}`).join(', ');

/** A hold that nobody paid for ends soon after its deadline. */
const EXPIRED_WITHIN_MS = 2_000;

function heldTooLong(cluster: Cluster): string | undefined {
  for (const node of cluster.live())
    for (const replica of node.replicas()) {
      if (node.lost || replica.group === 0 || !replica.isCurrentLeader) continue;
      const deadlineMs = replica.machine.nextDeadlineMs();
      if (deadlineMs !== undefined && deadlineMs + EXPIRED_WITHIN_MS < node.clock.wallMs())
        return `group ${replica.group}: a hold was due ${Math.round(node.clock.wallMs() - deadlineMs)} ms ago`;
    }
  return undefined;
}

/** Placement comes to rest. A machine that is gone for good may keep an operator waiting until its deadline, which is far away. */
export function hanging(cluster: Cluster): string | undefined {
  if (cluster.nodes.some(({ lost }) => lost)) return undefined;
  const machine = cluster.leaderOf(0)?.running.core.placement?.machine;
  if (machine === undefined) return 'nobody leads group 0';
  if (machine.settings.maintenance.on) return 'the cluster is in maintenance';
  if (machine.operators.size > 0)
    return `operators of placement have not ended: ${JSON.stringify([...machine.operators.running()])}`;
  return undefined;
}

/** Who has left gives up what it had. */
function leftovers(cluster: Cluster, { group, members }: GroupMeta): string | undefined {
  for (const node of cluster.live()) {
    if (node.lost || node.transport?.live !== true || members.some((member) => member.node === node.id))
      continue;
    if (node.replica(group) !== undefined)
      return `node ${node.id} still runs replica ${node.replica(group)?.id} of group ${group}; its members are ${nameAll(members)}`;
    if (node.running.core.store.state.has(group))
      return `node ${node.id} still has rows of group ${group}, which it no longer carries`;
  }
  return undefined;
}

/** What placement says of a group is what the group says. */
function misplaced(
  cluster: Cluster,
  { group, epoch, configuration, members, range }: GroupMeta,
): string | undefined {
  const nodesOf = (all: readonly { readonly node: string }[]): string =>
    all
      .map(({ node }) => node)
      .sort()
      .join(' ');
  for (const node of cluster.live()) {
    if (node.lost || node.transport?.live !== true) continue;
    const placed = node.running.core.view.group(group);
    if (placed === undefined) return `node ${node.id} does not know of group ${group}`;
    if (placed.epoch.confVersion !== epoch.confVersion)
      return `node ${node.id} knows group ${group} as of its configuration ${placed.epoch.confVersion}, it has ${epoch.confVersion}`;
    if (placed.epoch.rangeVersion !== epoch.rangeVersion || !sameRange(placed.range, range))
      return `node ${node.id} knows group ${group} as of its range ${placed.epoch.rangeVersion}, it has ${epoch.rangeVersion}`;
    if (placed.ackQuorum !== configuration.ackQuorum || nodesOf(placed.replicas) !== nodesOf(members))
      return `node ${node.id} has group ${group} on ${nodesOf(placed.replicas)} with ack quorum ${placed.ackQuorum}; it is on ${nodesOf(members)} with ${configuration.ackQuorum}`;
  }
  return undefined;
}

const sameRange = (a: KeyRange, b: KeyRange): boolean =>
  compareKeys(a.start, b.start) === 0 && compareKeys(a.end, b.end) === 0;

/** At equal index. @returns the difference, or undefined */
export function differing(cluster: Cluster): string | undefined {
  const states = new Map<string, { node: string; digest: string }>();
  for (const node of cluster.live())
    for (const replica of node.replicas()) {
      replica.machine.flush();
      const { high, low } = replica.state.digest();
      const digest = `${high.toString(16)}:${low.toString(16)}`;
      const place = `group ${replica.group} at ${replica.applied.index}`;
      const other = states.get(place);
      if (other === undefined) states.set(place, { node: node.id, digest });
      else if (other.digest !== digest)
        return `${place} has digest ${other.digest} on node ${other.node}, ${digest} on node ${node.id}`;
    }
  return undefined;
}
