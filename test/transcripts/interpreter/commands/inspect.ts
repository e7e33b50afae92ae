/** Commands that look, and change nothing. `compact` shows the log it leaves. */
import { Arguments } from '../arguments.js';
import { describeEntries, describeProgress, describeRole } from '../describe.js';
import type { Replica } from '../replica.js';
import type { Scene } from '../scene.js';
import type { Commands } from './command.js';

export const inspect: Commands = {
  'raft-log': (scene, directive) => {
    printLog(scene, scene.replica(new Arguments(directive).replica));
  },
  compact: (scene, directive) => {
    const args = new Arguments(directive);
    const replica = scene.live(args.replica);
    replica.storage.compact(Number(args.word(1)));
    printLog(scene, replica);
  },
  'raft-state': (scene) => {
    for (const replica of scene.replicas) {
      const { id, node } = replica;
      const kind = replica.isVoter ? '(Voter)' : '(Non-Voter)';
      const sleeps = node.asleep ? ' asleep' : '';
      scene.output.print(
        replica.up
          ? `${id}: ${describeRole(node.role)} ${kind} Term:${node.term} Lead:${node.leader}${sleeps}`
          : `${id}: down`,
      );
    }
  },
  status: (scene, directive) => {
    const { progress } = scene.live(new Arguments(directive).replica).node.status();
    for (const each of progress) scene.output.print(`${each.id}: ${describeProgress(each)}`);
  },
  /** How far a leader has committed, and how far it may answer. */
  commit: (scene, directive) => {
    const { node } = scene.live(new Arguments(directive).replica);
    const { commit, applied, durable, lastIndex } = node.status();
    scene.output.print(
      `commit=${commit} answerable=${node.answerable} applied=${applied} durable=${durable} last=${lastIndex}`,
    );
  },
};

function printLog(scene: Scene, { storage }: Replica): void {
  const first = storage.firstIndex();
  const last = storage.lastIndex();
  if (last < first) {
    scene.output.print(`log is empty: first index=${first}, last index=${last}`);
    return;
  }
  const entries = storage.entries(first, last + 1, Number.MAX_SAFE_INTEGER);
  if (typeof entries === 'string') throw new Error(`the log is ${entries}`);
  scene.output.print(describeEntries(entries));
}
