/** What colours a whole run: slow links, lost, doubled and overtaking frames, answers of clients that never arrive. */
import type { NetworkWeather } from '../network.js';
import type { Begin, FaultContext, Undo } from './fault.js';

function change(context: FaultContext, changes: Partial<NetworkWeather>, what: string): Undo {
  const { network } = context.cluster;
  network.weather = { ...network.weather, ...changes };
  context.tell(what);
  return () => undefined; // all weather clears at once, when all is calm
}

const percent = (chance: number): string => `${Math.round(chance * 1000) / 10} %`;

export const delay: Begin = (context) => {
  const { random } = context;
  const delayMsMin = random.pick([0, 1, 10, 30]);
  const delayMsMax = delayMsMin + random.pick([5, 30, 100, 300]);
  return change(context, { delayMsMin, delayMsMax }, `${delayMsMin} to ${delayMsMax} ms`);
};

export const loss: Begin = (context) => {
  const lossChance = 0.01 + context.random.next() ** 2 * 0.3;
  return change(context, { lossChance }, percent(lossChance));
};

export const duplicate: Begin = (context) => {
  const duplicateChance = 0.01 + context.random.next() ** 2 * 0.5;
  return change(context, { duplicateChance }, percent(duplicateChance));
};

export const reorder: Begin = (context) => {
  const reorderChance = 0.01 + context.random.next() ** 2 * 0.5;
  return change(context, { reorderChance }, percent(reorderChance));
};

export const corrupt: Begin = (context) => {
  const corruptChance = 0.002 + context.random.next() ** 2 * 0.05;
  return change(context, { corruptChance }, percent(corruptChance));
};

export const clientLoss: Begin = (context) => {
  const clientLossChance = 0.005 + context.random.next() ** 2 * 0.2;
  return change(context, { clientLossChance }, percent(clientLossChance));
};
