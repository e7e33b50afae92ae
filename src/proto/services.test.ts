import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLIENT_SERVICES, PEER, TICKETS } from './services.js';

const directory = new URL('../../proto/railkv/v1/', import.meta.url);

interface Rpc {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

/** Every rpc line of the proto files. */
function rpcsOfProtos(): Rpc[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.proto'))
    .flatMap((name) => {
      const text = readFileSync(new URL(name, directory), 'utf8');
      return [...text.matchAll(/^service (\w+) \{([\s\S]*?)^\}/gm)].flatMap(([, service, body]) =>
        [...(body ?? '').matchAll(/rpc (\w+)\((stream )?\w+\) returns \((stream )?\w+\)/g)].map(
          ([, method, requestStream, responseStream]) => ({
            path: `/railkv.v1.${service}/${method}`,
            requestStream: requestStream !== undefined,
            responseStream: responseStream !== undefined,
          }),
        ),
      );
    });
}

const byPath = (a: Rpc, b: Rpc): number => (a.path < b.path ? -1 : 1);

describe('the service tables', () => {
  it('have every method of the protos, and no other', () => {
    const rows = [...Object.values(CLIENT_SERVICES), PEER]
      .flatMap((service): Rpc[] => Object.values(service))
      .map(({ path, requestStream, responseStream }) => ({ path, requestStream, responseStream }));
    expect(rows.sort(byPath)).toEqual(rpcsOfProtos().sort(byPath));
  });

  it('name services as the methods’ paths do', () => {
    for (const [name, methods] of Object.entries(CLIENT_SERVICES))
      for (const method of Object.values(methods)) expect(method.path.startsWith(`/${name}/`)).toBe(true);
  });

  it('serialise to a Buffer, which grpc-js needs', () => {
    const bytes = TICKETS.execute.requestSerialize({ command: Uint8Array.of(7) });
    expect(Buffer.isBuffer(bytes)).toBe(true);
    expect([...TICKETS.execute.requestDeserialize(bytes).command]).toEqual([7]);
  });
});
