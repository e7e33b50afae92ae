/** The gRPC services of proto/railkv/v1, as tables: what server and SDK register and call, without either's gRPC library.
 *  Written by hand because the codec is static; services.test.ts compares every row with the proto files.
 *  A method is shaped like grpc-js' MethodDefinition, so it can be handed over as it is. */
import { pb } from './index.js';

interface MessageCodec<Wide, Decoded> {
  encode(message: Wide): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Decoded;
}

/** One method. `Request` and `Response` are what is encoded; the decoded forms have every field present. */
export interface Method<Request, DecodedRequest extends Request, Response, DecodedResponse extends Response> {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  requestSerialize(message: Request): Buffer;
  requestDeserialize(bytes: Buffer): DecodedRequest;
  responseSerialize(message: Response): Buffer;
  responseDeserialize(bytes: Buffer): DecodedResponse;
}

type Shape = 'unary' | 'serverStream' | 'bidi';

/** protobufjs' writer gives a Buffer on Node, and grpc-js needs one. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function method<Req, DReq extends Req, Res, DRes extends Res>(
  path: string,
  request: MessageCodec<Req, DReq>,
  response: MessageCodec<Res, DRes>,
  shape: Shape = 'unary',
): Method<Req, DReq, Res, DRes> {
  return {
    path,
    requestStream: shape === 'bidi',
    responseStream: shape !== 'unary',
    requestSerialize: (message) => bufferOf(request.encode(message).finish()),
    requestDeserialize: (bytes) => request.decode(bytes),
    responseSerialize: (message) => bufferOf(response.encode(message).finish()),
    responseDeserialize: (bytes) => response.decode(bytes),
  };
}

export const TICKETS = {
  execute: method('/railkv.v1.Tickets/Execute', pb.ExecuteRequest, pb.Outcome),
  executeStream: method('/railkv.v1.Tickets/ExecuteStream', pb.CommandBatch, pb.OutcomeBatch, 'bidi'),
  queryLine: method('/railkv.v1.Tickets/QueryLine', pb.QueryLineRequest, pb.QueryLineResponse),
  getRun: method('/railkv.v1.Tickets/GetRun', pb.GetRunRequest, pb.GetRunResponse),
  listRuns: method('/railkv.v1.Tickets/ListRuns', pb.ListRunsRequest, pb.ListRunsResponse),
  getOrder: method('/railkv.v1.Tickets/GetOrder', pb.GetOrderRequest, pb.GetOrderResponse),
} as const;

export const KV = {
  get: method('/railkv.v1.Kv/Get', pb.KvGetRequest, pb.KvGetResponse),
  scan: method('/railkv.v1.Kv/Scan', pb.KvScanRequest, pb.KvScanResponse),
} as const;

export const PLACEMENT = {
  getCluster: method('/railkv.v1.Placement/GetCluster', pb.GetClusterRequest, pb.GetClusterResponse),
  getRoutes: method('/railkv.v1.Placement/GetRoutes', pb.GetRoutesRequest, pb.GetRoutesResponse),
  registerLines: method(
    '/railkv.v1.Placement/RegisterLines',
    pb.RegisterLinesRequest,
    pb.RegisterLinesResponse,
  ),
  findStations: method('/railkv.v1.Placement/FindStations', pb.FindStationsRequest, pb.FindStationsResponse),
  listLines: method('/railkv.v1.Placement/ListLines', pb.ListLinesRequest, pb.ListLinesResponse),
  listNodes: method('/railkv.v1.Placement/ListNodes', pb.ListNodesRequest, pb.ListNodesResponse),
  getNode: method('/railkv.v1.Placement/GetNode', pb.GetNodeRequest, pb.GetNodeResponse),
  joinCluster: method('/railkv.v1.Placement/JoinCluster', pb.JoinClusterRequest, pb.JoinClusterResponse),
  setNodeLabels: method(
    '/railkv.v1.Placement/SetNodeLabels',
    pb.SetNodeLabelsRequest,
    pb.SetNodeLabelsResponse,
  ),
  drainNode: method('/railkv.v1.Placement/DrainNode', pb.ChangeNodeRequest, pb.ChangeNodeResponse),
  undrainNode: method('/railkv.v1.Placement/UndrainNode', pb.ChangeNodeRequest, pb.ChangeNodeResponse),
  decommissionNode: method(
    '/railkv.v1.Placement/DecommissionNode',
    pb.ChangeNodeRequest,
    pb.ChangeNodeResponse,
  ),
  recommissionNode: method(
    '/railkv.v1.Placement/RecommissionNode',
    pb.ChangeNodeRequest,
    pb.ChangeNodeResponse,
  ),
  listOperators: method(
    '/railkv.v1.Placement/ListOperators',
    pb.ListOperatorsRequest,
    pb.ListOperatorsResponse,
  ),
  getOperator: method('/railkv.v1.Placement/GetOperator', pb.GetOperatorRequest, pb.GetOperatorResponse),
  cancelOperator: method(
    '/railkv.v1.Placement/CancelOperator',
    pb.CancelOperatorRequest,
    pb.CancelOperatorResponse,
  ),
  setMaintenance: method(
    '/railkv.v1.Placement/SetMaintenance',
    pb.SetMaintenanceRequest,
    pb.SetMaintenanceResponse,
  ),
  getSettings: method('/railkv.v1.Placement/GetSettings', pb.GetSettingsRequest, pb.GetSettingsResponse),
  setSettings: method('/railkv.v1.Placement/SetSettings', pb.SetSettingsRequest, pb.SetSettingsResponse),
  explainGroup: method('/railkv.v1.Placement/ExplainGroup', pb.ExplainGroupRequest, pb.ExplainGroupResponse),
} as const;

export const ADMIN = {
  nodeStatus: method('/railkv.v1.Admin/NodeStatus', pb.NodeStatusRequest, pb.NodeStatusResponse),
  scanReplica: method(
    '/railkv.v1.Admin/ScanReplica',
    pb.ScanReplicaRequest,
    pb.SnapshotChunk,
    'serverStream',
  ),
  changeGroup: method('/railkv.v1.Admin/ChangeGroup', pb.ChangeGroupRequest, pb.ChangeGroupResponse),
  recover: method('/railkv.v1.Admin/Recover', pb.RecoverRequest, pb.RecoverResponse),
  nodeTraffic: method('/railkv.v1.Admin/NodeTraffic', pb.NodeTrafficRequest, pb.NodeTrafficResponse),
  scrub: method('/railkv.v1.Admin/Scrub', pb.ScrubRequest, pb.ScrubProgress, 'serverStream'),
} as const;

/** On the peer listener only. */
export const PEER = {
  exchange: method('/railkv.v1.Peer/Exchange', pb.PeerFrame, pb.PeerFrame, 'bidi'),
  pullSnapshot: method(
    '/railkv.v1.Peer/PullSnapshot',
    pb.PullSnapshotRequest,
    pb.SnapshotChunk,
    'serverStream',
  ),
  pullPlacement: method('/railkv.v1.Peer/PullPlacement', pb.PullPlacementRequest, pb.PlacementDelta),
  pullPlacementParts: method(
    '/railkv.v1.Peer/PullPlacementParts',
    pb.PullPlacementRequest,
    pb.PlacementDelta,
    'serverStream',
  ),
} as const;

/** What the client listener serves, by full service name. */
export const CLIENT_SERVICES = {
  'railkv.v1.Tickets': TICKETS,
  'railkv.v1.Kv': KV,
  'railkv.v1.Placement': PLACEMENT,
  'railkv.v1.Admin': ADMIN,
} as const;

/** Metadata of every call. */
export const CALLER_METADATA = 'x-railkv-caller';
export const CLUSTER_METADATA = 'x-railkv-cluster';
/** `Bearer TOKEN`: who calls, where TLS is spoken. */
export const TOKEN_METADATA = 'authorization';
/** Trailing metadata of a failed call, as the standard rich error model names it. */
export const STATUS_DETAILS_METADATA = 'grpc-status-details-bin';
