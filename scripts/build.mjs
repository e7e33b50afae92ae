// Compiles everything to dist/: the codec from the protos, then TypeScript (incremental), then what tsc does not copy.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
node(join(root, 'scripts/codegen.mjs'));
node(join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.json'));
mkdirSync(join(root, 'dist/src/proto'), { recursive: true });
for (const name of ['generated.js', 'generated.d.ts', 'protobuf.js']) {
  copyFileSync(join(root, 'src/proto', name), join(root, 'dist/src/proto', name));
}
// So that `npx railkv` runs it from the checkout.
chmodSync(join(root, 'dist/src/cli/main.js'), 0o755);
