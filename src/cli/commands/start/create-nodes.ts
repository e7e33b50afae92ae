/** Makes the directories of all nodes of a new cluster, as one step: while it is under way a mark says so, nothing serves,
 *  and the next try begins anew. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '../../../env/env.js';
import { realEnv } from '../../../server/main/real-env.js';
import { nodeConfig } from '../../../server/main/run-node.js';
import { RailNode } from '../../../server/node.js';
import { LevelDisk, OWNER_ONLY } from '../../../store/level/level-disk.js';
import { initialisationUnfinished, markInitialising, unmarkInitialising } from '../../data-directory.js';
import type { ClusterFile } from './cluster-file.js';

/** @param beforeLast runs when everything is made and the mark still stands
 *  @returns the id of the new cluster @throws StoreError ALREADY_EXISTS */
export async function createNodes(
  file: ClusterFile,
  version: string,
  beforeLast: () => void = () => {},
): Promise<string> {
  const { config, places } = file;
  const again = initialisationUnfinished(places.data);
  mkdirSync(places.data, { recursive: true });
  markInitialising(places.data);
  const clusterId = `${config.cluster.name}-${randomBytes(4).toString('hex')}`;
  for (const { id } of config.nodes) {
    const directory = places.directoryOf(id);
    if (again) empty(directory);
    mkdirSync(directory, { recursive: true, mode: OWNER_ONLY });
    await RailNode.init({
      config: nodeConfig({ config, nodeId: id, directory, clusterId, version, environment: process.env }),
      env: { ...realEnv(config.logLevel, id), log: silentLogger },
      disk: new LevelDisk(directory),
    });
  }
  beforeLast();
  unmarkInitialising(places.data);
  return clusterId;
}

/** Takes away what an init that was cut short left; the directory itself may be a mount. */
function empty(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: OWNER_ONLY });
  for (const name of readdirSync(directory)) {
    if (name !== 'lost+found') rmSync(join(directory, name), { recursive: true, force: true });
  }
}
