/** How NOT_LEADER and NOT_PLACEMENT name who leads instead: in the metadata of the failure, under these keys. */

export interface LeaderHint {
  readonly nodeId: string;
  /** Client address, `host:port`; absent when the answering node does not know it. */
  readonly address?: string;
}

const LEADER_NODE = 'leader_node';
const LEADER_ADDRESS = 'leader_address';

/** @returns metadata for a failure; empty when no leader is known. */
export function leaderHintMetadata(hint: LeaderHint | undefined): Record<string, string> {
  if (hint === undefined) return {};
  return hint.address === undefined
    ? { [LEADER_NODE]: hint.nodeId }
    : { [LEADER_NODE]: hint.nodeId, [LEADER_ADDRESS]: hint.address };
}

/** The inverse. @returns undefined when the failure names nobody. */
export function readLeaderHint(metadata: Readonly<Record<string, string>>): LeaderHint | undefined {
  const nodeId = metadata[LEADER_NODE];
  if (nodeId === undefined || nodeId === '') return undefined;
  const address = metadata[LEADER_ADDRESS];
  return address === undefined || address === '' ? { nodeId } : { nodeId, address };
}
