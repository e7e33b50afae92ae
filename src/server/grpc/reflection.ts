/** Server reflection, so that grpcurl and the like work without the protos at hand. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Server } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { CLIENT_SERVICES } from '../../proto/services.js';

/** The protos stand beside package.json, for the sources and for dist/ alike. */
function protoDirectory(from: string = dirname(fileURLToPath(import.meta.url))): string {
  if (existsSync(join(from, 'proto/railkv/v1'))) return join(from, 'proto');
  const parent = dirname(from);
  if (parent === from)
    throw new Error('the proto directory is missing from this installation: install railkv again');
  return protoDirectory(parent);
}

/** The peers' service is left out: it is not served to clients. */
export function addReflection(server: Pick<Server, 'addService'>): void {
  const directory = protoDirectory();
  const files = readdirSync(join(directory, 'railkv/v1'))
    .filter((name) => name.endsWith('.proto'))
    .sort()
    .map((name) => `railkv/v1/${name}`);
  const definitions = loadSync([...files, 'google/rpc/status.proto'], { includeDirs: [directory] });
  new ReflectionService(definitions, { services: Object.keys(CLIENT_SERVICES) }).addToServer(server);
}
