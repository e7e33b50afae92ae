// Compiles everything to dist/: the codec from the protos, what tsc does not copy, then TypeScript (incremental).
// Does nothing when nothing has changed since the last build that succeeded, so that a second start is quick.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a step of the build; its own words are the error, so a failure ends the build without a stack. */
function step(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const INPUTS = ['src', 'test', 'bench', 'examples', 'proto', 'scripts', 'tsconfig.json', 'package-lock.json'];
const stampFile = join(root, 'dist/.built');

/** Path, size and time of every file that the build reads. */
function stamp() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  for (const input of INPUTS) {
    const path = join(root, input);
    if (statSync(path).isFile()) add(path);
    else
      for (const entry of readdirSync(path, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) add(join(entry.parentPath ?? entry.path, entry.name));
  }
  return hash.digest('hex');
}

if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp()) process.exit(0);
rmSync(stampFile, { force: true });
if (!existsSync(join(root, 'dist')))
  process.stderr.write('building railkv for the first time: up to a minute\n');
step(join(root, 'scripts/codegen.mjs'));
mkdirSync(join(root, 'dist/src/proto'), { recursive: true });
for (const name of ['generated.js', 'generated.d.ts', 'protobuf.js']) {
  copyFileSync(join(root, 'src/proto', name), join(root, 'dist/src/proto', name));
}
step(join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.json'));

// Generated files are inputs too: the stamp is taken after them. A file that changed meanwhile is built next time.
writeFileSync(stampFile, stamp());
