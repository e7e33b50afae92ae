/** `railkv group ...`: who carries which keys, and changes of that. */
import type { Command } from 'commander';
import { type Cli, examples } from '../../cli.js';
import { clusterOptions } from '../../options.js';
import { type AckQuorumValues, setAckQuorum } from './ack-quorum.js';
import { ackQuorumOf, type ChangeValues, changeOptions, groupNumber, runChange } from './change.js';
import { listGroups, locateKey, showGroup } from './show.js';
import { addSplit } from './split.js';
import { explainGroup } from './why.js';

const GROUP = ['<group>', 'number of the group (railkv group list)'] as const;
const SAFE =
  'Safe to repeat: what is done already is not done twice, and what was cut short goes on where it stands.';

export function addGroup(parent: Command, cli: Cli): void {
  const group = parent
    .command('group')
    .helpGroup('Cluster:')
    .description('Groups carry the lines, each on several nodes: see who carries what, and change it.');
  addLooks(group, cli);
  addSetAckQuorum(group, cli);
  addTransferLeader(group, cli);
  addAddReplica(group, cli);
  addRemoveReplica(group, cli);
  addMoveReplica(group, cli);
  addSplit(group, cli);
}

function addLooks(parent: Command, cli: Cli): void {
  const list = parent
    .command('list')
    .description('Every group: what it holds, who leads it, who carries it.');
  clusterOptions(list)
    .addHelpText('after', examples(['railkv group list', 'railkv group list -o json']))
    .action(() => cli.run(list, 'reads', listGroups));
  const show = parent
    .command('show')
    .description('One group: its voters and ack quorum, what that survives, and each copy.')
    .argument(...GROUP);
  clusterOptions(show)
    .addHelpText('after', examples(['railkv group show 2']))
    .action((group: string) =>
      cli.run(show, 'reads', (invocation) => showGroup(invocation, groupNumber(group))),
    );
  const why = parent
    .command('why')
    .description(
      'Why a group is where it is: what each checker says, which nodes could take a copy, what it waits for.',
    )
    .argument(...GROUP);
  clusterOptions(why)
    .addHelpText('after', examples(['railkv group why 2']))
    .action((group: string) =>
      cli.run(why, 'reads', (invocation) => explainGroup(invocation, groupNumber(group))),
    );
  const locate = parent
    .command('locate')
    .description(
      'Which group holds a key, and where: a line, an order reference, or (with --plain) a plain key.',
    )
    .argument('<key>', 'a line such as jinghu, or LINE/TRAIN/DATE/ID')
    .option('--plain', 'the key is a plain one (railkv kv)');
  clusterOptions(locate)
    .addHelpText('after', examples(['railkv group locate jinghu', 'railkv group locate seats --plain']))
    .action((key: string, values: { readonly plain?: true }) =>
      cli.run(locate, 'reads', (invocation) => locateKey(invocation, key, values.plain === true)),
    );
}

const FOR_MANY = `With --all, --line or --groups only the count is given. --all means every group but 0: plain keys too, while the
placement driver always decides by a majority of its copies. Every leader is asked first, the arithmetic of all is said in
sum and asked about once; a group that has it already is left alone. A group that refuses is named with its next step and
keeps no other waiting; the exit code is then 1, or 4 where all of them may do it later.`;

function addSetAckQuorum(parent: Command, cli: Cli): void {
  const command = parent
    .command('set-ack-quorum')
    .description('How many copies, the leader included, hold a sale on disk before it is answered.')
    .usage('[options] <group> <count>\n       railkv group set-ack-quorum [options] <count> --all')
    .argument('<number...>', 'a group and its count, from 1 to the number of voters; or the count alone')
    .option('--all', 'every group but the placement driver (group 0)')
    .option('--line <line,...>', 'the groups of these lines, all their parts')
    .option('--groups <group,...>', 'these groups')
    .option('--only-raise', 'of many groups: one with a higher ack quorum keeps it');
  clusterOptions(changeOptions(command))
    .addHelpText(
      'after',
      examples(
        [
          'railkv group set-ack-quorum 2 3',
          'railkv group set-ack-quorum 2 --all --dry-run',
          'railkv group set-ack-quorum 2 --all --only-raise',
          'railkv group set-ack-quorum 3 --line jinghu,huning',
        ],
        `${FOR_MANY}\n${SAFE}`,
      ),
    )
    .action((numbers: readonly string[], values: AckQuorumValues) =>
      cli.run(command, 'changes', async (invocation) => setAckQuorum(invocation, numbers, values)),
    );
}

function addTransferLeader(parent: Command, cli: Cli): void {
  const command = parent
    .command('transfer-leader')
    .description('Let another node lead the group, now and when nothing else decides.')
    .argument(...GROUP)
    .requiredOption('--to <node>', 'a node with a voting copy');
  clusterOptions(changeOptions(command))
    .addHelpText('after', examples(['railkv group transfer-leader 2 --to n2'], SAFE))
    .action((group: string, values: ChangeValues & { readonly to: string }) =>
      cli.run(command, 'changes', (invocation) => {
        const done = `${values.to} leads group ${group}`;
        const change = { kind: 'transferLeader', node: values.to } as const;
        return runChange(invocation, groupNumber(group), change, values, done);
      }),
    );
}

const ACK_QUORUM = ['--ack-quorum <count>', 'the ack quorum from then on; without it, it stays'] as const;

const withAckQuorum = ({ ackQuorum }: ChangeValues): { readonly ackQuorum?: number } =>
  ackQuorum === undefined ? {} : { ackQuorum: ackQuorumOf(ackQuorum) };

function addAddReplica(parent: Command, cli: Cli): void {
  const command = parent
    .command('add-replica')
    .description('One copy more: it is brought up to date first, then it votes.')
    .argument(...GROUP)
    .requiredOption('--node <node>', 'a node without a copy of the group')
    .option('--learner', 'it never votes')
    .option(...ACK_QUORUM);
  clusterOptions(changeOptions(command))
    .addHelpText('after', examples(['railkv group add-replica 2 --node n4'], SAFE))
    .action((group: string, values: ChangeValues & { readonly node: string; readonly learner?: true }) =>
      cli.run(command, 'changes', (invocation) => {
        const { node } = values;
        const learner = values.learner === true;
        const change = { kind: 'addReplica', node, learner, ...withAckQuorum(values) } as const;
        const done = `${node} carries a copy of group ${group}`;
        return runChange(invocation, groupNumber(group), change, values, done);
      }),
    );
}

function addRemoveReplica(parent: Command, cli: Cli): void {
  const command = parent
    .command('remove-replica')
    .description('One copy less: it leaves the group, then its node deletes it.')
    .argument(...GROUP)
    .requiredOption('--node <node>', 'the node that gives its copy up, up or not')
    .option(...ACK_QUORUM);
  clusterOptions(changeOptions(command))
    .addHelpText('after', examples(['railkv group remove-replica 2 --node n1 --ack-quorum 2'], SAFE))
    .action((group: string, values: ChangeValues & { readonly node: string }) =>
      cli.run(command, 'changes', (invocation) => {
        const { node } = values;
        const change = { kind: 'removeReplica', node, ...withAckQuorum(values) } as const;
        const done = `${node} carries no copy of group ${group}`;
        return runChange(invocation, groupNumber(group), change, values, done);
      }),
    );
}

function addMoveReplica(parent: Command, cli: Cli): void {
  const command = parent
    .command('move-replica')
    .description('A copy moves: the new one is brought up to date, then replaces the old one in one change.')
    .argument(...GROUP)
    .requiredOption('--from <node>', 'the node that gives its copy up, up or not')
    .requiredOption('--to <node>', 'a node without a copy of the group')
    .option(...ACK_QUORUM);
  clusterOptions(changeOptions(command))
    .addHelpText('after', examples(['railkv group move-replica 2 --from n1 --to n4'], SAFE))
    .action((group: string, values: ChangeValues & { readonly from: string; readonly to: string }) =>
      cli.run(command, 'changes', (invocation) => {
        const { from, to } = values;
        const change = { kind: 'moveReplica', from, to, ...withAckQuorum(values) } as const;
        const done = `group ${group} is on ${to} instead of ${from}`;
        return runChange(invocation, groupNumber(group), change, values, done);
      }),
    );
}
