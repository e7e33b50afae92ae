/** Every key that is on sale belongs to one group, and placement says the same of it as the group itself. Pure. */
import type { Epoch, KeyRange, Route } from '../../client/index.js';
import { compareKeys, lineKey, prefixEnd, SPACE_PLAIN } from '../../proto/keys.js';
import { type GroupPicture, PLACEMENT_GROUP } from '../status/picture.js';
import type { Examination } from './examination.js';
import type { Finding } from './finding.js';

export function checkRanges({ picture, routes, lines }: Examination): Finding[] {
  const placed = routes.filter(({ group }) => group !== PLACEMENT_GROUP);
  return [
    ...overlaps(placed),
    ...overlapsOfLeaders(picture.groups),
    ...lines.flatMap((line) => hole(placed, rangeOfLine(line), `line ${line}`)),
    ...hole(placed, PLAIN_KEYS, 'the plain keys'),
    ...picture.groups.flatMap((group) => epochs(group, routes)),
  ];
}

const prefix = (start: Uint8Array): KeyRange => ({ start, end: prefixEnd(start) });
const rangeOfLine = (line: string): KeyRange => prefix(lineKey(line));
const PLAIN_KEYS = prefix(Uint8Array.of(SPACE_PLAIN));

/** Ends compare like keys, but an empty one is behind all. */
const compareEnds = (a: Uint8Array, b: Uint8Array): number => {
  if (a.length === 0 || b.length === 0) return (a.length === 0 ? 1 : 0) - (b.length === 0 ? 1 : 0);
  return compareKeys(a, b);
};
const isBefore = (end: Uint8Array, start: Uint8Array): boolean =>
  end.length > 0 && compareKeys(end, start) <= 0;

interface Ranged {
  readonly group: number;
  readonly range: KeyRange;
}

function pairs(ranges: readonly Ranged[]): [Ranged, Ranged][] {
  const sorted = [...ranges].sort((a, b) => compareKeys(a.range.start, b.range.start) || a.group - b.group);
  const found: [Ranged, Ranged][] = [];
  let widest: Ranged | undefined;
  for (const each of sorted) {
    if (widest !== undefined && !isBefore(widest.range.end, each.range.start)) found.push([widest, each]);
    if (widest === undefined || compareEnds(each.range.end, widest.range.end) > 0) widest = each;
  }
  return found;
}

function overlaps(routes: readonly Route[]): Finding[] {
  return pairs(routes).map(([a, b]) => ({
    kind: 'range-overlap',
    subject: `group ${b.group}`,
    message: `placement gives the same keys to group ${a.group} and to group ${b.group}`,
    next: `stop selling on both, keep all directories, and compare them: railkv group show ${a.group}, railkv group show ${b.group}`,
  }));
}

/** What groups say of themselves, whatever placement thinks. A split that is under way raises the parent's epoch first. */
function overlapsOfLeaders(groups: readonly GroupPicture[]): Finding[] {
  const led = groups.flatMap(({ group, leader }) =>
    leader === undefined || group === PLACEMENT_GROUP ? [] : [{ group, range: leader.status.range }],
  );
  return pairs(led).map(([a, b]) => ({
    kind: 'range-overlap',
    subject: `group ${b.group}`,
    message: `the leaders of group ${a.group} and group ${b.group} both hold the same keys`,
    next: `stop selling on both, keep all directories, and compare the rows: railkv store dump --group ${a.group}`,
  }));
}

function hole(routes: readonly Route[], wanted: KeyRange, what: string): Finding[] {
  const sorted = [...routes].sort((a, b) => compareKeys(a.range.start, b.range.start));
  let covered = wanted.start;
  for (const { range } of sorted) {
    if (compareKeys(range.start, covered) > 0) break;
    if (isBefore(range.end, covered)) continue;
    if (compareEnds(range.end, wanted.end) >= 0) return [];
    covered = range.end;
  }
  return [
    {
      kind: 'range-hole',
      subject: what,
      message: `${what} is on sale, but no group holds ${compareKeys(covered, wanted.start) === 0 ? 'it' : 'all of it'}`,
      next: 'look again in a few seconds; if it stays, publish the line again (railkv timetable import is safe to repeat) and keep all directories',
    },
  ];
}

function epochs(group: GroupPicture, routes: readonly Route[]): Finding[] {
  const route = routes.find((each) => each.group === group.group);
  const own = group.leader?.status;
  if (own === undefined) return [];
  const subject = `group ${group.group}`;
  if (route === undefined)
    return [
      {
        kind: 'epoch-disagreement',
        subject,
        message: `group ${group.group} (${group.holds}) is led by ${group.leader?.nodeId}, but placement does not know it`,
        next: 'look again in a few seconds; if it stays, see what placement says: railkv status',
      },
    ];
  if (!isAbove(route.epoch, own.epoch)) return [];
  return [
    {
      kind: 'epoch-disagreement',
      subject,
      message: `placement knows group ${group.group} (${group.holds}) at epoch ${describe(route.epoch)}, its own leader on ${group.leader?.nodeId} at ${describe(own.epoch)}: one of the two lost something`,
      next: `keep all directories; the group's own log is the truth: railkv group show ${group.group}`,
    },
  ];
}

const isAbove = (a: Epoch, b: Epoch): boolean =>
  a.confVersion > b.confVersion || a.rangeVersion > b.rangeVersion;
const describe = ({ confVersion, rangeVersion }: Epoch): string => `(${confVersion}, ${rangeVersion})`;
