/** Calls to the placement driver: reads from any node, writes through whoever leads group 0. */
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { compareKeys } from '../proto/keys.js';
import { readLeaderHint } from '../proto/leader-hint.js';
import { type Method, PLACEMENT } from '../proto/services.js';
import { clusterFrom, routeFrom } from './cluster-results.js';
import type { Cluster, Route } from './cluster-types.js';
import type { ClientContext } from './context.js';
import type { Deadline } from './deadline.js';
import { assert } from './invariant.js';
import { callUntilAnswered } from './retrying.js';

/** Reads come from memory; a node that takes longer is not well. */
const READ_ATTEMPT_MS = 1_500;
/** Creating groups takes several log entries. */
const WRITE_ATTEMPT_MS = 10_000;

/** Some 100 bytes each. */
const ROUTES_PER_PAGE = 1_000;

/** Answers of group 0 say which of its revisions they show. */
interface Revised {
  readonly revision: number;
}

export class Placement {
  #leader: string | undefined;
  /** Of our own writes: a node that has not seen them yet is not asked for what they made. */
  #revisionSeen = 0;
  #cluster: Promise<Cluster> | undefined;

  constructor(private readonly context: ClientContext) {}

  /** @param among only these addresses, while any of them answers; absent or empty: every node
   *  @param revision of group 0 that the answer has to show at least */
  read<Q, DQ extends Q, R, DR extends R & Revised>(
    method: Method<Q, DQ, R, DR>,
    request: Q,
    deadline: Deadline,
    among?: readonly string[],
    revision = 0,
  ): Promise<DR> {
    const { directory, transport } = this.context;
    return callUntilAnswered<DR>(this.context, deadline, {
      attemptTimeoutMs: READ_ATTEMPT_MS,
      choose: async (tried) => {
        // All that are asked for in particular may be gone since: then whoever is left says who came after them.
        const some = among?.some((each) => !directory.isAway(each)) === true;
        const address = some ? directory.pick(among, tried) : directory.pickAnybody(tried);
        assert(address !== undefined, 'a client has at least one seed');
        return {
          address,
          send: async (attempt) => {
            const response = await transport.unary(address, method, request, attempt);
            this.#checkRevision(response.revision, revision);
            return response;
          },
        };
      },
      learn: () => false,
    });
  }

  /** Routes in key order, page after page: a cluster may have more of them than a message can hold. No page shows less than the
   *  one before, whoever answers it. @param deadline of each page */
  async routes(asked: pb.GetRoutesRequest.$Properties, deadline: () => Deadline): Promise<readonly Route[]> {
    const routes = new Map<number, Route>();
    let pageStart: Uint8Array = new Uint8Array(0);
    let revision = 0;
    for (;;) {
      const request = { ...asked, limit: ROUTES_PER_PAGE, pageStart };
      const page = await this.read(PLACEMENT.getRoutes, request, deadline(), undefined, revision);
      // A range that the boundary lies in by now comes a second time.
      for (const route of page.routes)
        if (!routes.has(route.group ?? 0)) routes.set(route.group ?? 0, routeFrom(route));
      if (page.next.length === 0) return [...routes.values()];
      if (compareKeys(page.next, pageStart) <= 0)
        throw new RailkvError('INTERNAL', 'a page of routes ends before it begins');
      ({ next: pageStart, revision } = page);
    }
  }

  /** Only for what is safe to repeat: an attempt whose outcome is unknown is simply made again. */
  async write<Q, DQ extends Q, R, DR extends R & Revised>(
    method: Method<Q, DQ, R, DR>,
    request: Q,
    deadline: Deadline,
  ): Promise<DR> {
    const response = await this.ask(method, request, deadline);
    this.#revisionSeen = Math.max(this.#revisionSeen, response.revision);
    return response;
  }

  /** Of whoever leads group 0. Only what is safe to repeat. */
  ask<Q, DQ extends Q, R, DR extends R>(
    method: Method<Q, DQ, R, DR>,
    request: Q,
    deadline: Deadline,
  ): Promise<DR> {
    const { transport } = this.context;
    return callUntilAnswered<DR>(this.context, deadline, {
      attemptTimeoutMs: WRITE_ATTEMPT_MS,
      choose: async (tried) => {
        const address = this.#writer(tried);
        return { address, send: (attempt) => transport.unary(address, method, request, attempt) };
      },
      learn: (error, address) => this.#learnLeader(error, address),
    });
  }

  /** Learns nodes and cluster id; calls that want it at the same time share one. @throws RailkvError WRONG_CLUSTER */
  cluster(deadline: Deadline): Promise<Cluster> {
    this.#cluster ??= this.#loadCluster().finally(() => {
      this.#cluster = undefined;
    });
    return deadline.wait(this.#cluster);
  }

  async #loadCluster(): Promise<Cluster> {
    const response = await this.read(PLACEMENT.getCluster, {}, this.context.readDeadline({}));
    const cluster = clusterFrom(response);
    this.context.joinCluster(cluster.clusterId);
    this.context.directory.learnNodes(cluster.nodes, cluster.revision);
    return cluster;
  }

  #writer(tried: ReadonlySet<string>): string {
    const { directory } = this.context;
    if (this.#leader !== undefined && !tried.has(this.#leader)) return this.#leader;
    const placement = directory.placementNodes();
    // Group 0 may have moved from all of them since this client asked: any other node says where it is.
    const answering = placement.some((address) => !directory.isAway(address));
    const address = answering ? directory.pick(placement, tried) : directory.pickAnybody(tried);
    assert(address !== undefined, 'a client has at least one seed');
    return address;
  }

  #learnLeader(error: RailkvError, address: string): boolean {
    const { directory } = this.context;
    const hint = readLeaderHint(error.metadata);
    if (hint !== undefined) {
      directory.learnHint(hint);
      const leader = hint.address ?? directory.addressOf(hint.nodeId);
      if (leader !== undefined && !directory.isAway(leader)) this.#leader = leader;
    }
    if (this.#leader === address && error.retry === 'elsewhere') this.#leader = undefined;
    return false;
  }

  #checkRevision(revision: number, atLeast: number): void {
    if (revision < atLeast)
      throw new RailkvError(
        'READ_TOO_OLD',
        `the node shows placement revision ${revision}, another ${atLeast}`,
      );
    if (revision >= this.#revisionSeen) return;
    throw new RailkvError(
      'READ_TOO_OLD',
      `the node shows placement revision ${revision}; this client wrote ${this.#revisionSeen}`,
    );
  }
}
