// Compiles everything to dist/: the codec from the protos, what tsc does not copy, then TypeScript (incremental).
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a step of the build; its own words are the error, so a failure ends the build without a stack. */
function step(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(root, 'dist')))
  process.stderr.write('building railkv for the first time: up to a minute\n');
step(join(root, 'scripts/codegen.mjs'));
mkdirSync(join(root, 'dist/src/proto'), { recursive: true });
for (const name of ['generated.js', 'generated.d.ts', 'protobuf.js']) {
  copyFileSync(join(root, 'src/proto', name), join(root, 'dist/src/proto', name));
}
step(join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.json'));
