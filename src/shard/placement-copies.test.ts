import { describe, expect, it } from 'vitest';
import { placementCopies } from './placement-copies.js';
import { DrivenCluster } from './testing/driven-cluster.js';
import { apply, BOOTSTRAP, MemoryBucket, machineOn } from './testing/machine.js';

const DECOMMISSIONING = 2;
const node = (nodeId: string) => ({
  nodeId,
  peerAddress: `${nodeId}:1`,
  clientAddress: `${nodeId}:2`,
  joinId: nodeId,
});

/** Group 0 on each of so many nodes. */
function cluster(count: number): DrivenCluster {
  const machine = machineOn(new MemoryBucket());
  const nodes = Array.from({ length: count }, (_, at) => ({ ...node(`n${at + 1}`), placement: true }));
  apply(machine, { bootstrap: { ...BOOTSTRAP, nodes } });
  const driven = new DrivenCluster(machine);
  driven.run(30);
  return driven;
}

const carriers = (driven: DrivenCluster): string[] =>
  driven.machine.view
    .group(0)
    ?.replicas.flatMap(({ node, learner }) => (learner ? [] : [node]))
    .sort() ?? [];
const join = (driven: DrivenCluster, id: string) =>
  driven.apply({ joinNode: { clusterId: 'c1', node: node(id) } });
const decommission = (driven: DrivenCluster, nodeId: string) =>
  driven.apply({ setNodeState: { nodeId, state: DECOMMISSIONING } });

describe('copies of group 0', () => {
  it('are as many as were asked for while so many nodes stay, and else an odd number', () => {
    const wanted = (asked: number) => [1, 2, 3, 4, 5, 6, 9].map((staying) => placementCopies(asked, staying));
    expect(wanted(5)).toEqual([1, 2, 3, 3, 5, 5, 5]);
    expect(wanted(7)).toEqual([1, 2, 3, 3, 5, 5, 7]);
    expect(wanted(3)).toEqual([1, 2, 3, 3, 3, 3, 3]);
    expect(wanted(2)).toEqual([1, 2, 2, 2, 2, 2, 2]);
  });

  it('are three once one of five nodes is decommissioned, and five again once another has joined', () => {
    const driven = cluster(5);
    expect(carriers(driven)).toHaveLength(5);
    decommission(driven, 'n2');
    driven.run(60);
    expect(driven.machine.view.node('n2')?.state).toBe('removed');
    expect(carriers(driven)).toHaveLength(3);
    expect(carriers(driven)).not.toContain('n2');
    const { revision } = driven.machine;
    driven.run(60);
    expect(driven.machine.revision).toBe(revision);
    join(driven, 'n6');
    driven.run(60);
    expect(carriers(driven)).toEqual(['n1', 'n3', 'n4', 'n5', 'n6']);
  });

  it('stay where a node is only silent', () => {
    const driven = cluster(5);
    driven.silent.add('n4');
    driven.run(3_600);
    expect(driven.machine.view.node('n4')?.health).toBe('down');
    expect(carriers(driven)).toEqual(['n1', 'n2', 'n3', 'n4', 'n5']);
  });

  it('never become more than were asked for', () => {
    const driven = cluster(3);
    join(driven, 'n4');
    join(driven, 'n5');
    driven.run(60);
    expect(carriers(driven)).toEqual(['n1', 'n2', 'n3']);
  });
});
