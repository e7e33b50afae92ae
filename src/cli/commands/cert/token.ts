/** `railkv cert token`: a signed token says who calls, where a certificate is too much. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { DEFAULT_DIRECTORY, makeToken } from '../../certificates/authority.js';
import { writeNewFiles } from '../../certificates/secret-files.js';
import { type Cli, examples } from '../../cli.js';
import { outputOption } from '../../options.js';
import { UsageError } from '../../usage-error.js';
import { checkCaller } from './certificates.js';
import { type Role, roleOption, spanValidity } from './made-files.js';

interface TokenValues {
  readonly role: Role;
  readonly dir: string;
  readonly for: string;
  readonly out?: string;
  readonly force?: true;
}

const NOTES = `A JSON Web Token signed with Ed25519: who holds it is the caller, until it expires. It is printed, or with --out
written to a file that its owner alone can read. Whoever can read token.key can make any caller.`;

export function addCertToken(parent: Command, cli: Cli): void {
  const command = parent
    .command('token')
    .description('Make a token of a caller, with its role.')
    .argument('<caller>', 'who it is: orders belong to this name')
    .addOption(roleOption())
    .option('--for <span>', 'how long it is valid, such as 30m or 12h', '12h')
    .option('--dir <directory>', 'where token.key is', DEFAULT_DIRECTORY)
    .option('--out <file>', 'write it there')
    .option('--force', 'replace the file when it is there');
  outputOption(command)
    .addHelpText(
      'after',
      examples(
        [
          'railkv cert token alice --role buyer --out alice.token',
          'railkv cert token kiosk-7 --role seller --for 8h',
        ],
        NOTES,
      ),
    )
    .action((caller: string, values: TokenValues) =>
      cli.run(command, 'reads', async ({ terminal }) => {
        const { role, dir, out, force } = values;
        checkCaller(caller);
        const validity = spanValidity(values.for, terminal.now());
        if (validity.lengthMs < 1_000)
          throw new UsageError('a token of no time is no use', 'give --for a second or more');
        const token = makeToken(dir, caller, role, validity);
        const expires = new Date(validity.nowMs + validity.lengthMs).toISOString();
        if (out === undefined) return { human: `${token}\n`, json: { caller, role, expires, token } };
        writeNewFiles([{ path: out, text: `${token}\n`, secret: true }], force === true);
        return {
          human: `  ${out}  ${role} ${caller}, until ${expires}; secret, 0600\nnext: railkv query --ca ${join(dir, 'client-ca.crt')} --token ${out} ...\n`,
          json: { caller, role, expires, file: out },
        };
      }),
    );
}
