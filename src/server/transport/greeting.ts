/** How nodes say who they are outside of the Exchange stream, and how a refused Hello travels back: as PEER_REFUSED with
 *  the host's own reason in its metadata. */
import { Metadata } from '@grpc/grpc-js';
import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import type { HelloRefusal } from '../peer-transport.js';

const HELLO_METADATA = 'x-railkv-hello-bin';
const REFUSAL = 'refusal';

const REASONS: readonly HelloRefusal['reason'][] = [
  'WRONG_CLUSTER',
  'OLD_COPY',
  'UNKNOWN_NODE',
  'PROTOCOL',
  'NODE_LOST',
  'RECOVERED_APART',
  'CERTIFICATE',
  'REMOVED',
  'TOO_OLD',
];

export function helloMetadata(hello: pb.Hello.$Properties): Metadata {
  const metadata = new Metadata();
  metadata.set(HELLO_METADATA, Buffer.from(pb.Hello.encode(hello).finish()));
  return metadata;
}

/** @throws RailkvError PEER_REFUSED when there is none, or none that can be read */
export function helloOf(metadata: Metadata): pb.Hello.$Properties {
  const [value] = metadata.get(HELLO_METADATA);
  if (!Buffer.isBuffer(value)) throw protocolError('a call between nodes has to carry a Hello');
  try {
    return pb.Hello.decode(value);
  } catch (error) {
    throw protocolError('the Hello cannot be read', error);
  }
}

export function protocolError(message: string, cause?: unknown): RailkvError {
  return new RailkvError('PEER_REFUSED', `${message}: run the same version of railkv on all nodes`, {
    metadata: { [REFUSAL]: 'PROTOCOL' },
    cause,
  });
}

export function errorFromRefusal(refusal: HelloRefusal): RailkvError {
  return new RailkvError('PEER_REFUSED', refusal.message, { metadata: { [REFUSAL]: refusal.reason } });
}

/** @returns undefined when the error is something else */
export function refusalFromError(error: RailkvError): HelloRefusal | undefined {
  if (error.reason !== 'PEER_REFUSED') return undefined;
  const reason = REASONS.find((known) => known === error.metadata[REFUSAL]) ?? 'PROTOCOL';
  return { reason, message: error.message };
}
