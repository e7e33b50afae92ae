/** `railkv cert node` and `railkv cert client`: certificates that an authority of the cluster signs. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { CALLER_SHAPE, NAME_SHAPE, type Role } from '../../../proto/principal.js';
import { makeCaller, makeNode } from '../../certificates/authority.js';
import { type Cli, examples } from '../../cli.js';
import { UsageError } from '../../usage-error.js';
import { type MakingValues, makingOptions, roleOption, validityOf, written } from './made-files.js';

const NODE_NOTES = `Makes NODE.peer.crt, for the peer listener and for dialling other nodes, and NODE.client.crt, for the client
listener. Both name the node, and others check that name: a certificate of n1 is no use to n2. --host names what clients
dial: IP addresses and host names. A running node takes up replaced files within seconds.`;

export function addCertNode(parent: Command, cli: Cli): void {
  const command = parent
    .command('node')
    .description('Make the certificates of a node.')
    .argument('<node>', 'its id in the cluster file')
    .option('--host <hosts...>', 'addresses under which clients reach it', ['127.0.0.1', '::1', 'localhost']);
  makingOptions(command, 365)
    .addHelpText(
      'after',
      examples(
        ['railkv cert node n1 --host 10.0.0.1 n1.example', 'railkv cert node n1 --force   # renew'],
        NODE_NOTES,
      ),
    )
    .action((node: string, values: MakingValues & { readonly host: readonly string[] }) =>
      cli.run(command, 'reads', async ({ terminal }) => {
        const { dir, host, force } = values;
        if (!NAME_SHAPE.test(node))
          throw new UsageError(`'${node}' is no id of a node`, 'give it as in the cluster file');
        const bad = host.find((each) => !/^[A-Za-z0-9.:-]{1,253}$/.test(each));
        if (bad !== undefined)
          throw new UsageError(`'${bad}' is no host`, 'give IP addresses and host names, without ports');
        return written(makeNode(dir, node, host, validityOf(values, terminal.now())), force === true, [
          `name them in the cluster file: security.peer.cert: ${join(dir, '{node}.peer.crt')}, and so on (docs/configuration.md)`,
        ]);
      }),
    );
}

export function addCertClient(parent: Command, cli: Cli): void {
  const command = parent
    .command('client')
    .description('Make the certificate of a caller, with its role.')
    .argument('<caller>', 'who it is: orders belong to this name')
    .addOption(roleOption());
  makingOptions(command, 90)
    .addHelpText(
      'after',
      examples([
        'railkv cert client alice --role buyer',
        'railkv cert client metrics --role reader --days 30 --dir /secure/ca',
      ]),
    )
    .action((caller: string, values: MakingValues & { readonly role: Role }) =>
      cli.run(command, 'reads', async ({ terminal }) => {
        const { dir, role, force } = values;
        checkCaller(caller);
        const files = makeCaller(dir, caller, role, validityOf(values, terminal.now()));
        const [key, certificate] = files;
        return written(files, force === true, [
          `railkv query --ca ${join(dir, 'client-ca.crt')} --cert ${certificate?.path ?? ''} --key ${key?.path ?? ''} ...`,
        ]);
      }),
    );
}

/** @throws UsageError */
export function checkCaller(caller: string): void {
  if (!CALLER_SHAPE.test(caller))
    throw new UsageError(
      `'${caller}' is no name of a caller`,
      'use 1 to 64 visible ASCII characters, without blanks',
    );
}
