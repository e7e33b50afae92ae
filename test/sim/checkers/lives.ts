/** NoNodeEndsItself and NoReplicaHalts: as long as nobody has touched its disk, a node goes on, comes up again, and none of its
 *  replicas gives up. An assertion of the product that fails shows here. DamageIsFound is the other side: a replica whose rows were
 *  damaged serves none of them; that is judged by D10Reads and SameState. */
import type { Checker, SimEvent, World } from '../world.js';

export class Lives implements Checker {
  readonly name = 'Lives';
  readonly #excused = new Set<string>();
  #world: World | undefined;

  /** @param excuses ids of nodes whose disk a fault damaged: they may halt, end and refuse to start */
  constructor(private readonly excuses: (event: SimEvent) => readonly string[]) {}

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    for (const node of this.excuses(event)) this.#excused.add(node);
    if (event.kind === 'ended' && event.how === 'exit')
      this.#judge(event.node, 'NoNodeEndsItself', event.reason);
    else if (event.kind === 'startRefused') this.#judge(event.node, 'NoNodeEndsItself', event.reason);
    else if (event.kind === 'halted')
      this.#judge(event.node, 'NoReplicaHalts', `group ${event.group}: ${event.reason}`);
  }

  #judge(node: string, property: string, reason: string): void {
    if (!this.#excused.has(node)) this.#world?.fail(property, `node ${node}: ${reason}`);
  }
}
