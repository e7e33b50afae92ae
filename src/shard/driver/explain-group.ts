/** Why: what placement wants of a group, which checker says what, which nodes could take a copy, and what it waits for. Pure. */
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';
import { groupToWire, PLACEMENT_GROUP } from '../descriptor.js';
import { operatorToWire, planToWire } from '../operator.js';
import { allWords } from './check-group.js';
import type { ClusterPicture, NodeEntry, PictureGroup } from './cluster-picture.js';
import { tolerated } from './could-move.js';
import type { Hearing, Readiness } from './hearing.js';
import { checkSplit } from './hot-split.js';
import { crowding, sharesZone } from './isolation.js';
import type { PlacementFacts } from './live-picture.js';
import type { Agenda } from './round.js';
import { places, whyNotNow } from './target.js';
import { blocked, fine, type Word, waits } from './word.js';

export interface ExplainParts {
  readonly facts: PlacementFacts;
  readonly picture: ClusterPicture;
  readonly agenda: Agenda;
  readonly hearing: Pick<Hearing, 'group'>;
  readonly readiness: Readiness;
  /** Monotonic. */
  readonly nowMs: number;
}

const HISTORY = 10;
const VERDICTS = ['', 'fine', 'wants', 'waits', 'blocked'];

/** @returns undefined when there is no such group */
export function explainGroup(
  parts: ExplainParts,
  id: GroupId,
): pb.ExplainGroupResponse.$Properties | undefined {
  const { facts, picture, readiness } = parts;
  const placed = facts.view.group(id);
  const group = picture.group(id);
  if (placed === undefined || group === undefined) return undefined;
  const operator = facts.operators.ofGroup(id);
  const ended = facts.operators.history().filter((each) => each.node === '' && each.group === id);
  return {
    group: groupToWire(placed),
    wantedReplicas: group.wanted,
    heard: parts.hearing.group(id) !== undefined,
    checkers: words(parts, group).map(({ checker, word }) => ({
      checker,
      verdict: VERDICTS.indexOf(word.verdict),
      text: word.text,
      plan: word.verdict === 'wants' ? planToWire({ ...word.proposal, deadlineMs: 0 }) : null,
    })),
    nodes: picture
      .nodes()
      .filter(({ node }) => node.state !== 'removed')
      .map((entry) => nodeWord(parts, group, entry)),
    operator: operator === undefined ? null : operatorToWire(operator),
    history: ended.slice(0, HISTORY).map(operatorToWire),
    hearing: readinessToWire(readiness),
  };
}

export const readinessToWire = ({ enough, heard, groups, waitsFor }: Readiness): pb.Hearing.$Properties => ({
  enough,
  groupsHeard: heard,
  groups,
  waitsFor,
});

interface Said {
  readonly checker: string;
  readonly word: Word;
}

function words(parts: ExplainParts, group: PictureGroup): readonly Said[] {
  const { picture, facts, agenda, nowMs } = parts;
  const hotSince = agenda.hot.get(group.group);
  const hotForMs = hotSince === undefined ? 0 : nowMs - hotSince;
  const cooling = agenda.cooling.get(group.group);
  const said: Said[] = [];
  if (cooling !== undefined && cooling > nowMs) {
    const left = Math.ceil((cooling - nowMs) / 1_000);
    said.push({
      checker: 'history',
      word: waits(`its last operator failed: it is left alone for ${left} s more`),
    });
  }
  said.push(...allWords(picture, group, facts.settings));
  said.push({ checker: 'balance-replica', word: balanceWord(parts, group, 'copies') });
  said.push({ checker: 'balance-leader', word: balanceWord(parts, group, 'leads') });
  said.push({ checker: 'split', word: checkSplit(picture, group, facts.settings, hotForMs) });
  return said;
}

function balanceWord({ picture, facts }: ExplainParts, group: PictureGroup, sum: 'copies' | 'leads'): Word {
  const [one, several] = sum === 'copies' ? ['copy', 'copies'] : ['leader', 'leaders'];
  const counted = (count: number): string => `${count} ${count === 1 ? one : several}`;
  if (group.group === PLACEMENT_GROUP) return fine('the placement driver is not moved for balance');
  const able = picture.nodes().filter(({ node }) => node.state === 'active' && node.health === 'up');
  const own = able.filter((entry) => entry[sum].has(group.group));
  const [few] = [...able].sort((a, b) => a[sum].size - b[sum].size);
  const [many] = own.sort((a, b) => b[sum].size - a[sum].size);
  if (few === undefined || many === undefined)
    return blocked(`no node that is active and heard ${sum === 'copies' ? 'carries' : 'leads'} it`);
  const most = tolerated(many[sum].size, facts.settings.balancePercent);
  const difference = many[sum].size - few[sum].size;
  if (difference === 0)
    return fine(`no node has fewer ${several} than ${many.node.node}, which has ${many[sum].size}`);
  const text = `${many.node.node} has ${counted(many[sum].size)} and ${few.node.node}, which has fewest, ${few[sum].size}`;
  if (difference <= most) return fine(`${text}: a difference of ${most} is left alone`);
  if (!own.some((from) => able.some((to) => couldGoTo(picture, group, from, to, sum, most))))
    return fine(
      sum === 'copies'
        ? `${text}: its copies are kept further apart where they are than on any node that has fewer`
        : `${text}: no other node of it leads enough fewer`,
    );
  return waits(`${text}: this or another group may be moved for that`);
}

/** Whether what `from` has of the group could be evened out on `to`. */
function couldGoTo(
  picture: ClusterPicture,
  group: PictureGroup,
  from: NodeEntry,
  to: NodeEntry,
  sum: 'copies' | 'leads',
  most: number,
): boolean {
  if (from[sum].size - to[sum].size <= most) return false;
  const member = group.members.find(({ node }) => node === to.node.node);
  if (sum === 'leads') return member?.learner === false;
  const staying = group.members.filter(({ learner, node }) => !learner && node !== from.node.node);
  const others = places(
    picture,
    staying.map(({ node }) => node),
  );
  return member === undefined && crowding(to.node, others) <= crowding(from.node, others);
}

function nodeWord(
  { picture, facts }: ExplainParts,
  group: PictureGroup,
  entry: NodeEntry,
): pb.NodeWord.$Properties {
  const { node } = entry.node;
  const held = group.members.find((member) => member.node === node);
  const others = places(
    picture,
    group.members.filter((member) => !member.learner && member.node !== node).map((member) => member.node),
  );
  const sum = crowding(entry.node, others);
  const near =
    sum === 0
      ? ''
      : sharesZone(sum)
        ? 'it shares a zone with another copy'
        : 'it shares a host with another copy';
  const why = whyNotNow(entry, facts.settings);
  if (held !== undefined) {
    const text = [held.learner ? 'a copy that does not vote' : 'a copy', near].filter(Boolean).join('; ');
    return {
      nodeId: node,
      member: true,
      couldTake: false,
      text: group.leader === node ? `${text}; it leads` : text,
    };
  }
  const text = why || near || `it carries ${entry.copies.size} copies`;
  return { nodeId: node, member: false, couldTake: why === '', text };
}
