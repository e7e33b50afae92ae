import { expect, it } from 'vitest';
import { trainKey } from '../../proto/keys.js';
import { PlacementView } from '../../shard/placement-view.js';
import type { GroupState } from '../../store/group-state.js';
import { PROMPT_HOOKS } from '../../store/memory/faults.js';
import {
  append,
  entries,
  hard,
  metaOf,
  newDisk,
  newGroup,
  openNode,
  testEnv,
} from '../../store/testing/world.js';
import { Membership } from './membership.js';
import type { Snapshots } from './snapshots.js';

it('a replica that a split brings to life this very moment is not buried: it is, and asks by itself', async () => {
  const env = testEnv();
  const disk = await newDisk();
  const store = await openNode(disk, env);
  const whole = metaOf(2, 'jinghu');
  const parent = await newGroup(store, whole);
  await append(store, 2, entries(2, 9, 1), hard(1, 1, 9));
  const membership = new Membership({
    env,
    nodeId: 'n1',
    store,
    snapshots: { isInstalling: () => false } as unknown as Snapshots,
    find: () => undefined,
    replicas: () => [],
    view: () => new PlacementView(),
    isCreating: () => false,
    send: () => undefined,
    forgotten: () => undefined,
  });

  let told = false;
  disk.hooks = {
    ...PROMPT_HOOKS,
    schedule: (operation, complete) => {
      if (!told && operation.kind === 'write' && operation.target === 'state') {
        told = true;
        membership.told([{ group: 3, replicaId: 1 }]);
      }
      PROMPT_HOOKS.schedule(operation, complete);
    },
  };
  const at = trainKey('jinghu', 'G5');
  const epoch = { confVersion: 1, rangeVersion: 2 };
  let born: GroupState | undefined;
  const splitting = store.splitGroup(parent, {
    parent: { range: { start: whole.range.start, end: at }, epoch },
    child: metaOf(3, 'jinghu', { range: { start: at, end: whole.range.end }, epoch }),
    rows: [],
    applied: { index: 8, term: 1 },
  });
  void splitting.then((child) => {
    born = child;
  });
  for (let turn = 0; turn < 2_000; turn += 1) await Promise.resolve();
  expect(told).toBe(true);
  expect(env.fatals).toEqual([]);
  expect(born?.group).toBe(3);
  expect(store.state.has(3)).toBe(true);
  expect(store.leastReplica(3)).toBe(0);
  await membership.stop();
  await store.close();
});
