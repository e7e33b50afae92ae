/** One round of decisions: checkers over the groups that changed, then the schedulers. Every decision is noted in the picture
 *  at once, so that the next one counts with it. Deterministic: the same picture gives the same decisions. */
import type { GroupId } from '../../raft/ids.js';
import { PLACEMENT_GROUP } from '../descriptor.js';
import { sayStep } from '../operator.js';
import type { PlacementSettings } from '../placement-settings.js';
import { balanceLeaders } from './balance-leaders.js';
import { balanceReplicas } from './balance-replicas.js';
import { firstWord } from './check-group.js';
import type { ClusterPicture, PictureGroup } from './cluster-picture.js';
import { checkSplit } from './hot-split.js';
import type { Proposal } from './word.js';

export interface RoundLimits {
  /** Groups looked at by checkers. */
  readonly checksMax: number;
  readonly decisionsMax: number;
}

export const ROUND: RoundLimits = { checksMax: 4_096, decisionsMax: 256 };

/** What is remembered between rounds. */
export class Agenda {
  /** To be looked at by the checkers. */
  readonly dirty = new Set<GroupId>();
  /** Wanted something that could not be yet, and what each said. */
  readonly waiting = new Map<GroupId, string>();
  /** As far apart as the nodes that there are allow, and not as far as wanted: only another node helps. */
  readonly crowded = new Set<GroupId>();
  /** Since when above the threshold. */
  readonly hot = new Map<GroupId, number>();
  /** Left alone until then: an operator of theirs failed. */
  readonly cooling = new Map<GroupId, number>();
  /** The picture in which there was nothing to balance. */
  balancedAt = -1;
  leadersBalancedAt = -1;

  touch(group: GroupId): void {
    this.dirty.add(group);
  }

  /** Nodes came, went or changed: who had nowhere to go may have by now. */
  nodesChanged(): void {
    for (const group of this.crowded) this.dirty.add(group);
    this.crowded.clear();
  }

  forget(group: GroupId): void {
    this.crowded.delete(group);
    this.dirty.delete(group);
    this.waiting.delete(group);
    this.hot.delete(group);
    this.cooling.delete(group);
  }
}

export function decide(
  picture: ClusterPicture,
  agenda: Agenda,
  settings: PlacementSettings,
  nowMs: number,
  limits: RoundLimits = ROUND,
): Proposal[] {
  const decided: Proposal[] = [];
  const take = (proposal: Proposal): void => {
    const [first] = proposal.steps;
    const doing = first === undefined ? '' : sayStep(first);
    picture.setOperator(proposal.group, { id: 0, kind: proposal.kind, steps: proposal.steps, doing });
    agenda.waiting.delete(proposal.group);
    decided.push(proposal);
  };
  const full = (): boolean => decided.length >= limits.decisionsMax;
  for (const [group, untilMs] of agenda.cooling) {
    if (untilMs > nowMs) continue;
    agenda.cooling.delete(group);
    agenda.touch(group); // nothing else would ask again
    agenda.balancedAt = -1;
    agenda.leadersBalancedAt = -1;
  }

  check(picture, agenda, settings, limits, take, full);
  splitHot(picture, agenda, settings, nowMs, take, full);
  const movable = (group: PictureGroup): boolean =>
    group.group !== PLACEMENT_GROUP &&
    group.operator === undefined &&
    !group.joint &&
    group.leader !== '' &&
    !agenda.waiting.has(group.group) &&
    !agenda.dirty.has(group.group) &&
    !agenda.cooling.has(group.group);
  if (agenda.dirty.size > 0) return decided; // what is lost comes before what is uneven
  if (agenda.balancedAt !== picture.version) {
    while (!full()) {
      const proposal = balanceReplicas(picture, settings, movable);
      if (proposal === undefined) break;
      take(proposal);
    }
    agenda.balancedAt = picture.version;
  }
  if (agenda.leadersBalancedAt !== picture.version) {
    while (!full()) {
      const proposals = balanceLeaders(picture, settings, movable);
      if (proposals.length === 0) break;
      for (const proposal of proposals) take(proposal);
    }
    agenda.leadersBalancedAt = picture.version;
  }
  return decided;
}

function check(
  picture: ClusterPicture,
  agenda: Agenda,
  settings: PlacementSettings,
  { checksMax }: RoundLimits,
  take: (proposal: Proposal) => void,
  full: () => boolean,
): void {
  let looked = 0;
  const look = (id: GroupId): void => {
    looked += 1;
    agenda.dirty.delete(id);
    agenda.waiting.delete(id);
    const group = picture.group(id);
    if (group === undefined || agenda.cooling.has(id)) return;
    const said = firstWord(picture, group, settings);
    if (said === undefined) return;
    const { checker, word } = said;
    if (word.verdict === 'wants') take(word.proposal);
    else if (checker === 'isolation' && word.verdict === 'blocked') agenda.crowded.add(id);
    // An operator's end makes its group dirty; nobody has to ask again before.
    else if (group.operator === undefined) agenda.waiting.set(id, word.text);
  };
  for (const id of [...agenda.dirty]) {
    if (looked >= checksMax || full()) return;
    look(id);
  }
  // Those that wait longest are asked first: whoever is asked goes to the end.
  for (const id of [...agenda.waiting.keys()]) {
    if (looked >= checksMax || full()) return;
    look(id);
  }
}

function splitHot(
  picture: ClusterPicture,
  agenda: Agenda,
  settings: PlacementSettings,
  nowMs: number,
  take: (proposal: Proposal) => void,
  full: () => boolean,
): void {
  for (const [id, sinceMs] of agenda.hot) {
    const group = picture.group(id);
    if (group === undefined || group.commandsPerSecond <= settings.splitCommandsPerSecond) {
      agenda.hot.delete(id);
      continue;
    }
    if (full() || group.operator !== undefined || group.joint || agenda.cooling.has(id)) continue;
    const word = checkSplit(picture, group, settings, nowMs - sinceMs);
    if (word.verdict === 'wants') take(word.proposal);
  }
}
