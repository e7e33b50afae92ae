/** Asks every node whose address is known what it is and what it carries. Who does not answer is no survivor now; whether it
 *  is lost, only an operator says. */
import { RailkvError } from '../../../client/index.js';
import type { Survey, SurveyedNode } from '../../../server/recovery/survey.js';
import type { Invocation } from '../../invocation.js';
import { findSeeds } from '../../seeds.js';

export interface ClusterValues {
  readonly cluster?: string;
  readonly config?: string;
}

export interface Surveyed extends Survey {
  /** Of the nodes that answered. */
  readonly addressOf: ReadonlyMap<string, string>;
  /** Sorted: every node that anybody who answered knows of. */
  readonly known: readonly string[];
}

const NODE_TIMEOUT_MS = 3_000;

/** @throws RailkvError UNREACHABLE when nobody answers */
export async function surveyCluster(invocation: Invocation, values: ClusterValues): Promise<Surveyed> {
  const client = await invocation.client();
  const { timeoutMs = NODE_TIMEOUT_MS } = invocation.call;
  const known = await client.cluster.nodes({ timeoutMs }).catch(ignoreSilence([]));
  const addresses = new Set([
    ...findSeeds({ cluster: values.cluster, config: values.config, env: invocation.terminal.env }),
    ...known.map(({ clientAddress }) => clientAddress),
  ]);
  const answers = await Promise.all(
    [...addresses].map(async (address) => {
      const status = await client.cluster
        .nodeStatus(address, { groups: true, timeoutMs })
        .catch(ignoreSilence(undefined));
      return status === undefined ? undefined : { address, status };
    }),
  );
  const nodes = new Map<string, SurveyedNode>();
  const addressOf = new Map<string, string>();
  for (const answer of answers) {
    if (answer === undefined) continue;
    nodes.set(answer.status.nodeId, answer.status);
    addressOf.set(answer.status.nodeId, answer.address);
  }
  const placed = await client.cluster.routes(undefined, { timeoutMs }).catch(ignoreSilence([]));
  const sorted = [...nodes.values()].sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1));
  const names = [
    ...known.map(({ nodeId }) => nodeId),
    ...placed.flatMap(({ replicas }) => replicas.map(({ nodeId }) => nodeId)),
    ...sorted.flatMap(({ nodeId, lostNodes, groups }) => [
      nodeId,
      ...lostNodes,
      ...groups.flatMap(({ replicas }) => replicas.map((replica) => replica.nodeId)),
    ]),
  ];
  return { nodes: sorted, placed, addressOf, known: [...new Set(names)].sort() };
}

/** Whoever cannot be reached has nothing to say; anything else is a fault. */
function ignoreSilence<Value>(instead: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof RailkvError && ['elsewhere', 'later'].includes(error.retry)) return instead;
    if (error instanceof RailkvError && error.reason === 'DEADLINE_EXCEEDED') return instead;
    throw error;
  };
}
