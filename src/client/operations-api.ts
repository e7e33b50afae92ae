/** What operators of a cluster ask of its placement driver: nodes' lives, what is being moved and why, maintenance and
 *  settings. Served by the leader of group 0, which calls find by themselves. Only documentation and types.
 *
 *  Answers are the wire's own messages (proto/railkv/v1/placement.proto says what each field is); within
 *  a nested message a field that is absent is 0, false or empty. */
import type { pb } from '../proto/index.js';
import type { CallOptions } from './call-options.js';

export type NodePicture = pb.NodePicture.$Properties;
export type PlacementOperator = pb.Operator.$Properties;

/** A node that wants to be a member. */
export interface JoiningNode {
  readonly nodeId: string;
  /** host:port, each: where the others find it. */
  readonly peerAddress: string;
  readonly clientAddress: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of its software. */
  readonly version: string;
  /** Drawn once by the node, and the same in each try. */
  readonly joinId: string;
}

export interface NodeChangeOptions extends CallOptions {
  /** Only says what it would do, or why it is refused. */
  readonly dryRun?: boolean;
  /** For people; kept with the operator. */
  readonly reason?: string;
  /** Of a decommission: the disk is gone for good, and copies are replaced at once. Refused for a node that is heard. */
  readonly lost?: boolean;
}

export interface OperationsApi {
  /** @param options.removed removed ones too */
  nodes(options?: CallOptions & { readonly removed?: boolean }): Promise<pb.ListNodesResponse>;

  /** One node, what is being moved to and from it, and what its groups would lose with it.
   *  @throws RailkvError NODE_NOT_FOUND */
  node(node: string, options?: CallOptions): Promise<pb.GetNodeResponse>;

  /** Makes a new node known, before it keeps anything; the same `joinId` again gets the same answer.
   *  @throws RailkvError NODE_EXISTS, NODE_REMOVED, ADDRESS_IN_USE, WRONG_CLUSTER, INVALID_REQUEST */
  join(clusterId: string, node: JoiningNode, options?: CallOptions): Promise<pb.JoinClusterResponse>;

  /** @param remove keys to take away @throws RailkvError NODE_NOT_FOUND, NODE_REMOVED, INVALID_REQUEST */
  setLabels(
    node: string,
    labels: Readonly<Record<string, string>>,
    remove?: readonly string[],
    options?: CallOptions,
  ): Promise<pb.SetNodeLabelsResponse>;

  /** Takes the node's leaders away and gives it nothing new: before a restart. Returns once it is written down; the operator
   *  in the answer says how far it is. Safe to repeat. @throws RailkvError NODE_NOT_FOUND, NODE_REMOVED,
   *  NODE_STATE_CONFLICT, NOT_ENOUGH_NODES */
  drain(node: string, options?: NodeChangeOptions): Promise<pb.ChangeNodeResponse>;

  /** Takes a drain back. @throws as `drain` */
  undrain(node: string, options?: NodeChangeOptions): Promise<pb.ChangeNodeResponse>;

  /** Moves all that the node carries elsewhere, then removes it for good. @throws as `drain` */
  decommission(node: string, options?: NodeChangeOptions): Promise<pb.ChangeNodeResponse>;

  /** Takes a decommission back while the node is not removed yet. @throws as `drain` */
  recommission(node: string, options?: NodeChangeOptions): Promise<pb.ChangeNodeResponse>;

  operators(
    filter?: {
      /** Those that have ended, newest first, instead of those that run. */
      readonly history?: boolean;
      readonly group?: number;
      readonly node?: string;
      readonly limit?: number;
    },
    options?: CallOptions,
  ): Promise<pb.ListOperatorsResponse>;

  /** @throws RailkvError OPERATOR_NOT_FOUND */
  operator(id: number, options?: CallOptions): Promise<PlacementOperator>;

  /** Begins nothing more of it. @throws RailkvError OPERATOR_NOT_FOUND */
  cancelOperator(id: number, options?: CallOptions): Promise<pb.CancelOperatorResponse>;

  /** @param maintenance.repairs lost copies are replaced all the same */
  setMaintenance(
    maintenance: { readonly on: boolean; readonly repairs?: boolean; readonly reason?: string },
    options?: CallOptions,
  ): Promise<pb.SetMaintenanceResponse>;

  settings(options?: CallOptions): Promise<pb.PlacementSettings.$Properties>;

  /** What is left out stays as it is. @throws RailkvError INVALID_REQUEST */
  setSettings(
    settings: pb.PlacementSettings.$Properties,
    options?: CallOptions,
  ): Promise<pb.PlacementSettings.$Properties>;

  /** Why a group is where it is: what each checker says of it. @throws RailkvError NO_SUCH_GROUP */
  explainGroup(group: number, options?: CallOptions): Promise<pb.ExplainGroupResponse>;
}
