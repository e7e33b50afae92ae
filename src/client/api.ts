/** The SDK's surface: what `connect` returns. Only documentation and types; the classes beside it do the work.
 *
 *  Every call rejects with a `RailkvError` whose `reason` is one of docs/errors.md. Common to all, and not repeated below:
 *  - UNREACHABLE, NO_LEADER, ACK_QUORUM_AWAY, SERVER_BUSY, RATE_LIMITED: not done, and time or the retry budget ran out;
 *  - DEADLINE_EXCEEDED: not done in time;
 *  - UNKNOWN (commands only): may have been done. `metadata.requestId` and `metadata.reference` (or `metadata.key`) are
 *    what `settle` takes, now or after a restart;
 *  - INVALID_REQUEST, UNAUTHENTICATED, PERMISSION_DENIED: change the request.
 *  Only an AbortSignal's own reason is thrown as it is. */
import type { pb } from '../proto/index.js';
import type {
  BuyerOption,
  CallOptions,
  CommandOptions,
  ReadCallOptions,
  SettleOptions,
} from './call-options.js';
import type {
  Cluster,
  ClusterNode,
  GroupChange,
  GroupChangeProgress,
  NodeStatus,
  NodeTraffic,
  RecoveryOrder,
  ReplicaChunk,
  Route,
  RoutesQuery,
  ScrubProgress,
} from './cluster-types.js';
import type {
  CompareAndSetRequest,
  DecrementRequest,
  KvCounter,
  KvDeleted,
  KvInput,
  KvPair,
  KvScanOptions,
  KvSettlement,
  KvSwapped,
  KvValue,
  KvWritten,
} from './kv-types.js';
import type { OperationsApi } from './operations-api.js';
import type {
  BuyRequest,
  HoldRequest,
  Line,
  LineRegistration,
  Order,
  Registration,
  RunDetail,
  RunKey,
  RunPlan,
  RunSummary,
  SearchRequest,
  SearchResult,
  Settlement,
  StationLines,
} from './ticket-types.js';

export interface RailkvClient {
  readonly tickets: TicketsApi;
  readonly kv: KvApi;
  readonly cluster: ClusterApi;
  readonly operations: OperationsApi;
  /** Ends streams and connections. Calls under way reject with SHUTTING_DOWN, or UNKNOWN where they may have been done. */
  close(): Promise<void>;
}

export interface TicketsApi {
  /** What runs between two stations on a day, over every line that calls at both.
   *  @throws RailkvError STATION_NOT_FOUND; or the first line's error when no line answered */
  search(request: SearchRequest): Promise<SearchResult>;

  /** Buys outright: the order comes back sold.
   *  @throws RailkvError SOLD_OUT, SALE_CLOSED, DEPARTED, RUN_NOT_FOUND, CLASS_NOT_FOUND, STATION_MISMATCH,
   *    PASSENGER_HOLDS_TRAIN */
  buy(request: BuyRequest & CommandOptions & BuyerOption): Promise<Order>;

  /** Takes seats until a deadline; `confirm` sells them, `cancel` gives them back. @throws RailkvError as `buy` */
  hold(request: HoldRequest & CommandOptions & BuyerOption): Promise<Order>;

  /** Sells what a hold keeps. @param reference the order's @throws RailkvError ORDER_NOT_FOUND, HOLD_EXPIRED, NOT_A_HOLD */
  confirm(reference: string, options?: CommandOptions & BuyerOption): Promise<Order>;

  /** Ends a hold. @throws RailkvError ORDER_NOT_FOUND, NOT_A_HOLD, ALREADY_CANCELLED */
  cancel(reference: string, options?: CommandOptions & BuyerOption): Promise<Order>;

  /** Ends sold tickets: all, or those of `passengers` (ids). @throws RailkvError ORDER_NOT_FOUND, NOT_SOLD, ALREADY_REFUNDED */
  refund(
    reference: string,
    options?: CommandOptions & BuyerOption & { readonly passengers?: readonly string[] },
  ): Promise<Order>;

  /** What became of a command that ended UNKNOWN. Afterwards it is certain: a command that never ran never will.
   *  @param reference `metadata.reference` of the error; for a purchase that is the order reference
   *  @throws RailkvError REQUEST_EXPIRED when asked so late that the answer, if there was one, is not kept any longer (never
   *    for a purchase, whose order is): look at the order then */
  settle(reference: string, options?: SettleOptions & BuyerOption): Promise<Settlement>;

  /** An order by its reference. @throws RailkvError ORDER_NOT_FOUND */
  order(reference: string, options?: ReadCallOptions & BuyerOption): Promise<Order>;

  /** A run's plan and inventory. @throws RailkvError RUN_NOT_FOUND, LINE_NOT_FOUND */
  run(run: RunKey, options?: ReadCallOptions): Promise<RunDetail>;

  /** Runs of a line in (train, date) order, fetched page by page as the iteration goes. @param options.date only this day's.
   *  `timeoutMs` bounds each page. @throws RailkvError LINE_NOT_FOUND */
  runs(line: string, options?: ReadCallOptions & { readonly date?: string }): AsyncIterable<RunSummary>;

  /** All lines, by name of key. */
  lines(options?: CallOptions): Promise<readonly Line[]>;

  /** Which lines call at each of these stations (codes or names). */
  stations(asked: readonly string[], options?: CallOptions): Promise<readonly StationLines[]>;

  /** For a railway: makes sure that each line has a group and its stations are in the catalogue. Safe to repeat. */
  registerLines(lines: readonly LineRegistration[], options?: CallOptions): Promise<Registration>;

  /** For a railway: publishes a run; its sale is then open. @throws RailkvError RUN_EXISTS, LINE_NOT_FOUND */
  publish(plan: RunPlan, options?: CommandOptions): Promise<void>;

  /** For a railway: opens or closes the sale of a run. @throws RailkvError RUN_NOT_FOUND */
  setSale(run: RunKey, open: boolean, options?: CommandOptions): Promise<void>;
}

export interface KvApi {
  /** @returns undefined when the key has no value */
  get(key: string, options?: ReadCallOptions): Promise<KvValue | undefined>;

  put(key: string, value: KvInput, options?: CommandOptions): Promise<KvWritten>;

  delete(key: string, options?: CommandOptions): Promise<KvDeleted>;

  /** Pairs in key order, across ranges, fetched page by page as the iteration goes; each page is read at one log position,
   *  the scan as a whole is not. `timeoutMs` bounds each page. */
  scan(options?: KvScanOptions): AsyncIterable<KvPair>;

  /** Writes `value` if the key holds `expected`; a mismatch is a result, not an error. */
  compareAndSet(key: string, request: CompareAndSetRequest, options?: CommandOptions): Promise<KvSwapped>;

  /** Subtracts when the decimal integer at `key` stays at or above the floor.
   *  @throws RailkvError KEY_NOT_FOUND, NOT_A_NUMBER, BELOW_FLOOR */
  decrement(key: string, request?: DecrementRequest & CommandOptions): Promise<KvCounter>;

  /** What became of a command that ended UNKNOWN. Afterwards it is certain: a command that never ran never will.
   *  @param key, @param requestId `metadata.key` and `metadata.requestId` of the error
   *  @throws RailkvError REQUEST_EXPIRED when asked so late that the answer, if there was one, is not kept any longer: look
   *    at the key then */
  settle(key: string, requestId: string, options?: SettleOptions): Promise<KvSettlement>;
}

export interface ClusterApi {
  /** The cluster as the placement driver knows it. */
  describe(options?: CallOptions): Promise<Cluster>;

  nodes(options?: CallOptions): Promise<readonly ClusterNode[]>;

  /** Routes of lines, keys or groups, or of everything, in key order, fetched page by page. `timeoutMs` bounds each page. */
  routes(query?: RoutesQuery, options?: CallOptions): Promise<readonly Route[]>;

  /** What one node says of itself; nobody else is asked. @param node a node id, or a client address `host:port`
   *  @throws RailkvError UNREACHABLE when it does not answer, INVALID_REQUEST when the cluster has no such node */
  nodeStatus(node: string, options?: CallOptions & { readonly groups?: boolean }): Promise<NodeStatus>;

  /** Has one node read and check every row it keeps. @param options.groups only these */
  scrub(
    node: string,
    options?: CallOptions & { readonly groups?: readonly number[] },
  ): AsyncIterable<ScrubProgress>;

  /** What callers ask of one node and what they get. @param node as `nodeStatus` */
  nodeTraffic(node: string, options?: CallOptions): Promise<NodeTraffic>;

  /** Every row of one replica at one index: what an audit compares. @param node as `nodeStatus`
   *  @param options.minIndex refused when the replica has not applied it */
  scanReplica(
    node: string,
    group: number,
    options?: CallOptions & { readonly minIndex?: number },
  ): AsyncIterable<ReplicaChunk>;

  /** One replica as the node sends it, its rows undecoded: what a snapshot of the cluster is made of.
   *  @param options.confirmed not older than anything acknowledged before the call */
  exportReplica(
    node: string,
    group: number,
    options?: CallOptions & { readonly confirmed?: boolean },
  ): AsyncIterable<pb.SnapshotChunk>;

  /** Carries out one node's part of a recovery from lost quorum. @returns how many of its replicas were not so already
   *  @throws RailkvError PLAN_STALE, INVALID_REQUEST, WRONG_CLUSTER, CHANGE_PENDING */
  recover(node: string, order: RecoveryOrder, options?: CallOptions): Promise<number>;

  /** Changes a group's members, ack quorum or leader, and waits until that is in effect; safe to repeat, also by somebody
   *  else after this program died. Defaults to ten minutes: a new copy may be large.
   *  @param options.wait false: returns once the group's leader has taken it up; it goes on by itself while it leads
   *  @param options.dryRun only says what it would do, or why it is refused
   *  @param options.onProgress each time there is something new to wait for
   *  @param options.route as the caller knows it: saves a look-up of the group, and may be old
   *  @throws RailkvError CHANGE_PENDING, NODE_AWAY, NODE_NOT_FOUND, NOT_A_MEMBER, ALREADY_MEMBER, LAST_COPY,
   *    ACK_QUORUM_INVALID, GROUP_NOT_FOUND, INVALID_REQUEST; DEADLINE_EXCEEDED while it goes on: ask again */
  changeGroup(
    group: number,
    change: GroupChange,
    options?: CallOptions & {
      readonly wait?: boolean;
      readonly dryRun?: boolean;
      readonly onProgress?: (progress: GroupChangeProgress) => void;
      readonly route?: Route;
    },
  ): Promise<GroupChangeProgress>;
}
