/** Commands that move messages and storage work. */
import type { MessageType } from '../../../../src/raft/message.js';
import { Arguments } from '../arguments.js';
import { describeKind } from '../describe.js';
import { concerns, type Filter } from '../envelope.js';
import { levelOf } from '../output.js';
import type { Replica } from '../replica.js';
import type { Scene } from '../scene.js';
import type { Directive } from '../script.js';
import type { Commands } from './command.js';

const TYPES: readonly MessageType[] = [
  'app',
  'appResp',
  'vote',
  'voteResp',
  'preVote',
  'preVoteResp',
  'snap',
  'heartbeat',
  'heartbeatResp',
  'readIndex',
  'readIndexResp',
  'timeoutNow',
  'transferLeader',
  'quiesce',
  'prop',
];

/** More rounds than any settling needs. */
const ROUNDS_MAX = 1_000;

export const deliver: Commands = {
  'deliver-msgs': (scene, directive) => {
    const args = new Arguments(directive, ['drop', 'type', 'from']);
    let count = 0;
    for (const to of args.ids) count += scene.deliver(filterOf(args, to), false);
    for (const to of args.numbers('drop')) count += scene.deliver(filterOf(args, to), true);
    if (count === 0) scene.output.print('no messages');
  },
  'process-ready': (scene, directive) => {
    forEach(scene, directive, 'handling Ready', (replica) => scene.processReady(replica));
  },
  'process-append-thread': (scene, directive) => {
    forEach(scene, directive, 'processing append thread', (replica) => scene.processAppend(replica));
  },
  'process-apply-thread': (scene, directive) => {
    forEach(scene, directive, 'processing apply thread', (replica) => scene.processApply(replica));
  },
  stabilize: (scene, directive) => {
    const args = new Arguments(directive, ['log-level']);
    const before = scene.output.level;
    const level = args.text('log-level');
    if (level !== undefined) scene.output.level = levelOf(level) ?? args.fail('unknown level');
    try {
      const ids = args.ids;
      stabilize(scene, ids.length === 0 ? scene.replicas : ids.map((id) => scene.replica(id)));
    } finally {
      scene.output.level = before;
    }
  },
};

export function filterOf(args: Arguments, to: number): Filter {
  const name = args.text('type');
  const type = TYPES.find((candidate) => describeKind(candidate) === name);
  if (name !== undefined && type === undefined) args.fail(`unknown message type ${name}`);
  const from = args.number('from', 0);
  return { to, type, from: from === 0 ? undefined : from };
}

function forEach(scene: Scene, directive: Directive, doing: string, body: (replica: Replica) => void): void {
  const { ids } = new Arguments(directive);
  for (const id of ids) {
    const replica = scene.live(id);
    if (ids.length === 1) {
      body(replica);
    } else {
      scene.output.print(`> ${id} ${doing}`);
      scene.output.indented(() => body(replica));
    }
  }
}

/** Until nothing moves: Readys, messages, appends, applies, in rounds, each in the order of the replicas. */
function stabilize(scene: Scene, all: readonly Replica[]): void {
  const { output } = scene;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    let moved = false;
    const replicas = all.filter(({ up }) => up);
    for (const replica of replicas) {
      if (!replica.hasReady) continue;
      scene.processReady(replica, `> ${replica.id} handling Ready`);
      moved = true;
    }
    for (const { id } of all) {
      if (!scene.inFlight.some((envelope) => concerns(envelope, { to: id }))) continue;
      output.print(`> ${id} receiving messages`);
      output.indented(() => scene.deliver({ to: id }, false));
      moved = true;
    }
    for (const replica of replicas) {
      if (replica.appendWork.length === 0) continue;
      output.print(`> ${replica.id} processing append thread`);
      output.indented(() => {
        while (replica.appendWork.length > 0) scene.processAppend(replica);
      });
      moved = true;
    }
    for (const replica of replicas) {
      if (replica.applyWork.length === 0) continue;
      output.print(`> ${replica.id} processing apply thread`);
      output.indented(() => {
        while (replica.applyWork.length > 0) scene.processApply(replica);
      });
      moved = true;
    }
    if (!moved) return;
  }
  throw new Error('the group does not settle');
}
