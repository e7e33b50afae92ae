/** The whole command line: every command, its help and what happens to a wrong one. Runs nothing by itself. */
import { Command, CommanderError } from 'commander';
import { makeCli } from './cli.js';
import { addBuy, addHold } from './commands/buy.js';
import { addCert } from './commands/cert/cert.js';
import { addCompletion } from './commands/completion.js';
import { addConfig } from './commands/config/config.js';
import { addDoctor } from './commands/doctor.js';
import { addGroup } from './commands/group/group.js';
import { addInit } from './commands/init.js';
import { addKv } from './commands/kv.js';
import { addLine } from './commands/line.js';
import { addMaintenance } from './commands/maintenance.js';
import { addNode } from './commands/node/node.js';
import { addOperator } from './commands/operator/operator.js';
import { addCancel, addConfirm, addOrder, addRefund } from './commands/order.js';
import { addQuery } from './commands/query.js';
import { addRecover } from './commands/recover/recover.js';
import { addSale } from './commands/sale.js';
import { addScrub } from './commands/scrub.js';
import { addServe } from './commands/serve.js';
import { addSnapshot } from './commands/snapshot/snapshot.js';
import { addStart } from './commands/start/start.js';
import { addStatus } from './commands/status.js';
import { addStore } from './commands/store.js';
import { addTimetable } from './commands/timetable/timetable.js';
import { addTop } from './commands/top.js';
import { addVersion } from './commands/version.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { CliHost } from './host.js';

const OVERVIEW = `
Begin here:
  $ railkv start                                                    a whole cluster on this machine
  $ railkv query --from 北京南 --to 上海虹桥 --date tomorrow        in another terminal
  $ railkv buy --help                                               every command teaches itself

Exit codes: 0 ok, 1 refused, 2 wrong usage, 3 unknown outcome, 4 unavailable, 5 needs attention, 6 removed, 70 a fault of railkv.
`;

/** @returns the exit code of the command that was run. */
export async function runCli(args: readonly string[], host: CliHost): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = buildProgram(host, (finished) => {
    code = finished;
  });
  try {
    await program.parseAsync(helpOfKnown(program, args), { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage; // commander has said what is wrong
  }
}

/** `help grop` becomes `grop`: commander says of that that it is unknown, with the nearest name, and of the first nothing. */
function helpOfKnown(program: Command, args: readonly string[]): readonly string[] {
  let command = program;
  for (const [at, arg] of args.entries()) {
    const known = (name: string | undefined): Command | undefined =>
      command.commands.find((each) => each.name() === name || each.aliases().includes(name ?? ''));
    const asked = args[at + 1];
    if (arg === 'help' && known(arg) === undefined && asked !== undefined && !asked.startsWith('-'))
      return known(asked) === undefined ? [...args.slice(0, at), ...args.slice(at + 1)] : args;
    const child = known(arg);
    if (child === undefined) return args;
    command = child;
  }
  return args;
}

export function buildProgram(host: CliHost, finish: (code: ExitCode) => void): Command {
  const cli = makeCli(host, finish);
  const program = new Command('railkv')
    .description('A Raft-replicated ticket store: publish trains, sell each seat once.')
    .version(host.version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', OVERVIEW)
    .showHelpAfterError('(add --help to see how it is used)')
    .configureOutput({
      writeOut: (text) => host.terminal.out(text),
      writeErr: (text) => host.terminal.err(text),
      getOutHelpWidth: () => host.terminal.columns ?? 100,
      getErrHelpWidth: () => host.terminal.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride();
  addStart(program, cli);
  addStatus(program, cli);
  addDoctor(program, cli);
  addTop(program, cli);
  addScrub(program, cli);
  addNode(program, cli);
  addGroup(program, cli);
  addLine(program, cli);
  addOperator(program, cli);
  addMaintenance(program, cli);
  addConfig(program, cli);
  addCert(program, cli);
  addInit(program, cli);
  addServe(program, cli);
  addStore(program, cli);
  addRecover(program, cli);
  addSnapshot(program, cli);
  addVersion(program, cli);
  addTimetable(program, cli);
  addSale(program, cli);
  addQuery(program, cli);
  addBuy(program, cli);
  addHold(program, cli);
  addConfirm(program, cli);
  addCancel(program, cli);
  addRefund(program, cli);
  addOrder(program, cli);
  addKv(program, cli);
  addCompletion(program);
  return program;
}
