/** Clocks that jump, and clocks that run fast or slow. */
import { type Begin, pickLeader, pickUp } from './fault.js';

const STEPS_MS = [100, 1_000, 4_000, 6_000, 60_000, 3_600_000];
/** A machine that is alone has nobody to compare its clock with, and the time of its log never goes back: after an hour ahead
 *  every command would come too late for an hour. */
const ALONE_MS_MAX = 60_000;

export const clockStep: Begin = (context) => {
  const { random, cluster } = context;
  const node = random.chance(0.5) ? pickLeader(context) : pickUp(context);
  if (node === undefined) return undefined;
  const alone = cluster.nodes.length === 1;
  const steps = alone ? STEPS_MS.filter((stepMs) => stepMs <= ALONE_MS_MAX) : STEPS_MS;
  const stepMs = random.pick(steps) * (random.chance(0.5) ? 1 : -1);
  node.clock.offsetMs += stepMs;
  context.tell(`${node.id} by ${stepMs} ms`);
  return () => {
    node.clock.offsetMs -= stepMs;
  };
};

export const clockDrift: Begin = (context) => {
  const { random } = context;
  const node = pickUp(context);
  if (node === undefined) return undefined;
  const rate = random.pick([0.9, 0.99, 0.999, 1.001, 1.01, 1.1]);
  node.clock.rate = rate;
  context.tell(`${node.id} runs at ${rate}`);
  return () => {
    node.clock.rate = 1;
  };
};
