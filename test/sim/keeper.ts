/** Who starts nodes again: what an operator or systemd does. Knows which ends of processes are to be expected, which starts
 *  must be refused, and how many disks may still be damaged. */
import type { Cluster } from './cluster.js';
import { REMOVED } from './machines.js';
import type { SeededRandom } from './seeded-random.js';
import type { SimNode } from './sim-node.js';

/** A process that ended by itself is started again, as systemd does. */
const RESTART_MS_MIN = 100;
const RESTART_MS_MAX = 2_000;

/** Somebody starts a removed node again once, as people do. */
const STARTS_OF_REMOVED = 2;

interface Expectations {
  /** Words of the reasons for which it may end itself. */
  readonly exits: Set<string>;
  mustBeRefused: boolean;
  /** Groups whose replica must say at the next start that it is damaged. */
  readonly damaged: Set<number>;
  /** Being stopped gracefully. */
  stopping: boolean;
  /** A start was planned. */
  planned: boolean;
  /** Nobody starts it: it has no directory yet, or is gone for good. */
  rests: boolean;
  /** How often it ended because it was removed from its cluster. */
  removals: number;
}

export class Keeper {
  readonly #expectations = new Map<SimNode, Expectations>();
  readonly #forgetful = new Map<SimNode, readonly SimNode[]>();
  #disksLeft: number;
  /** No fault begins any more. */
  over = false;

  constructor(
    private readonly cluster: Cluster,
    private readonly random: SeededRandom,
    disksToLose: number,
    private readonly fail: (property: string, message: string) => void,
  ) {
    this.#disksLeft = disksToLose;
    for (const node of cluster.nodes) this.#keep(node);
  }

  #keep(node: SimNode): void {
    this.#expectations.set(node, {
      exits: new Set(),
      mustBeRefused: false,
      damaged: new Set(),
      stopping: false,
      planned: false,
      rests: false,
      removals: 0,
    });
  }

  /** A machine that joins: nobody starts it before it is made. */
  adopt(node: SimNode): void {
    this.#keep(node);
    this.#of(node).rests = true;
  }

  made(node: SimNode): void {
    this.#of(node).rests = false;
    this.startIn(node, 1);
  }

  /** It never comes back. */
  bury(node: SimNode): void {
    this.#of(node).rests = true;
  }

  /** It was removed, and again when somebody started it all the same. */
  isRefused(node: SimNode): boolean {
    return !node.up && this.#of(node).removals >= STARTS_OF_REMOVED;
  }

  /** A node whose disk may be damaged for good; undefined when no more may. @param may which ones make sense */
  spendDisk(random: SeededRandom, may: (node: SimNode) => boolean = () => true): SimNode | undefined {
    const lost = this.cluster.nodes.filter((node) => node.lost);
    if (lost.length > 0 && (this.#disksLeft === 0 || random.chance(0.5))) return undefined;
    if (this.#disksLeft === 0) return undefined;
    const sound = this.cluster.nodes.filter((node) => {
      const { stopping, rests, exits } = this.#of(node);
      return !node.lost && !stopping && !rests && !exits.has(REMOVED) && may(node);
    });
    if (sound.length === 0) return undefined;
    this.#disksLeft -= 1;
    const node = random.pick(sound);
    node.lost = true;
    return node;
  }

  /** Nothing was found to damage. */
  giveBack(node: SimNode): void {
    node.lost = false;
    this.#disksLeft += 1;
  }

  expectExit(node: SimNode, words: string): void {
    this.#of(node).exits.add(words);
  }

  /** Its next start must not succeed. */
  mustBeRefused(node: SimNode): void {
    this.#of(node).mustBeRefused = true;
  }

  /** At its next start its replica of the group must be given up. */
  mustBeDamaged(node: SimNode, group: number): void {
    this.#of(node).damaged.add(group);
  }

  /** It has forgotten what it promised to those who heard it: they must not let it go on. */
  mustEnd(node: SimNode, heardBy: readonly SimNode[]): void {
    this.#forgetful.set(node, heardBy);
  }

  /** Those that should have ended and run; once all can reach each other. */
  stillRunning(): readonly SimNode[] {
    return [...this.#forgetful]
      .filter(([node, heardBy]) => node.up && heardBy.some(({ lost }) => !lost))
      .map(([node]) => node);
  }

  /** Neither starting nor stopping. */
  settled(node: SimNode): boolean {
    const { stopping, planned } = this.#of(node);
    return !stopping && !planned && node.transport?.live === true;
  }

  /** @param prepare just before the process begins */
  startIn(node: SimNode, delayMs: number, prepare?: () => void): void {
    const expectations = this.#of(node);
    if (expectations.planned || expectations.rests) return;
    expectations.planned = true;
    const { time } = this.cluster;
    time.at(time.nowMs + delayMs, () => {
      expectations.planned = false;
      expectations.stopping = false;
      if (node.up || expectations.rests) return;
      prepare?.();
      this.#start(node);
    });
  }

  stop(node: SimNode, backInMs: number): void {
    const expectations = this.#of(node);
    expectations.stopping = true;
    const { life } = node;
    const done = (): void => {
      expectations.stopping = false;
      if (node.life === life) this.startIn(node, backInMs);
    };
    node.stop().then(done, (error: unknown) => {
      this.fail('GracefulStop', `node ${node.id} could not stop: ${String(error)}`);
    });
  }

  /** A process ended by itself. */
  exited(node: SimNode, reason: string): void {
    const expectations = this.#of(node);
    const { exits, planned } = expectations;
    if (exits.has(REMOVED) && reason.includes(REMOVED)) {
      expectations.removals += 1;
      expectations.rests = expectations.removals >= STARTS_OF_REMOVED;
    }
    const expected = [...exits].some((words) => reason.includes(words));
    if (!expected && !node.lost)
      this.fail('NoSurprisingExit', `node ${node.id} ended itself: ${node.exitReason ?? reason}`);
    if (!planned && !node.lost) this.startIn(node, this.random.between(RESTART_MS_MIN, RESTART_MS_MAX));
  }

  /** Everybody who can runs. */
  startAll(): void {
    this.over = true;
    for (const node of this.cluster.nodes) {
      node.disarm();
      // A write that is to be cut short may be under way.
      node.onBoundary = () => this.startIn(node, 10);
      if (!node.lost && !node.up) this.startIn(node, 10);
    }
  }

  #start(node: SimNode): void {
    const expectations = this.#of(node);
    node.start().then(
      () => {
        if (node.up && expectations.mustBeRefused)
          this.fail('DamageIsNoticed', `node ${node.id} starts as if nothing were missing`);
        for (const group of node.up ? expectations.damaged : [])
          if (!node.damaged().has(group))
            this.fail('DamageIsNoticed', `node ${node.id} opens the broken log of group ${group}`);
        expectations.damaged.clear();
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        const expected = node.lost || [...expectations.exits].some((words) => reason.includes(words));
        if (!expected) this.fail('StartsAgain', `node ${node.id} does not start: ${describeError(error)}`);
        if (!node.lost) this.startIn(node, this.random.between(RESTART_MS_MIN, RESTART_MS_MAX));
      },
    );
  }

  #of(node: SimNode): Expectations {
    const found = this.#expectations.get(node);
    if (found === undefined) throw new Error(`nobody keeps node ${node.id}`);
    return found;
  }
}

const describeError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
