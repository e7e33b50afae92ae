/** Commands that break things: processes, disks and the network. */
import { Arguments } from '../arguments.js';
import { concerns, describeEnvelope, isLocal } from '../envelope.js';
import type { Replica } from '../replica.js';
import type { Scene } from '../scene.js';
import type { Commands } from './command.js';
import { filterOf } from './deliver.js';

export const faults: Commands = {
  /** The process dies: what its append thread had still reaches the disk; nobody is told. */
  crash: (scene, directive) => {
    const replica = scene.live(new Arguments(directive).replica);
    kill(scene, replica, replica.appendWork.length);
  },
  /** The power goes: of what its append thread had only the first `kept` appends are on the disk. */
  'lose-unsynced': (scene, directive) => {
    const args = new Arguments(directive, ['kept']);
    kill(scene, scene.live(args.replica), args.number('kept', 0));
  },
  restart: (scene, directive) => {
    const args = new Arguments(directive);
    const replica = scene.replica(args.replica);
    if (replica.up) args.fail('it is up');
    replica.restart();
    const { term, vote, commit, applied, lastIndex } = replica.node.status();
    scene.output.print(`Term:${term} Vote:${vote} Commit:${commit} applied=${applied} last=${lastIndex}`);
  },
  /** Copies of messages on their way arrive after all others. */
  duplicate: (scene, directive) => {
    const args = new Arguments(directive, ['type', 'from']);
    const copies = scene.inFlight.filter(
      (envelope) => concerns(envelope, filterOf(args, args.replica)) && !isLocal(envelope),
    );
    if (copies.length === 0) scene.output.print('no messages');
    for (const copy of copies) {
      scene.output.print(`twice: ${describeEnvelope(copy, scene.dialect)}`);
      scene.post(copy);
    }
  },
  /** Messages on their way to a replica arrive in the opposite order; what comes from itself keeps its place. */
  reorder: (scene, directive) => {
    const args = new Arguments(directive, ['type', 'from']);
    const filter = filterOf(args, args.replica);
    const slots: number[] = [];
    scene.inFlight.forEach((envelope, i) => {
      if (concerns(envelope, filter) && !isLocal(envelope)) slots.push(i);
    });
    const reversed = slots.map((slot) => scene.inFlight[slot]).reverse();
    const order = [...scene.inFlight];
    slots.forEach((slot, i) => {
      const envelope = reversed[i];
      if (envelope === undefined) return;
      order[slot] = envelope;
      scene.output.print(describeEnvelope(envelope, scene.dialect));
    });
    scene.inFlight = order;
    if (slots.length === 0) scene.output.print('no messages');
  },
};

function kill(scene: Scene, replica: Replica, kept: number): void {
  const lost = replica.appendWork.length - kept;
  replica.crash(kept);
  scene.inFlight = scene.inFlight.filter((envelope) => !(envelope.to === replica.id && isLocal(envelope)));
  scene.output.print(lost > 0 ? `down, ${lost} unsynced writes lost` : 'down');
}
