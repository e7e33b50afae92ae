/** A new machine becomes a node: it draws an identity of its own, asks any node of the cluster to enter it in group 0, and
 *  makes its store. Each step is written down before the next, so that the same command again goes on where one was cut
 *  short, and a node that has served never begins again empty. */

import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { type RailkvClient, RailkvError } from '../../../client/index.js';
import { VERSIONS } from '../../../proto/versions.js';
import type { NodeAddress } from '../../../server/host/node-config.js';
import { EXIT, exitCodeOfReason } from '../../exit-codes.js';
import { CommandFailed } from '../../output/errors.js';
import { UsageError } from '../../usage-error.js';
import {
  forgetJoinedNode,
  type JoinedNode,
  readJoinedNode,
  storeOf,
  writeJoinedNode,
} from './joined-node.js';

/** What the command line says of the node; absent where a second start leaves it out. */
export interface NodeWishes {
  readonly id: string | undefined;
  readonly peer: string | undefined;
  readonly client: string | undefined;
  readonly http: string | undefined;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly certs: JoinedNode['certs'];
  readonly logLevel: JoinedNode['logLevel'] | undefined;
}

export interface EnterParts {
  /** --data */
  readonly data: string;
  readonly wishes: NodeWishes;
  /** Connects to the seeds of --join; undefined without it. */
  readonly connect: (() => Promise<RailkvClient>) | undefined;
  readonly version: string;
  /** Makes the store, empty. @param peers the nodes of the cluster, without this one */
  readonly makeStore: (node: JoinedNode, directory: string, peers: readonly NodeAddress[]) => Promise<void>;
  readonly say: (text: string) => void;
}

const IDS_MAX = 64;
/** Of each question to the cluster. It may be busy moving copies to a node that joined just before; all are safe to repeat. */
const PATIENCE = { timeoutMs: 60_000 };

/** @returns the node, whole, as it may be served
 *  @throws UsageError, CommandFailed or RailkvError, with nothing half done that the same command would not finish */
export async function enterCluster(parts: EnterParts): Promise<JoinedNode> {
  const held = readJoinedNode(parts.data);
  if (held !== undefined) checkWishes(parts, held);
  if (held?.phase === 'made') {
    if (!existsSync(storeOf(parts.data, held))) throw vanished(parts.data, held);
    await checkSameCluster(parts, held);
    return held;
  }
  if (parts.connect === undefined)
    throw new UsageError(
      held === undefined
        ? `${parts.data} holds no node yet`
        : `node ${held.nodeId} in ${parts.data} has not joined its cluster to the end`,
      'name client addresses of the cluster: --join host:port,host:port',
    );
  const client = await parts.connect();
  try {
    const begun = held ?? (await begin(parts, client));
    const { node, peers } = await enter(parts, client, begun).catch((error: unknown) => {
      // Nobody has heard of it: what it would have been is not held against the next try.
      if (begun.phase === 'asking' && wasRefused(error)) forgetJoinedNode(parts.data);
      throw error;
    });
    const directory = storeOf(parts.data, node);
    rmSync(directory, { recursive: true, force: true }); // of a try that was cut short: it never served
    await parts.makeStore(node, directory, peers);
    const made: JoinedNode = { ...node, phase: 'made' };
    writeJoinedNode(parts.data, made);
    parts.say(`node ${made.nodeId} joined cluster ${made.clusterId}`);
    return made;
  } finally {
    await client.close();
  }
}

/** Draws the node's identity and writes it down, before anybody hears of it. */
async function begin({ data, wishes }: EnterParts, client: RailkvClient): Promise<JoinedNode> {
  const { peer, client: clientAddress } = wishes;
  if (peer === undefined || clientAddress === undefined)
    throw new UsageError(
      `a node that joins has to say where it listens: ${peer === undefined ? '--peer' : '--client'} is missing`,
      'give both: --peer host:port for the other nodes, --client host:port for clients',
    );
  const node: JoinedNode = {
    phase: 'asking',
    joinId: randomUUID(),
    nodeId: wishes.id ?? (await freeId(client, new Set())),
    clusterId: '',
    peer,
    client: clientAddress,
    http: wishes.http ?? '127.0.0.1:0',
    labels: wishes.labels ?? {},
    ...(wishes.certs && { certs: wishes.certs }),
    logLevel: wishes.logLevel ?? 'info',
    replicas: 0,
    ackQuorum: 0,
  };
  writeJoinedNode(data, node);
  return node;
}

/** An answer that was lost is asked for again under the same join id; a name that somebody else took meanwhile is changed,
 *  when nobody asked for that one. */
async function enter(
  { data, wishes, version }: EnterParts,
  client: RailkvClient,
  begun: JoinedNode,
): Promise<{ node: JoinedNode; peers: readonly NodeAddress[] }> {
  const { clusterId } = await client.cluster.describe(PATIENCE);
  const taken = new Set<string>();
  for (let node = begun; ; ) {
    const { nodeId, peer, client: clientAddress, labels, joinId } = node;
    const asked = {
      nodeId,
      peerAddress: peer,
      clientAddress,
      labels,
      version,
      joinId,
      level: VERSIONS.level,
    };
    try {
      const answer = await client.operations.join(clusterId, asked, PATIENCE);
      const entered: JoinedNode = {
        ...node,
        phase: 'entered',
        clusterId: answer.clusterId,
        replicas: answer.defaultReplicas,
        ackQuorum: answer.defaultAckQuorum,
      };
      writeJoinedNode(data, entered);
      const peers = answer.nodes.map((each) => ({
        nodeId: each.nodeId ?? '',
        peerAddress: each.peerAddress ?? '',
        clientAddress: each.clientAddress ?? '',
        labels: { ...each.labels },
        placement: each.placement ?? false,
      }));
      return { node: entered, peers: peers.filter((each) => each.nodeId !== nodeId) };
    } catch (error) {
      taken.add(nodeId);
      const another =
        error instanceof RailkvError && (error.reason === 'NODE_EXISTS' || error.reason === 'NODE_REMOVED');
      if (wishes.id !== undefined || !another || taken.size > IDS_MAX) throw error;
      node = { ...node, nodeId: await freeId(client, taken) };
      writeJoinedNode(data, node);
    }
  }
}

/** For good, so that the cluster does not know it: what may have been done, or may be done later, is no refusal. */
const wasRefused = (error: unknown): boolean =>
  error instanceof RailkvError && exitCodeOfReason(error.reason, true) === EXIT.refused;

/** The next of n1, n2, ... that no node has or had. */
async function freeId(client: RailkvClient, taken: ReadonlySet<string>): Promise<string> {
  const ids = [...(await client.cluster.nodes(PATIENCE)).map(({ nodeId }) => nodeId), ...taken];
  const numbers = ids.map((id) => Number(/^n(\d{1,9})$/.exec(id)?.[1] ?? 0));
  return `n${Math.max(0, ...numbers) + 1}`;
}

/** A second start may leave everything out; what it says has to be so. */
function checkWishes({ data, wishes }: EnterParts, held: JoinedNode): void {
  const differs = (name: string, asked: string | undefined, is: string): void => {
    if (asked === undefined || asked === is) return;
    throw new UsageError(
      `the node in ${data} has ${name} ${is}, not ${asked}`,
      `leave ${name} out: a node keeps what it joined with; for another node name another directory with --data`,
    );
  };
  differs('--id', wishes.id, held.nodeId);
  differs('--peer', wishes.peer, held.peer);
  differs('--client', wishes.client, held.client);
  differs('--certs', wishes.certs?.directory, held.certs?.directory ?? 'none: it joined without TLS');
}

/** Whoever still says --join means that cluster. When nobody there answers, the node starts all the same. */
async function checkSameCluster({ connect, data }: EnterParts, held: JoinedNode): Promise<void> {
  if (connect === undefined) return;
  let client: RailkvClient;
  try {
    client = await connect();
  } catch (error) {
    if (error instanceof RailkvError) return;
    throw error;
  }
  try {
    const { clusterId } = await client.cluster.describe();
    if (clusterId === held.clusterId) return;
    throw new CommandFailed(
      'WRONG_CLUSTER',
      `${data} holds node ${held.nodeId} of cluster ${held.clusterId}, and --join names cluster ${clusterId}`,
      {
        next: 'name an empty directory with --data to join that cluster, or leave --join out to start this node',
      },
    );
  } finally {
    await client.close();
  }
}

const vanished = (data: string, { nodeId }: JoinedNode): CommandFailed =>
  new CommandFailed('NOT_FOUND', `the store of node ${nodeId} has vanished from ${data}`, {
    next: `bring ${nodeId}/ back; if it is lost, decommission ${nodeId} and join as a new node with an empty directory: a node that begins again empty has forgotten its votes and sales`,
  });
