import { describe, expect, it, vi } from 'vitest';
import { GROUPS_MAX } from './placement-check.js';
import type { PlacementMachine } from './placement-machine.js';
import { apply, bootstrapped, line } from './testing/machine.js';

/** A cluster that counts so many groups, though only the first two are there. */
function counting(groups: number): PlacementMachine {
  const machine = bootstrapped();
  vi.spyOn(machine.view, 'size', 'get').mockReturnValue(groups);
  return machine;
}

const register = (machine: PlacementMachine, ...names: readonly string[]) =>
  apply(machine, { registerLines: { lines: names.map((name) => line(name)) } });

describe('a cluster with almost as many groups as there can be', () => {
  it('takes lines up to the last group', () => {
    expect(register(counting(GROUPS_MAX - 2), 'a', 'b')).toMatchObject({
      kind: 'registered',
      response: { created: 2 },
    });
  });

  it('takes none of more lines than fit, and says how many would', () => {
    const machine = counting(GROUPS_MAX - 2);
    const { revision } = machine;
    expect(register(machine, 'a', 'b', 'c')).toEqual({
      kind: 'refused',
      reason: 'INVALID_REQUEST',
      message: `each new line has a group of its own, and a cluster has at most 131072: there is room for 2 of the 3 new lines, and none was registered`,
    });
    expect(machine.view.groupForLine('a')).toBeUndefined();
    expect(machine.revision).toBe(revision);
  });

  it('takes stations of lines that it has, also when it is full', () => {
    const machine = counting(GROUPS_MAX - 1);
    register(machine, 'a');
    vi.spyOn(machine.view, 'size', 'get').mockReturnValue(GROUPS_MAX);
    expect(register(machine, 'a')).toMatchObject({ kind: 'registered', response: { created: 0 } });
    expect(register(machine, 'b')).toMatchObject({
      message: expect.stringContaining('there is room for 0 of the 1 new lines'),
    });
  });
});
