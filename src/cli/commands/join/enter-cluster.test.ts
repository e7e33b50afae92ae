import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type CallOptions, type RailkvClient, RailkvError } from '../../../client/index.js';
import { type EnterParts, enterCluster } from './enter-cluster.js';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A cluster that has other things to do first: whoever waits less than that long hears nothing. */
function clusterThatTakes(answerMs: number): RailkvClient {
  const answered = <T>(answer: T, options: CallOptions = {}): Promise<T> =>
    (options.timeoutMs ?? 5_000) >= answerMs
      ? Promise.resolve(answer)
      : Promise.reject(new RailkvError('DEADLINE_EXCEEDED', 'did not answer in time'));
  const entered = { clusterId: 'c-1', nodes: [], defaultReplicas: 3, defaultAckQuorum: 2 };
  const client = {
    cluster: {
      describe: (options?: CallOptions) => answered({ clusterId: 'c-1', nodes: [] }, options),
      nodes: (options?: CallOptions) => answered([], options),
    },
    operations: { join: (_: string, __: unknown, options?: CallOptions) => answered(entered, options) },
    close: () => Promise.resolve(),
  };
  return client as unknown as RailkvClient;
}

function partsOf(client: RailkvClient): EnterParts {
  const data = mkdtempSync(join(tmpdir(), 'railkv-join-'));
  directories.push(data);
  return {
    data,
    wishes: {
      ...{ id: undefined, peer: '127.0.0.1:1', client: '127.0.0.1:2', http: undefined },
      ...{ labels: undefined, certs: undefined, logLevel: undefined },
    },
    connect: () => Promise.resolve(client),
    version: '0.1.0',
    makeStore: () => Promise.resolve(),
    say: () => {},
  };
}

describe('a machine that joins', () => {
  it('waits for a cluster that is busy moving copies to those that came before it', async () => {
    const node = await enterCluster(partsOf(clusterThatTakes(45_000)));
    expect(node).toMatchObject({ phase: 'made', nodeId: 'n1', clusterId: 'c-1' });
  });

  it('may come again with other addresses after the cluster refused those it asked with', async () => {
    const asked: string[] = [];
    const client = clusterThatTakes(0);
    const { join: enter } = client.operations;
    Object.assign(client.operations, {
      join: (...call: Parameters<typeof enter>) => {
        asked.push(call[1].peerAddress ?? '');
        return asked.length === 1
          ? Promise.reject(new RailkvError('ADDRESS_IN_USE', 'node n4 has 127.0.0.1:1 already'))
          : enter(...call);
      },
    });
    const parts = partsOf(client);
    await expect(enterCluster(parts)).rejects.toMatchObject({ reason: 'ADDRESS_IN_USE' });
    const other = { ...parts, wishes: { ...parts.wishes, id: 'n7', peer: '127.0.0.1:3' } };
    expect(await enterCluster(other)).toMatchObject({ phase: 'made', nodeId: 'n7', peer: '127.0.0.1:3' });
    expect(asked).toEqual(['127.0.0.1:1', '127.0.0.1:3']);
  });

  it('stays who it is while nobody knows whether the cluster took it in', async () => {
    const client = clusterThatTakes(0);
    Object.assign(client.operations, {
      join: () => Promise.reject(new RailkvError('UNKNOWN', 'no answer came')),
    });
    const parts = partsOf(client);
    await expect(enterCluster(parts)).rejects.toMatchObject({ reason: 'UNKNOWN' });
    const other = { ...parts, wishes: { ...parts.wishes, peer: '127.0.0.1:3' } };
    await expect(enterCluster(other)).rejects.toThrow('has --peer 127.0.0.1:1, not 127.0.0.1:3');
  });
});
