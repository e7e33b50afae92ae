/** `railkv completion`: scripts that let a shell complete commands, options and their choices. The shell asks
 *  `railkv complete -- WORDS...` at each tab, so what it offers is what this program really takes. */

import completions from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { examples } from '../cli.js';

const NOTES = `For all shells to come, put the line into ~/.bashrc or ~/.zshrc. bash needs its package bash-completion. The script asks railkv
at each tab: railkv has to be on the PATH, and the script need not be made again after an upgrade.`;

/** Added last: it reads what the program has by then. */
export function addCompletion(program: Command): void {
  completions(program, { completionCommandName: 'completion' });
  for (const command of program.commands) {
    if (command.name() === 'completion')
      command
        .helpGroup('Cluster:')
        .description('Print a script that completes railkv commands in your shell.')
        .addHelpText(
          'after',
          examples(
            [
              'railkv completion fish > ~/.config/fish/completions/railkv.fish',
              'source <(railkv completion bash)',
              'source <(railkv completion zsh)',
            ],
            NOTES,
          ),
        );
    if (command.name() === 'complete')
      command
        .description('What may follow these words; asked by the scripts of railkv completion.')
        .addHelpText('after', examples(['railkv complete -- group sh']));
  }
}
