/** A client over any transport and environment: what the simulator uses, and `connect` of index.ts with gRPC. */
import type { RailkvClient } from './api.js';
import type { ClientTransport } from './client-transport.js';
import { ClusterCalls } from './cluster.js';
import { Commands } from './commands.js';
import { ClientContext } from './context.js';
import { DirectoryRefresh } from './directory-refresh.js';
import { Kv } from './kv.js';
import { Operations } from './operations.js';
import { type ClientEnv, type ConnectOptions, NODES_REFRESH_MS } from './options.js';
import { Placement } from './placement.js';
import { Reads } from './reads.js';
import { RouteCache } from './route-cache.js';
import { Router } from './router.js';
import { Session } from './session.js';
import { Tickets } from './tickets.js';

/** Resolves once one seed has answered; closes the transport when none does.
 *  @param routes where the client keeps what it knows of ranges
 *  @throws RailkvError INVALID_REQUEST, UNREACHABLE, WRONG_CLUSTER, UNAUTHENTICATED */
export async function connectOver(
  transport: ClientTransport,
  env: ClientEnv,
  options: ConnectOptions,
  routes = new RouteCache(),
): Promise<RailkvClient> {
  try {
    const context = new ClientContext(transport, env, options);
    const placement = new Placement(context);
    await placement.cluster(context.readDeadline({}));
    new DirectoryRefresh(context, placement, options.nodesRefreshMs ?? NODES_REFRESH_MS).begin();
    return assemble(context, placement, routes);
  } catch (error) {
    await transport.close();
    throw error;
  }
}

function assemble(context: ClientContext, placement: Placement, routes: RouteCache): RailkvClient {
  const session = new Session();
  const router = new Router(context, placement, session, routes);
  const commands = new Commands(context, router, session);
  const reads = new Reads(context, router, session);
  return {
    tickets: new Tickets(context, placement, commands, reads),
    kv: new Kv(context, commands, reads),
    cluster: new ClusterCalls(context, placement),
    operations: new Operations(context, placement),
    close: async () => {
      context.lifetime.close();
      commands.close();
      await context.transport.close();
    },
  };
}
