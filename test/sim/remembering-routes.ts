/** The ranges that a simulated client knows, which can be taken from it, or be put back as it first heard of them: what a client has
 *  after a long pause, or from a node that is far behind. */
import type { Route } from '../../src/client/cluster-types.js';
import { type Insertion, RouteCache } from '../../src/client/route-cache.js';

export class RememberingRoutes extends RouteCache {
  /** In the order in which they came, each epoch of a group once. */
  readonly #past = new Map<string, { readonly route: Route; readonly expiresMs: number }>();

  override insert(route: Route, expiresMs: number): Insertion {
    const { group, epoch } = route;
    const name = `${group} ${epoch.confVersion} ${epoch.rangeVersion}`;
    if (!this.#past.has(name)) this.#past.set(name, { route, expiresMs });
    return super.insert(route, expiresMs);
  }

  /** Nothing is known any more. */
  forget(): void {
    for (const { route } of this.#past.values()) this.invalidate(route.group);
  }

  /** Of each key the first range that this client ever knew, with the members and the leader of then. */
  goBack(): void {
    this.forget();
    for (const { route, expiresMs } of this.#past.values())
      if (this.lookup(route.range.start, 0) === undefined) super.insert(route, expiresMs);
  }
}
