/** NoReplicaHalts and NoReplicaIsDamaged: as long as nobody has touched its disk, a node comes up with all its replicas, and none
 *  of them gives up: an assertion of the state machine that fails shows here. (Whole nodes that end themselves are their
 *  keeper's to judge.) The other side, that damaged rows are served to nobody, is judged by those who judge answers. */
import type { Checker, SimEvent, World } from '../world.js';

export class Lives implements Checker {
  readonly name = 'Lives';
  readonly #excused = new Set<string>();
  #world: World | undefined;

  /** @param excuses ids of nodes whose disk the event is about */
  constructor(private readonly excuses: (event: SimEvent) => readonly string[]) {}

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    for (const node of this.excuses(event)) this.#excused.add(node);
    if (event.kind === 'halted')
      this.#judge(event.node, 'NoReplicaHalts', `group ${event.group}: ${event.reason}`);
    else if (event.kind === 'started')
      for (const [group, reason] of this.#world?.node(event.node).damaged() ?? [])
        this.#judge(event.node, 'NoReplicaIsDamaged', `group ${group}: ${reason}`);
  }

  #judge(node: string, property: string, reason: string): void {
    if (this.#excused.has(node) || this.#world?.node(node).lost === true) return;
    this.#world?.fail(property, `node ${node}: ${reason}`);
  }
}
