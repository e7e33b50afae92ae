/** Clients that are gone between a hold and its payment: their seats come back when the hold expires, once. Clients that know
 *  nothing of ranges any more, or only what was so at the beginning, in the middle of what they do. */
import type { RememberingRoutes } from '../remembering-routes.js';
import { type Begin, type FaultContext, NOTHING_TO_UNDO } from './fault.js';

export const clientDies: Begin = ({ workload, tell }) => {
  const name = workload.loseClient();
  if (name === undefined) return undefined;
  tell(name);
  return NOTHING_TO_UNDO;
};

export const coldRoutes: Begin = (context) => again(context, (routes) => routes.forget());

export const staleRoutes: Begin = (context) => again(context, (routes) => routes.goBack());

/** Now and then while it lasts, one client or all of them. */
function again(
  { cluster, keeper, routes, random, tell }: FaultContext,
  strike: (routes: RememberingRoutes) => void,
): ReturnType<Begin> {
  const { time } = cluster;
  let over = false;
  let struck = 0;
  const turn = (): void => {
    if (over || keeper.over) return;
    const knowing = routes.filter(({ size }) => size > 0);
    const some = knowing.length === 0 || random.chance(0.3) ? knowing : [random.pick(knowing)];
    for (const each of some) strike(each);
    struck += some.length;
    time.at(time.nowMs + random.between(100, 2_000), turn);
  };
  turn();
  if (struck === 0) {
    over = true;
    return undefined;
  }
  tell(`${struck} clients`);
  return () => {
    over = true;
  };
}
