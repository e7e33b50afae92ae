/** `railkv recover placement`: group 0 goes on from the directories of stopped nodes. Plan and apply in one, since nothing runs
 *  that could move meanwhile. */
import { silentLogger } from '../../../env/env.js';
import { realEnv } from '../../../server/main/real-env.js';
import { applyToStores, surveyStores } from '../../../server/recovery/offline.js';
import { PLACEMENT_GROUP } from '../../../shard/descriptor.js';
import { LevelDisk } from '../../../store/level/level-disk.js';
import { NodeStore } from '../../../store/node-store.js';
import { StoreError } from '../../../store/store-error.js';
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import { confirm } from './apply-command.js';
import { lostNodesOf, planOrFail } from './plan-command.js';
import { planJson, renderPlan } from './show-plan.js';

export interface PlacementValues {
  readonly lost: string;
  readonly data: readonly string[];
  readonly yes?: true;
}

export async function recoverPlacement(invocation: Invocation, values: PlacementValues): Promise<Result> {
  const stores: NodeStore[] = [];
  try {
    for (const directory of values.data) stores.push(await openStore(directory));
    const survey = surveyStores(stores, PLACEMENT_GROUP);
    const plan = planOrFail(survey, lostNodesOf(values.lost));
    const shown = renderPlan(plan, survey, invocation.colours);
    if (plan.groups.length === 0)
      return { human: `${shown}nothing to recover: start the nodes\n`, json: planJson(plan) };
    invocation.note(shown);
    await confirm(invocation, plan, values.yes === true);
    await applyToStores(stores, plan);
    return {
      human: `${invocation.colours.green('done')} placement goes on from ${plan.groups[0]?.survivor.node ?? ''}\n next: start these nodes, then: railkv recover plan --lost ${plan.lostNodes.join(',')}\n`,
      json: planJson(plan),
    };
  } finally {
    for (const store of stores) await store.close();
  }
}

async function openStore(directory: string): Promise<NodeStore> {
  const disk = new LevelDisk(directory);
  try {
    const { cluster, node } = await NodeStore.identityOf(disk);
    return await NodeStore.open(disk, {
      cluster,
      node,
      env: { ...realEnv('error', node), log: silentLogger },
    });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new CommandFailed(error.code, `${directory}: ${error.message}`, {
      next: 'stop the node that runs there, and name the own directory of each node that is left, such as .railkv/data/n1',
      cause: error,
    });
  }
}
