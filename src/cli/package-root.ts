/** The folder of railkv's own package.json, however deep the compiled file lies: examples and the version are found from it. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @param file of this package @returns the nearest folder above with a package.json, or the topmost one */
export function packageRoot(file: string): string {
  let folder = dirname(file);
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
