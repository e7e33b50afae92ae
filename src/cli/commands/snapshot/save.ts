/** `railkv snapshot save`: every group as of a position of its own, none older than what was acknowledged before, while it
 *  sells on. Placement is saved first and says which groups there are; one that was split meanwhile is saved again with it. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, RailkvClient } from '../../../client/index.js';
import { RailkvError } from '../../../client/index.js';
import { groupsOfRows, takePlacementRows } from '../../../server/recovery/restore.js';
import type { PlacedGroup } from '../../../shard/descriptor.js';
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import { startProgress } from '../../output/progress.js';
import { formatBytes, plural } from '../../output/quantities.js';
import { writeGroup } from './group-file.js';
import { type SavedGroup, writeManifest } from './manifest.js';

/** A group that is split again and again cannot be cut. */
const TURNS_MAX = 5;
const ATTEMPTS = 3;

export async function saveSnapshot(invocation: Invocation, directory: string): Promise<Result> {
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new CommandFailed('ALREADY_EXISTS', `${directory} is not empty`, {
      next: 'name a folder that is new or empty',
    });
  const client = await invocation.client();
  const cluster = await client.cluster.describe(invocation.call);
  mkdirSync(directory, { recursive: true, mode: 0o700 }); // orders and passengers are in it
  const saved = await saveGroups(invocation, client, directory).catch((error: unknown) => {
    // The folder was empty before: what is in it now would only be in the way of the next try.
    for (const name of readdirSync(directory)) rmSync(join(directory, name), { force: true });
    throw error;
  });
  const groups = [...saved.values()].sort((a, b) => a.group - b.group);
  writeManifest(directory, {
    clusterId: cluster.clusterId,
    savedAt: new Date(invocation.terminal.now()).toISOString(),
    version: invocation.host.version,
    replicas: cluster.defaultReplicas,
    ackQuorum: cluster.defaultAckQuorum,
    groups,
  });
  return present(invocation, directory, cluster, groups);
}

async function saveGroups(
  invocation: Invocation,
  client: RailkvClient,
  directory: string,
): Promise<ReadonlyMap<number, SavedGroup>> {
  const saved = new Map<number, SavedGroup>();
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    const rows = new Map<string, Uint8Array>();
    saved.set(0, await saveGroup(client, directory, 0, (chunk) => takePlacementRows(rows, chunk)));
    const placed = groupsOfRows(rows).filter(({ group }) => group !== 0);
    const open = placed.filter((group) => !fits(group, saved.get(group.group)));
    const progress = startProgress(invocation.terminal, 'saving groups', open.length);
    try {
      for (const [done, { group }] of open.entries()) {
        progress.update(done, `group ${group}`);
        saved.set(group, await saveGroup(client, directory, group, () => {}));
      }
      progress.update(open.length);
    } finally {
      progress.stop();
    }
    if (placed.every((group) => fits(group, saved.get(group.group)))) return saved;
  }
  throw new CommandFailed('SNAPSHOT_UNFINISHED', 'groups were split faster than they could be saved', {
    next: 'save again, into another folder, when fewer groups are split',
  });
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Whether a group's file holds just the range that the saved placement gives it: then there is no hole and no overlap. */
const fits = ({ range, epoch }: PlacedGroup, saved: SavedGroup | undefined): boolean =>
  saved !== undefined &&
  saved.rangeStart === hex(range.start) &&
  saved.rangeEnd === hex(range.end) &&
  saved.rangeVersion === epoch.rangeVersion;

/** From a copy that does not lead, when there is one; another copy is tried when that one fails. */
async function saveGroup(
  client: RailkvClient,
  directory: string,
  group: number,
  seen: Parameters<typeof writeGroup>[3],
): Promise<SavedGroup> {
  let last: RailkvError | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [route] = await client.cluster.routes({ groups: [group] });
    const copies = [...(route?.replicas ?? [])].sort(
      (a, b) =>
        Number(a.replicaId === route?.leaderReplicaId) - Number(b.replicaId === route?.leaderReplicaId),
    );
    for (const { nodeId } of copies) {
      try {
        return await writeGroup(
          directory,
          group,
          client.cluster.exportReplica(nodeId, group, { confirmed: true }),
          seen,
        );
      } catch (error) {
        if (!(error instanceof RailkvError) || error.retry === 'never') throw error;
        last = error;
      }
    }
  }
  throw last ?? new CommandFailed('GROUP_NOT_FOUND', `nobody carries group ${group}`);
}

function present(
  invocation: Invocation,
  directory: string,
  cluster: Cluster,
  groups: readonly SavedGroup[],
): Result {
  const bytes = groups.reduce((sum, group) => sum + group.bytes, 0);
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  return {
    human: `${invocation.colours.green('saved')} ${plural(groups.length, 'group')} of cluster ${cluster.clusterId} in ${directory}: ${plural(rows, 'row')}, ${formatBytes(bytes)}\n next: railkv snapshot verify ${directory}\n`,
    json: {
      directory,
      clusterId: cluster.clusterId,
      bytes,
      rows,
      groups: groups.map((group) => ({ ...group })),
    },
  };
}
