/** What the placement driver says of nodes, for `railkv status`: their lives, what is under way, whether it keeps still. Its
 *  silence is an answer too: the rest of the picture needs no leader of group 0. */
import { type NodePicture, type RailkvClient, RailkvError } from '../../client/index.js';
import { NODE_TIMEOUT_MS } from './picture.js';

export interface PlacementSays {
  /** By node id. */
  readonly nodes: ReadonlyMap<string, NodePicture>;
  readonly maintenance: {
    readonly on: boolean;
    readonly repairs: boolean;
    readonly reason: string;
    readonly caller: string;
  };
  /** Under way, drains and decommissions of nodes among them. */
  readonly operators: number;
  /** There are more than were counted. */
  readonly more: boolean;
}

export interface PlacementSilence {
  readonly silence: string;
}

export const OPERATORS_COUNTED = 1_000;

export async function askPlacement(
  client: RailkvClient,
  call: { readonly timeoutMs?: number },
): Promise<PlacementSays | PlacementSilence> {
  const timeoutMs = call.timeoutMs ?? NODE_TIMEOUT_MS;
  try {
    const [listed, running] = await Promise.all([
      client.operations.nodes({ timeoutMs }),
      client.operations.operators({ limit: OPERATORS_COUNTED }, { timeoutMs }),
    ]);
    const { on, repairs, reason, caller } = listed.settings?.maintenance ?? {};
    return {
      nodes: new Map(listed.nodes.map((picture) => [picture.node?.nodeId ?? '', picture])),
      maintenance: {
        on: on ?? false,
        repairs: repairs ?? false,
        reason: reason ?? '',
        caller: caller ?? '',
      },
      operators: running.operators.length,
      more: running.more,
    };
  } catch (error) {
    if (!(error instanceof RailkvError)) throw error;
    return { silence: error.message };
  }
}
