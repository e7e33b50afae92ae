/** `railkv snapshot restore`: the directories of a new cluster's nodes, filled from a snapshot. Verified whole before anything
 *  is made, and audited afterwards against what was saved. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { silentLogger } from '../../../env/env.js';
import { realEnv } from '../../../server/main/real-env.js';
import { nodeConfig } from '../../../server/main/run-node.js';
import { groupsOn, planRestore, type RestorePlan, restoreReplica } from '../../../server/recovery/restore.js';
import { audit } from '../../../store/audit.js';
import { LevelDisk } from '../../../store/level/level-disk.js';
import { NodeStore } from '../../../store/node-store.js';
import { markInitialising, unmarkInitialising } from '../../data-directory.js';
import { EXIT } from '../../exit-codes.js';
import { inParallel } from '../../in-parallel.js';
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import { startProgress } from '../../output/progress.js';
import { plural } from '../../output/quantities.js';
import { readClusterFile } from '../start/cluster-file.js';
import { holdsAnything } from '../start/node-directories.js';
import { chunksOf, type VerifiedSnapshot, verifyDirectory } from './verify.js';

/** Copies on their way into one node's store: each spends its time waiting for synced writes, and the databases sync those that
 *  wait together at once. Each holds a chunk or two in memory. */
const RESTORED_AT_ONCE = 8;

export interface RestoreValues {
  readonly config?: string;
  readonly data?: string;
}

export async function restoreSnapshot(
  invocation: Invocation,
  directory: string,
  values: RestoreValues,
): Promise<Result> {
  const { config, places } = readClusterFile(values.config);
  const data = values.data === undefined ? places.data : resolve(values.data);
  const directoryOf = (node: string): string => join(data, node);
  const full = config.nodes.map(({ id }) => directoryOf(id)).filter((path) => holdsAnything(path));
  if (full.length > 0)
    throw new CommandFailed('ALREADY_EXISTS', `not empty: ${full.join(', ')}`, {
      exitCode: EXIT.refused,
      next: 'a snapshot is restored into new directories only: name another place with --data, or move these away',
    });
  const snapshot = await verifyDirectory(invocation, directory);
  const clusterId = `${config.cluster.name}-${randomBytes(4).toString('hex')}`;
  const ofNode = (nodeId: string) =>
    nodeConfig({
      config,
      nodeId,
      clusterId,
      directory: directoryOf(nodeId),
      version: invocation.host.version,
      environment: invocation.terminal.env,
    });
  const plan = planRestore(ofNode(config.nodes[0]?.id ?? ''), snapshot.metas, snapshot.placementRows);
  mkdirSync(data, { recursive: true });
  markInitialising(data);
  const total = config.nodes.reduce((sum, { id }) => sum + groupsOn(plan, id).length, 0);
  const progress = startProgress(invocation.terminal, 'restoring copies', total);
  let done = 0;
  try {
    for (const { id } of config.nodes) {
      const disk = new LevelDisk(directoryOf(id));
      const env = { ...realEnv(config.logLevel, id), log: silentLogger };
      const identity = { cluster: clusterId, node: id };
      await NodeStore.create(disk, identity);
      const store = await NodeStore.open(disk, { ...identity, env });
      const carried = new Set(groupsOn(plan, id));
      const metas = snapshot.metas.filter(({ group }) => carried.has(group));
      await inParallel(metas, RESTORED_AT_ONCE, async (meta) => {
        await restoreReplica(store, plan, meta, () => chunksOf(directory, snapshot.manifest, meta.group));
        progress.update(++done, `group ${meta.group} on ${id}`);
      });
      await store.close();
    }
  } finally {
    progress.stop();
  }
  const differences = await auditAll(
    config.nodes.map(({ id }) => directoryOf(id)),
    snapshot,
    plan,
  );
  if (differences.length > 0)
    throw new CommandFailed(
      'RESTORE_DIFFERS',
      `what was restored is not what was saved:\n       ${differences.join('\n       ')}`,
      {
        exitCode: EXIT.internal,
        next: 'do not start it; keep the snapshot and these directories, and report it',
      },
    );
  unmarkInitialising(data);
  const named = values.config === undefined ? '' : ` --config ${values.config}`;
  return {
    human: [
      `${invocation.colours.green('restored')} ${plural(plan.groups.length, 'group')} of cluster ${snapshot.manifest.clusterId}, saved at ${snapshot.manifest.savedAt}, as cluster ${clusterId}\n`,
      ...config.nodes.map(
        ({ id }) => `  ${id}  ${directoryOf(id)}  ${plural(groupsOn(plan, id).length, 'group')}\n`,
      ),
      'audited: every copy is equal to what was saved\n',
      ` next: railkv serve --node ${config.nodes[0]?.id ?? 'ID'}${named} on each machine, or railkv start${named}\n`,
    ].join(''),
    json: {
      clusterId,
      from: snapshot.manifest.clusterId,
      recoveryEpoch: plan.recoveryEpoch,
      groups: plan.groups.length,
      data,
    },
  };
}

/** Placement's rows are new ones; all others have to give the digest that was saved, at the position that was saved. */
async function auditAll(
  directories: readonly string[],
  { manifest }: VerifiedSnapshot,
  plan: RestorePlan,
): Promise<string[]> {
  const found: string[] = [];
  let copies = 0;
  for (const directory of directories) {
    for await (const finding of audit(new LevelDisk(directory))) {
      if (finding.kind === 'problem') found.push(`${directory}: ${finding.where}: ${finding.what}`);
      if (finding.kind !== 'group') continue;
      copies += 1;
      const saved = manifest.groups.find(({ group }) => group === finding.group);
      const same = finding.group === 0 || finding.digest === saved?.digest;
      if (!same || finding.applied !== saved?.index)
        found.push(
          `${directory}: group ${finding.group} has digest ${finding.digest} at ${finding.applied}, saved was ${saved?.digest} at ${saved?.index}`,
        );
    }
  }
  const expected = plan.groups.reduce((sum, { replicas }) => sum + replicas.length, 0);
  if (copies !== expected) found.push(`${copies} copies were made, not ${expected}`);
  return found;
}
