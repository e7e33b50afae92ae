import { describe, expect, it } from 'vitest';
import { until } from '../../../test/until.js';
import { groupToWire, type PlacedGroup } from '../../shard/descriptor.js';
import { FIRST_EPOCH } from '../../shard/epoch.js';
import { lineRange } from '../../shard/place-group.js';
import { hard, metaOf, newDisk, newGroup, openNode, testEnv } from '../../store/testing/world.js';
import { PlacementAgent, type PlacementAgentParts } from './placement-agent.js';

const REPLICA = 1;

/** As group 0 says of it: new, on n1 alone. */
const placed = (group: number, line: string): PlacedGroup => ({
  group,
  range: lineRange(line),
  epoch: FIRST_EPOCH,
  replicas: [{ replica: REPLICA, node: 'n1', learner: false }],
  ackQuorum: 1,
  revision: 1,
  createdAtMs: 0,
  leader: { replica: 0, term: 0 },
  wantedReplicas: 0,
  placementLearners: [],
});

/** An agent over a store in memory, in a time that moves when the test lets a timer run. */
async function agentOf(group: PlacedGroup) {
  const base = testEnv();
  const timers: (() => void)[] = [];
  const said: string[] = [];
  const log = { ...base.log, info: (_: object, what: string) => said.push(what) };
  const env = {
    ...base,
    log: { ...log, warn: (_: object, what: string) => said.push(what) },
    clock: {
      ...base.clock,
      after: (_: number, run: () => void) => {
        timers.push(run);
        return { cancel: () => undefined };
      },
    },
  };
  const store = await openNode(await newDisk(), base);
  const opened: number[] = [];
  const agent = new PlacementAgent({
    env,
    nodeId: 'n1',
    store,
    transport: {
      pullPlacement: () => Promise.resolve({ revision: 1, groups: [groupToWire(group)] }),
    } as unknown as PlacementAgentParts['transport'],
    localView: () => undefined,
    localHears: () => false,
    placementNodes: () => ['n2'],
    isHosted: (hosted) => opened.includes(hosted),
    open: (made) => {
      opened.push(made);
      return { closed: true } as ReturnType<PlacementAgentParts['open']>;
    },
    changed: () => undefined,
  });
  return { agent, store, opened, timers, said, fatals: base.fatals };
}

describe('a replica that group 0 gives to this node', () => {
  it('is made once the one that still holds its range here is gone', async () => {
    const { agent, store, opened, timers, said } = await agentOf(placed(7, 'jinghu'));
    await newGroup(store, metaOf(2, 'jinghu'));
    agent.nudge();
    await until(() => timers.length > 0 && !agent.isCreating(7));
    expect(said).toEqual(['replica not created yet: its range is still held here']);
    await store.removeGroup(2, 2);
    timers.shift()?.();
    await until(() => opened.length > 0);
    expect(opened).toEqual([7]);
  });

  it('is not made where a later replica of its group has spoken: that one gets a snapshot', async () => {
    const { agent, store, opened, timers, said } = await agentOf(placed(7, 'jinghu'));
    await new Promise<void>((done) => {
      store.log.submit({ group: 7, replica: 4, hardState: hard(3), entries: [], done });
    });
    agent.nudge();
    await until(() => said.length > 0);
    expect(said).toEqual(['replica not created: its group has lived on']);
    expect([opened, timers]).toEqual([[], []]);
  });

  it('ends the process where the store has it and nobody opened it', async () => {
    const { agent, store, fatals } = await agentOf(placed(7, 'jinghu'));
    await newGroup(store, metaOf(7, 'jinghu'));
    agent.nudge();
    await until(() => fatals.length > 0);
    expect(fatals.join()).toContain('the replica of group 7 is in the store, and nobody opened it');
  });
});
