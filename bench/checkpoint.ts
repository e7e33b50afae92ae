/** How long a checkpoint of many commands on plain keys holds up a node: the longest turn of the event loop, in CPU time.
 *
 *    npm run build, then UV_THREADPOOL_SIZE=16 node dist/bench/checkpoint.js [commands] */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Env, silentLogger } from '../src/env/env.js';
import { pb } from '../src/proto/index.js';
import { LevelDisk } from '../src/store/level/level-disk.js';
import { NodeStore } from '../src/store/node-store.js';
import { TicketMachine } from '../src/store/tickets/ticket-machine.js';

const COMMANDS = Number(process.argv[2] ?? 200_000);
const PER_ENTRY = 500;
const KEYS = 20_000;
const GROUP = 2;

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

const cpuMs = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
};

const range = { start: new Uint8Array(), end: new Uint8Array() };
const epoch = { confVersion: 1, rangeVersion: 1 };
const directory = await mkdtemp(join(tmpdir(), 'railkv-checkpoint-'));
const disk = new LevelDisk(join(directory, 'n1'));
const identity = { cluster: 'bench', node: 'n1' };
await NodeStore.create(disk, identity, { reserveBytes: 0 });
const store = await NodeStore.open(disk, { ...identity, env });
const created = await store.createGroup({
  group: GROUP,
  replica: 1,
  range,
  epoch,
  members: [{ replica: 1, node: 'n1', learner: false }],
  replicaCounter: 1,
  recoveryEpoch: 0,
  configuration: {
    voters: [1],
    ackQuorum: 1,
    votersOutgoing: [],
    ackQuorumOutgoing: 0,
    learners: [],
    learnersNext: [],
    autoLeave: false,
  },
  applied: { index: 1, term: 1 },
  chain: 0,
  digest: { high: 0, low: 0 },
  format: 1,
  host: new Uint8Array(),
});
if (created.kind !== 'created') throw new Error(`the group was not created: ${created.kind}`);
const { state } = created;
const machine = new TicketMachine({ group: GROUP, store: state, range: { ...range, ...epoch } });

let index = 1;
const nowMs = Date.now();
for (let at = 0; at < COMMANDS; at += PER_ENTRY) {
  const commands = Array.from({ length: PER_ENTRY }, (_, i) => ({
    caller: 'bench',
    epoch: { rangeVersion: 1 },
    command: pb.Command.encode({
      requestId: `r-${at + i}`,
      notAfterMs: nowMs + 60_000,
      kvPut: { key: `k-${(at + i) % KEYS}`, value: Buffer.from('value') },
    }).finish(),
  }));
  const data = pb.CommandEntry.encode({ format: 1, timeMs: nowMs, commands }).finish();
  for (let missing = machine.missing(data); missing.length > 0; missing = machine.missing(data))
    for (const bucket of missing) machine.adopt(bucket, await state.load(bucket));
  index += 1;
  machine.apply({ group: GROUP, index, term: 1 }, data);
}
store.log.submit({
  group: GROUP,
  replica: 1,
  hardState: { term: 1, vote: 0, commit: 1 },
  entries: Array.from({ length: index - 1 }, (_, i) => ({
    index: i + 2,
    term: 1,
    type: 'normal' as const,
    data: new Uint8Array(1),
  })),
});
await store.log.settled();

let longestMs = 0;
let done = false;
let last = process.cpuUsage();
function turn(): void {
  longestMs = Math.max(longestMs, cpuMs(last));
  last = process.cpuUsage();
  if (!done) setImmediate(turn);
}
const startMs = performance.now();
turn();
machine.flush();
await state.checkpoint({ index, term: 1 }, {});
done = true;
turn();
process.stdout.write(
  `a checkpoint of ${COMMANDS} commands: ${Math.round(performance.now() - startMs)} ms, its longest turn ${Math.round(longestMs)} ms of CPU\n`,
);
await store.close();
await rm(directory, { recursive: true, force: true });
