import { describe, expect, it } from 'vitest';
import { Supervisor } from './supervisor.js';
import { FakeNodes } from './testing/fake-nodes.js';

const commands = ['n1', 'n2', 'n3'].map((id) => ({ id, config: 'cluster.yaml', log: `/nowhere/${id}.log` }));

function supervise(nodes: FakeNodes, restart = false) {
  const deaths: string[] = [];
  const restarts: string[] = [];
  const supervisor = new Supervisor({
    nodes: commands,
    spawn: nodes.spawn,
    restart,
    wait: nodes.wait,
    onDeath: (death) => void deaths.push(`${death.node.id} ${death.exit.signal ?? death.exit.code}`),
    onRestart: (id) => void restarts.push(id),
  });
  supervisor.start();
  return { supervisor, deaths, restarts };
}

describe('the supervisor', () => {
  it('reports a node that dies and leaves it dead', async () => {
    const nodes = new FakeNodes();
    const { supervisor, deaths } = supervise(nodes);
    await nodes.die('n2', { code: null, signal: 'SIGKILL' });
    expect(deaths).toEqual(['n2 SIGKILL']);
    expect(supervisor.running().map(({ id }) => id)).toEqual(['n1', 'n3']);
    expect(nodes.spawned).toEqual(['n1', 'n2', 'n3']);
  });

  it('starts it again when asked to, but not for ever', async () => {
    const nodes = new FakeNodes();
    const { restarts, deaths } = supervise(nodes, true);
    for (let times = 0; times < 11; times += 1) await nodes.die('n2', { code: 1, signal: null });
    expect(restarts).toHaveLength(10);
    expect(deaths).toHaveLength(11);
  });

  it('asks all nodes to stop, and takes that for no death', async () => {
    const nodes = new FakeNodes();
    const { supervisor, deaths } = supervise(nodes);
    expect(await supervisor.stop(1_000)).toBe('stopped');
    expect(nodes.signals).toEqual(['n1 SIGTERM', 'n2 SIGTERM', 'n3 SIGTERM']);
    expect(deaths).toEqual([]);
    expect(supervisor.running()).toEqual([]);
  });

  it('kills a node that does not stop', async () => {
    const nodes = new FakeNodes();
    nodes.stubborn.add('n3');
    const { supervisor } = supervise(nodes);
    expect(await supervisor.stop(1_000)).toBe('killed');
    expect(nodes.signals.at(-1)).toBe('n3 SIGKILL');
  });
});
