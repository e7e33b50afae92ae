/** What must hold after every command of every dialogue: one leader a term, and no two replicas with different committed
 *  entries at one place. */
import type { LogIndex, ReplicaId, Term } from '../../../src/raft/ids.js';
import { describeEntry } from './describe.js';
import type { Scene } from './scene.js';

export class Invariants {
  readonly #leaders = new Map<Term, ReplicaId>();
  readonly #committed = new Map<LogIndex, string>();

  /** @throws Error that says which rule was broken, and where */
  check(scene: Scene): void {
    for (const replica of scene.replicas) {
      if (!replica.up) continue;
      const { node } = replica;
      if (node.role === 'leader') {
        const other = this.#leaders.get(node.term) ?? node.id;
        if (other !== node.id) throw new Error(`two leaders of term ${node.term}: ${other} and ${node.id}`);
        this.#leaders.set(node.term, node.id);
      }
      for (const [index, entry] of replica.appliedEntries) {
        const text = describeEntry(entry);
        const known = this.#committed.get(index) ?? text;
        if (known !== text) throw new Error(`${node.id} applied ${text} where another applied ${known}`);
        this.#committed.set(index, known);
      }
    }
  }
}
