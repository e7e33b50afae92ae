import { describe, expect, it } from 'vitest';
import { pb } from '../proto/index.js';
import { lineKey, plainKey, prefixEnd } from '../proto/keys.js';
import { PlacementView } from './placement-view.js';
import { ROUTES_PAGE_BYTES_MAX, ROUTES_PAGE_MAX } from './route-pages.js';

const REPLICAS = ['n1', 'n2', 'n3'].map((nodeId, at) => ({ replicaId: at + 1, nodeId }));
const NOBODY = (): number => 0;
const nameOf = (at: number): string => `line-${String(at).padStart(6, '0')}`;

/** So many lines, each with a group of its own: group 10 is the first line's. */
function viewOf(lines: number): PlacementView {
  const view = new PlacementView();
  const groups = Array.from({ length: lines }, (_, at) => {
    const start = lineKey(nameOf(at));
    const range = { start, end: prefixEnd(start) };
    return {
      group: 10 + at,
      range,
      epoch: { confVersion: 1, rangeVersion: 1 },
      replicas: REPLICAS,
      revision: 5,
    };
  });
  view.applyDelta({ revision: 5, nodes: [], groups });
  return view;
}

/** Every page, as a caller asks for them. */
function* pages(
  view: PlacementView,
  asked: pb.GetRoutesRequest.$Properties,
): Generator<pb.GetRoutesResponse.$Properties> {
  for (let pageStart: Uint8Array = new Uint8Array(0); ; ) {
    const page = view.routes({ ...asked, pageStart }, NOBODY);
    yield page;
    if (page.next === undefined || page.next === null || page.next.length === 0) return;
    pageStart = page.next;
  }
}

const groupsOf = (answers: Iterable<pb.GetRoutesResponse.$Properties>): unknown[] =>
  [...answers].flatMap(({ routes }) => (routes ?? []).map(({ group }) => group));

const sizeOf = (answer: pb.GetRoutesResponse.$Properties): number =>
  pb.GetRoutesResponse.encode(answer).finish().length;

describe('routes of 100,000 groups', () => {
  const view = viewOf(100_000);
  const all = Array.from({ length: 100_000 }, (_, at) => 10 + at);

  it('come page by page, each once and in key order, where one answer would be larger than a message may be', () => {
    expect(sizeOf(view.routes({ all: true }, NOBODY))).toBeGreaterThan(4 * 1_024 * 1_024);
    const answers = [...pages(view, { all: true, limit: 1_000 })];
    expect(answers).toHaveLength(100);
    expect(groupsOf(answers)).toEqual(all);
  });

  it('are bounded by count and by bytes, whatever the caller would take', () => {
    const answers = [...pages(view, { all: true, limit: 1_000_000 })];
    expect(answers.every(({ routes }) => (routes ?? []).length <= ROUTES_PAGE_MAX)).toBe(true);
    expect(answers.every((answer) => sizeOf(answer) < 1.1 * ROUTES_PAGE_BYTES_MAX)).toBe(true);
    expect(groupsOf(answers)).toEqual(all);
  });

  it('of some groups, lines and keys are found without a look at the others, and paged as well', () => {
    const asked = {
      groups: [10, 60_000, 999_999],
      lines: [nameOf(4), 'unknown'],
      keys: [lineKey(nameOf(4)), lineKey(nameOf(9)), plainKey('k')],
    };
    expect(groupsOf([view.routes(asked, NOBODY)])).toEqual([10, 14, 19, 60_000]);
    const answers = [...pages(view, { ...asked, limit: 3 })];
    expect(answers.map(({ routes }) => routes?.length)).toEqual([3, 1]);
    expect(groupsOf(answers)).toEqual([10, 14, 19, 60_000]);
  });
});

describe('a page', () => {
  it('holds one route at least, however large it is', () => {
    const view = new PlacementView();
    const replicas = REPLICAS.map((replica) => ({ ...replica, nodeId: replica.nodeId.repeat(400_000) }));
    const groups = [1, 2].map((group) => ({
      group,
      range: { start: Uint8Array.of(group), end: Uint8Array.of(group + 1) },
      epoch: { confVersion: 1, rangeVersion: 1 },
      replicas,
      revision: 1,
    }));
    view.applyDelta({ revision: 1, nodes: [], groups });
    expect([...pages(view, { all: true, limit: 10 })].map(({ routes }) => routes?.length)).toEqual([1, 1]);
  });

  it('of a node that does not know a boundary yet begins with the range in which it lies', () => {
    const view = viewOf(3);
    const inside = Uint8Array.from([...lineKey(nameOf(1)), 5]);
    expect(groupsOf([view.routes({ all: true, limit: 10, pageStart: inside }, NOBODY)])).toEqual([11, 12]);
    expect(groupsOf([view.routes({ groups: [10, 11, 12], limit: 10, pageStart: inside }, NOBODY)])).toEqual([
      11, 12,
    ]);
  });

  it('is everything for a program that knows none', () => {
    const answer = viewOf(5_000).routes({}, NOBODY);
    expect(answer.routes).toHaveLength(5_000);
    expect(answer.next).toHaveLength(0);
  });
});
