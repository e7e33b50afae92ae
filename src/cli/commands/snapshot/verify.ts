/** `railkv snapshot verify`: reads every byte of a snapshot, and whether its groups hold the key space without hole or overlap. */
import { groupsOfRows, takePlacementRows } from '../../../server/recovery/restore.js';
import type { GroupMeta } from '../../../store/group-meta.js';
import type { Invocation, Result } from '../../invocation.js';
import { startProgress } from '../../output/progress.js';
import { formatBytes, plural } from '../../output/quantities.js';
import { renderTable } from '../../output/table.js';
import { readGroup, verifyGroup } from './group-file.js';
import { damaged, type Manifest, readManifest } from './manifest.js';

export interface VerifiedSnapshot {
  readonly manifest: Manifest;
  /** In the order of the manifest. */
  readonly metas: readonly GroupMeta[];
  readonly placementRows: ReadonlyMap<string, Uint8Array>;
}

export const chunksOf = (directory: string, manifest: Manifest, group: number) => {
  const saved = manifest.groups.find((each) => each.group === group);
  if (saved === undefined) throw damaged(`the manifest lists no group ${group}`);
  return readGroup(directory, saved);
};

/** @throws CommandFailed with the first thing that is wrong */
export async function verifyDirectory(invocation: Invocation, directory: string): Promise<VerifiedSnapshot> {
  const manifest = readManifest(directory);
  const placementRows = new Map<string, Uint8Array>();
  const metas: GroupMeta[] = [];
  const progress = startProgress(invocation.terminal, 'verifying groups', manifest.groups.length);
  try {
    for (const [done, saved] of manifest.groups.entries()) {
      progress.update(done, saved.file);
      const seen =
        saved.group === 0
          ? (chunk: Parameters<typeof takePlacementRows>[1]) => takePlacementRows(placementRows, chunk)
          : () => {};
      metas.push(await verifyGroup(directory, saved, seen));
    }
    progress.update(manifest.groups.length);
  } finally {
    progress.stop();
  }
  checkRanges(manifest, placementRows);
  return { manifest, metas, placementRows };
}

/** Placement's ranges cannot overlap; each of its groups has to be here with just its range. */
function checkRanges(manifest: Manifest, rows: ReadonlyMap<string, Uint8Array>): void {
  const placed = groupsOfRows(rows);
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  for (const { group, range } of placed) {
    const saved = manifest.groups.find((each) => each.group === group);
    if (saved === undefined) throw damaged(`group ${group} is missing: its keys would be a hole`);
    if (group !== 0 && (saved.rangeStart !== hex(range.start) || saved.rangeEnd !== hex(range.end)))
      throw damaged(`group ${group} holds another range than placement gives it`);
  }
  const extra = manifest.groups.find(({ group }) => placed.every((each) => each.group !== group));
  if (extra !== undefined) throw damaged(`group ${extra.group} is none of placement's`);
}

export async function verifySnapshot(invocation: Invocation, directory: string): Promise<Result> {
  const { manifest } = await verifyDirectory(invocation, directory);
  const { colours } = invocation;
  const right = (title: string) => ({ title, align: 'right' as const });
  const table = renderTable(
    [right('GROUP'), right('INDEX'), right('ROWS'), right('BYTES'), { title: 'DIGEST' }],
    manifest.groups.map(({ group, index, rows, bytes, digest }) => [
      String(group),
      String(index),
      String(rows),
      formatBytes(bytes),
      digest,
    ]),
    colours,
  );
  return {
    human: `cluster ${manifest.clusterId}, saved at ${manifest.savedAt} by railkv ${manifest.version}\n${table}${colours.green('ok')} ${plural(manifest.groups.length, 'group')}, every byte as it was saved, no hole and no overlap\n`,
    json: { directory, ...manifest, groups: manifest.groups.map((group) => ({ ...group })) },
  };
}
