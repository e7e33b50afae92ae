/** Drives the placement driver while this node leads group 0: gives it its turns, proposes what a turn asks for, tells it how
 *  that was answered, and sends its orders to the leaders of groups. */
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import { LEVEL_OF } from '../../proto/versions.js';
import { reconcile } from '../../shard/after-recovery.js';
import type { Hearing } from '../../shard/driver/hearing.js';
import { type DriverTurn, PlacementDriver } from '../../shard/driver/placement-driver.js';
import type { PlacementAnswer } from '../../shard/placement-answer.js';
import type { Recovery } from '../../shard/recoveries.js';
import { describe } from './describe.js';
import { assert } from './invariant.js';
import type { PeerVersions } from './peer-versions.js';
import { type PlacementReplica, proposePlacement } from './placement-proposals.js';

export interface PlacementDrivingParts {
  readonly env: Env;
  readonly placement: () => PlacementReplica | undefined;
  readonly hearing: Hearing;
  readonly versions: PeerVersions;
  readonly isHeard: (node: string) => boolean;
  /** That this node has on disk. */
  readonly recoveries: () => readonly Recovery[];
  readonly order: (node: string, orders: readonly pb.StepOrder.$Properties[]) => void;
}

/** Decisions, which look at the whole cluster. What is under way goes on at every tick: most of the time that a copy of a small
 *  group took was waiting for its next step. */
const DECIDE_MS = 250;
const ENTRY_MS = 5_000;

export class PlacementDriving {
  readonly driver: PlacementDriver;
  #term: number | undefined;
  #nextMs = 0;
  #writing = false;

  constructor(private readonly parts: PlacementDrivingParts) {
    this.driver = new PlacementDriver({
      hearing: parts.hearing,
      facts: () => {
        const machine = parts.placement()?.machine;
        assert(machine !== undefined, 'placement is driven where group 0 is');
        return machine;
      },
    });
  }

  tick(nowMs: number): void {
    const decides = nowMs >= this.#nextMs;
    if (this.#writing || !(decides || this.driver.isOperating)) return;
    if (decides) this.#nextMs = nowMs + DECIDE_MS;
    const placement = this.parts.placement();
    const leads = placement?.isCurrentLeader === true && placement.machine.bootstrapped;
    const term = leads ? placement.term : undefined;
    if (this.#term !== term) this.driver.rest();
    this.#term = term;
    if (placement === undefined || term === undefined) return;
    const { commands, orders } = decides
      ? this.#turn(placement, nowMs)
      : this.driver.advance(nowMs, this.parts.env.clock.wallMs());
    for (const [node, list] of orders) this.parts.order(node, list);
    if (commands.length === 0) return;
    this.#writing = true;
    void this.#write(placement, commands).then(() => {
      this.#writing = false;
    });
  }

  /** A level is raised by itself; below the level that knows of operators, nothing else is decided. */
  #turn({ machine, meta }: PlacementReplica, nowMs: number): DriverTurn {
    const raise = this.parts.versions.raise(machine.view, this.parts.isHeard);
    if (raise !== undefined) return { commands: [raise], orders: new Map() };
    if (machine.view.level < LEVEL_OF.operators) return { commands: [], orders: new Map() };
    const { commands, orders } = this.driver.turn(nowMs, this.parts.env.clock.wallMs());
    const { recoveries, hearing } = this.parts;
    const { command } = reconcile(meta.recoveryEpoch, machine, recoveries(), hearing);
    return { commands: command === undefined ? commands : [command, ...commands], orders };
  }

  /** Whom new groups wait for since group 0 was recovered; '' for nobody. */
  get waitsFor(): string {
    const placement = this.parts.placement();
    if (placement === undefined) return '';
    const { recoveries, hearing } = this.parts;
    return reconcile(placement.meta.recoveryEpoch, placement.machine, recoveries(), hearing).waitsFor;
  }

  async #write(
    placement: PlacementReplica,
    commands: readonly pb.PlacementCommand.$Properties[],
  ): Promise<void> {
    const { env } = this.parts;
    for (const command of commands) {
      let answer: PlacementAnswer | undefined;
      try {
        const deadlineMs = env.clock.monotonicMs() + ENTRY_MS;
        answer = await proposePlacement(placement, env, '', command, deadlineMs);
      } catch (error) {
        env.log.debug({ error: describe(error) }, 'a turn of placement was not written'); // the next one looks again
      }
      if (placement === this.parts.placement()) this.driver.answered(command, answer);
      this.#say(command, answer);
    }
  }

  #say(command: pb.PlacementCommand.$Properties, answer: PlacementAnswer | undefined): void {
    const { log } = this.parts.env;
    if (answer?.kind === 'refused')
      log.info({ command: Object.keys(command), why: answer.message }, 'placement was refused an entry');
    if (answer?.kind === 'raised') log.info({ level: answer.level }, 'the cluster is at a new level');
    if (answer?.kind !== 'started') return;
    for (const result of answer.results) {
      if (result.kind === 'refused') log.info({ why: result.message }, 'operator not started');
      else
        log.info(
          { group: result.group, operator: result.id, kind: result.kind, reason: result.reason },
          'operator started',
        );
    }
  }
}
