/** What a placement command must be before it changes anything. Pure: the leader asks before it proposes, apply asks again.
 *  A limit on everything, so that group 0 stays small enough to be sent whole. */

import type { Reason } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { COMPONENT_BYTES_MAX } from '../proto/keys.js';

export interface PlacementRefusal {
  readonly kind: 'refused';
  readonly reason: Reason;
  readonly message: string;
}

const LINES_PER_REQUEST_MAX = 256;
export const STATIONS_PER_LINE_MAX = 4_096;
const STATIONS_PER_QUERY_MAX = 64;
export const NODES_MAX = 256;
export const REPLICAS_MAX = 7;
export const GROUPS_MAX = 131_072;

const LABELS_MAX = 16;
const NAME_BYTES_MAX = 256;
const ADDRESS_BYTES_MAX = 512;

export function refuse(reason: Reason, message: string): PlacementRefusal {
  return { kind: 'refused', reason, message };
}

const invalid = (message: string): PlacementRefusal => refuse('INVALID_REQUEST', message);

export function checkBootstrap(asked: pb.BootstrapCluster.$Properties): PlacementRefusal | undefined {
  const nodes = asked.nodes ?? [];
  const replicas = asked.defaultReplicas ?? 0;
  const ackQuorum = asked.defaultAckQuorum ?? 0;
  if (!isIdentifier(asked.clusterId ?? '')) return invalid('the cluster id is empty or not printable');
  if (nodes.length < 1 || nodes.length > NODES_MAX)
    return invalid(`a cluster starts with 1 to ${NODES_MAX} nodes, not ${nodes.length}`);
  for (const node of nodes) {
    const wrong = checkNode(node);
    if (wrong !== undefined) return wrong;
  }
  if (new Set(nodes.map((node) => node.nodeId)).size !== nodes.length)
    return invalid('two nodes have the same id');
  if (!nodes.some((node) => node.placement === true)) return invalid('no node carries the placement driver');
  if (replicas < 1 || replicas > Math.min(REPLICAS_MAX, nodes.length))
    return invalid(
      `${replicas} replicas cannot be placed on ${nodes.length} nodes (at most ${REPLICAS_MAX})`,
    );
  if (ackQuorum < 1 || ackQuorum > replicas)
    return invalid(`an ack quorum of ${ackQuorum} is not within 1 to ${replicas} replicas`);
  return undefined;
}

function checkNode(node: pb.NodeDescriptor.$Properties): PlacementRefusal | undefined {
  if (!isIdentifier(node.nodeId ?? '')) return invalid('a node id is empty or not printable');
  const addresses = [node.peerAddress ?? '', node.clientAddress ?? ''];
  if (!addresses.every((text) => isText(text, ADDRESS_BYTES_MAX)))
    return invalid(`node ${node.nodeId} has an address that is too long or not text`);
  return checkLabels(node.nodeId ?? '', Object.entries(node.labels ?? {}));
}

export function checkLabels(
  node: string,
  labels: readonly (readonly [string, string])[],
): PlacementRefusal | undefined {
  if (labels.length > LABELS_MAX)
    return invalid(`node ${node} would have ${labels.length} labels, at most ${LABELS_MAX}`);
  if (
    !labels.every(
      ([key, value]) => key !== '' && isText(key, ADDRESS_BYTES_MAX) && isText(value, ADDRESS_BYTES_MAX),
    )
  )
    return invalid(`node ${node} has a label that is empty, too long or not text`);
  return undefined;
}

/** A node that asks to join. */
export function checkJoin(node: pb.NodeDescriptor.$Properties): PlacementRefusal | undefined {
  const wrong = checkNode(node);
  if (wrong !== undefined) return wrong;
  const [peer, client] = [node.peerAddress ?? '', node.clientAddress ?? ''];
  if (peer === '' || client === '' || peer === client)
    return invalid(`node ${node.nodeId} needs two addresses, one for its peers and one for clients`);
  if (!isIdentifier(node.joinId ?? '') || !isText(node.version ?? '', NAME_BYTES_MAX))
    return invalid(`node ${node.nodeId} has to draw a join id, and keep it until it has joined`);
  return undefined;
}

export function checkRegisterLines(asked: pb.RegisterLinesRequest.$Properties): PlacementRefusal | undefined {
  const lines = asked.lines ?? [];
  if (lines.length > LINES_PER_REQUEST_MAX)
    return invalid(`${lines.length} lines in one request, at most ${LINES_PER_REQUEST_MAX}: send several`);
  for (const [at, line] of lines.entries()) {
    if (!isIdentifier(line.line ?? ''))
      return invalid(
        `line ${at + 1} of the request has no usable id: 1 to ${COMPONENT_BYTES_MAX} bytes of printable text`,
      );
    if (!isText(line.name ?? '', NAME_BYTES_MAX))
      return invalid(`the name of line ${line.line} is not usable`);
    const stations = line.stations ?? [];
    if (stations.length > STATIONS_PER_LINE_MAX)
      return invalid(`line ${line.line} has ${stations.length} stations, at most ${STATIONS_PER_LINE_MAX}`);
    for (const station of stations) {
      if (!isIdentifier(station.code ?? '') || !isText(station.name ?? '', NAME_BYTES_MAX))
        return invalid(
          `line ${line.line} has a station whose code or name is not usable: "${station.code ?? ''}"`,
        );
    }
  }
  return undefined;
}

export function checkFindStations(asked: pb.FindStationsRequest.$Properties): PlacementRefusal | undefined {
  const count = asked.stations?.length ?? 0;
  if (count > STATIONS_PER_QUERY_MAX)
    return invalid(`${count} stations in one request, at most ${STATIONS_PER_QUERY_MAX}: send several`);
  return undefined;
}

/** A key component: not empty, printable, no blank at its ends, short, and the same after a trip through UTF-8 (two texts
 *  with broken surrogates could otherwise be one key). */
function isIdentifier(text: string): boolean {
  return text !== '' && text.trim() === text && isText(text, COMPONENT_BYTES_MAX);
}

export function isText(text: string, bytesMax: number): boolean {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length <= bytesMax && bytes.toString('utf8') === text && !/\p{Cc}/u.test(text);
}
