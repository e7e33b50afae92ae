/** `railkv recover`: groups whose quorum is lost for good go on from a survivor. Plan, look at it, apply, verify. */
import type { Command } from 'commander';
import { type Cli, examples } from '../../cli.js';
import { clusterOptions, outputOption } from '../../options.js';
import { type ApplyValues, applyPlan, verifyPlan } from './apply-command.js';
import { type PlacementValues, recoverPlacement } from './placement-command.js';
import { makePlan, type PlanValues } from './plan-command.js';
import type { ClusterValues } from './survey-cluster.js';

const WHEN = `Only when disks are gone for good: nodes that can come back should, and then nothing is lost. Start every node that
is left first. Of each group that can elect no leader without the lost nodes, the survivor whose log goes furthest goes on,
with that log whole; older copies are refused from then on, and the lost nodes with them.`;

export function addRecover(parent: Command, cli: Cli): void {
  const recover = parent
    .command('recover')
    .helpGroup('Cluster:')
    .description('Groups that lost their quorum for good go on from a survivor: plan, apply, verify.');
  const plan = recover
    .command('plan')
    .description('Say what would go on from where, and what may be lost; changes nothing.')
    .requiredOption('--lost <node,...>', 'nodes whose disks are gone for good')
    .option('--out <file>', 'where the plan is written (default: recovery-plan-EPOCH.json here)');
  clusterOptions(plan)
    .addHelpText('after', examples(['railkv recover plan --lost n2,n3'], WHEN))
    .action((values: PlanValues) => cli.run(plan, 'reads', (invocation) => makePlan(invocation, values)));
  const apply = recover
    .command('apply')
    .description('Carry a plan out. Asks first; refused when things are not as planned; safe to repeat.')
    .argument('<plan>', 'the file that recover plan wrote')
    .option('-y, --yes', 'do not ask');
  clusterOptions(apply)
    .addHelpText(
      'after',
      examples(['railkv recover apply recovery-plan-1.json'], 'Cut short, it is simply applied again.'),
    )
    .action((path: string, values: ApplyValues) =>
      cli.run(apply, 'changes', (invocation) => applyPlan(invocation, path, values)),
    );
  const verify = recover
    .command('verify')
    .description('Whether a plan is wholly in effect. Exit code 5 when something is half done.')
    .argument('<plan>', 'the file that recover plan wrote');
  clusterOptions(verify)
    .addHelpText('after', examples(['railkv recover verify recovery-plan-1.json']))
    .action((path: string, values: ClusterValues) =>
      cli.run(verify, 'reads', (invocation) => verifyPlan(invocation, path, values)),
    );
  const placement = recover
    .command('placement')
    .description('Let placement alone go on, from the directories of nodes that are stopped. Asks first.')
    .requiredOption('--data <directory...>', 'the directory of each node that is left')
    .requiredOption('--lost <node,...>', 'nodes whose disks are gone for good')
    .option('-y, --yes', 'do not ask');
  outputOption(placement)
    .addHelpText(
      'after',
      examples(
        ['railkv recover placement --lost n2,n3 --data .railkv/data/n1'],
        'Where nodes run, recover plan and apply do the same for placement and all other groups at once.',
      ),
    )
    .action((values: PlacementValues) =>
      cli.run(placement, 'changes', (invocation) => recoverPlacement(invocation, values)),
    );
}
