/** A change of a group, asked for at its leader, whoever that is by now, until it is done. The leader does the work; the same
 *  request again joins it, or goes on with what an earlier leader left half done. */
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { readLeaderHint } from '../proto/leader-hint.js';
import { ADMIN } from '../proto/services.js';
import { routeFrom } from './cluster-results.js';
import type { GroupChange, GroupChangeProgress, Route } from './cluster-types.js';
import type { ClientContext } from './context.js';
import type { Deadline } from './deadline.js';
import type { Placement } from './placement.js';
import { makeAskingId } from './request-id.js';

export interface ChangeRequest {
  readonly group: number;
  readonly change: GroupChange;
  readonly deadline: Deadline;
  readonly wait?: boolean;
  readonly dryRun?: boolean;
  readonly onProgress?: (progress: GroupChangeProgress) => void;
  /** As the caller knows it; may be old. */
  readonly route?: Route;
}

const POLL_MS = 200;
const ATTEMPT_MS = 3_000;
/** So long nobody may be found who leads, before that is the answer. */
const LEADERLESS_MS = 30_000;

export async function changeGroup(
  context: ClientContext,
  placement: Placement,
  request: ChangeRequest,
): Promise<GroupChangeProgress> {
  const { deadline } = request;
  const leader = new LeaderSearch(context, placement, request, deadline);
  const dryRun = request.dryRun ?? false;
  const askingId = makeAskingId(context.env.random);
  const message = { ...wireOf(request.change), group: request.group, dryRun, askingId };
  let said = '';
  let heardMs = context.env.clock.monotonicMs();
  for (;;) {
    try {
      const progress = await ask(context, await leader.address(), message, deadline);
      heardMs = context.env.clock.monotonicMs();
      if (progress.doing !== said) request.onProgress?.(progress);
      said = progress.doing;
      if (progress.done || request.wait === false || request.dryRun === true) return progress;
    } catch (error) {
      const leaderless = context.env.clock.monotonicMs() - heardMs > LEADERLESS_MS;
      if (!(error instanceof RailkvError) || leaderless || !leader.learn(error)) throw error;
    }
    if (deadline.remainingMs <= POLL_MS)
      throw new RailkvError(
        'DEADLINE_EXCEEDED',
        `group ${request.group} is not as asked yet${said === '' ? '' : ` (${said})`}; it goes on by itself: ask again to wait on`,
      );
    await deadline.sleep(POLL_MS);
  }
}

async function ask(
  context: ClientContext,
  address: string,
  message: pb.ChangeGroupRequest.$Properties,
  deadline: Deadline,
): Promise<GroupChangeProgress> {
  const { signal } = deadline;
  const attempt = {
    metadata: context.metadata,
    timeoutMs: Math.max(1, Math.min(ATTEMPT_MS, deadline.remainingMs)),
    ...(signal && { signal }),
  };
  const response = await context.transport.unary(address, ADMIN.changeGroup, message, attempt);
  return {
    done: response.done,
    doing: response.doing,
    now: votesFrom(response.now),
    after: votesFrom(response.after),
    route: routeFrom(response.route ?? {}),
    ...(response.child && { child: routeFrom(response.child) }),
  };
}

const votesFrom = (votes: pb.Voters.$Properties | null | undefined) => ({
  voters: votes?.voters ?? 0,
  ackQuorum: votes?.ackQuorum ?? 0,
});

function wireOf(change: GroupChange): pb.ChangeGroupRequest.$Properties {
  const ackQuorum = 'ackQuorum' in change ? (change.ackQuorum ?? 0) : 0;
  switch (change.kind) {
    case 'setAckQuorum':
      return { setAckQuorum: { ackQuorum: change.ackQuorum } };
    case 'transferLeader':
      return { transferLeader: { nodeId: change.node } };
    case 'split':
      return { splitGroup: { key: change.key } };
    case 'addReplica':
      return { addReplica: { nodeId: change.node, learner: change.learner ?? false }, ackQuorum };
    case 'removeReplica':
      return { removeReplica: { nodeId: change.node }, ackQuorum };
    case 'moveReplica':
      return { moveReplica: { fromNodeId: change.from, toNodeId: change.to }, ackQuorum };
  }
}

/** Who leads a group: by the last hint, else by its route, else each of its members in turn. */
class LeaderSearch {
  #hint: string | undefined;
  #turn = 0;
  #unknown = false;
  /** Believed until it has led to nobody. */
  #given: Route | undefined;

  constructor(
    private readonly context: ClientContext,
    private readonly placement: Placement,
    private readonly request: Pick<ChangeRequest, 'group' | 'route'>,
    private readonly deadline: Deadline,
  ) {
    this.#given = request.route;
  }

  /** @throws RailkvError GROUP_NOT_FOUND when the cluster has no such group */
  async address(): Promise<string> {
    if (this.#hint !== undefined) return this.#hint;
    const { directory } = this.context;
    const route = await this.#route();
    const members = route.replicas.filter(({ learner }) => !learner);
    const leader = members.find(({ replicaId }) => replicaId === route.leaderReplicaId);
    const order = leader === undefined ? members : [leader, ...members.filter((each) => each !== leader)];
    const member = order[this.#turn % Math.max(1, order.length)];
    const known = directory.addressOf(member?.nodeId ?? '');
    if (known !== undefined) return known;
    await this.placement.cluster(this.deadline);
    const address = directory.addressOf(member?.nodeId ?? '');
    if (address !== undefined) return address;
    throw new RailkvError('UNREACHABLE', `no node of group ${this.request.group} has a client address`);
  }

  async #route(): Promise<Route> {
    if (this.#given !== undefined) return this.#given;
    const { group: wanted } = this.request;
    const routes = await this.placement.routes({ groups: [wanted] }, () => this.deadline);
    const found = routes.find(({ group }) => group === wanted);
    if (found !== undefined) return found;
    this.#unknown = true;
    throw new RailkvError(
      'GROUP_NOT_FOUND',
      `the cluster has no group ${wanted}: railkv group list shows them`,
    );
  }

  /** @returns whether somebody else may know more */
  learn(error: RailkvError): boolean {
    if (this.#unknown) return false;
    this.#turn += 1;
    this.#hint = undefined;
    this.#given = undefined;
    switch (error.reason) {
      case 'NOT_LEADER': {
        const hint = readLeaderHint(error.metadata);
        if (hint !== undefined) this.context.directory.learnHint(hint);
        this.#hint = hint?.address;
        return true;
      }
      case 'NO_LEADER':
      case 'GROUP_NOT_FOUND':
      case 'SHUTTING_DOWN':
      case 'UNREACHABLE':
      case 'READ_TOO_OLD':
      case 'REPLICA_DAMAGED':
        return true;
      case 'DEADLINE_EXCEEDED': // of this attempt
        return this.deadline.remainingMs > POLL_MS;
      default:
        return false;
    }
  }
}
