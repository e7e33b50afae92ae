/** Clients that are gone between a hold and its payment: their seats come back when the hold expires, once. */
import { type Begin, NOTHING_TO_UNDO } from './fault.js';

export const clientDies: Begin = ({ workload, tell }) => {
  const name = workload.loseClient();
  if (name === undefined) return undefined;
  tell(name);
  return NOTHING_TO_UNDO;
};
