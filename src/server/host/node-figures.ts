/** What a running node counts, for metrics. */
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';
import { recoveriesToWire } from '../../shard/recoveries.js';
import { recoveriesOf } from '../recovery/lost-nodes.js';
import type { NodeCore } from './node-core.js';

export interface NodeFigures {
  readonly groupsHosted: number;
  readonly groupsLed: number;
  readonly groupsAsleep: number;
  readonly groupsDamaged: number;
  readonly queuedCommands: number;
  readonly queuedBytes: number;
  readonly proposals: number;
  readonly checkpoints: number;
  readonly cacheBytes: number;
  readonly digests: number;
  readonly digestDifferences: number;
  readonly groupsDisputed: number;
}

export function nodeFigures(core: NodeCore): NodeFigures {
  let groupsLed = 0;
  let groupsAsleep = 0;
  let queuedCommands = 0;
  let queuedBytes = 0;
  let cacheBytes = 0;
  for (const replica of core.host.replicas()) {
    if (replica.isLeader) groupsLed += 1;
    if (replica.asleep) groupsAsleep += 1;
    cacheBytes += replica.machine.cachedBytes;
    const proposals = core.tickets(replica.group)?.proposals;
    queuedCommands += proposals?.size ?? 0;
    queuedBytes += proposals?.bytes ?? 0;
  }
  return {
    groupsHosted: core.host.size + core.damaged.size,
    groupsLed,
    groupsAsleep,
    groupsDamaged: core.damaged.size,
    queuedCommands,
    queuedBytes,
    proposals: core.host.proposed,
    checkpoints: core.checkpoints.made,
    cacheBytes,
    digests: core.digests.taken,
    digestDifferences: core.digests.differences,
    groupsDisputed: core.digests.disputed,
  };
}

/** That it carries and that group 0, which was recovered, may have forgotten. */
const unknownGroups = ({ host, view }: NodeCore): GroupId[] =>
  [...host.replicas()]
    .map(({ group }) => group)
    .filter((group) => view.group(group) === undefined)
    .sort((a, b) => a - b);

/** All that it has on disk: placement forgets a decommissioned node only once there is nothing. */
function carried({
  host,
  damaged,
  snapshots,
  store,
  view,
  config,
}: NodeCore): pb.Carried.$Properties | undefined {
  if (view.node(config.nodeId)?.state !== 'decommissioning') return undefined;
  const sound = [...host.replicas()].map(({ group }) => group);
  const replaced = [...snapshots.groups].filter((group) => store.log.has(group));
  return { groups: [...new Set([...sound, ...damaged.keys(), ...replaced])].sort((a, b) => a - b) };
}

/** What those who carry group 0 are told of a node. */
export function nodeReport(core: NodeCore): pb.NodeReport.$Properties {
  return {
    version: core.config.version,
    diskFreeBytes: core.disk.freeBytes ?? 0,
    diskTotalBytes: core.disk.totalBytes ?? 0,
    lowOnDisk: core.disk.low,
    damagedGroups: [...core.damaged.keys()].sort((a, b) => a - b),
    snapshotsReceiving: core.snapshots.installing,
    placementRevision: core.view.revision,
    unknownGroups: unknownGroups(core),
    recoveries: recoveriesToWire(recoveriesOf(core.store.recoveries)),
    carried: carried(core) ?? null,
  };
}
