/** What a node may tell and propose by what it knows of its cluster's level. */
import { describe, expect, it } from 'vitest';
import { ENTRY_FORMAT, OUTCOME_ENTRY_FORMAT } from '../../proto/versions.js';
import type { PlacementView } from '../../shard/placement-view.js';
import { Gates, type GatesParts } from './gates.js';

const knowing = (revision: number, level: number): Gates => {
  const view = { revision, level } as PlacementView;
  return new Gates({ nodeId: 'n1', view: () => view } as unknown as GatesParts);
};

describe('a leader', () => {
  it('writes entries of the newer format from the level on at which all read it', () => {
    expect([1, 2, 3, 4].map((level) => knowing(7, level).commandFormat())).toEqual([
      ENTRY_FORMAT,
      ENTRY_FORMAT,
      OUTCOME_ENTRY_FORMAT,
      OUTCOME_ENTRY_FORMAT,
    ]);
  });

  it('tells no outcome before it knows the level: what it tells by an entry of the first format could change', () => {
    expect(knowing(0, 1).outcomeObstacle()).toMatchObject({ reason: 'NO_LEADER', retryAfterMs: 200 });
    expect(knowing(1, 1).outcomeObstacle()).toBeUndefined();
  });
});
