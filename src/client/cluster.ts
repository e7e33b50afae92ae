/** The cluster API: what the placement driver knows, and what single nodes say of themselves. */
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { ADMIN } from '../proto/services.js';
import type { ClusterApi } from './api.js';
import type { CallOptions } from './call-options.js';
import { changeGroup } from './change-group.js';
import type { Attempt } from './client-transport.js';
import { chunkFrom, nodeStatusFrom, nodeTrafficFrom } from './cluster-results.js';
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
import type { ClientContext } from './context.js';
import type { Deadline } from './deadline.js';
import type { Placement } from './placement.js';

/** A scan reads a whole replica. */
const SCAN_TIMEOUT_MS = 10 * 60_000;
/** Hundreds of groups come to rest one after the other. */
const RECOVER_TIMEOUT_MS = 2 * 60_000;
/** A new copy may be large. */
const CHANGE_TIMEOUT_MS = 10 * 60_000;

export class ClusterCalls implements ClusterApi {
  constructor(
    private readonly context: ClientContext,
    private readonly placement: Placement,
  ) {}

  describe(options: CallOptions = {}): Promise<Cluster> {
    return this.placement.cluster(this.context.readDeadline(options));
  }

  async nodes(options: CallOptions = {}): Promise<readonly ClusterNode[]> {
    return (await this.describe(options)).nodes;
  }

  async routes(query?: RoutesQuery, options: CallOptions = {}): Promise<readonly Route[]> {
    const { lines, keys, groups } = query ?? {};
    const all = lines === undefined && keys === undefined && groups === undefined;
    const request = { lines: [...(lines ?? [])], keys: [...(keys ?? [])], groups: [...(groups ?? [])], all };
    const named = request.lines.length + request.keys.length + request.groups.length;
    if (!all && named === 0) return []; // empty lists name nothing
    const routes = await this.placement.routes(request, () => this.context.readDeadline(options));
    if (all || groups === undefined || lines !== undefined || keys !== undefined) return routes;
    return routes.filter(({ group }) => groups.includes(group)); // an older node answers with all of them
  }

  async nodeStatus(
    node: string,
    options: CallOptions & { readonly groups?: boolean } = {},
  ): Promise<NodeStatus> {
    const deadline = this.context.readDeadline(options);
    const address = await this.#address(node, deadline);
    const request = { groups: options.groups ?? false };
    const attempt = this.#attempt(deadline);
    return nodeStatusFrom(await this.context.transport.unary(address, ADMIN.nodeStatus, request, attempt));
  }

  async nodeTraffic(node: string, options: CallOptions = {}): Promise<NodeTraffic> {
    const deadline = this.context.readDeadline(options);
    const address = await this.#address(node, deadline);
    const attempt = this.#attempt(deadline);
    return nodeTrafficFrom(await this.context.transport.unary(address, ADMIN.nodeTraffic, {}, attempt));
  }

  async *scrub(
    node: string,
    options: CallOptions & { readonly groups?: readonly number[] } = {},
  ): AsyncGenerator<ScrubProgress, void, undefined> {
    const deadline = this.context.readDeadline({ timeoutMs: SCAN_TIMEOUT_MS, ...options });
    const address = await this.#address(node, deadline);
    const request = { groups: [...(options.groups ?? [])] };
    const attempt = this.#attempt(deadline);
    for await (const each of this.context.transport.serverStream(address, ADMIN.scrub, request, attempt)) {
      const { group, rows, bytes, done, index, digest, damage, skipped } = each;
      yield { group, rows, bytes, done, index, digest, damage, skipped };
    }
  }

  async *scanReplica(
    node: string,
    group: number,
    options: CallOptions & { readonly minIndex?: number } = {},
  ): AsyncGenerator<ReplicaChunk, void, undefined> {
    const deadline = this.context.readDeadline({ timeoutMs: SCAN_TIMEOUT_MS, ...options });
    const address = await this.#address(node, deadline);
    const request = { group, minIndex: options.minIndex ?? 0 };
    const attempt = this.#attempt(deadline);
    for await (const chunk of this.context.transport.serverStream(
      address,
      ADMIN.scanReplica,
      request,
      attempt,
    )) {
      yield chunkFrom(chunk);
    }
  }

  async *exportReplica(
    node: string,
    group: number,
    options: CallOptions & { readonly confirmed?: boolean } = {},
  ): AsyncGenerator<pb.SnapshotChunk, void, undefined> {
    const deadline = this.context.readDeadline({ timeoutMs: SCAN_TIMEOUT_MS, ...options });
    const address = await this.#address(node, deadline);
    const request = { group, confirmed: options.confirmed ?? false };
    yield* this.context.transport.serverStream(address, ADMIN.scanReplica, request, this.#attempt(deadline));
  }

  async recover(node: string, order: RecoveryOrder, options: CallOptions = {}): Promise<number> {
    const deadline = this.context.readDeadline({ timeoutMs: RECOVER_TIMEOUT_MS, ...options });
    const address = await this.#address(node, deadline);
    const request = {
      ...order,
      lostNodes: [...order.lostNodes],
      replicas: order.replicas.map((replica) => ({ ...replica })),
    };
    const attempt = this.#attempt(deadline);
    return (await this.context.transport.unary(address, ADMIN.recover, request, attempt)).changed;
  }

  changeGroup(
    group: number,
    change: GroupChange,
    options: Parameters<ClusterApi['changeGroup']>[2] = {},
  ): Promise<GroupChangeProgress> {
    const deadline = this.context.readDeadline({ timeoutMs: CHANGE_TIMEOUT_MS, ...options });
    return changeGroup(this.context, this.placement, { group, change, deadline, ...options });
  }

  async #address(node: string, deadline: Deadline): Promise<string> {
    if (node.includes(':')) return node;
    const { directory } = this.context;
    const known = directory.addressOf(node);
    if (known !== undefined) return known;
    await this.placement.cluster(deadline);
    const address = directory.addressOf(node);
    if (address !== undefined) return address;
    throw new RailkvError('INVALID_REQUEST', `the cluster has no node ${node}`);
  }

  #attempt(deadline: Deadline): Attempt {
    const { signal } = deadline;
    return {
      metadata: this.context.metadata,
      timeoutMs: Math.max(1, deadline.remainingMs),
      ...(signal && { signal }),
    };
  }
}
