/** What one seed makes of a simulation: the shape of the cluster, its limits, and a list of faults with their times. Drawn whole
 *  before anything runs, so that a part of it can be run again with the same dice. Swarm: each seed first draws which kinds
 *  of fault exist at all, and how often. */
import type { HostLimits } from '../../src/server/host/node-config.js';
import type { StoreLimits } from '../../src/store/limits.js';
import { SeededRandom } from './seeded-random.js';
import { drawShape, lossBudget, type Shape } from './shape.js';

/** Kinds by class; the class is what a seed switches on first. */
export const FAULT_CLASSES = {
  weather: ['delay', 'loss', 'duplicate', 'reorder', 'corrupt', 'clientLoss'],
  partition: ['isolate', 'isolateLeader', 'split', 'oneWay', 'ring', 'bridge', 'cutLink', 'clientsCut'],
  link: ['filter', 'clog', 'swizzle', 'reset'],
  process: ['crash', 'crashLeader', 'crashAll', 'crashAckers', 'crashAtEffect', 'crashLoop', 'stop'],
  pace: ['pause', 'slow'],
  clock: ['clockStep', 'clockDrift'],
  disk: ['diskError', 'syncError', 'tooManyFiles', 'diskFull', 'diskStall', 'slowDisk', 'coldRows'],
  client: ['clientDies'],
  damage: [
    'flipBit',
    'loseTail',
    'loseBlock',
    'dropKey',
    'readError',
    'staleRead',
    'misdirectedWrite',
    'wipe',
    'oldCopy',
  ],
  members: [
    'addReplica',
    'addLearner',
    'removeReplica',
    'moveReplica',
    'ackQuorum',
    'transfer',
    'twoChanges',
    'island',
  ],
  splits: ['splitGroup', 'splitTwice', 'splitCrash'],
  placement: ['drain', 'maintenance', 'crashPlacement'],
  machines: ['joinNode', 'decommission', 'deadForGood', 'lostQuorum'],
  routes: ['coldRoutes', 'staleRoutes'],
} as const;

export type FaultClass = keyof typeof FAULT_CLASSES;
export type FaultKind = (typeof FAULT_CLASSES)[FaultClass][number];

export const FAULT_KINDS: readonly FaultKind[] = Object.values(FAULT_CLASSES).flat();

export interface Fault {
  /** What `--keep` names. */
  readonly id: number;
  readonly kind: FaultKind;
  readonly atMs: number;
  /** How long it lasts, or until the node comes back. */
  readonly forMs: number;
  /** Seed of everything else about it. */
  readonly dice: number;
}

export interface Plan {
  readonly seed: number;
  readonly shape: Shape;
  readonly limits: Partial<HostLimits>;
  readonly storeLimits: Partial<StoreLimits>;
  /** After the bootstrap: how long faults may begin. */
  readonly durationMs: number;
  readonly faults: readonly Fault[];
  /** How many disks these faults may damage or lose for good. */
  readonly disksToLose: number;
  /** The least ack quorum that any group may come to have. */
  readonly leastAckQuorum: number;
  /** With no more machines than these, another one comes before one leaves: what is drawn has to be able to happen. */
  readonly machinesKept: number;
}

export interface PlanOptions {
  /** Only faults of these kinds; absent: all. */
  readonly kinds?: readonly FaultKind[];
  /** Of the part with faults. */
  readonly durationMs?: number;
  /** Only the faults with these ids. */
  readonly keep?: readonly number[];
}

/** How long a fault of the kind lasts, ms: least and most. */
const LASTS: Partial<Record<FaultKind, readonly [number, number]>> = {
  crashAll: [10, 3_000],
  crashLoop: [10, 500],
  clog: [50, 5_000],
  swizzle: [500, 5_000],
  pause: [50, 12_000],
  diskStall: [100, 6_000],
  reset: [1, 1],
  oldCopy: [500, 3_000],
  clockDrift: [5_000, 60_000],
};
const LASTS_DEFAULT = [100, 8_000] as const;

/** Where every group has to be able to lose a disk, its members can only change by way of a machine without a copy. */
const SPARING_MACHINES = 4;
/** Of one machine alone no member can change. */
const CHANGEABLE_MACHINES = 2;

const isOf = (kind: FaultKind, group: FaultClass): boolean =>
  (FAULT_CLASSES[group] as readonly FaultKind[]).includes(kind);

const isMember = (kind: FaultKind): boolean => isOf(kind, 'members');

/** Lasts to the end: it colours the whole run. */
const WEATHER: ReadonlySet<FaultKind> = new Set(FAULT_CLASSES.weather);
/** Nobody survives many of them. */
const ONCE: ReadonlySet<FaultKind> = new Set([...FAULT_CLASSES.damage, 'deadForGood', 'lostQuorum']);
/** A disk is damaged or lost for good. */
const costsDisk = (kind: FaultKind): boolean => isOf(kind, 'damage') || kind === 'deadForGood';

export function drawPlan(seed: number, options: PlanOptions = {}): Plan {
  const random = new SeededRandom(seed ^ 0x5eed);
  const forShape = random.fork();
  const forLimits = random.fork();
  const forStoreLimits = random.fork();
  const forKinds = random.fork();
  const forFaults = random.fork();
  const drawnMs = random.between(3, 15) * 1_000;
  const durationMs = options.durationMs ?? drawnMs;
  const kinds = options.kinds ?? drawKinds(forKinds);
  const shape = drawShape(forShape, kinds.some(isMember));
  const possible = kinds.filter((kind) => canHappen(kind, shape, kinds));
  const members = possible.some(isMember);
  const disks = lossBudget(shape);
  const disksToLose = members ? Math.min(1, disks) : disks;
  const sparesDisks = possible.some(costsDisk);
  const all = drawFaults(forFaults, withinBudget(random, possible, disksToLose), durationMs);
  const faults = options.keep === undefined ? all : all.filter(({ id }) => options.keep?.includes(id));
  const leastAckQuorum = members ? Math.min(shape.ackQuorum, sparesDisks ? 2 : 1) : shape.ackQuorum;
  return {
    seed,
    shape,
    limits: drawLimits(forLimits),
    storeLimits: drawStoreLimits(forStoreLimits),
    durationMs,
    faults,
    disksToLose: sparesDisks ? disksToLose : 0,
    leastAckQuorum,
    machinesKept: sparesDisks && disksToLose > 0 ? SPARING_MACHINES : members ? CHANGEABLE_MACHINES : 0,
  };
}

/** Links need two ends, rings five nodes, and disks to lose must be spare, whoever the members are. */
function canHappen(kind: FaultKind, shape: Shape, kinds: readonly FaultKind[]): boolean {
  const sparesDisks = lossBudget(shape) > 0;
  if (costsDisk(kind)) return sparesDisks;
  if (kind === 'lostQuorum') return shape.replicas >= 3 && !kinds.some(costsDisk) && !kinds.some(isMember);
  if (isMember(kind)) {
    if (shape.nodes === 1) return false;
    if (!sparesDisks || !kinds.some(costsDisk)) return true;
    return shape.nodes === 3 ? kind === 'transfer' : kind !== 'island';
  }
  // Of a client that knew one node, and that one was removed, nobody can say whom to ask.
  if (kind === 'decommission') return shape.nodes > 1;
  if (kind === 'ring') return shape.nodes >= 5;
  if (kind === 'clientsCut' || shape.nodes > 1) return true;
  return !isOf(kind, 'partition') && !isOf(kind, 'link');
}

/** A kind for which no disk is left would never strike. */
function withinBudget(random: SeededRandom, kinds: readonly FaultKind[], disks: number): FaultKind[] {
  const damage = kinds.filter(costsDisk);
  while (damage.length > disks) damage.splice(random.between(0, damage.length - 1), 1);
  return kinds.filter((kind) => !costsDisk(kind) || damage.includes(kind));
}

/** Now and then so small that every bound is met. */
function drawLimits(random: SeededRandom): Partial<HostLimits> {
  const limits: { -readonly [Key in keyof HostLimits]?: number } = {};
  if (random.chance(0.5)) {
    limits.checkpointAgeMs = random.between(200, 5_000);
    limits.checkpointLogBytes = random.between(512, 16_384);
    limits.logKeepEntries = random.pick([0, 1, 5, 50]);
  }
  if (random.chance(0.2)) limits.checkpointsAtOnce = 1;
  if (random.chance(0.2)) limits.entryCommandsMax = random.between(1, 4);
  if (random.chance(0.2)) limits.queuedCommandsMax = random.between(2, 20);
  if (random.chance(0.2)) limits.frameBytesMax = random.between(256, 8_192);
  if (random.chance(0.2)) limits.cacheBytesMax = 0;
  if (random.chance(0.3)) limits.quiesceAfterTicks = random.between(3, 20);
  // Not drawn by itself: what a seed draws after it stays what it was.
  if (limits.quiesceAfterTicks !== undefined)
    limits.quiesceWithoutDeadTicks = 2 * limits.quiesceAfterTicks + 20;
  if (random.chance(0.2)) limits.heartbeatTicks = random.between(1, 4);
  return limits;
}

function drawStoreLimits(random: SeededRandom): Partial<StoreLimits> {
  const limits: { -readonly [Key in keyof StoreLimits]?: number } = {};
  if (random.chance(0.3)) limits.logMemoryBytesMax = random.between(0, 8_192);
  if (random.chance(0.2)) limits.fetchedBytesMax = random.between(512, 8_192);
  if (random.chance(0.2)) limits.batchBytesMax = random.between(256, 4_096);
  if (random.chance(0.2)) limits.chunkBytes = random.between(256, 4_096);
  return limits;
}

function drawKinds(random: SeededRandom): FaultKind[] {
  const kinds: FaultKind[] = [];
  for (const kindsOfClass of Object.values(FAULT_CLASSES)) {
    if (random.chance(0.5)) continue;
    for (const kind of kindsOfClass) if (random.chance(0.4)) kinds.push(kind);
  }
  return kinds.length > 0 || random.chance(0.2) ? kinds : [random.pick(FAULT_KINDS)];
}

function drawFaults(random: SeededRandom, kinds: readonly FaultKind[], durationMs: number): Fault[] {
  const drawn: Omit<Fault, 'id'>[] = [];
  const dice = (): number => random.uint32();
  for (const kind of kinds)
    if (WEATHER.has(kind)) drawn.push({ kind, atMs: 0, forMs: durationMs, dice: dice() });
  const strikes = kinds.filter((kind) => !WEATHER.has(kind));
  if (strikes.length > 0) {
    const count = random.between(1, Math.max(2, Math.ceil(durationMs / random.pick([800, 2_000, 5_000]))));
    const struck = new Set<FaultKind>();
    for (let at = 0; at < count; at += 1) {
      const kind = random.pick(strikes);
      const [least, most] = LASTS[kind] ?? LASTS_DEFAULT;
      const fault = {
        kind,
        atMs: random.between(0, kind === 'oldCopy' ? Math.max(0, durationMs - 3_500) : durationMs),
        forMs: Math.round(least + (most - least) * random.next() ** 2),
        dice: dice(),
      };
      if (ONCE.has(kind) && struck.has(kind)) continue;
      struck.add(kind);
      drawn.push(fault);
    }
  }
  drawn.sort((a, b) => a.atMs - b.atMs || a.dice - b.dice);
  return drawn.map((fault, id) => ({ id, ...fault }));
}
