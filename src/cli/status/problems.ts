/** What needs attention in a picture of the cluster, worst first, each with its next step. Pure. */
import { plural } from '../output/quantities.js';
import { isCallerRefused } from './caller-refused.js';
import { wayOutOfDispute } from './dispute.js';
import { declaredLost, nextForAway } from './lost-nodes.js';
import {
  type ClusterPicture,
  certificateDaysLeft,
  clusterLevel,
  type GroupPicture,
  type NodePicture,
  PLACEMENT_GROUP,
} from './picture.js';

export interface Problem {
  /** Stable, for programs. */
  readonly kind:
    | 'group-without-leader'
    | 'replica-damaged'
    | 'replicas-differ'
    | 'sales-refused'
    | 'node-silent'
    | 'low-disk'
    | 'clock'
    | 'certificate'
    | 'versions-differ';
  /** The node or group it is about. */
  readonly subject: string;
  readonly message: string;
  readonly next: string;
}

/** Clocks this far apart delay holds and confuse people long before nodes stop proposing. */
const CLOCK_OFFSET_MS = 1_000;

/** A certificate that ends sooner than in two weeks may outlive no holiday of who renews it. */
const CERTIFICATE_DAYS = 14;

export function problemsOf(picture: ClusterPicture): Problem[] {
  const silent = new Set(
    picture.nodes.filter((each) => each.status === undefined).map((each) => each.node.nodeId),
  );
  const lost = declaredLost(picture);
  return [
    ...picture.groups
      .filter((group) => group.leader === undefined)
      .map((group) => leaderless(group, silent, lost)),
    ...picture.groups.flatMap(damaged),
    ...picture.groups.flatMap((group) => disputed(group, silent)),
    ...picture.groups.flatMap((group) => withoutAckQuorum(group, silent, lost)),
    ...picture.nodes.flatMap((node) => silentNode(node, lost)),
    ...picture.nodes.flatMap(lowDisk),
    ...picture.nodes.flatMap(clocks),
    ...picture.nodes.flatMap(certificates),
    ...versions(picture.nodes),
  ];
}

type Lost = ReadonlyMap<string, number>;

function leaderless(group: GroupPicture, silent: ReadonlySet<string>, lost: Lost): Problem {
  const away = group.members.filter((node) => silent.has(node));
  return {
    kind: 'group-without-leader',
    subject: `group ${group.group}`,
    message: `group ${group.group} (${group.holds}) has no leader: ${group.group === PLACEMENT_GROUP ? 'no copy moves, no line is registered and no node joins, while sales go on' : 'nothing of it can be bought'}`,
    next:
      away.length === 0
        ? 'an election may be under way: look again in a few seconds'
        : nextForAway(
            away,
            lost,
            (nodes) =>
              `start ${nodes.join(', ')}: railkv serve --node ${nodes[0]}; if they are lost for good: railkv recover plan`,
          ),
  };
}

function damaged(group: GroupPicture): Problem[] {
  return group.replicas
    .filter(({ status }) => status.role === 'damaged' || status.damage !== '')
    .map(({ nodeId, status }) => ({
      kind: 'replica-damaged',
      subject: `group ${group.group} on ${nodeId}`,
      message: `the replica of group ${group.group} (${group.holds}) on ${nodeId} is damaged and has stopped: ${status.damage}`,
      next: `check the disk of ${nodeId} and keep its directory; placement replaces the copy by itself, and says what it waits for: railkv group why ${group.group}`,
    }));
}

function disputed(group: GroupPicture, silent: ReadonlySet<string>): Problem[] {
  const [replica] = group.replicas.filter(({ status }) => status.dispute !== '');
  if (replica === undefined) return [];
  return [
    {
      kind: 'replicas-differ',
      subject: `group ${group.group}`,
      message: `group ${group.group} (${group.holds}) sells nothing: ${replica.status.dispute}`,
      next: wayOutOfDispute(group, silent),
    },
  ];
}

function withoutAckQuorum(group: GroupPicture, silent: ReadonlySet<string>, lost: Lost): Problem[] {
  const { leader } = group;
  if (leader === undefined) return [];
  const { configuration, replicas } = leader.status;
  const up = replicas.filter(
    (replica) =>
      configuration.voters.includes(replica.replicaId) &&
      !silent.has(replica.nodeId) &&
      !group.replicas.some((each) => each.nodeId === replica.nodeId && each.status.role === 'damaged'),
  );
  if (up.length >= configuration.ackQuorum) return [];
  const away = group.members.filter((node) => silent.has(node));
  const why = `railkv group why ${group.group} says what it waits for`;
  return [
    {
      kind: 'sales-refused',
      subject: `group ${group.group}`,
      message: `group ${group.group} (${group.holds}) refuses sales: ${up.length} of the ${configuration.ackQuorum} replicas that have to hold one are up`,
      next: away.some((node) => lost.has(node))
        ? `copies on nodes that were declared lost are replaced by themselves where another node can take them; ${why}`
        : away.length > 0
          ? `start ${away.join(', ')}`
          : `copies that are damaged are replaced by themselves where a node can take them; ${why}`,
    },
  ];
}

function silentNode({ node, status, silence }: NodePicture, lost: Lost): Problem[] {
  if (status !== undefined) return [];
  const epoch = lost.get(node.nodeId);
  if (epoch !== undefined)
    return [
      {
        kind: 'node-silent',
        subject: node.nodeId,
        message: `${node.nodeId} (${node.clientAddress}) was declared lost in recovery epoch ${epoch}: its groups went on without it, and it must not come back`,
        next: `take it out: railkv node decommission ${node.nodeId} --lost; wipe its directory, and let the machine join under a new name: railkv serve --join`,
      },
    ];
  return [
    {
      kind: 'node-silent',
      subject: node.nodeId,
      message: `${node.nodeId} (${node.clientAddress}) does not answer: ${silence?.message ?? 'no reason is known'}`,
      next: isCallerRefused(silence)
        ? 'give it the authorities and the token key that the other nodes have: docs/security.md'
        : `start it: railkv serve --node ${node.nodeId}; if it runs, read the end of its log; if its disk is lost for good: railkv node decommission ${node.nodeId} --lost`,
    },
  ];
}

function lowDisk({ node, status }: NodePicture): Problem[] {
  if (status?.lowOnDisk !== true) return [];
  return [
    {
      kind: 'low-disk',
      subject: node.nodeId,
      message: `${node.nodeId} is low on disk space and gives its leaders away`,
      next: `make room where ${status.dataDirectory} is`,
    },
  ];
}

function clocks({ node, status }: NodePicture): Problem[] {
  const offsets = (status?.peers ?? []).filter(
    (peer) => peer.heard && Math.abs(peer.clockOffsetMs) > CLOCK_OFFSET_MS,
  );
  // A clock that is wrong is off against most of the others, not only against one.
  if (offsets.length === 0 || offsets.length * 2 <= (status?.peers.length ?? 0)) return [];
  return [
    {
      kind: 'clock',
      subject: node.nodeId,
      message: `the clock of ${node.nodeId} is ${Math.abs(offsets[0]?.clockOffsetMs ?? 0)} ms off against ${offsets.map((peer) => peer.nodeId).join(', ')}`,
      next: 'synchronise the clocks (NTP)',
    },
  ];
}

function certificates({ node, status }: NodePicture): Problem[] {
  const days = status && certificateDaysLeft(status);
  if (days === undefined || days >= CERTIFICATE_DAYS) return [];
  const { nodeId } = node;
  return [
    {
      kind: 'certificate',
      subject: nodeId,
      message:
        days < 0
          ? `a certificate of ${nodeId} has expired: nobody connects to it any more`
          : `a certificate of ${nodeId} expires in ${plural(days, 'day')}: nobody connects to it after that`,
      next: `make a new one and put it in its place: railkv cert node ${nodeId} --force`,
    },
  ];
}

function versions(nodes: readonly NodePicture[]): Problem[] {
  const up = nodes.flatMap(({ node, status }) => (status === undefined ? [] : [{ node, status }]));
  const found = [...new Set(up.map(({ status }) => status.version))].sort();
  const newest = Math.max(...up.map(({ status }) => status.level));
  const old = up.filter(({ status }) => status.level < newest).map(({ node }) => node.nodeId);
  if (found.length <= 1 && old.length === 0) return [];
  const level = clusterLevel(nodes) ?? 0;
  const running = found.map((version) => {
    const who = up.filter(({ status }) => status.version === version).map(({ node }) => node.nodeId);
    return `${version} (${who.join(', ')})`;
  });
  return [
    {
      kind: 'versions-differ',
      subject: 'cluster',
      message: `nodes run different versions: ${running.join('; ')}${old.length === 0 ? '' : `; the cluster stays at level ${level} until ${old.join(', ')} support${old.length === 1 ? 's' : ''} level ${newest}`}`,
      next: `finish the upgrade: stop each node of the older version, one at a time, and start it with the newer one${level < newest ? '' : '; an older version that lacks the level cannot be started any more'}`,
    },
  ];
}
