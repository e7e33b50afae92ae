/** For measurements and a short test of the same: clusters that placement has to bring to rest, and the fewest moves that could.
 *  Every group is sound; a round's decisions are done before the next round. */
import { type SeededRandom, seededRandom } from '../../raft/testing/seeded-random.js';
import { tolerated } from '../driver/could-move.js';
import { ROUND, type RoundLimits } from '../driver/round.js';
import { DEFAULT_SETTINGS } from '../placement-settings.js';
import { compareText } from '../replica-placement.js';
import { SimCluster, simGroup, simNode } from './sim-cluster.js';

export interface Scenario {
  readonly name: string;
  readonly sim: SimCluster;
  /** No run of any scheduler does with fewer. */
  readonly leastMoves: number;
  readonly leastTransfers: number;
}

export interface Outcome {
  readonly rounds: number;
  readonly moves: number;
  readonly leastMoves: number;
  readonly transfers: number;
  readonly leastTransfers: number;
  readonly spread: number;
  readonly leaderSpread: number;
  /** Copies that share a zone with another of their group. */
  readonly crowded: number;
}

const COPIES = 3;
const ZONES = ['a', 'b', 'c', 'd'];
const nameOf = (at: number): string => `n${String(at).padStart(4, '0')}`;

/** Groups over the nodes of each zone, in another order each time round, so that any two nodes of different zones share some;
 *  of a group's nodes the one that leads fewest leads. Even, then: all that is lacking is what the scenario does to them. */
function clusterOf(nodes: number, groups: number, zones: readonly string[]): SimCluster {
  const sim = new SimCluster();
  sim.settings = {
    ...DEFAULT_SETTINGS,
    operatorsMax: 1_024,
    arrivingMax: 16,
    leavingMax: 64,
    transfersMax: 64,
  };
  const byZone = zones.map(() => [] as string[]);
  for (let at = 0; at < nodes; at += 1) {
    sim.putNode(simNode(nameOf(at), { zone: zones[at % zones.length] ?? '' }));
    byZone[at % zones.length]?.push(nameOf(at));
  }
  const random = seededRandom(nodes);
  const left = zones.map(() => [] as string[]);
  const take = (zone: number, taken: readonly string[]): string => {
    const names = left[zone] ?? [];
    if (names.every((name) => taken.includes(name))) names.push(...shuffled(byZone[zone] ?? [], random));
    const at = names.findIndex((name) => !taken.includes(name));
    return names.splice(at, 1)[0] ?? '';
  };
  for (let group = 1; group <= groups; group += 1) {
    const chosen: string[] = [];
    for (let at = 0; at < COPIES; at += 1)
      chosen.push(take(zones.length === 1 ? 0 : (group + at) % zones.length, chosen));
    const led = (node: string): number => sim.picture.node(node)?.leads.size ?? 0;
    sim.putGroup(
      simGroup(
        group,
        chosen.sort((a, b) => led(a) - led(b) || compareText(a, b)),
      ),
    );
  }
  return sim;
}

const shuffled = (names: readonly string[], random: SeededRandom): string[] =>
  names
    .map((name) => ({ name, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);

export function fewNodesJoin(from: number, to: number, groups: number): Scenario {
  const sim = clusterOf(from, groups, ['']);
  for (let at = from; at < to; at += 1) sim.putNode(simNode(nameOf(at)));
  return {
    name: `${from} nodes become ${to}, ${groups} groups`,
    sim,
    leastMoves: leastMoves(sim),
    leastTransfers: leastTransfers(sim),
  };
}

export function manyNodesJoin(from: number, more: number, groups: number): Scenario {
  const sim = clusterOf(from, groups, ZONES);
  for (let at = from; at < from + more; at += 1)
    sim.putNode(simNode(nameOf(at), { zone: ZONES[at % ZONES.length] ?? '' }));
  return {
    name: `${more} nodes join ${from}, ${groups} groups`,
    sim,
    leastMoves: leastMoves(sim),
    leastTransfers: leastTransfers(sim),
  };
}

export function zoneIsLost(nodes: number, groups: number): Scenario {
  const sim = clusterOf(nodes, groups, ZONES);
  const lost = sim.picture.nodes().filter(({ node }) => node.zone === 'a');
  for (const { node } of lost) sim.putNode({ ...node, health: 'down' });
  for (const group of sim.picture.groups()) {
    const sound = group.members.find(({ node }) => sim.picture.node(node)?.node.health === 'up')?.node ?? '';
    sim.putGroup({ ...group, leader: sound });
  }
  const leastMoves = lost.reduce((sum, { carried }) => sum + carried.size, 0);
  return {
    name: `a zone of ${lost.length} of ${nodes} nodes is lost, ${groups} groups`,
    sim,
    leastMoves,
    leastTransfers: leastTransfers(sim),
  };
}

export function nodesAreEmptied(nodes: number, emptied: number, groups: number): Scenario {
  const sim = clusterOf(nodes, groups, ZONES);
  const going = sim.picture.nodes().slice(0, emptied);
  for (const { node } of going) sim.putNode({ ...node, state: 'decommissioning' });
  const leastMoves = going.reduce((sum, { carried }) => sum + carried.size, 0);
  return {
    name: `${emptied} of ${nodes} nodes are emptied, ${groups} groups`,
    sim,
    leastMoves,
    leastTransfers: leastTransfers(sim),
  };
}

/** Zones are left out of account, so it may be less than can be reached. */
const leastMoves = (sim: SimCluster): number =>
  fewest(
    sim.picture.nodes().map(({ copies }) => copies.size),
    sim.settings.balancePercent,
  );

/** Whoever is emptied hands everything over; a leader that went down with its node is no transfer. */
function leastTransfers(sim: SimCluster): number {
  const able = sim.picture.nodes().filter(({ node }) => node.state === 'active' && node.health === 'up');
  const emptied = sim.picture.nodes().filter(({ node }) => node.state === 'decommissioning');
  return fewest(
    able.map(({ led }) => led.size),
    sim.settings.balancePercent,
    emptied.reduce((sum, { led }) => sum + led.size, 0),
  );
}

/** Whatever moves, those above what is tolerated must lose as many, and those below gain as many.
 *  @param homeless what has to go to some of them anyway */
function fewest(counts: readonly number[], percent: number, homeless = 0): number {
  const highest = Math.max(...counts) + homeless;
  let least = Number.POSITIVE_INFINITY;
  for (let high = 1; high <= highest; high += 1) {
    const low = high - tolerated(high, percent);
    const above = counts.reduce((sum, count) => sum + Math.max(0, count - high), 0);
    const below = counts.reduce((sum, count) => sum + Math.max(0, low - count), 0);
    least = Math.min(least, Math.max(above + homeless, below));
  }
  return least;
}

/** @param timed is given each round's own time, where somebody measures */
export function bringToRest(
  { sim, leastMoves, leastTransfers }: Scenario,
  limits: RoundLimits = ROUND,
  timed: (round: () => void) => void = (round) => round(),
): Outcome {
  let rounds = 0;
  for (let resting = false; !resting; ) {
    let decided = 0;
    timed(() => {
      decided = sim.decide(limits).length;
    });
    rounds += 1;
    resting = decided === 0 && sim.running.size === 0 && sim.agenda.dirty.size === 0;
    for (const group of [...sim.running.keys()]) sim.finish(group);
  }
  const able = sim.picture
    .nodes()
    .filter(({ node }) => node.state === 'active' && node.health === 'up')
    .sort((a, b) => compareText(a.node.node, b.node.node));
  const spreadOf = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);
  let crowded = 0;
  for (const group of sim.picture.groups()) {
    const zones = group.members.map(({ node }) => sim.picture.node(node)?.node.zone ?? '');
    crowded += zones.length - new Set(zones).size;
  }
  return {
    rounds,
    moves: sim.moves,
    leastMoves,
    transfers: sim.transfers,
    leastTransfers,
    spread: spreadOf(able.map(({ copies }) => copies.size)),
    leaderSpread: spreadOf(able.map(({ leads }) => leads.size)),
    crowded,
  };
}
