/** Keeps the picture up to date with what changed: in group 0's state, and in what was heard. Touches nothing else, and says
 *  on the agenda which groups to look at again. */
import type { GroupId } from '../../raft/ids.js';
import { PLACEMENT_GROUP } from '../descriptor.js';
import type { OperatorBook } from '../operator-book.js';
import { stayingNodes } from '../placement-copies.js';
import type { PlacementSettings } from '../placement-settings.js';
import type { PlacementView } from '../placement-view.js';
import { lostNodes } from '../recoveries.js';
import {
  ClusterPicture,
  type PictureGroup,
  type PictureMember,
  type PictureOperator,
} from './cluster-picture.js';
import type { Hearing } from './hearing.js';
import { pictureGroup, pictureNode, pictureOperator } from './picture-parts.js';
import { Agenda } from './round.js';

/** Group 0's state machine, as far as placement reads it. */
export interface PlacementFacts {
  readonly view: PlacementView;
  readonly operators: OperatorBook;
  readonly settings: PlacementSettings;
  readonly defaultReplicas: number;
}

/** How long a decision is taken for an operator that is not in group 0's state yet. */
const DECIDED_MS = 15_000;

export class LivePicture {
  readonly picture = new ClusterPicture();
  readonly agenda = new Agenda();
  readonly #damaged = new Map<string, ReadonlySet<GroupId>>();
  readonly #decided = new Map<GroupId, { readonly operator: PictureOperator; readonly untilMs: number }>();
  #settings: PlacementSettings | undefined;

  constructor(
    private readonly facts: PlacementFacts,
    private readonly hearing: Hearing,
  ) {
    facts.view.watch();
    facts.operators.watch();
  }

  end(): void {
    this.facts.view.unwatch();
    this.facts.operators.unwatch();
  }

  /** A decision that is being proposed. */
  decided(group: GroupId, operator: PictureOperator, nowMs: number): void {
    this.#decided.set(group, { operator, untilMs: nowMs + DECIDED_MS });
  }

  /** It is an operator now, or was refused. */
  settled(group: GroupId): void {
    if (this.#decided.delete(group)) this.#putGroup(group);
  }

  /** @returns ids of operators that changed. */
  update(nowMs: number): ReadonlySet<number> {
    const { view, operators, settings } = this.facts;
    const groups = new Set<GroupId>(this.hearing.takeNews());
    const changes = view.takeChanges();
    for (const id of changes?.groups ?? []) groups.add(id);
    this.#updateNodes(changes?.nodes ?? new Set(), groups);
    const changed = operators.takeChanges();
    for (const id of changed) {
      const operator = operators.get(id);
      if (operator === undefined || operator.node !== '') continue;
      this.#decided.delete(operator.group);
      groups.add(operator.group);
    }
    for (const [id, { untilMs }] of this.#decided) {
      if (untilMs > nowMs) continue;
      this.#decided.delete(id);
      groups.add(id);
    }
    if (this.#settings !== settings) this.#newSettings(settings);
    for (const id of groups) this.#putGroup(id);
    this.#noteHeat(groups, nowMs);
    return changed;
  }

  #updateNodes(changed: ReadonlySet<string>, groups: Set<GroupId>): void {
    let some = false;
    const lost = new Set(lostNodes(this.facts.view.recoveries));
    for (const placed of this.facts.view.nodes()) {
      const held = this.picture.node(placed.node)?.node;
      const news = pictureNode(placed, this.hearing, lost);
      const damaged = new Set(this.hearing.node(placed.node)?.report.damagedGroups);
      for (const group of differences(this.#damaged.get(placed.node) ?? NONE, damaged)) groups.add(group);
      this.#damaged.set(placed.node, damaged);
      const same = held?.lowOnDisk === news.lowOnDisk && held.lost === news.lost;
      if (same && !changed.has(placed.node)) continue;
      some = true;
      this.picture.putNode(news);
      for (const group of this.picture.node(placed.node)?.carried ?? NONE) {
        groups.add(group); // whose leader it may be
        this.agenda.touch(group);
      }
    }
    if (!some) return;
    this.agenda.nodesChanged();
    groups.add(PLACEMENT_GROUP); // has as many copies as the nodes allow
  }

  /** Limits are others now, or maintenance is over: everybody is asked again. */
  #newSettings(settings: PlacementSettings): void {
    this.#settings = settings;
    this.agenda.balancedAt = -1;
    this.agenda.leadersBalancedAt = -1;
  }

  #putGroup(id: GroupId): void {
    const { view, operators, defaultReplicas } = this.facts;
    const placed = view.group(id);
    if (placed === undefined) return;
    const running = operators.ofGroup(id);
    const operator = running === undefined ? this.#decided.get(id)?.operator : pictureOperator(running);
    const held = this.picture.group(id);
    const group = pictureGroup(placed, operator, {
      hearing: this.hearing,
      nodeOf: (node) => view.node(node),
      isDamaged: (node, group) => this.#damaged.get(node)?.has(group) === true,
      defaultReplicas,
      staying: stayingNodes(view.nodes()),
    });
    if (held !== undefined && onlyLoadDiffers(held, group)) {
      this.picture.noteLoad(id, group);
      return;
    }
    this.picture.putGroup(group);
    this.agenda.touch(id);
  }

  #noteHeat(groups: ReadonlySet<GroupId>, nowMs: number): void {
    const { splitCommandsPerSecond } = this.facts.settings;
    for (const id of groups) {
      const load = this.picture.group(id)?.commandsPerSecond ?? 0;
      if (load <= splitCommandsPerSecond) this.agenda.hot.delete(id);
      else if (!this.agenda.hot.has(id)) this.agenda.hot.set(id, nowMs);
    }
  }
}

const NONE: ReadonlySet<GroupId> = new Set();

function differences(a: ReadonlySet<GroupId>, b: ReadonlySet<GroupId>): GroupId[] {
  return [...[...a].filter((id) => !b.has(id)), ...[...b].filter((id) => !a.has(id))];
}

/** Whether nothing differs that a sum or a checker goes by. */
function onlyLoadDiffers(a: PictureGroup, b: PictureGroup): boolean {
  return (
    a.leader === b.leader &&
    a.preferred === b.preferred &&
    a.wanted === b.wanted &&
    a.ackQuorum === b.ackQuorum &&
    a.keptAckQuorum === b.keptAckQuorum &&
    a.confVersion === b.confVersion &&
    a.joint === b.joint &&
    a.operator?.id === b.operator?.id &&
    a.operator?.steps.length === b.operator?.steps.length &&
    a.begun.join() === b.begun.join() &&
    a.members.length === b.members.length &&
    a.members.every((member, at) => sameMember(member, b.members[at]))
  );
}

const sameMember = (a: PictureMember, b: PictureMember | undefined): boolean =>
  b !== undefined &&
  a.node === b.node &&
  a.replica === b.replica &&
  a.learner === b.learner &&
  a.damaged === b.damaged &&
  a.caughtUp === b.caughtUp;
