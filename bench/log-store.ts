/** How many log entries a second become durable, by how many are gathered into one batch and from how many groups.
 *  npm run build, then
 *  UV_THREADPOOL_SIZE=16 node dist/bench/log-store.js [directory] */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Env, silentLogger } from '../src/env/env.js';
import type { Entry } from '../src/raft/message.js';
import { LevelDisk } from '../src/store/level/level-disk.js';
import { NodeStore } from '../src/store/node-store.js';

const GROUPS = 400;
const ENTRY_BYTES = 300;
const SECONDS = 2;

const env: Env = {
  clock: {
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return { cancel: () => clearTimeout(timer) };
    },
    soon: (callback) => void setImmediate(callback),
  },
  random: { next: Math.random },
  log: silentLogger,
  fatal(reason, cause) {
    throw new Error(reason, { cause });
  },
};

const data = new Uint8Array(ENTRY_BYTES).map((_, at) => (at * 7919) & 0xff);

/** Each group appends `each` entries; the next ones once all of the round are durable. */
async function round(store: NodeStore, last: number[], groups: number, each: number): Promise<void> {
  await new Promise<void>((resolve) => {
    let waiting = groups;
    for (let at = 0; at < groups; at += 1) {
      const entries: Entry[] = [];
      for (let i = 0; i < each; i += 1)
        entries.push({ index: last[at]! + 1 + i, term: 1, type: 'normal', data });
      last[at]! += each;
      store.log.submit({
        group: at + 2,
        replica: 1,
        hardState: { term: 1, vote: 1, commit: entries[0]!.index - 1 },
        entries,
        done: () => {
          waiting -= 1;
          if (waiting === 0) resolve();
        },
      });
    }
  });
}

const directory = await mkdtemp(join(process.argv[2] ?? tmpdir(), 'railkv-bench-'));
try {
  const disk = new LevelDisk(join(directory, 'n1'));
  const identity = { cluster: 'bench', node: 'n1' };
  await NodeStore.create(disk, identity, { reserveBytes: 0 });
  const store = await NodeStore.open(disk, { ...identity, env, limits: { reserveBytes: 0 } });
  const last = Array.from({ length: GROUPS }, () => 0);
  console.log('groups  entries/group  batch  batches/s  entries/s  MB/s');
  for (const [groups, each] of [
    [1, 1],
    [1, 10],
    [1, 100],
    [1, 1000],
    [10, 10],
    [100, 1],
    [100, 10],
    [400, 1],
    [400, 10],
  ] as const) {
    let rounds = 0;
    const start = performance.now();
    while (performance.now() - start < SECONDS * 1000) {
      await round(store, last, groups, each);
      rounds += 1;
    }
    const seconds = (performance.now() - start) / 1000;
    const rate = (rounds * groups * each) / seconds;
    console.log(
      [
        String(groups).padStart(6),
        String(each).padStart(13),
        String(groups * each).padStart(6),
        (rounds / seconds).toFixed(0).padStart(10),
        rate.toFixed(0).padStart(10),
        ((rate * ENTRY_BYTES) / 1e6).toFixed(1).padStart(5),
      ].join(' '),
    );
    // What a compacting host does, so that the later rows do not pay for the earlier ones.
    for (let at = 0; at < groups; at += 1)
      store.log.submit({
        group: at + 2,
        replica: 1,
        hardState: { term: 1, vote: 1, commit: last[at]! },
        entries: [],
        compactTo: last[at]!,
      });
    await store.log.settled();
  }
  const before = performance.now();
  await store.close();
  console.log(`close ${(performance.now() - before).toFixed(0)} ms`);
} finally {
  await rm(directory, { recursive: true });
}
