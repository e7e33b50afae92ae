/** Unified diffs, read and applied exactly: the lines that a hunk takes away or keeps must stand in the file, in one place, or the
 *  patch no longer applies. Line numbers only say which place is meant when there are several. */

export interface Hunk {
  /** From 1, in the file before. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface FilePatch {
  readonly path: string;
  readonly hunks: readonly Hunk[];
}

export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/** @throws PatchError */
export function parsePatch(text: string): FilePatch[] {
  const files: { path: string; hunks: { line: number; before: string[]; after: string[] }[] }[] = [];
  for (const line of text.split('\n')) {
    const file = files.at(-1);
    const hunk = file?.hunks.at(-1);
    if (line.startsWith('--- ')) continue;
    if (line.startsWith('+++ ')) files.push({ path: line.slice(4).replace(/^b\//, ''), hunks: [] });
    else if (line.startsWith('@@ ')) {
      const at = /^@@ -(\d+)/.exec(line);
      if (file === undefined || at === null) throw new PatchError(`a hunk without a place: ${line}`);
      file.hunks.push({ line: Number(at[1]), before: [], after: [] });
    } else if (hunk !== undefined && line !== '') {
      const rest = line.slice(1);
      if (line[0] !== '+') hunk.before.push(rest);
      if (line[0] !== '-') hunk.after.push(rest);
    }
  }
  if (files.length === 0 || files.some(({ hunks }) => hunks.length === 0))
    throw new PatchError('a patch without a hunk');
  return files;
}

/** @returns the text with all hunks applied @throws PatchError when one does not apply */
export function applyHunks({ path, hunks }: FilePatch, text: string): string {
  const lines = text.split('\n');
  let shift = 0;
  for (const { line, before, after } of hunks) {
    const places = placesOf(lines, before);
    const meant = line - 1 + shift;
    const place = places.reduce<number | undefined>(
      (best, at) => (best === undefined || Math.abs(at - meant) < Math.abs(best - meant) ? at : best),
      undefined,
    );
    if (place === undefined)
      throw new PatchError(`${path}: the lines at ${line} are not there any more:\n${before.join('\n')}`);
    lines.splice(place, before.length, ...after);
    shift += after.length - before.length;
  }
  return lines.join('\n');
}

function placesOf(lines: readonly string[], wanted: readonly string[]): number[] {
  const places: number[] = [];
  for (let at = 0; at + wanted.length <= lines.length; at += 1)
    if (wanted.every((line, offset) => lines[at + offset] === line)) places.push(at);
  return places;
}
