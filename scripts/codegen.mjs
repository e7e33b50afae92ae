// Makes src/proto/generated.{js,d.ts} from proto/railkv/v1/*.proto: static protobufjs code, the only codec.
// --check writes nothing and fails when the committed files are not what the protos give.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const protoDir = join(root, 'proto');
const protos = readdirSync(join(protoDir, 'railkv/v1'))
  .filter((name) => name.endsWith('.proto'))
  .sort()
  .map((name) => join(protoDir, 'railkv/v1', name))
  .concat(join(protoDir, 'google/rpc/status.proto'));
const out = mkdtempSync(join(tmpdir(), 'railkv-codegen-'));
const bin = (name) => join(root, 'node_modules/protobufjs-cli/bin', name);
const js = join(out, 'generated.js');
const flags = [
  '--force-number',
  '--no-verify',
  '--no-convert',
  '--no-delimited',
  '--no-typeurl',
  '--no-service',
];
try {
  execFileSync(process.execPath, [
    bin('pbjs'),
    '-t',
    'static-module',
    '-w',
    'esm',
    ...flags,
    '-p',
    protoDir,
    '-o',
    js,
    ...protos,
  ]);
  writeFileSync(js, readFileSync(js, 'utf8').replace('"protobufjs/minimal.js"', '"./protobuf.js"'));
  execFileSync(process.execPath, [bin('pbts'), '-o', join(out, 'generated.d.ts'), js]);
  for (const name of ['generated.js', 'generated.d.ts']) {
    const made = `// Made by scripts/codegen.mjs from proto/. Not to be edited.\n${readFileSync(join(out, name), 'utf8')}`;
    const target = join(root, 'src/proto', name);
    if (!check) writeFileSync(target, made);
    else if (readFileSync(target, 'utf8') !== made) {
      console.error(
        `src/proto/${name} is not what proto/ gives: run "npm run codegen" and commit the result`,
      );
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(out, { recursive: true });
}
