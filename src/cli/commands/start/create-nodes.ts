/** Makes the directories of all nodes of a new cluster, as one step: while it is under way a mark says so, nothing serves,
 *  and the next try begins anew. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { LevelDisk } from '../../../store/level/level-disk.js';
import { NodeStore } from '../../../store/node-store.js';
import { initialisationUnfinished, markInitialising, unmarkInitialising } from '../../data-directory.js';
import type { ClusterFile } from './cluster-file.js';

/** @param beforeLast runs when everything is made and the mark still stands
 *  @returns the id of the new cluster @throws StoreError ALREADY_EXISTS */
export async function createNodes(
  { config, places }: ClusterFile,
  beforeLast: () => void = () => {},
): Promise<string> {
  const again = initialisationUnfinished(places.data);
  mkdirSync(places.data, { recursive: true });
  markInitialising(places.data);
  const cluster = `${config.cluster.name}-${randomBytes(4).toString('hex')}`;
  for (const { id } of config.nodes) {
    const directory = places.directoryOf(id);
    if (again) rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    await NodeStore.create(new LevelDisk(directory), { cluster, node: id });
  }
  beforeLast();
  unmarkInitialising(places.data);
  return cluster;
}
