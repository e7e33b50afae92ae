/** Clocks that jump, and clocks that run fast or slow. */
import { type Begin, pickLeader, pickUp } from './fault.js';

const STEPS_MS = [100, 1_000, 4_000, 6_000, 60_000, 3_600_000];

export const clockStep: Begin = (context) => {
  const { random } = context;
  const node = random.chance(0.5) ? pickLeader(context) : pickUp(context);
  if (node === undefined) return undefined;
  const stepMs = random.pick(STEPS_MS) * (random.chance(0.5) ? 1 : -1);
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
