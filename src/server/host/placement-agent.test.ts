import { describe, expect, it } from 'vitest';
import { until } from '../../../test/until.js';
import type { pb } from '../../proto/index.js';
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

/** What a node answers, or throws. */
type Pulls = (node: string) => pb.PlacementDelta.$Properties;

/** An agent over a store in memory, in a time that moves when the test lets a timer run. */
async function agentOf(
  group: PlacedGroup,
  pulls: Pulls = () => ({ revision: 1, groups: [groupToWire(group)] }),
) {
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
      pullPlacement: async (node: string) => pulls(node),
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

describe('a stranger who is asked what group 0 says', () => {
  const node = (nodeId: string, state = 0) => ({ nodeId, peerAddress: `${nodeId}:1`, state, revision: 5 });
  const answers = (nodes: pb.PlacementDelta.$Properties['nodes']): Pulls => {
    return (asked) => {
      if (asked === 'n2') throw new Error('n2 is gone');
      return { revision: 5, whole: true, nodes: nodes ?? [] };
    };
  };
  const REMOVED = 3;

  it('is believed when it counts itself and this node among the members', async () => {
    const { agent } = await agentOf(placed(7, 'jinghu'), answers([node('n1'), node('n4')]));
    agent.nudge('n4');
    await until(() => agent.revision === 5);
    expect(agent.view.node('n4')?.state).toBe('active');
  });

  it.each([
    ['does not count itself', [node('n1')]],
    ['does not count this node', [node('n4')]],
    ['says that this node was removed', [node('n1', REMOVED), node('n4')]],
  ])('is not believed when it %s', async (_name, nodes) => {
    const asked: string[] = [];
    const pulls = answers(nodes);
    const { agent } = await agentOf(placed(7, 'jinghu'), (whom) => {
      asked.push(whom);
      return pulls(whom);
    });
    agent.nudge('n4');
    await until(() => asked.includes('n4'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(agent.revision).toBe(0);
  });

  it('named while another one is asked is asked next', async () => {
    const asked: string[] = [];
    const { agent, timers } = await agentOf(placed(7, 'jinghu'), (whom) => {
      asked.push(whom);
      throw new Error(`${whom} is gone`);
    });
    agent.nudge();
    agent.nudge('n4');
    await until(() => timers.length > 0);
    timers.shift()?.();
    await until(() => timers.length > 0);
    agent.nudge('n5');
    timers.shift()?.();
    await until(() => timers.length > 0);
    expect(asked).toEqual(['n2', 'n4', 'n5']);
  });
});
