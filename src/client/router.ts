/** Finds the group of a key: from the cache, else from the placement driver. Look-ups that are wanted at the same time go
 *  out together, each key once. */
import { RailkvError } from '../proto/errors.js';
import { decodeKey, inRange, SPACE_LINES } from '../proto/keys.js';
import { readLeaderHint } from '../proto/leader-hint.js';
import { PLACEMENT } from '../proto/services.js';
import { Backoff } from './backoff.js';
import { routeFrom } from './cluster-results.js';
import type { Route } from './cluster-types.js';
import type { ClientContext } from './context.js';
import type { Deadline } from './deadline.js';
import type { Placement } from './placement.js';
import type { CachedRoute, RouteCache } from './route-cache.js';
import type { Session } from './session.js';

const TTL_MS = 600_000;
const TTL_JITTER_MS = 60_000;
/** Of one look-up; whoever has more time starts another. */
const LOOKUP_MS = 2_000;
const KEYS_PER_LOOKUP_MAX = 256;

interface Lookup {
  readonly key: Uint8Array;
  /** Whether any range holds the key. */
  readonly resolve: (found: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Where a key is. */
export interface Located {
  readonly cached: CachedRoute;
  /** Of the group's nodes, as far as they are known: one at least. */
  readonly addresses: readonly string[];
}

export class Router {
  readonly #cache: RouteCache;
  readonly #underWay = new Map<string, Promise<boolean>>();
  #gathered: Lookup[] = [];

  constructor(
    private readonly context: ClientContext,
    private readonly placement: Placement,
    private readonly session: Session,
    cache: RouteCache,
  ) {
    this.#cache = cache;
  }

  /** @throws RailkvError LINE_NOT_FOUND when no range holds the key; or as the deadline says */
  async routeFor(key: Uint8Array, deadline: Deadline): Promise<CachedRoute> {
    const backoff = new Backoff(this.context.env.random);
    let last: RailkvError | undefined;
    for (;;) {
      const cached = this.#lookup(key);
      if (cached !== undefined) return cached;
      try {
        const found = await deadline.wait(this.#load(key));
        if (!found) throw notFound(key);
      } catch (error) {
        if (deadline.remainingMs <= 0 && last !== undefined) throw last;
        if (!mayPass(error, deadline)) throw error;
        last = error;
      }
      // Nor is it in the cache when the answer was older than what an error told us meanwhile.
      if (this.#lookup(key) === undefined) await deadline.sleep(backoff.next());
    }
  }

  /** The route of a key, and addresses of its nodes. A route of which no node is one of the cluster any more is looked up again:
   *  its group was moved while this client had nothing to ask. @throws as `routeFor` */
  async located(key: Uint8Array, deadline: Deadline): Promise<Located> {
    const backoff = new Backoff(this.context.env.random);
    for (;;) {
      const cached = await this.routeFor(key, deadline);
      const { route } = cached;
      const addresses = await this.#addressesOf(route, deadline);
      if (addresses.length > 0) return { cached, addresses };
      this.#cache.invalidate(route.group);
      const waitMs = backoff.next();
      if (waitMs >= deadline.remainingMs)
        throw new RailkvError('UNREACHABLE', `no node of group ${route.group} has a client address`);
      await deadline.sleep(waitMs);
    }
  }

  /** Asked for anew where one is not known, or none of them answers: a node may be back elsewhere. */
  async #addressesOf(route: Route, deadline: Deadline): Promise<readonly string[]> {
    const { directory } = this.context;
    const known = () =>
      route.replicas.flatMap(({ nodeId }) => {
        const address = directory.addressOf(nodeId);
        return address === undefined ? [] : [address];
      });
    if (this.#allAway(route) || known().length < route.replicas.length) {
      try {
        await this.placement.cluster(deadline);
      } catch (error) {
        // Nobody says so now. What is known is as good as it was.
        if (!mayPass(error, deadline)) throw error;
      }
    }
    return known();
  }

  /** Takes from a failed attempt what it says about routes and leaders.
   *  @returns whether the picture changed for certain */
  learn(error: RailkvError, { route, leaderNode }: CachedRoute, address: string): boolean {
    const { directory } = this.context;
    const wasLeader = leaderNode !== undefined && directory.addressOf(leaderNode) === address;
    switch (error.reason) {
      case 'EPOCH_STALE':
        return this.#learnRoutes(error, route);
      case 'GROUP_NOT_FOUND':
        this.#cache.invalidate(route.group);
        return false;
      case 'NOT_LEADER': {
        const hint = readLeaderHint(error.metadata);
        if (hint !== undefined) directory.learnHint(hint);
        this.#cache.setLeader(route.group, hint?.nodeId);
        return false;
      }
      case 'NO_LEADER':
        this.#cache.setLeader(route.group, undefined);
        return false;
      default:
        // Whoever does not answer, stops or is damaged, does not lead for long.
        if (wasLeader && (error.retry === 'elsewhere' || error.reason === 'UNKNOWN')) {
          this.#cache.setLeader(route.group, undefined);
        }
        if (error.reason === 'UNREACHABLE' && this.#allAway(route)) this.#cache.invalidate(route.group);
        return false;
    }
  }

  /** Nobody is left to say that a group has moved: its nodes were all replaced, while this client had nothing to ask. */
  #allAway({ replicas }: Route): boolean {
    const { directory } = this.context;
    return replicas.every(({ nodeId }) => {
      const address = directory.addressOf(nodeId);
      return address === undefined || directory.isAway(address);
    });
  }

  /** A command was answered there. */
  leaderIs(group: number, address: string, route: Route): void {
    const { directory } = this.context;
    const replica = route.replicas.find(({ nodeId }) => directory.addressOf(nodeId) === address);
    if (replica !== undefined) this.#cache.setLeader(group, replica.nodeId);
  }

  /** Routes that came in any answer. @returns whether any was news */
  insert(routes: readonly Route[]): boolean {
    const { clock, random } = this.context.env;
    let changed = false;
    for (const route of routes) {
      const expiresMs = clock.monotonicMs() + TTL_MS + random.next() * TTL_JITTER_MS;
      this.session.knows(route);
      const insertion = this.#cache.insert(route, expiresMs);
      changed ||= insertion.changed;
      for (const parent of insertion.tookFrom) this.session.inherit(parent, route.group);
    }
    return changed;
  }

  #learnRoutes(error: RailkvError, route: Route): boolean {
    if (error.routes.length > 0) return this.insert(error.routes.map(routeFrom));
    this.#cache.invalidate(route.group);
    return false;
  }

  #lookup(key: Uint8Array): CachedRoute | undefined {
    return this.#cache.lookup(key, this.context.env.clock.monotonicMs());
  }

  /** @returns whether any range holds the key; its route is in the cache then, unless the cache knows better */
  #load(key: Uint8Array): Promise<boolean> {
    const name = Buffer.from(key).toString('latin1');
    const underWay = this.#underWay.get(name);
    if (underWay !== undefined) return underWay;
    const load = new Promise<boolean>((resolve, reject) => {
      this.#gathered.push({ key, resolve, reject });
      if (this.#gathered.length === 1) this.context.env.clock.soon(() => this.#loadGathered());
    }).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, load);
    return load;
  }

  #loadGathered(): void {
    const lookups = this.#gathered;
    this.#gathered = [];
    for (let at = 0; at < lookups.length; at += KEYS_PER_LOOKUP_MAX) {
      const part = lookups.slice(at, at + KEYS_PER_LOOKUP_MAX);
      this.#ask(part).catch((error: unknown) => {
        for (const lookup of part) lookup.reject(error);
      });
    }
  }

  /** A node that follows may not know a new line yet; who carries the placement driver has the last word. */
  async #ask(lookups: readonly Lookup[]): Promise<void> {
    const missing = await this.#askOnce(lookups);
    if (missing.length === 0) return;
    const unknown = await this.#askOnce(missing, this.context.directory.placementNodes());
    for (const lookup of unknown) lookup.resolve(false);
  }

  /** @returns the look-ups that no route answers */
  async #askOnce(lookups: readonly Lookup[], among?: readonly string[]): Promise<readonly Lookup[]> {
    const request = { keys: lookups.map(({ key }) => key) };
    const deadline = this.context.readDeadline({ timeoutMs: LOOKUP_MS });
    const response = await this.placement.read(PLACEMENT.getRoutes, request, deadline, among);
    const routes = response.routes.map(routeFrom);
    this.insert(routes);
    const missing: Lookup[] = [];
    for (const lookup of lookups) {
      if (routes.some(({ range }) => inRange(lookup.key, range.start, range.end))) lookup.resolve(true);
      else missing.push(lookup);
    }
    return missing;
  }
}

/** Whether asking again may help. A question's own time may be over while the call that needs the answer still has some. */
function mayPass(error: unknown, deadline: Deadline): error is RailkvError {
  if (!(error instanceof RailkvError)) return false;
  return error.retry !== 'never' || (error.reason === 'DEADLINE_EXCEEDED' && deadline.remainingMs > 0);
}

function notFound(key: Uint8Array): RailkvError {
  const line = lineOf(key);
  if (line === undefined) return new RailkvError('GROUP_NOT_FOUND', 'no group holds this key yet; try again');
  return new RailkvError('LINE_NOT_FOUND', `no line ${line} is registered; the railway registers it first`, {
    metadata: { line },
  });
}

/** @returns undefined for plain keys, and for the end of a range, which need not be a key */
function lineOf(key: Uint8Array): string | undefined {
  try {
    const { space, components } = decodeKey(key);
    return space === SPACE_LINES ? components[0] : undefined;
  } catch {
    return undefined;
  }
}
