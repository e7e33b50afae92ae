/** `railkv doctor`: looks for what is wrong in the cluster, and says what to do about each finding. Changes nothing. Nodes are
 *  asked one after the other while the cluster goes on working, so it looks twice and tells what it saw both times. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type Cli, examples } from '../cli.js';
import { parseSpan } from '../dates.js';
import { type Diagnosis, diagnose, inBoth } from '../doctor/diagnosis.js';
import { examine } from '../doctor/examination.js';
import { EXIT } from '../exit-codes.js';
import type { Invocation } from '../invocation.js';
import { clusterOptions } from '../options.js';
import { plural } from '../output/quantities.js';
import { hanging } from '../output/table.js';

const NOTES = `It looks at everything that status shows, then for keys that no group or two groups hold, epochs on which placement and a
group disagree, replicas that differ at the same index (where a checkpoint stands there), are missing, left over or far behind,
and holds past their deadline. Exit code 5 when it finds something.`;

export function addDoctor(parent: Command, cli: Cli): void {
  const command = parent
    .command('doctor')
    .helpGroup('Cluster:')
    .description('Look for what is wrong, and say what to do about it. Changes nothing.')
    .option(
      '--again <span>',
      'look again after this long, and tell what was there both times; 0: look once',
      '2s',
    );
  clusterOptions(command)
    .addHelpText('after', examples(['railkv doctor', 'railkv doctor -o json'], NOTES))
    .action((values: { readonly again: string }) =>
      cli.run(command, 'reads', async (invocation) => {
        const client = await invocation.client();
        const againMs = parseSpan(values.again);
        let examination = await examine(client, invocation.call);
        let diagnoses = diagnose(examination);
        if (againMs > 0 && diagnoses.some(({ findings }) => findings.length > 0)) {
          invocation.note('something was found: looking again to see whether it stays\n');
          await sleep(againMs);
          examination = await examine(client, invocation.call);
          diagnoses = inBoth(diagnoses, diagnose(examination));
        }
        const findings = diagnoses.flatMap((each) => each.findings);
        const { nodes, groups } = examination.picture;
        return {
          human: `${diagnoses.map((each) => render(each, invocation)).join('')}${plural(nodes.length, 'node')}, ${plural(groups.length, 'group')}: ${findings.length === 0 ? 'nothing found' : plural(findings.length, 'finding')}\n`,
          json: {
            clusterId: examination.picture.cluster.clusterId,
            findings: findings.map((finding) => ({ ...finding })),
            checks: diagnoses.map(({ check, findings: found }) => ({
              claim: check.claim,
              findings: found.length,
            })),
          },
          exitCode: findings.length === 0 ? EXIT.ok : EXIT.attention,
        };
      }),
    );
}

function render({ check, findings }: Diagnosis, { colours, terminal }: Invocation): string {
  if (findings.length === 0) return `${colours.green('ok')}  ${check.claim}\n`;
  const told = findings.map(
    ({ message, next }) =>
      `    ${hanging(colours.red(message), 4, terminal.columns)}\n    ${colours.cyan('next:')} ${hanging(next, 10, terminal.columns)}\n`,
  );
  return `${colours.red('not so:')} ${check.claim}\n${told.join('')}`;
}
