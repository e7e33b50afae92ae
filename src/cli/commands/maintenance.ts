/** `railkv maintenance on|off`: the placement driver keeps still while people work on machines. */
import type { Command } from 'commander';
import type { PlacementOperator } from '../../client/index.js';
import { type Cli, examples } from '../cli.js';
import type { Invocation, Result } from '../invocation.js';
import { clusterOptions } from '../options.js';
import { plural } from '../output/quantities.js';
import { watch } from './operator/follow.js';
import { describeProgress, isOfNode, kindOf, subjectOf } from './operator/words.js';

interface OnValues {
  readonly repairs?: true;
  readonly reason?: string;
  readonly wait: boolean;
}

/** What was asked for by name goes on in maintenance, and what only gives leaders away. */
const GOES_ON: ReadonlySet<string> = new Set(['admin', 'drain', 'repair']);

export function addMaintenance(parent: Command, cli: Cli): void {
  const maintenance = parent
    .command('maintenance')
    .helpGroup('Cluster:')
    .description(
      'Keep copies where they are while machines are worked on. Sales, elections and drains go on.',
    );
  const on = maintenance
    .command('on')
    .description(
      'Begin nothing that moves, splits or repairs; wait until what is under way has come to rest.',
    )
    .option('--repairs', 'replace lost copies all the same')
    .option('--reason <text>', 'for people: shown wherever something waits for it')
    .option('--no-wait', 'return once it is written down');
  clusterOptions(on)
    .addHelpText(
      'after',
      examples(
        ["railkv maintenance on --reason 'rack 7 gets new switches'", 'railkv maintenance on --repairs'],
        'Safe to repeat; what is said anew counts. It stays on until railkv maintenance off: a node that dies meanwhile\nis not replaced without --repairs. railkv status says that it is on.',
      ),
    )
    .action((values: OnValues) => cli.run(on, 'changes', (invocation) => turnOn(invocation, values)));
  const off = maintenance.command('off').description('Let the placement driver move copies again.');
  clusterOptions(off)
    .addHelpText('after', examples(['railkv maintenance off'], 'Safe to repeat.'))
    .action(() => cli.run(off, 'changes', turnOff));
}

async function turnOn(invocation: Invocation, values: OnValues): Promise<Result> {
  const client = await invocation.client();
  const before = (await client.operations.settings(invocation.call)).maintenance;
  // What is on already keeps what nobody says anew: whoever only makes sure would take away why it is on.
  const said = values.reason !== undefined || values.repairs !== undefined || !before?.on;
  const repairs = said ? (values.repairs ?? false) : (before.repairs ?? false);
  const reason = values.reason ?? (before?.on ? (before.reason ?? '') : '');
  const { wait } = values;
  const changed = !before?.on || (before.repairs ?? false) !== repairs || (before.reason ?? '') !== reason;
  if (changed) await client.operations.setMaintenance({ on: true, repairs, reason }, invocation.call);
  const left = wait
    ? await watch(invocation, {
        what: 'maintenance',
        again: 'railkv maintenance on',
        look: async (each, call) => moving((await each.operations.operators({}, call)).operators),
        ended: (operators) => operators.length === 0,
        say: sayMoving,
      })
    : moving((await client.operations.operators({}, invocation.call)).operators);
  const rest =
    left.length === 0
      ? 'nothing moves'
      : `${plural(left.length, 'operator')} still under way come to rest: railkv operator list`;
  const done = changed ? invocation.colours.green('done') : 'nothing to do:';
  return {
    human: `${done} maintenance is on${repairs ? ', lost copies are replaced all the same' : ', a lost copy is not replaced'}; ${rest}\n next: when the work is over: railkv maintenance off\n`,
    json: { maintenance: true, repairs, reason, changed, running: left.length },
  };
}

const moving = (operators: readonly PlacementOperator[]): PlacementOperator[] =>
  operators.filter((operator) => !isOfNode(operator) && !GOES_ON.has(kindOf(operator)));

const sayMoving = (operators: readonly PlacementOperator[]): string =>
  `${plural(operators.length, 'operator')} still under way: ${operators
    .slice(0, 3)
    .map((operator) => `${subjectOf(operator)}: ${describeProgress(operator)}`)
    .join('; ')}`;

async function turnOff(invocation: Invocation): Promise<Result> {
  const client = await invocation.client();
  const before = (await client.operations.settings(invocation.call)).maintenance;
  const json = { maintenance: false, changed: before?.on ?? false };
  if (!before?.on) return { human: 'nothing to do: maintenance is off\n', json };
  await client.operations.setMaintenance({ on: false }, invocation.call);
  return {
    human: `${invocation.colours.green('done')} maintenance is off: copies move again by themselves\n next: watch it: railkv operator list\n`,
    json,
  };
}
