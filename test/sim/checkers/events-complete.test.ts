import { describe, expect, it } from 'vitest';
import { pb } from '../../../src/proto/index.js';
import { eventRow } from '../../../src/store/tickets/buckets.js';
import type { World } from '../world.js';
import { EventsComplete } from './events-complete.js';

const GROUP = 2;
const INDEX = 7;
const { EVENT_KIND_KEY_SET: KEY_SET } = pb.EventKind;

/** What is said of an entry that put the key `k`, when its row tells of these keys; undefined: there is no row. */
function complaints(told: readonly string[] | undefined, refused = false): string[] {
  const said: string[] = [];
  const row = told && pb.EventRow.encode({ events: told.map((key) => ({ kind: KEY_SET, key })) }).finish();
  const changes = row === undefined ? [] : [[eventRow(INDEX), row]];
  const replica = { state: { bucket: () => ({ changes: () => changes }) } };
  const world = { node: () => ({ replica: () => replica }) } as unknown as World;
  const checker = new EventsComplete(
    { changes: [] },
    () => world,
    (property, message) => said.push(`${property}: ${message}`),
  );
  const answer = refused ? { refusal: { reason: 'FLOOR' } } : {};
  const commands = [{ command: { kvPut: { key: 'k' } }, answer }];
  checker.entry({ node: 'n1', group: GROUP, index: INDEX, commands } as unknown as Parameters<
    EventsComplete['entry']
  >[0]);
  return said;
}

describe('EventsComplete', () => {
  it('is content with a row that tells exactly what changed', () => {
    expect(complaints(['k'])).toEqual([]);
    expect(complaints(undefined, true)).toEqual([]);
  });

  it('finds a change that no event tells', () => {
    expect(complaints(undefined)).toEqual([expect.stringMatching(/^EventsComplete: .*lack \[KEY_SET k\]/)]);
  });

  it('finds an event of what did not change, and one told twice', () => {
    expect(complaints(['k', 'other'])).toEqual([expect.stringMatching(/have \[KEY_SET other\] too much/)]);
    expect(complaints(['k', 'k'])).toEqual([expect.stringMatching(/have \[KEY_SET k\] too much/)]);
    expect(complaints(['k'], true)).toEqual([expect.stringMatching(/have \[KEY_SET k\] too much/)]);
  });
});
