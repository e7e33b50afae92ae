import { describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { Message, SnapshotMetadata } from '../../raft/message.js';
import * as outgoing from '../../raft/outgoing.js';
import type { NodeStore } from '../../store/node-store.js';
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
import type { PeerTransport } from '../peer-transport.js';
import type { Checkpoints } from './checkpoints.js';
import type { HostedReplica } from './hosted-replica.js';
import { Snapshots } from './snapshots.js';

const GROUP = 2;
const META = metaOf(GROUP, 'jinghu');

/** A follower whose log holds, durably, entries 2..last of term 1, and knows none of them to be committed. */
async function follower(last: number) {
  const store = await openNode(await newDisk());
  await newGroup(store, META);
  await append(store, GROUP, entries(2, last, 1), hard(1));
  const received: Message[] = [];
  const closed: string[] = [];
  const replica = {
    group: GROUP,
    id: 1,
    raft: { term: 1, commit: 1 },
    log: store.log.group(GROUP),
    closed: false,
    receive: (message: Message) => received.push(message),
    close: (why: string) => closed.push(why),
  };
  return { store, received, closed, replica: replica as unknown as HostedReplica };
}

/** @param pulled where the snapshot that arrives ends  @param meanwhile what happens before it arrives */
function snapshots(
  store: NodeStore,
  pulled: { index: number; term: number },
  meanwhile: () => Promise<void> = () => Promise.resolve(),
  sources: readonly string[] = [],
  clock: Partial<Clock> = {},
) {
  const env = testEnv();
  let chunks = 0;
  const pull = vi.fn(async function* (): AsyncIterable<pb.SnapshotChunk.$Properties> {
    await meanwhile();
    chunks += 1;
    yield { header: { group: GROUP, metadata: pulled, range: META.range } };
    chunks += 1;
    yield { footer: { rows: 0, bytes: 0, checksum: 0 } };
  });
  const made = new Snapshots({
    env: { ...env, clock: { ...env.clock, ...clock } },
    store,
    transport: { pullSnapshot: pull } as unknown as PeerTransport,
    lowDiskBytes: 100,
    checkpoints: () => ({ quiet: () => Promise.resolve() }) as unknown as Checkpoints,
    find: () => undefined,
    detach: () => undefined,
    reopen: () => {
      throw new Error('nothing is installed here');
    },
    sources: () => sources,
    removed: () => undefined,
  });
  return { made, pull, read: () => chunks };
}

const offer = (index: number, term: number): Message => {
  const snapshot: SnapshotMetadata = { index, term, configuration: META.configuration };
  return outgoing.snap(1, 2, 1, snapshot);
};

describe('an offered snapshot', () => {
  it('is left to the core where the log holds its last entry: what was acknowledged behind it stays', async () => {
    const { store, replica } = await follower(20);
    const { made, pull } = snapshots(store, { index: 10, term: 1 });
    expect(made.offered(replica, offer(10, 1), 'n2')).toBe(false);
    expect(pull).not.toHaveBeenCalled();
    await store.close();
  });

  it('replaces nothing when the entries arrived and were acknowledged while it was pulled', async () => {
    const { store, replica, received, closed } = await follower(5);
    const { made } = snapshots(store, { index: 10, term: 1 }, () =>
      append(store, GROUP, entries(6, 20, 1), hard(1)),
    );
    const message = offer(10, 1);
    expect(made.offered(replica, message, 'n2')).toBe(true);
    await vi.waitFor(() => expect(made.isInstalling(GROUP)).toBe(false));
    expect(closed).toEqual([]);
    expect(received).toEqual([message]);
    expect(store.log.group(GROUP).lastIndex()).toBe(20);
    await store.close();
  });

  it('that is lost while its replica halts is not pulled again: damaged bytes are kept, not replaced', async () => {
    const { store, replica } = await follower(5);
    const { made } = snapshots(store, { index: 10, term: 1 }, async () => {
      (replica as { closed: boolean }).closed = true;
      await store.markDamaged(GROUP, 1, 'entry 4 cannot be applied');
      throw new Error('the sender is gone');
    });
    expect(made.offered(replica, offer(10, 1), 'n2')).toBe(true);
    await vi.waitFor(() => expect(made.isInstalling(GROUP)).toBe(false));
    await store.close();
  });

  it('is let be while there is no room for it beside what is here, and what runs goes on', async () => {
    const { store, replica, closed } = await follower(5);
    let free = 99;
    let nowMs = 0;
    vi.spyOn(store, 'freeBytes').mockImplementation(() => Promise.resolve(free));
    const { made, pull, read } = snapshots(store, { index: 10, term: 1 }, undefined, [], {
      monotonicMs: () => nowMs,
    });
    const offered = async (): Promise<void> => {
      expect(made.offered(replica, offer(10, 1), 'n2')).toBe(true);
      await vi.waitFor(() => expect(made.isInstalling(GROUP)).toBe(false));
    };
    await offered();
    await offered();
    expect([pull.mock.calls.length, read()]).toEqual([1, 1]);
    free = 100;
    nowMs += 60_000;
    await expect(offered().then(() => closed)).resolves.toHaveLength(1); // on its way into place
    await store.close();
  });

  it('is not pulled again for a replica that was removed here while it was pulled', async () => {
    const { store } = await follower(5);
    const { made, pull } = snapshots(store, { index: 10, term: 1 }, () => store.removeGroup(GROUP, 2), [
      'n2',
    ]);
    made.repair(GROUP, 1);
    await vi.waitFor(() => expect(made.isInstalling(GROUP)).toBe(false));
    expect(pull).toHaveBeenCalledTimes(1);
    made.repair(GROUP, 1);
    expect(made.isInstalling(GROUP)).toBe(false);
    expect(pull).toHaveBeenCalledTimes(1);
    await store.close();
  });
});

/** A node where another group owns the keys that the snapshots have, as a parent does before its split is applied here. */
async function owned(): Promise<NodeStore> {
  const store = await openNode(await newDisk());
  await newGroup(store, metaOf(GROUP + 1, 'jinghu'));
  return store;
}

describe('a new copy', () => {
  it('is looked for again where its keys were owned by another one: a newer snapshot may leave those out', async () => {
    const store = await owned();
    let nowMs = 0;
    const { made, pull } = snapshots(store, { index: 9, term: 1 }, undefined, [], {
      monotonicMs: () => nowMs,
    });
    const begin = async (): Promise<void> => {
      made.begin(GROUP, 1, 'n2');
      await vi.waitFor(() => expect(made.isInstalling(GROUP)).toBe(false));
    };
    await begin();
    await begin();
    expect(pull).toHaveBeenCalledTimes(1);
    nowMs += 60_000;
    await begin();
    expect(pull).toHaveBeenCalledTimes(2);
    await store.close();
  });

  it('reads no row of a snapshot whose keys are owned by another one', async () => {
    const store = await owned();
    const { made, read } = snapshots(store, { index: 9, term: 1 });
    made.begin(GROUP, 1, 'n2');
    await vi.waitFor(() => expect(made.isInstalling(GROUP)).toBe(false));
    expect(read()).toBe(1);
    await store.close();
  });

  it('comes with three others when what all waited for is back, and not all at once', async () => {
    const { store } = await follower(5);
    const sources: string[] = [];
    const timers: (() => void)[] = [];
    const { made, pull } = snapshots(
      store,
      { index: 9, term: 1 },
      () => new Promise(() => undefined),
      sources,
      {
        after: (_ms, run) => {
          timers.push(run);
          return { cancel: () => undefined };
        },
      },
    );
    for (let group = 11; group < 19; group += 1) made.repair(group, 1);
    expect(pull).toHaveBeenCalledTimes(0);
    sources.push('n2');
    for (const run of timers.splice(0)) run();
    expect(pull).toHaveBeenCalledTimes(4);
    for (const run of timers.splice(0)) run();
    expect(pull).toHaveBeenCalledTimes(4);
    expect(made.installing).toBe(8);
    await store.close();
  });

  it('begins though others wait for nodes that are away', async () => {
    const { store, replica } = await follower(5);
    const { made, pull } = snapshots(store, { index: 3, term: 1 });
    for (let group = 11; group < 19; group += 1) made.repair(group, 1);
    expect(made.installing).toBe(8);
    made.begin(20, 1, 'n2');
    expect(made.offered(replica, offer(10, 1), 'n2')).toBe(true);
    expect(pull).toHaveBeenCalledTimes(2);
    await vi.waitFor(() => expect(made.isInstalling(GROUP)).toBe(false));
    await store.close();
  });
});
