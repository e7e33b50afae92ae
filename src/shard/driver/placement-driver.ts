/** The placement driver at the leader of group 0: every turn it takes in what changed and gives out entries to propose and
 *  orders for leaders of groups. Deterministic, synchronous, no clock of its own; all it must not forget is in group 0's
 *  state. Whoever drives it proposes the commands of a turn, says how each was answered, and only then takes the next. */

import type { pb } from '../../proto/index.js';
import { OPERATOR_RESULTS } from '../../proto/placement-names.js';
import { type PlacedOperator, planToWire, stepToWire } from '../operator.js';
import type { PlacementAnswer } from '../placement-answer.js';
import type { ClusterPicture } from './cluster-picture.js';
import { notEmptyYet } from './emptied.js';
import { type Hearing, type Readiness, readiness } from './hearing.js';
import { LivePicture, type PlacementFacts } from './live-picture.js';
import { marksOf } from './node-marks.js';
import { nodeProgress } from './node-progress.js';
import { type Progress, progressOf } from './progress.js';
import { type Agenda, decide } from './round.js';
import type { Proposal } from './word.js';

export interface DriverParts {
  readonly hearing: Hearing;
  /** Of group 0's local replica; its view is another one after rows were adopted. */
  readonly facts: () => PlacementFacts;
}

export interface DriverTurn {
  /** To be proposed one after the other, each with its answer told to `answered`. */
  readonly commands: readonly pb.PlacementCommand.$Properties[];
  /** By the node that leads the groups. May be lost: they come again. */
  readonly orders: ReadonlyMap<string, readonly pb.StepOrder.$Properties[]>;
}

const ORDER_AGAIN_MS = 2_000;
/** Words alone are written no more often. */
const WORDS_MS = 5_000;
/** A cancelled operator's leader is told for so long. */
const CANCEL_MS = 20_000;
/** A group whose operator failed is left alone for so long. */
const COOL_MS = 60_000;
const MINUTE_MS = 60_000;

interface Cancelled {
  readonly operator: PlacedOperator;
  readonly untilMs: number;
}

export class PlacementDriver {
  #live: LivePicture | undefined;
  #facts: PlacementFacts | undefined;
  #sinceMs: number | undefined;
  #enough = false;
  readonly #ordered = new Map<
    number,
    { readonly step: number; readonly node: string; readonly atMs: number }
  >();
  readonly #worded = new Map<number, number>();
  readonly #cancelled = new Map<number, Cancelled>();

  constructor(private readonly parts: DriverParts) {}

  /** This node leads group 0 no more: everything but what is replicated is forgotten. */
  rest(): void {
    this.#live?.end();
    this.#live = undefined;
    this.#facts = undefined;
    this.#sinceMs = undefined;
    this.#enough = false;
    this.#ordered.clear();
    this.#worded.clear();
    this.#cancelled.clear();
  }

  /** Whether there is something for `advance` to do. */
  get isOperating(): boolean {
    return (this.#facts?.operators.size ?? 0) > 0;
  }

  /** Between two turns: what is under way goes on, and nothing is decided.
   *  @param nowMs monotonic */
  advance(nowMs: number, wallMs: number): DriverTurn {
    const { facts, live } = this.#upToDate(nowMs);
    const commands: pb.PlacementCommand.$Properties[] = [];
    return { commands, orders: this.#advance(facts, live, nowMs, wallMs, commands) };
  }

  /** A few times a second, while this node leads group 0 and has applied its own term's first entry.
   *  @param nowMs monotonic */
  turn(nowMs: number, wallMs: number): DriverTurn {
    this.#sinceMs ??= nowMs;
    const { facts, live } = this.#upToDate(nowMs);
    const commands: pb.PlacementCommand.$Properties[] = [];
    const marks = marksOf(facts.view.nodes(), this.parts.hearing, facts.settings, {
      nowMs,
      sinceMs: this.#sinceMs,
      wallMs,
    });
    if (marks.length > 0) commands.push({ markNodes: { marks } });
    const orders = this.#advance(facts, live, nowMs, wallMs, commands);
    this.#enough ||= this.#readiness(facts, nowMs).enough;
    if (this.#enough && marks.length === 0) {
      const decided = decide(live.picture, live.agenda, facts.settings, nowMs);
      if (decided.length > 0) commands.push(startCommand(decided, wallMs));
      for (const { group } of decided) {
        const operator = live.picture.group(group)?.operator;
        if (operator !== undefined) live.decided(group, operator, nowMs);
      }
    }
    return { commands, orders };
  }

  /** @param answer undefined when it is not known whether the command was applied */
  answered(command: pb.PlacementCommand.$Properties, answer: PlacementAnswer | undefined): void {
    const plans = command.startOperators?.plans ?? [];
    if (answer === undefined || plans.length === 0) return; // what was not applied is decided again in a while
    for (const [at, plan] of plans.entries()) {
      const result = answer.kind === 'started' ? answer.results[at] : answer;
      if (result?.kind === 'refused') this.#live?.settled(plan.group ?? 0);
    }
  }

  // --- for those who ask ---

  /** undefined while this node does not lead group 0. */
  get picture(): ClusterPicture | undefined {
    return this.#live?.picture;
  }

  get agenda(): Agenda | undefined {
    return this.#live?.agenda;
  }

  get sinceMs(): number | undefined {
    return this.#sinceMs;
  }

  readiness(nowMs: number): Readiness {
    return this.#readiness(this.parts.facts(), nowMs);
  }

  #readiness({ view }: PlacementFacts, nowMs: number): Readiness {
    const groups = view.groups().map(({ group }) => group);
    const ready = readiness(this.parts.hearing, groups, this.#sinceMs ?? nowMs, nowMs);
    return this.#enough ? { ...ready, enough: true, waitsFor: '' } : ready;
  }

  #upToDate(nowMs: number): { readonly facts: PlacementFacts; readonly live: LivePicture } {
    const facts = this.parts.facts();
    const same = this.#facts?.view === facts.view && this.#facts.operators === facts.operators;
    const live = same ? this.#live : undefined;
    const taken = live ?? this.#anew(facts, nowMs);
    this.#noteEnds(taken.update(nowMs), facts, taken.agenda, nowMs);
    return { facts, live: taken };
  }

  #anew(facts: PlacementFacts, nowMs: number): LivePicture {
    this.#live?.end();
    this.#facts = frozen(facts, this.parts.facts);
    this.#live = new LivePicture(this.#facts, this.parts.hearing);
    this.#live.update(nowMs);
    return this.#live;
  }

  #noteEnds(
    changed: ReadonlySet<number>,
    { operators }: PlacementFacts,
    agenda: Agenda,
    nowMs: number,
  ): void {
    for (const id of changed) {
      const operator = operators.get(id);
      if (operator === undefined || operator.result === 'running' || operator.node !== '') continue;
      this.#ordered.delete(id);
      this.#worded.delete(id);
      if (operator.result === 'done') continue;
      this.#cancelled.set(id, { operator, untilMs: nowMs + CANCEL_MS });
      if (operator.result === 'failed' || operator.result === 'timed-out')
        agenda.cooling.set(operator.group, nowMs + COOL_MS);
    }
    for (const [id, { untilMs }] of this.#cancelled) if (untilMs <= nowMs) this.#cancelled.delete(id);
  }

  #advance(
    facts: PlacementFacts,
    live: LivePicture,
    nowMs: number,
    wallMs: number,
    commands: pb.PlacementCommand.$Properties[],
  ): Map<string, pb.StepOrder.$Properties[]> {
    const ends: pb.OperatorEnd.$Properties[] = [];
    const updates: pb.OperatorUpdate.$Properties[] = [];
    const orders = new Map<string, pb.StepOrder.$Properties[]>();
    const progressed = (operator: PlacedOperator, progress: Progress): void => {
      if (progress.kind === 'ended') {
        const result = OPERATOR_RESULTS.indexOf(progress.result);
        ends.push({ operatorId: operator.id, result, message: progress.message });
        return;
      }
      if (this.#isNews(operator, progress, nowMs))
        updates.push({
          operatorId: operator.id,
          step: progress.step,
          doing: progress.doing,
          waitsFor: progress.waitsFor,
        });
    };
    for (const operator of facts.operators.running()) {
      if (operator.node !== '') {
        const { view, settings } = facts;
        const placed = view.node(operator.node);
        const { progress, remove } = nodeProgress(operator, live.picture, live.agenda, () =>
          placed === undefined
            ? ''
            : notEmptyYet(placed, { view, settings, hearing: this.parts.hearing, nowMs }),
        );
        progressed(operator, progress);
        if (remove) commands.push({ removeNode: { nodeId: operator.node } });
        continue;
      }
      const group = live.picture.group(operator.group);
      const heard = this.parts.hearing.group(operator.group);
      const progress = progressOf(operator, {
        picture: live.picture,
        group,
        groupForKey: (key) => facts.view.groupForKey(key),
        report: heard?.figures.step,
        wallMs,
      });
      progressed(operator, progress);
      if (progress.kind === 'on') this.#order(orders, operator, progress.step, group?.leader ?? '', nowMs);
    }
    for (const { operator } of this.#cancelled.values()) {
      const leader = live.picture.group(operator.group)?.leader ?? '';
      // Whoever works for the group's next operator by now has forgotten this one.
      if (facts.operators.ofGroup(operator.group) === undefined)
        this.#order(orders, operator, operator.step, leader, nowMs, true);
    }
    if (ends.length > 0) commands.push({ endOperators: { ends } });
    if (updates.length > 0) commands.push({ updateOperators: { updates } });
    return orders;
  }

  #isNews(operator: PlacedOperator, progress: Extract<Progress, { kind: 'on' }>, nowMs: number): boolean {
    if (progress.step === operator.step) {
      if (progress.doing === operator.doing && progress.waitsFor === operator.waitsFor) return false;
      if (nowMs - (this.#worded.get(operator.id) ?? Number.NEGATIVE_INFINITY) < WORDS_MS) return false;
    }
    this.#worded.set(operator.id, nowMs);
    return true;
  }

  #order(
    orders: Map<string, pb.StepOrder.$Properties[]>,
    operator: PlacedOperator,
    step: number,
    node: string,
    nowMs: number,
    cancelled = false,
  ): void {
    const what = operator.steps[step];
    const last = this.#ordered.get(operator.id);
    const fresh = last === undefined || last.step !== step || last.node !== node;
    if (node === '' || what === undefined || (!fresh && nowMs - last.atMs < ORDER_AGAIN_MS)) return;
    this.#ordered.set(operator.id, { step, node, atMs: nowMs });
    const order = { operatorId: operator.id, group: operator.group, step, what: stepToWire(what), cancelled };
    orders.set(node, [...(orders.get(node) ?? []), order]);
  }
}

/** View and operators of now; settings and defaults as they are whenever asked. */
const frozen = ({ view, operators }: PlacementFacts, facts: () => PlacementFacts): PlacementFacts => ({
  view,
  operators,
  get settings() {
    return facts().settings;
  },
  get defaultReplicas() {
    return facts().defaultReplicas;
  },
});

function startCommand(decided: readonly Proposal[], wallMs: number): pb.PlacementCommand.$Properties {
  const plans = decided.map((proposal) => {
    const minutes = proposal.steps.reduce((sum, { kind }) => sum + (MINUTES[kind] ?? 5), 0);
    return planToWire({ ...proposal, deadlineMs: Math.floor(wallMs) + minutes * MINUTE_MS });
  });
  return { startOperators: { plans } };
}

/** How long each step may take. */
const MINUTES: Readonly<Record<string, number>> = { catchUp: 60, transfer: 2, split: 10 };
