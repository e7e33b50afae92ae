/** The manifest of a cluster's snapshot: written last, so that a folder without one is an unfinished save. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FORMAT } from '../../../proto/versions.js';
import { CommandFailed } from '../../output/errors.js';

const FILE = 'manifest.json';

export interface SavedGroup {
  readonly group: number;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The position at which it was cut. */
  readonly index: number;
  readonly term: number;
  readonly rows: number;
  readonly digest: string;
  /** Hex of encoded keys; an empty end is open. */
  readonly rangeStart: string;
  readonly rangeEnd: string;
  readonly confVersion: number;
  readonly rangeVersion: number;
  readonly recoveryEpoch: number;
}

export interface Manifest {
  readonly clusterId: string;
  readonly savedAt: string;
  readonly version: string;
  readonly replicas: number;
  readonly ackQuorum: number;
  readonly groups: readonly SavedGroup[];
}

interface ManifestFile {
  readonly railkvSnapshot: number;
  readonly manifest: Manifest;
  readonly sha256: string;
}

const checksum = (manifest: Manifest): string =>
  createHash('sha256').update(JSON.stringify(manifest)).digest('hex');

export const fileOf = (group: number): string => `group-${group}.snapshot`;

export function writeManifest(directory: string, manifest: Manifest): void {
  const file: ManifestFile = { railkvSnapshot: MANIFEST_FORMAT, manifest, sha256: checksum(manifest) };
  const path = join(directory, FILE);
  writeFileSync(`${path}.new`, `${JSON.stringify(file, undefined, 2)}\n`, { flush: true });
  renameSync(`${path}.new`, path);
}

export const damaged = (what: string): CommandFailed =>
  new CommandFailed('SNAPSHOT_DAMAGED', what, {
    next: 'use another copy of this snapshot, or another one; nothing was changed',
  });

/** @throws CommandFailed SNAPSHOT_UNFINISHED, SNAPSHOT_DAMAGED, NEWER_FORMAT */
export function readManifest(directory: string): Manifest {
  const path = join(directory, FILE);
  if (!existsSync(path))
    throw new CommandFailed(
      'SNAPSHOT_UNFINISHED',
      `${directory} has no ${FILE}: it is no snapshot, or was not saved to the end`,
      {
        next: 'name the folder that railkv snapshot save filled, or save again',
      },
    );
  let read: Partial<ManifestFile>;
  try {
    read = JSON.parse(readFileSync(path, 'utf8')) as Partial<ManifestFile>;
  } catch (error) {
    throw damaged(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { railkvSnapshot: format, manifest, sha256 } = read;
  if (typeof format !== 'number' || manifest === undefined)
    throw damaged(`${path} is no manifest of a snapshot`);
  if (format > MANIFEST_FORMAT)
    throw new CommandFailed(
      'NEWER_FORMAT',
      `${path} has format ${format}, this railkv knows ${MANIFEST_FORMAT}`,
      {
        next: 'use the newer railkv that saved it',
      },
    );
  if (sha256 !== checksum(manifest)) throw damaged(`${path} is not as it was written`);
  return manifest;
}
