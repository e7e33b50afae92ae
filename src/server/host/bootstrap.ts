/** The first leader of group 0 writes what the cluster starts with; every later one finds it written. */
import type { Env } from '../../env/env.js';
import { describe } from './describe.js';
import { bootstrapOf } from './new-group.js';
import type { NodeConfig } from './node-config.js';
import { type PlacementReplica, proposePlacement } from './placement-proposals.js';

export class Bootstrap {
  #underWay = false;

  constructor(
    private readonly env: Env,
    private readonly config: NodeConfig,
  ) {}

  /** Called whenever the replica of group 0 here may have become the first to lead. */
  offer(replica: PlacementReplica | undefined): void {
    if (replica === undefined || !replica.isCurrentLeader || this.#underWay) return;
    if (replica.machine.bootstrapped) return;
    this.#underWay = true;
    const bootstrap = bootstrapOf(this.config);
    proposePlacement(replica, this.env, '', { bootstrap }, Number.POSITIVE_INFINITY).then(
      (answer) => {
        this.#underWay = false;
        if (answer.kind === 'refused')
          this.env.log.error({ reason: answer.reason, why: answer.message }, 'bootstrap refused');
        else this.env.log.info({}, 'cluster bootstrapped');
      },
      (error: unknown) => {
        this.#underWay = false;
        this.env.log.warn({ error: describe(error) }, 'bootstrap not finished');
      },
    );
  }
}
