/** Runs dialogues of the consensus core and shows where what they print differs from what their files say.
 *  `npm run transcript -- --help` tells how. */
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { developmentCommand } from '../command-line.js';
import { compareDirectory } from './compare/report.js';
import { COMMAND_NAMES } from './interpreter/interpreter.js';
import { lineDiff } from './line-diff.js';
import { scenarioFiles } from './scenario-files.js';
import { runTranscript, withoutLogLines } from './transcript.js';

interface Flags {
  readonly ignoreLogLines?: true;
  readonly rewrite?: true;
  readonly etcd?: true;
  readonly compare?: string;
  readonly verbose?: true;
}

const program = developmentCommand('transcript')
  .description('Runs scripted dialogues between replicas of the consensus core.')
  .argument('[files...]', 'dialogues; default: all under test/transcripts/scenarios')
  .option('--ignore-log-lines', 'compare without the lines that start with a log level')
  .option('--rewrite', 'write what was printed into the files')
  .option('--etcd', "speak etcd-io/raft's dialect: start replicas and print as its interaction tests do")
  .option('--compare <dir>', 'compare with the test data of a checkout of etcd-io/raft, and print a table')
  .option('--verbose', 'with --compare: show every difference')
  .addHelpText('after', `\nCommands of a dialogue:\n  ${COMMAND_NAMES.join('\n  ')}`)
  .parse();

const flags = program.opts<Flags>();
process.exitCode =
  flags.compare === undefined ? runFiles(program.args, flags) : compare(flags.compare, flags);

function compare(directory: string, { verbose }: Flags): number {
  return compareDirectory(directory, verbose === true, (line) => console.log(line)) ? 0 : 1;
}

function runFiles(named: readonly string[], { ignoreLogLines, rewrite, etcd }: Flags): number {
  const files = named.length > 0 ? named : scenarioFiles();
  let failed = 0;
  for (const file of files) {
    const options = { dialect: etcd ? 'etcd' : 'own', ignoreLogLines: ignoreLogLines === true } as const;
    const { steps, recorded } = runTranscript(readFileSync(file, 'utf8'), options);
    const different = steps.filter(({ same }) => !same);
    const name = relative(process.cwd(), file);
    if (rewrite) writeFileSync(file, recorded);
    console.log(`${name}: ${steps.length} steps, ${different.length} ${rewrite ? 'rewritten' : 'different'}`);
    if (rewrite || different.length === 0) continue;
    failed++;
    const shape = ignoreLogLines ? withoutLogLines : (text: string) => text;
    for (const { directive, actual } of different) {
      console.log(`\n${name}:${directive.line}: ${directive.command}`);
      console.log(lineDiff(shape(directive.expected), shape(actual)));
    }
  }
  return failed === 0 ? 0 : 1;
}
