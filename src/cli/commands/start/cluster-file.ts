/** The cluster file, read with every check, for the commands that run nodes; its complaints become usage errors. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type ClusterConfig,
  type ConfiguredNode,
  findNode,
  parseClusterConfig,
} from '../../../server/config/cluster-config.js';
import { ConfigError } from '../../../server/config/config-error.js';
import { type Places, placesOf } from '../../data-directory.js';
import { whyUnreadable } from '../../output/why-unreadable.js';
import { DEFAULT_CONFIG } from '../../seeds.js';
import { UsageError } from '../../usage-error.js';

export interface ClusterFile {
  readonly path: string;
  readonly config: ClusterConfig;
  readonly places: Places;
}

/** @throws UsageError with every complaint, each with its line and column */
export function readClusterFile(option: string | undefined): ClusterFile {
  const path = resolve(option ?? DEFAULT_CONFIG);
  const shown = option ?? DEFAULT_CONFIG;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `cannot read ${shown}: ${whyUnreadable(error)}`,
      'name the cluster file with --config PATH; docs/configuration.md shows one',
    );
  }
  try {
    const config = parseClusterConfig(text, shown);
    return { path, config, places: placesOf(path, config.dataDirectory) };
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message, `correct ${shown}`);
    throw error;
  }
}

/** @throws UsageError when the file lists no such node */
export function nodeOf({ config }: ClusterFile, id: string): ConfiguredNode {
  const node = findNode(config, id);
  if (node === undefined) {
    throw new UsageError(
      `${config.file} lists no node '${id}'`,
      `name one of ${config.nodes.map((each) => each.id).join(', ')}`,
    );
  }
  return node;
}
