/** What an operator does with whole machines while everything else goes on: a new one joins as `serve --join` lets it, one
 *  is decommissioned, one is gone for good and another takes its place. Through the SDK, over a network as faulty as
 *  everybody's; each asked again until it is done, as its own refusal says. */
import type { RailkvClient } from '../../src/client/api.js';
import { RailkvError } from '../../src/proto/errors.js';
import { VERSIONS } from '../../src/proto/versions.js';
import type { NodeAddress } from '../../src/server/host/node-config.js';
import type { Cluster } from './cluster.js';
import { wantedCopies } from './full-strength.js';
import type { Keeper } from './keeper.js';
import type { OperatorWorld } from './operator.js';
import type { SeededRandom } from './seeded-random.js';
import type { SimNode } from './sim-node.js';

const ATTEMPT_MS = 5_000;
const AGAIN_MS = 300;
/** So soon that a simulation sees it: of silence, until a machine counts as away, and as gone. */
const SETTINGS = { disconnectedAfterMs: 2_000, downAfterMs: 6_000 };
/** Whom a refusal leaves nothing to do for but to ask again. */
const FINAL: ReadonlySet<string> = new Set([
  'NOT_ENOUGH_NODES',
  'NODE_EXISTS',
  'NODE_REMOVED',
  'NODE_STATE_CONFLICT',
  'INVALID_REQUEST',
  'WRONG_CLUSTER',
  'ADDRESS_IN_USE',
]);

export class Machines {
  /** By the order in which they joined. */
  readonly joined: SimNode[] = [];
  /** Their directories are gone for good. */
  readonly dead = new Set<SimNode>();
  readonly #open = new Map<string, string>();
  #client: Promise<RailkvClient> | undefined;
  #lastId: number;

  constructor(
    private readonly cluster: Cluster,
    private readonly keeper: Keeper,
    private readonly world: OperatorWorld,
  ) {
    this.#lastId = cluster.nodes.length;
  }

  /** What has not come to an end, and what it waits for. */
  get open(): readonly string[] {
    return [...this.#open].map(([what, waits]) => `${what}: ${waits}`);
  }

  /** A machine with an id and a zone of its own.
   *  @param entered called once group 0 has it, before it has a directory */
  async join(random: SeededRandom, entered: (node: string) => void = () => undefined): Promise<SimNode> {
    this.#lastId += 1;
    const nodeId = `n${this.#lastId}`;
    const what = `${nodeId} joins`;
    this.#open.set(what, 'nobody was asked yet');
    const node = await this.#enter(what, nodeId, random, entered);
    this.#open.delete(what);
    return node;
  }

  async #enter(
    what: string,
    nodeId: string,
    random: SeededRandom,
    entered: (node: string) => void,
  ): Promise<SimNode> {
    const { cluster, keeper } = this;
    const own = {
      nodeId,
      peerAddress: `${nodeId}:7100`,
      clientAddress: `${nodeId}:7200`,
      labels: { zone: `zone-${nodeId}` },
    };
    const asked = { ...own, version: 'sim', level: VERSIONS.level, joinId: `join-${nodeId}` };
    const enter = (): Promise<readonly NodeAddress[]> =>
      this.#insist(what, async (client) => {
        const { nodes } = await client.operations.join('sim', asked, { timeoutMs: ATTEMPT_MS });
        return nodes
          .filter((each) => each.nodeId !== nodeId)
          .map((each) => ({
            nodeId: each.nodeId ?? '',
            peerAddress: each.peerAddress ?? '',
            clientAddress: each.clientAddress ?? '',
            labels: { ...each.labels },
            placement: each.placement ?? false,
          }));
      });
    let others = await enter();
    if (random.chance(0.3)) {
      // The command was cut short before it had made a directory: it asks again under the same join id.
      await this.#pass(random.between(10, 3_000));
      others = await enter();
    }
    entered(nodeId);
    const node = cluster.machine({ ...own, placement: false }, others);
    keeper.adopt(node);
    cluster.nodes.push(node);
    await node.init();
    this.joined.push(node);
    keeper.made(node);
    return node;
  }

  /** Where too few would stay, another joins first.
   *  @param begun called once the placement driver has taken it up */
  async decommission(
    node: SimNode,
    random: SeededRandom,
    begun: () => void,
    options: { readonly anotherFirst: boolean },
  ): Promise<void> {
    node.leaving = true;
    if (options.anotherFirst) await this.join(random);
    this.keeper.expectExit(node, REMOVED);
    const what = `${node.id} is decommissioned`;
    for (;;) {
      this.#open.set(what, 'nobody was asked yet');
      const refusal = await this.#insist(what, async (client) => {
        try {
          await client.operations.decommission(node.id, { timeoutMs: ATTEMPT_MS });
          return undefined;
        } catch (error) {
          if (error instanceof RailkvError && FINAL.has(error.reason)) return error;
          throw error;
        }
      });
      // Taken up before, and the answer was lost.
      if (refusal === undefined || refusal.reason === 'NODE_REMOVED') {
        this.#open.delete(what);
        begun();
        return;
      }
      if (refusal.reason !== 'NOT_ENOUGH_NODES') throw refusal;
      await this.join(random);
    }
  }

  /** Silence counts soon. */
  async hurry(): Promise<void> {
    const what = 'silence soon counts as death';
    this.#client = undefined; // an operator's command is a process of its own, told who lives now
    this.#open.set(what, 'nobody was asked yet');
    await this.#insist(what, (client) => client.operations.setSettings(SETTINGS, { timeoutMs: ATTEMPT_MS }));
    this.#open.delete(what);
  }

  /** The directory is lost and the machine never comes back. */
  die(node: SimNode): void {
    if (node.up) node.kill('the machine is gone for good');
    node.disk.wipe();
    node.lost = true;
    this.dead.add(node);
    this.keeper.bury(node);
  }

  /** As many machines as the most copies that any group wants, those that leave not counted: what `group why` asks for. */
  async replaceDead(random: SeededRandom): Promise<void> {
    const { nodes } = this.cluster;
    const staying = nodes.filter(({ lost, leaving }) => !lost && !leaving).length;
    for (let count = staying; count < wantedCopies(this.cluster); count += 1) await this.join(random);
  }

  async #insist<Answer>(what: string, ask: (client: RailkvClient) => Promise<Answer>): Promise<Answer> {
    for (;;) {
      try {
        this.#client ??= this.world.connect('operator');
        return await ask(await this.#client);
      } catch (error) {
        if (!(error instanceof RailkvError) || FINAL.has(error.reason)) throw error;
        this.#open.set(what, `${error.reason}: ${error.message}`);
      }
      await this.#pass(AGAIN_MS);
    }
  }

  #pass(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.world.after(delayMs, resolve));
  }
}

/** What a node says that was removed. */
export const REMOVED = 'was removed from its cluster';
