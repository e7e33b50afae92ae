/** The services of a node as functions: what grpc/ adapts and the simulator calls. Free of transport, certificates and
 *  status codes. Calls fail with a `RailkvError`. */
import type { pb } from '../../proto/index.js';
import type { Role } from '../../proto/principal.js';

/** Who calls. Decided by the edge (certificate, token or, without TLS, a header). */
export interface Caller {
  /** Scopes request ids. */
  readonly id: string;
  readonly role: Role;
}

/** May be called several times, as parts of a batch finish, each outcome exactly once. Never called synchronously. */
export type Reply = (outcomes: pb.Outcome.$Properties[]) => void;

/** Everywhere: @param deadlineMs absolute, wall-clock ms since the epoch; Infinity when the caller set none. */
export interface TicketsService {
  /** Resolves with an answer (which may be a recorded refusal) or a failure; rejects only for a broken invariant. */
  execute(
    caller: Caller,
    request: pb.ExecuteRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.Outcome.$Properties>;
  /** One log entry per group and batch, no promise per command. */
  executeBatch(caller: Caller, batch: pb.CommandBatch.$Properties, deadlineMs: number, reply: Reply): void;
  queryLine(
    request: pb.QueryLineRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.QueryLineResponse.$Properties>;
  getRun(request: pb.GetRunRequest.$Properties, deadlineMs: number): Promise<pb.GetRunResponse.$Properties>;
  listRuns(
    request: pb.ListRunsRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.ListRunsResponse.$Properties>;
  /** A caller sees only its own orders; a seller also those of the buyer whom it names. */
  getOrder(
    caller: Caller,
    request: pb.GetOrderRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.GetOrderResponse.$Properties>;
}

export interface KvService {
  get(request: pb.KvGetRequest.$Properties, deadlineMs: number): Promise<pb.KvGetResponse.$Properties>;
  scan(request: pb.KvScanRequest.$Properties, deadlineMs: number): Promise<pb.KvScanResponse.$Properties>;
}

export interface PlacementService {
  getCluster(request: pb.GetClusterRequest.$Properties): Promise<pb.GetClusterResponse.$Properties>;
  getRoutes(request: pb.GetRoutesRequest.$Properties): Promise<pb.GetRoutesResponse.$Properties>;
  /** @throws RailkvError NOT_LEADER with metadata leader_node and leader_address when another node leads group 0. */
  registerLines(
    caller: Caller,
    request: pb.RegisterLinesRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.RegisterLinesResponse.$Properties>;
  findStations(
    request: pb.FindStationsRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.FindStationsResponse.$Properties>;
  listLines(request: pb.ListLinesRequest.$Properties): Promise<pb.ListLinesResponse.$Properties>;
}

export interface AdminService {
  nodeStatus(request: pb.NodeStatusRequest.$Properties): Promise<pb.NodeStatusResponse.$Properties>;
  /** Ending the iteration frees what the scan holds. */
  scanReplica(request: pb.ScanReplicaRequest.$Properties): AsyncIterable<pb.SnapshotChunk.$Properties>;
  /** Begins a change of a group that this node leads, or says how far it is: ask again until `done`. See group-change.ts.
   *  @throws RailkvError NOT_LEADER, GROUP_NOT_FOUND; CHANGE_PENDING, NODE_AWAY, NODE_NOT_FOUND, NOT_A_MEMBER,
   *    ALREADY_MEMBER, LAST_COPY, ACK_QUORUM_INVALID, INVALID_REQUEST: nothing was changed by this call */
  changeGroup(
    caller: Caller,
    request: pb.ChangeGroupRequest.$Properties,
  ): Promise<pb.ChangeGroupResponse.$Properties>;
  /** Carries out this node's part of a recovery from lost quorum. Safe to repeat. See server/recovery.
   *  @throws RailkvError PLAN_STALE, INVALID_REQUEST, WRONG_CLUSTER, CHANGE_PENDING */
  recover(request: pb.RecoverRequest.$Properties): Promise<pb.RecoverResponse.$Properties>;
  /** @throws RailkvError GROUP_NOT_FOUND for a group that was named and is not here */
  scrub(request: pb.ScrubRequest.$Properties): AsyncIterable<pb.ScrubProgress.$Properties>;
  nodeTraffic(request: pb.NodeTrafficRequest.$Properties): Promise<pb.NodeTrafficResponse.$Properties>;
}

/** Each is answered by the leader of group 0 alone. @throws RailkvError NOT_PLACEMENT or NOT_LEADER elsewhere, with who leads
 *  in the metadata; NO_LEADER while it is elected */
export interface OperationsService {
  listNodes(request: pb.ListNodesRequest.$Properties): Promise<pb.ListNodesResponse.$Properties>;
  getNode(request: pb.GetNodeRequest.$Properties): Promise<pb.GetNodeResponse.$Properties>;
  explainGroup(request: pb.ExplainGroupRequest.$Properties): Promise<pb.ExplainGroupResponse.$Properties>;
  joinCluster(
    caller: Caller,
    request: pb.JoinClusterRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.JoinClusterResponse.$Properties>;
  setNodeLabels(
    caller: Caller,
    request: pb.SetNodeLabelsRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.SetNodeLabelsResponse.$Properties>;
  drainNode: ChangeNode;
  undrainNode: ChangeNode;
  decommissionNode: ChangeNode;
  recommissionNode: ChangeNode;
  listOperators(request: pb.ListOperatorsRequest.$Properties): Promise<pb.ListOperatorsResponse.$Properties>;
  getOperator(request: pb.GetOperatorRequest.$Properties): Promise<pb.GetOperatorResponse.$Properties>;
  cancelOperator(
    caller: Caller,
    request: pb.CancelOperatorRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.CancelOperatorResponse.$Properties>;
  setMaintenance(
    caller: Caller,
    request: pb.SetMaintenanceRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.SetMaintenanceResponse.$Properties>;
  getSettings(request: pb.GetSettingsRequest.$Properties): Promise<pb.GetSettingsResponse.$Properties>;
  setSettings(
    caller: Caller,
    request: pb.SetSettingsRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.SetSettingsResponse.$Properties>;
}

type ChangeNode = (
  caller: Caller,
  request: pb.ChangeNodeRequest.$Properties,
  deadlineMs: number,
) => Promise<pb.ChangeNodeResponse.$Properties>;

export interface Services {
  readonly tickets: TicketsService;
  readonly kv: KvService;
  readonly placement: PlacementService;
  readonly admin: AdminService;
  readonly operations: OperationsService;
}
