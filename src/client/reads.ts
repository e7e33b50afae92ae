/** Reads of one group at a time, at the level asked for, from whichever replica may answer. */
import { RailkvError } from '../proto/errors.js';
import { pb } from '../proto/index.js';
import type { Method } from '../proto/services.js';
import type { AsOf, ReadLevel } from './call-options.js';
import type { Route } from './cluster-types.js';
import type { ClientContext } from './context.js';
import type { Deadline } from './deadline.js';
import { callUntilAnswered } from './retrying.js';
import type { CachedRoute } from './route-cache.js';
import type { Located, Router } from './router.js';
import type { Session } from './session.js';

/** A replica that takes longer is not well, or has too far to catch up. */
const ATTEMPT_MS = 1_500;

/** What every read of a group says beside its own fields. */
export interface GroupRead {
  readonly routed: pb.Routed.$Properties;
  readonly read: pb.ReadOptions.$Properties;
}

interface Dated {
  readonly asOf?: pb.AsOf.$Properties | null;
}

export interface Answered<R> {
  readonly response: R;
  /** The range that answered, as of then. */
  readonly route: Route;
}

export class Reads {
  constructor(
    private readonly context: ClientContext,
    private readonly router: Router,
    private readonly session: Session,
  ) {}

  /** Asks the group that holds `key`. @param request the message, given its routing */
  async at<Q, DQ extends Q, R, DR extends R & Dated>(
    key: Uint8Array,
    level: ReadLevel,
    deadline: Deadline,
    method: Method<Q, DQ, R, DR>,
    request: (read: GroupRead) => Q,
  ): Promise<Answered<DR>> {
    const { transport } = this.context;
    let cached: CachedRoute | undefined;
    let attempts = 0;
    const answered = await callUntilAnswered<Answered<DR>>(this.context, deadline, {
      attemptTimeoutMs: ATTEMPT_MS,
      choose: async (tried) => {
        const located = await this.router.located(key, deadline);
        ({ cached } = located);
        const { route } = cached;
        const asked = level === 'session' && this.session.isBefore(key, route) ? 'linearizable' : level;
        const address = this.#replica(located, asked, attempts > 0, tried);
        attempts += 1;
        const message = request(this.#groupRead(route, asked));
        return {
          address,
          send: async (attempt) => ({
            response: await transport.unary(address, method, message, attempt),
            route,
          }),
        };
      },
      learn: (error, address) => cached !== undefined && this.router.learn(error, cached, address),
    });
    const position = answered.response.asOf?.position;
    if (position) this.session.saw(position.group ?? answered.route.group, position.index ?? 0);
    return answered;
  }

  #groupRead(route: Route, level: ReadLevel): GroupRead {
    const index = this.session.seen(route.group);
    return {
      routed: { group: route.group, epoch: route.epoch },
      read: {
        level: LEVELS[level],
        minPosition: level === 'session' && index > 0 ? { group: route.group, index } : null,
      },
    };
  }

  /** Whoever's turn it is. A linearizable read costs the leader least; so does a session read that a follower could not
   *  answer yet. */
  #replica(
    { cached: { route, leaderNode }, addresses }: Located,
    level: ReadLevel,
    again: boolean,
    tried: ReadonlySet<string>,
  ): string {
    const { directory } = this.context;
    const leader = leaderNode === undefined ? undefined : directory.addressOf(leaderNode);
    const leaderFirst = level === 'linearizable' || (level === 'session' && again);
    const known = leaderFirst && leader !== undefined && !directory.isAway(leader);
    const ordered = known ? [leader, ...addresses.filter((address) => address !== leader)] : addresses;
    const address = directory.pick(ordered, tried, known);
    if (address === undefined)
      throw new RailkvError('UNREACHABLE', `group ${route.group} has no replica to ask`);
    return address;
  }
}

export const LEVELS: Readonly<Record<ReadLevel, pb.ReadLevel>> = {
  stale: pb.ReadLevel.READ_LEVEL_STALE,
  session: pb.ReadLevel.READ_LEVEL_SESSION,
  linearizable: pb.ReadLevel.READ_LEVEL_LINEARIZABLE,
};

export function asOfFrom(asOf: pb.AsOf.$Properties | null | undefined): AsOf {
  return {
    group: asOf?.position?.group ?? 0,
    index: asOf?.position?.index ?? 0,
    ageMs: asOf?.ageMs ?? 0,
    nodeId: asOf?.nodeId ?? '',
  };
}
