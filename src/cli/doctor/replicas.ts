/** Replicas are where their group says, nowhere else, and the same at the same index. Pure. */
import type { NodeStatus } from '../../client/index.js';
import { wayOutOfDispute } from '../status/dispute.js';
import type { GroupPicture, ReplicaPicture } from '../status/picture.js';
import type { Examination } from './examination.js';
import type { Finding } from './finding.js';

/** A follower may be this many entries behind before anybody should care. */
const BEHIND_ENTRIES = 10_000;

export function checkReplicas({ picture }: Examination): Finding[] {
  const up = new Map<string, NodeStatus>();
  for (const { node, status } of picture.nodes) if (status !== undefined) up.set(node.nodeId, status);
  const silent = new Set(
    picture.nodes.filter(({ status }) => status === undefined).map(({ node }) => node.nodeId),
  );
  return picture.groups.flatMap((group) => [
    ...differing(group, silent),
    ...orphans(group),
    ...missing(group, up),
    ...behind(group),
  ]);
}

const describe = (group: GroupPicture): string => `group ${group.group} (${group.holds})`;

/** Only where a checkpoint stands at the applied index is there a digest to compare. */
function differing(group: GroupPicture, silent: ReadonlySet<string>): Finding[] {
  const byIndex = new Map<number, ReplicaPicture[]>();
  for (const replica of group.replicas) {
    const { applied, digest, role } = replica.status;
    if (digest === '' || role === 'damaged') continue;
    byIndex.set(applied, [...(byIndex.get(applied) ?? []), replica]);
  }
  const findings: Finding[] = [];
  for (const [index, replicas] of [...byIndex].sort(([a], [b]) => a - b)) {
    if (new Set(replicas.map(({ status }) => status.digest)).size <= 1) continue;
    findings.push({
      kind: 'replicas-differ',
      subject: `group ${group.group}`,
      message: `${describe(group)} has different rows at index ${index}: ${replicas.map(({ nodeId, status }) => `${nodeId} ${status.digest}`).join(', ')}`,
      next: `keep all directories; ${wayOutOfDispute(group, silent)}`,
    });
  }
  return findings;
}

/** A replica whose group does not count it any more, and that was not told so. */
function orphans(group: GroupPicture): Finding[] {
  const members = group.leader?.status.replicas;
  if (members === undefined) return [];
  const removed = group.replicas.filter(
    ({ status }) =>
      status.replicaId !== 0 && !members.some(({ replicaId }) => replicaId === status.replicaId),
  );
  return removed.map(({ nodeId, status }) => ({
    kind: 'replica-orphaned',
    subject: `group ${group.group} on ${nodeId}`,
    message: `${nodeId} still keeps replica ${status.replicaId} of ${describe(group)}, which the group has removed`,
    next: 'it is deleted once the node hears so from a member: look again in a few seconds',
  }));
}

/** A member whose node runs and does not have it. */
function missing(group: GroupPicture, up: ReadonlyMap<string, NodeStatus>): Finding[] {
  const members = group.leader?.status.replicas ?? [];
  return members
    .filter(({ nodeId }) => up.has(nodeId) && !group.replicas.some((replica) => replica.nodeId === nodeId))
    .map(({ nodeId, replicaId }) => ({
      kind: 'replica-missing',
      subject: `group ${group.group} on ${nodeId}`,
      message: `${nodeId} runs, but has no replica ${replicaId} of ${describe(group)}: one copy less than the group counts on`,
      next: `it may still be on its way there; if it stays, replace it: railkv group move-replica ${group.group}`,
    }));
}

function behind(group: GroupPicture): Finding[] {
  const commit = group.leader?.status.commit;
  if (commit === undefined) return [];
  return group.replicas
    .filter(({ status }) => status.role !== 'damaged' && commit - status.applied > BEHIND_ENTRIES)
    .map(({ nodeId, status }) => ({
      kind: 'replica-behind',
      subject: `group ${group.group} on ${nodeId}`,
      message: `${nodeId} is ${commit - status.applied} entries behind in ${describe(group)}: it answers with old figures and covers no loss`,
      next: `see whether it catches up (railkv group show ${group.group}); a slow disk or network keeps it behind`,
    }));
}
