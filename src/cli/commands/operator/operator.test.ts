import { describe, expect, it } from 'vitest';
import { type OperationsApi, RailkvError } from '../../../client/index.js';
import { EXIT } from '../../exit-codes.js';
import { runWith } from '../../testing/fakes.js';

type Node = Awaited<ReturnType<OperationsApi['node']>>;
const apis = {
  operations: {
    operators: () => Promise.resolve({ operators: [], more: false }),
    node: (id: string) =>
      id === 'n1'
        ? Promise.resolve({ operators: [], leaving: [] } as unknown as Node)
        : Promise.reject(new RailkvError('NODE_NOT_FOUND', `the cluster has no node ${id}`)),
  },
  cluster: { routes: () => Promise.resolve([]) },
};

describe.each(['list', 'history'])('railkv operator %s', (name) => {
  it('says that nothing is there of a node that is', async () => {
    const ran = await runWith(['operator', name, '--node', 'n1'], apis);
    expect(ran.code).toBe(EXIT.ok);
    expect(ran.stdout).toContain('nothing on n1');
  });

  it('refuses a node and a group that are not: a slip would look like an empty answer', async () => {
    const node = await runWith(['operator', name, '--node', 'n9'], apis);
    expect(node.code).toBe(EXIT.refused);
    expect(node.stderr).toContain('NODE_NOT_FOUND');
    const group = await runWith(['operator', name, '--group', '99'], apis);
    expect(group.code).toBe(EXIT.refused);
    expect(group.stderr).toContain('NO_SUCH_GROUP');
  });
});
