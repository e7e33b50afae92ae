/** What scenarios wait for: that copies and leaders are spread evenly, that every line has all its copies, that the placement
 *  driver has nothing left to do. */
import { setTimeout as sleep } from 'node:timers/promises';
import { tolerated } from '../../../src/shard/driver/could-move.js';
import { DEFAULT_SETTINGS } from '../../../src/shard/placement-settings.js';
import {
  copiesOn,
  leadsOf,
  movesBetween,
  type OperatedCluster,
  type Picture,
  spreadOf,
} from './operated-cluster.js';
import type { Stage } from './stage.js';

/** Looking costs the nodes something too: each is asked for all that it hosts. */
const LOOK_EVERY_MS = 1_000;
const SAID_EVERY_MS = 5_000;

/** As placement is told to leave it: within `balancePercent` of what the fullest node has, or within one. Leaders are those
 *  that do lead; placement counts those that should. */
export function isEven(picture: Picture, nodes: readonly string[]): boolean {
  const even = (count: (node: string) => number): boolean => {
    const counts = nodes.map(count);
    const most = Math.max(...counts);
    return most - Math.min(...counts) <= tolerated(most, DEFAULT_SETTINGS.balancePercent);
  };
  return (
    picture.leaders.size === picture.carriers.size &&
    even((node) => copiesOn(picture, node)) &&
    even((node) => leadsOf(picture, node))
  );
}

/** Every line has so many copies, none of them on a node that is not among these, and a leader. */
export function isWhole(picture: Picture, copies: number, nodes: readonly string[]): boolean {
  return (
    picture.leaders.size === picture.carriers.size &&
    [...picture.carriers.values()].every(
      (each) => each.length === copies && each.every((node) => nodes.includes(node)),
    )
  );
}

/** Waits until the picture is so, and says how it goes along. */
export async function waitForPicture(
  stage: Stage,
  what: string,
  isSo: (picture: Picture) => boolean,
  nodes: readonly string[],
  withinMs = 600_000,
): Promise<Picture> {
  const { cluster } = stage;
  const before = await cluster.picture();
  const began = Date.now();
  let said = '';
  let saidMs = Number.NEGATIVE_INFINITY;
  for (;;) {
    const picture = await cluster.picture().catch(() => undefined);
    const elapsedMs = Date.now() - began;
    if (picture !== undefined) {
      const spread = spreadOf(picture, nodes);
      const so = isSo(picture);
      if (spread !== said && (so || elapsedMs - saidMs >= SAID_EVERY_MS)) {
        stage.say(`    ${(elapsedMs / 1_000).toFixed(1)} s  copies/leaders: ${spread}`);
        saidMs = elapsedMs;
        said = spread;
      }
      if (so) {
        const { copies, leaders } = movesBetween(before, picture);
        stage.say(
          `${what} after ${(elapsedMs / 1_000).toFixed(1)} s: ${copies} copies moved, ${leaders} leaders`,
        );
        return picture;
      }
    }
    if (elapsedMs > withinMs) throw new Error(`not within ${withinMs / 1_000} s: ${what}; ${said}`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Waits until every node that runs says so of itself. */
export async function allReady(cluster: OperatedCluster): Promise<void> {
  await cluster.processes.ready([...cluster.processes.running.keys()]);
}
