/** Names that mean one thing. EpochNamesOne: of one epoch a group has one range, one set of members and one configuration, on
 *  whichever node: else a stale route is not recognised. OneNodeOfAReplica: a replica id is never used again, thus never on
 *  another node. */
import type { GroupMeta } from '../../../src/store/group-meta.js';
import type { Checker, SimEvent, Stepped, World } from '../world.js';

export class EpochNamesOne implements Checker {
  readonly name = 'EpochNamesOne';
  readonly #named = new Map<string, { readonly node: string; readonly picture: string }>();
  readonly #looked = new WeakSet<GroupMeta>();
  #world: World | undefined;

  begin(world: World): void {
    this.#world = world;
  }

  step(changed: readonly Stepped[]): void {
    for (const {
      node,
      replica: { meta },
    } of changed)
      if (!this.#looked.has(meta)) this.#look(node, meta);
  }

  #look(node: string, meta: GroupMeta): void {
    this.#looked.add(meta);
    const { group, epoch, recoveryEpoch } = meta;
    const epochName = `group ${group}, epoch ${epoch.confVersion}.${epoch.rangeVersion}`;
    const key = `${epochName}/${recoveryEpoch}`;
    const picture = pictureOf(meta);
    const known = this.#named.get(key);
    if (known === undefined) this.#named.set(key, { node, picture });
    else if (known.picture !== picture)
      this.#world?.fail(
        this.name,
        `${epochName}: ${known.picture} on node ${known.node}, ${picture} on node ${node}`,
      );
  }
}

function pictureOf({ range, members, configuration }: GroupMeta): string {
  const { voters, votersOutgoing, learners, ackQuorum } = configuration;
  const at = (key: Uint8Array): string => Buffer.from(key).toString('latin1');
  return JSON.stringify([
    at(range.start),
    at(range.end),
    members,
    voters,
    votersOutgoing,
    learners,
    ackQuorum,
  ]);
}

export class OneNodeOfAReplica implements Checker {
  readonly name = 'OneNodeOfAReplica';
  readonly #nodes = new Map<string, string>();
  #world: World | undefined;

  begin(world: World): void {
    this.#world = world;
  }

  see(event: SimEvent): void {
    if (event.kind !== 'opened') return;
    const { group, replica, node } = event;
    const key = `${group}/${replica}`;
    const known = this.#nodes.get(key);
    if (known === undefined) this.#nodes.set(key, node);
    else if (known !== node)
      this.#world?.fail(this.name, `replica ${replica} of group ${group} was on ${known}, and is on ${node}`);
  }
}
