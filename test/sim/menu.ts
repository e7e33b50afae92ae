/** What can go wrong in a simulation, and how often: every kind of fault against the list that fault-tolerance people work from
 *  (TigerBeetle's and FoundationDB's simulators, Jepsen, and what LevelDB was seen to do). FAULTS.md is printed from here. */
import { drawPlan, FAULT_CLASSES, FAULT_KINDS, type FaultKind } from './plan.js';

interface Row {
  readonly fault: string;
  readonly kinds?: readonly FaultKind[];
  /** How it is there without being a kind, or why it is not. */
  readonly note?: string;
}

const MENU: Readonly<Record<string, readonly Row[]>> = {
  Cluster: [
    {
      fault: '1, 3, 4 and 5 nodes, 1 to 5 replicas of a group, every ack quorum, nodes without group 0',
      note: 'drawn for each seed (`shape.ts`)',
    },
    {
      fault: 'tiny limits: batches, queues, frames, caches, checkpoints, log kept',
      note: 'half of the seeds',
    },
    { fault: 'a learner', kinds: ['addLearner'] },
  ],
  Network: [
    { fault: 'delay, exponential or not', kinds: ['delay'], note: 'uniform, up to 330 ms' },
    { fault: 'loss, 1 to 31 %', kinds: ['loss'] },
    { fault: 'duplicates, up to 2 s late', kinds: ['duplicate'] },
    { fault: 'reordering', kinds: ['reorder'] },
    {
      fault: 'bounded link queues that drop',
      note: 'no: a TCP stream does not drop from its middle; it breaks, see `reset`',
    },
    {
      fault: 'a clogged link; links clogged one by one and released in another order',
      kinds: ['clog', 'swizzle'],
    },
    {
      fault: 'partitions: one alone, halves, one way, ring, bridge, the leader alone, one link',
      kinds: ['isolate', 'isolateLeader', 'split', 'oneWay', 'ring', 'bridge', 'cutLink'],
    },
    { fault: 'clients cut off from nodes; their answers lost', kinds: ['clientsCut', 'clientLoss'] },
    { fault: 'one type of message swallowed on one link', kinds: ['filter'] },
    { fault: 'connections reset in the middle of a stream', kinds: ['reset'] },
    {
      fault: 'a corrupted frame',
      kinds: ['corrupt'],
      note: 'found by TLS, which ends the connection; peers without TLS have nothing but TCP’s checksum, and frames none of their own',
    },
    {
      fault: 'frames of an earlier life of a process',
      kinds: ['duplicate', 'clog'],
      note: 'late copies arrive after a restart and are refused by their incarnation',
    },
  ],
  Process: [
    { fault: 'crash of any node, of the leader, of all', kinds: ['crash', 'crashLeader', 'crashAll'] },
    { fault: 'crash of exactly those who hold the newest answered entry', kinds: ['crashAckers'] },
    {
      fault: 'crash before, during or after any write, send or apply, of a copy that takes a snapshot too',
      kinds: ['crashAtEffect'],
    },
    { fault: 'crashes in a row during recovery', kinds: ['crashLoop'] },
    { fault: 'a graceful stop', kinds: ['stop'] },
    { fault: 'a process that stands still and goes on', kinds: ['pause'] },
    { fault: 'a slow processor; an event loop that stalls', kinds: ['slow', 'pause'] },
    { fault: 'mixed versions, upgrade and rollback', note: 'no: there is one version' },
  ],
  Clock: [
    { fault: 'steps up to an hour, forwards and backwards, of the leader too', kinds: ['clockStep'] },
    { fault: 'clocks that run up to 10 % fast or slow', kinds: ['clockDrift'] },
  ],
  Disk: [
    { fault: 'slow syncs and reads', kinds: ['slowDisk'] },
    { fault: 'a stall longer than an election timeout', kinds: ['diskStall'] },
    {
      fault: 'rows that leave memory at once and come back late, so that applying lags behind the log',
      kinds: ['coldRows'],
    },
    {
      fault: 'what was not synced is lost, torn at any byte, or survives',
      kinds: ['crash', 'crashAtEffect'],
      note: 'drawn at each power cut',
    },
    { fault: 'a write fails (EIO), and the next would succeed', kinds: ['diskError'] },
    { fault: 'a sync fails, and its data is there all the same', kinds: ['syncError'] },
    { fault: 'no room for a while (ENOSPC)', kinds: ['diskFull'] },
    { fault: 'no file descriptor left (EMFILE)', kinds: ['tooManyFiles'] },
    { fault: 'a read fails (EIO), at any time', kinds: ['readError'] },
    { fault: 'a read shows an old value, once', kinds: ['staleRead'] },
    { fault: 'a write lands under another key', kinds: ['misdirectedWrite'] },
    { fault: 'a flipped bit', kinds: ['flipBit'] },
    { fault: 'LevelDB: a key is gone', kinds: ['dropKey'] },
    {
      fault: 'LevelDB: a block in the middle of its log is gone, later writes are there',
      kinds: ['loseBlock'],
    },
    {
      fault: 'LevelDB: the tail of its log is gone (a lost write that was acknowledged)',
      kinds: ['loseTail'],
    },
    { fault: 'LevelDB: opens as empty; the whole disk is lost', kinds: ['wipe'] },
    { fault: 'an old copy of the disk is put back', kinds: ['oldCopy'] },
    { fault: 'a truncated file', kinds: ['loseTail'], note: 'as what LevelDB makes of one' },
    {
      fault: 'rename and unlink not durable without a sync of the directory',
      note: 'no: LevelDB’s own affair; the power-cut test on a real file system covers it',
    },
    {
      fault: 'damage on every node, in different places (helix)',
      note: 'no: damage stays within what the ack quorum promises to survive',
    },
  ],
  Members: [
    {
      fault: 'add, remove, move, ack quorum up and down, leader transfer, under all of the above',
      kinds: ['addReplica', 'removeReplica', 'moveReplica', 'ackQuorum', 'transfer'],
    },
    { fault: 'two changes that do not know of each other', kinds: ['twoChanges'] },
    { fault: 'a leader cut off and told to remove all others', kinds: ['island'] },
  ],
  Splits: [
    {
      fault: 'a line cut before a train or a date, again and again, under all of the above',
      kinds: ['splitGroup'],
    },
    { fault: 'two operators who cut the same group at once', kinds: ['splitTwice'] },
    { fault: 'a crash at any effect while a group is cut, of its leader or another', kinds: ['splitCrash'] },
  ],
  Placement: [
    { fault: 'a node drained and undrained; maintenance on and off', kinds: ['drain', 'maintenance'] },
    { fault: 'a crash of whoever leads group 0', kinds: ['crashPlacement'] },
  ],
  Machines: [
    { fault: 'a new machine joins as `serve --join` lets it, gets copies and serves', kinds: ['joinNode'] },
    {
      fault: 'a node is decommissioned, emptied and removed; started again it is refused',
      kinds: ['decommission'],
    },
    {
      fault: 'a machine gone for good with its directory: placement makes its copies anew on others',
      kinds: ['deadForGood'],
      note: 'every group is whole again within three minutes of calm',
    },
    {
      fault:
        'so many machines gone for good that groups, group 0 too, lose their quorum; an operator recovers them',
      kinds: ['lostQuorum'],
      note: 'once all else was judged, in the middle of a sale that a ledger of its own judges',
    },
  ],
  Clients: [
    {
      fault: 'the same id again, elsewhere, later, with another body; several at once for the last seat',
      note: 'every seed’s workload does',
    },
    { fault: 'a client gone between hold and payment', kinds: ['clientDies'] },
    {
      fault: 'a client that knows no routes any more, in the middle of its purchases',
      kinds: ['coldRoutes'],
    },
    {
      fault: 'a client that has the routes of before every split and move, in the middle of its purchases',
      kinds: ['staleRoutes'],
    },
    {
      fault: 'a client whose every known node is gone',
      kinds: ['decommission', 'deadForGood'],
      note: 'it was given a name that stands for those that live, as real ones are',
    },
  ],
};

/** Kinds that no row names: there are none. */
export const unlisted = (): FaultKind[] => {
  const listed = new Set(Object.values(MENU).flatMap((rows) => rows.flatMap(({ kinds }) => kinds ?? [])));
  return FAULT_KINDS.filter((kind) => !listed.has(kind));
};

const SEEDS = 2_000;

/** @returns FAULTS.md */
export function printMenu(): string {
  const drawn = new Map<FaultKind, number>();
  for (let seed = 0; seed < SEEDS; seed += 1)
    for (const kind of new Set(drawPlan(seed).faults.map((fault) => fault.kind)))
      drawn.set(kind, (drawn.get(kind) ?? 0) + 1);
  const share = (kind: FaultKind): string => `${(((drawn.get(kind) ?? 0) * 100) / SEEDS).toFixed(1)} %`;
  const lines = [
    '# Faults of a simulation',
    '',
    `Printed by \`npm run sim -- --menu\`; a test keeps it so. Behind each kind stands in how many of ${SEEDS.toLocaleString('en-US')} seeds it strikes: each seed`,
    'first draws which classes and kinds exist for it at all, then how often. A seed of which a drawn kind never struck, or in',
    'which nothing was sold after the last fault, fails.',
  ];
  for (const [name, rows] of Object.entries(MENU)) {
    lines.push('', `## ${name}`, '', '| fault | kinds | |', '|---|---|---|');
    for (const { fault, kinds = [], note = '' } of rows)
      lines.push(`| ${fault} | ${kinds.map((kind) => `\`${kind}\` ${share(kind)}`).join(', ')} | ${note} |`);
  }
  lines.push('', '## Classes', '', '| class | kinds |', '|---|---|');
  for (const [name, kinds] of Object.entries(FAULT_CLASSES)) lines.push(`| ${name} | ${kinds.join(', ')} |`);
  return `${lines.join('\n')}\n`;
}
