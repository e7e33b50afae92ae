/** One change of a group from the command line: what it means is said first, what makes things worse is asked about, then
 *  its progress until it is in effect. */
import type { Command } from 'commander';
import { type GroupChange, type GroupChangeProgress, RailkvError } from '../../../client/index.js';
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import { UsageError } from '../../usage-error.js';
import { describeVotes, losses, survivalOf } from './arithmetic.js';

export interface ChangeValues {
  readonly wait: boolean;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly ackQuorum?: string;
}

export function changeOptions(command: Command): Command {
  return command
    .option('--no-wait', 'return once the change has begun; the leader goes on by itself')
    .option('--dry-run', 'only say what it would do, or why it is refused')
    .option('-y, --yes', 'do not ask, whatever gets worse');
}

/** @throws UsageError */
export function groupNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new UsageError(
      `'${text}' is no group`,
      'give its number: railkv group list, or railkv group locate KEY',
    );
  return Number(text);
}

/** A person named it: asking again would not help, though a client goes on asking for one that is new. */
export const unknownGroup = (group: number): CommandFailed =>
  new CommandFailed('NO_SUCH_GROUP', `the cluster has no group ${group}`);

/** A whole number; what does not fit the group is refused by the cluster, which knows it. @throws UsageError */
export function ackQuorumOf(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError(
      `the ack quorum '${text}' is no number`,
      'give how many copies a sale waits for, such as 2',
    );
  return Number(text);
}

/** @param done what is so afterwards, for people */
export async function runChange(
  invocation: Invocation,
  group: number,
  change: GroupChange,
  values: ChangeValues,
  done: string,
): Promise<Result> {
  const client = await invocation.client();
  const options = invocation.call;
  const plan = await client.cluster
    .changeGroup(group, change, { ...options, dryRun: true })
    .catch((error: unknown) => {
      if (error instanceof RailkvError && error.reason === 'GROUP_NOT_FOUND') throw unknownGroup(group);
      throw error;
    });
  if (plan.done) return present(invocation, group, plan, `nothing to do: ${done}\n`, false);
  const votes = change.kind !== 'transferLeader' && change.kind !== 'split';
  if (votes) invocation.note(`now:   ${describeVotes(plan.now)}\nafter: ${describeVotes(plan.after)}\n`);
  if (values.dryRun === true)
    return present(invocation, group, plan, `would begin: ${plan.doing || done}\n`, false);
  await confirm(invocation, change, plan, values);
  const startedMs = invocation.terminal.now();
  const last = await client.cluster.changeGroup(group, change, {
    ...options,
    wait: values.wait,
    onProgress: ({ doing }) => {
      if (doing !== '') invocation.note(`  ${doing}\n`);
    },
  });
  if (!last.done)
    return present(
      invocation,
      group,
      last,
      `begun: ${last.doing}\n next: railkv group show ${group}; the same command again waits for the end\n`,
      true,
    );
  const seconds = ((invocation.terminal.now() - startedMs) / 1_000).toFixed(1);
  return present(
    invocation,
    group,
    last,
    `${invocation.colours.green('done')} ${done} (${seconds} s)\n`,
    true,
  );
}

async function confirm(
  invocation: Invocation,
  change: GroupChange,
  plan: GroupChangeProgress,
  values: ChangeValues,
): Promise<void> {
  const worse = losses(plan.now, plan.after);
  if (change.kind === 'removeReplica') worse.push(`the copy on ${change.node} is deleted`);
  if (worse.length === 0 || values.yes === true) return;
  const { terminal } = invocation;
  const what = worse.map((each) => `  - ${each}\n`).join('');
  if (!terminal.inIsTty || invocation.json)
    throw new CommandFailed('CONFIRMATION_NEEDED', `this makes something worse:\n${what.trimEnd()}`, {
      next: 'add --yes if that is what you want; --dry-run shows the whole arithmetic',
    });
  const answer = await terminal.ask(`This makes something worse:\n${what}Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim()))
    throw new CommandFailed('NOT_CONFIRMED', 'nothing was changed', { next: 'answer y, or add --yes' });
}

function present(
  _invocation: Invocation,
  group: number,
  progress: GroupChangeProgress,
  human: string,
  changed: boolean,
): Result {
  const { route } = progress;
  const leader = route.replicas.find(({ replicaId }) => replicaId === route.leaderReplicaId);
  return {
    human,
    json: {
      group,
      done: progress.done,
      changed,
      doing: progress.doing,
      now: { ...progress.now, ...survivalOf(progress.now) },
      after: { ...progress.after, ...survivalOf(progress.after) },
      epoch: { ...route.epoch },
      leader: leader?.nodeId ?? null,
      replicas: route.replicas.map((replica) => ({ ...replica })),
      ...(progress.child && { child: progress.child.group }),
    },
  };
}
