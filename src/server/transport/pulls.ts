/** Bulk that this node pulls from another one: at its own pace, on a connection of its own, given up when nothing comes. */
import { type Client, type ClientReadableStream, type ServiceError, status } from '@grpc/grpc-js';
import type { Clock } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { PEER } from '../../proto/services.js';
import { wholeOf } from '../../shard/placement-parts.js';
import { helloMetadata } from './greeting.js';
import { peerError } from './peer-channel.js';

/** Without a chunk for so long a pull has failed. */
const SILENCE_MS = 20_000;
const PLACEMENT_DEADLINE_MS = 5_000;

/** @param distrusted its source may be of an authority that was taken out: it ends at once, and is begun again by who wants it */
export async function* pullSnapshot(
  client: Client,
  hello: pb.Hello.$Properties,
  request: pb.PullSnapshotRequest.$Properties,
  clock: Clock,
  distrusted: AbortSignal,
): AsyncIterable<pb.SnapshotChunk.$Properties> {
  const method = PEER.pullSnapshot;
  const stream: ClientReadableStream<pb.SnapshotChunk.$Properties> = client.makeServerStreamRequest(
    method.path,
    method.requestSerialize,
    method.responseDeserialize,
    request,
    helloMetadata(hello),
  );
  let silent = false;
  const watch = () =>
    clock.after(SILENCE_MS, () => {
      silent = true;
      stream.cancel();
    });
  let timer = watch();
  const leave = (): void => stream.cancel();
  distrusted.addEventListener('abort', leave);
  try {
    for await (const chunk of stream) {
      timer.cancel(); // what the receiver does with a chunk takes as long as it takes
      yield chunk as pb.SnapshotChunk.$Properties;
      timer = watch();
    }
  } catch (error) {
    if (silent) throw new RailkvError('UNREACHABLE', `a snapshot stood still for ${SILENCE_MS} ms`);
    if (distrusted.aborted)
      throw new RailkvError(
        'UNREACHABLE',
        'an authority was taken out while a snapshot came: it is pulled again',
      );
    throw isServiceError(error) ? peerError(error) : error;
  } finally {
    timer.cancel();
    distrusted.removeEventListener('abort', leave);
    stream.cancel();
  }
}

/** In parts, which any number of groups fits; whole, as older nodes know it, where the other side has no parts. */
export async function pullPlacement(
  client: Client,
  hello: pb.Hello.$Properties,
  request: pb.PullPlacementRequest.$Properties,
  clock: Clock,
): Promise<pb.PlacementDelta.$Properties> {
  const method = PEER.pullPlacementParts;
  const stream: ClientReadableStream<pb.PlacementDelta.$Properties> = client.makeServerStreamRequest(
    method.path,
    method.requestSerialize,
    method.responseDeserialize,
    request,
    helloMetadata(hello),
    { deadline: clock.wallMs() + PLACEMENT_DEADLINE_MS },
  );
  const parts: pb.PlacementDelta.$Properties[] = [];
  try {
    for await (const part of stream) parts.push(part as pb.PlacementDelta.$Properties);
  } catch (error) {
    if (!isServiceError(error)) throw error;
    if (error.code === status.UNIMPLEMENTED) return await pullWhole(client, hello, request, clock);
    throw peerError(error);
  }
  const whole = wholeOf(parts);
  if (whole === undefined) throw new RailkvError('UNREACHABLE', 'a peer answered a pull with nothing');
  return whole;
}

function pullWhole(
  client: Client,
  hello: pb.Hello.$Properties,
  request: pb.PullPlacementRequest.$Properties,
  clock: Clock,
): Promise<pb.PlacementDelta.$Properties> {
  const method = PEER.pullPlacement;
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      helloMetadata(hello),
      { deadline: clock.wallMs() + PLACEMENT_DEADLINE_MS },
      (error, response) => {
        if (error) reject(peerError(error));
        else if (response) resolve(response);
        else reject(new RailkvError('UNREACHABLE', 'a peer answered a pull with nothing'));
      },
    );
  });
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error;
}
