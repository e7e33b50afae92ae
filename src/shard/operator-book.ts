/** Operators under way and the last that ended. One a group, one a node. Counts ids, which are never used again. Tells
 *  whoever keeps rows what changed. */
import type { OperatorResult } from '../proto/placement-names.js';
import type { GroupId } from '../raft/ids.js';
import { assert } from './invariant.js';
import type { PlacedOperator } from './operator.js';

/** Ended ones that are kept. */
export const HISTORY_MAX = 1_000;

export interface OperatorCounters {
  readonly nextOperator: number;
  readonly ended: number;
}

export type NewOperator = Pick<
  PlacedOperator,
  | 'group'
  | 'node'
  | 'kind'
  | 'steps'
  | 'doing'
  | 'reason'
  | 'caller'
  | 'startedMs'
  | 'deadlineMs'
  | 'confVersion'
  | 'total'
>;

export class OperatorBook {
  readonly #running = new Map<number, PlacedOperator>();
  readonly #byGroup = new Map<GroupId, PlacedOperator>();
  readonly #byNode = new Map<string, PlacedOperator>();
  /** In the order in which they ended. */
  readonly #history = new Map<number, PlacedOperator>();
  #counters: OperatorCounters = { nextOperator: 1, ended: 0 };
  #watched: Set<number> | undefined;

  /** @param changed is told every operator whose row changed, or is gone. */
  constructor(private readonly rowChanged: (id: number) => void) {}

  get counters(): OperatorCounters {
    return this.#counters;
  }

  get size(): number {
    return this.#running.size;
  }

  /** By id. */
  running(): PlacedOperator[] {
    return [...this.#running.values()].sort((a, b) => a.id - b.id);
  }

  /** The newest end first. */
  history(): PlacedOperator[] {
    return [...this.#history.values()].reverse();
  }

  /** Running or ended. */
  get(id: number): PlacedOperator | undefined {
    return this.#running.get(id) ?? this.#history.get(id);
  }

  ofGroup(group: GroupId): PlacedOperator | undefined {
    return this.#byGroup.get(group);
  }

  ofNode(node: string): PlacedOperator | undefined {
    return this.#byNode.get(node);
  }

  /** From rows. @throws InvariantError when two run for one group or node */
  restore(counters: OperatorCounters, operators: readonly PlacedOperator[]): void {
    this.#counters = counters;
    for (const operator of operators) {
      assert(operator.id < counters.nextOperator, `operator ${operator.id} is beyond the counter`);
      if (operator.result === 'running') this.#run(operator);
    }
    const ended = operators.filter(({ result }) => result !== 'running');
    for (const operator of ended.sort((a, b) => a.endedAt - b.endedAt))
      this.#history.set(operator.id, operator);
  }

  start(fresh: NewOperator): PlacedOperator {
    const id = this.#counters.nextOperator;
    this.#counters = { ...this.#counters, nextOperator: id + 1 };
    const operator: PlacedOperator = {
      ...fresh,
      id,
      step: 0,
      waitsFor: '',
      stepSinceMs: fresh.startedMs,
      result: 'running',
      message: '',
      endedMs: 0,
      endedAt: 0,
    };
    this.#run(operator);
    this.#changed(id);
    return operator;
  }

  /** Of a running one: steps only go on. @returns undefined when that changes nothing */
  update(
    id: number,
    news: Pick<PlacedOperator, 'step' | 'doing' | 'waitsFor'>,
    timeMs: number,
  ): PlacedOperator | undefined {
    const held = this.#running.get(id);
    if (held === undefined || news.step < held.step || news.step > held.steps.length) return undefined;
    const same = news.step === held.step && news.doing === held.doing && news.waitsFor === held.waitsFor;
    if (same) return undefined;
    const stepSinceMs = news.step > held.step ? timeMs : held.stepSinceMs;
    const { step, doing, waitsFor } = news;
    const operator = { ...held, step, doing, waitsFor, stepSinceMs };
    this.#put(operator);
    this.#changed(id);
    return operator;
  }

  /** @returns undefined when it does not run. */
  end(
    id: number,
    result: Exclude<OperatorResult, 'running'>,
    message: string,
    timeMs: number,
  ): PlacedOperator | undefined {
    const held = this.#running.get(id);
    if (held === undefined) return undefined;
    const endedAt = this.#counters.ended + 1;
    this.#counters = { ...this.#counters, ended: endedAt };
    const step = result === 'done' ? held.steps.length : held.step;
    const operator = { ...held, step, result, message, waitsFor: '', endedMs: timeMs, endedAt };
    this.#running.delete(id);
    if (held.node === '') this.#byGroup.delete(held.group);
    else this.#byNode.delete(held.node);
    this.#history.set(id, operator);
    this.#changed(id);
    for (const oldest of this.#history.keys()) {
      if (this.#history.size <= HISTORY_MAX) break;
      this.#history.delete(oldest);
      this.#changed(oldest);
    }
    return operator;
  }

  /** From now on ids of operators that change are noted for whoever takes them, the leader of group 0. */
  watch(): void {
    this.#watched = new Set(this.#running.keys());
  }

  takeChanges(): ReadonlySet<number> {
    const watched = this.#watched ?? new Set<number>();
    if (this.#watched !== undefined) this.#watched = new Set();
    return watched;
  }

  unwatch(): void {
    this.#watched = undefined;
  }

  #changed(id: number): void {
    this.rowChanged(id);
    this.#watched?.add(id);
  }

  #run(operator: PlacedOperator): void {
    const other = operator.node === '' ? this.#byGroup.get(operator.group) : this.#byNode.get(operator.node);
    assert(other === undefined, `operator ${operator.id} and another run for the same group or node`);
    this.#put(operator);
  }

  #put(operator: PlacedOperator): void {
    this.#running.set(operator.id, operator);
    if (operator.node === '') this.#byGroup.set(operator.group, operator);
    else this.#byNode.set(operator.node, operator);
  }
}
