/** A node's word that it read no message of a stream: who calls was refused at the door, hence nothing of what was sent was done.
 *  The same reason (UNAUTHENTICATED, TOKEN_EXPIRED) also ends streams that were open, and says nothing then of what was sent. */
import type { RailkvError } from './errors.js';
import type { pb } from './index.js';

const NOTHING_READ = 'nothing_read';
export const NOTHING_READ_METADATA = { [NOTHING_READ]: 'true' } as const;

export function withNothingRead(failure: pb.Failure.$Properties): pb.Failure.$Properties {
  return { ...failure, metadata: { ...failure.metadata, ...NOTHING_READ_METADATA } };
}

export function saysNothingRead({ metadata }: RailkvError): boolean {
  return metadata[NOTHING_READ] === 'true';
}
