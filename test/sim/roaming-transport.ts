/** A client that takes its linearizable reads to any replica. The SDK asks the leader first; the API lets everybody ask whomever
 *  they like, and only a follower can show a state that is behind what its leader has answered. */
import type { Attempt } from '../../src/client/client-transport.js';
import { pb } from '../../src/proto/index.js';
import type { Method } from '../../src/proto/services.js';
import { SimClientTransport } from './client-transport.js';
import type { Cluster } from './cluster.js';
import type { SeededRandom } from './seeded-random.js';

const ELSEWHERE = 0.5;

interface Read {
  readonly routed?: pb.Routed.$Properties | null;
  readonly read?: pb.ReadOptions.$Properties | null;
}

export class RoamingTransport extends SimClientTransport {
  constructor(
    cluster: Cluster,
    private readonly random: SeededRandom,
  ) {
    super(cluster);
  }

  override unary<Q, DQ extends Q, R, DR extends R>(
    address: string,
    method: Method<Q, DQ, R, DR>,
    request: Q,
    attempt: Attempt,
  ): Promise<DR> {
    return super.unary(this.#elsewhere(request as Read) ?? address, method, request, attempt);
  }

  #elsewhere({ routed, read }: Read): string | undefined {
    if (read?.level !== pb.ReadLevel.READ_LEVEL_LINEARIZABLE || !this.random.chance(ELSEWHERE))
      return undefined;
    const carriers = this.cluster.nodes.filter((node) => node.replica(routed?.group ?? 0) !== undefined);
    return carriers.length === 0 ? undefined : this.random.pick(carriers).address;
  }
}
