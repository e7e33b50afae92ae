/** What `railkv doctor` looks at: the picture that `status` shows, what placement says beside it, and the lines there are. */
import type { RailkvClient, Route } from '../../client/index.js';
import { type ClusterPicture, takePicture } from '../status/picture.js';
import { withUnseen } from '../status/unseen-groups.js';

export interface Examination {
  readonly picture: ClusterPicture;
  /** As placement has them, in key order; group 0 among them. */
  readonly routes: readonly Route[];
  /** Of the catalogue. */
  readonly lines: readonly string[];
}

/** @throws RailkvError when nobody can say which nodes and groups there are */
export async function examine(
  client: RailkvClient,
  call: { readonly timeoutMs?: number },
): Promise<Examination> {
  // Placement is asked first: a change that comes in between is then newer on the nodes than here, which is no finding.
  const routes = await client.cluster.routes(undefined, call);
  const lines = await client.tickets.lines(call);
  const picture = withUnseen(await takePicture(client, call), routes);
  return { picture, routes, lines: lines.map(({ line }) => line) };
}
