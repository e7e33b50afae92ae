/** The options of `serve` for a node that no cluster file names: one that joined, or wants to. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { RailkvClient } from '../../../client/index.js';
import { principalOfNames } from '../../../proto/principal.js';
import { isLoopback, parseAddress } from '../../../server/config/address.js';
import { addressProblem, LOG_LEVELS } from '../../../server/config/schema.js';
import type { CliHost } from '../../host.js';
import { securityOptions } from '../../options.js';
import { whyUnreadable } from '../../output/why-unreadable.js';
import { findSecurity } from '../../security.js';
import { splitSeeds } from '../../seeds.js';
import { UsageError } from '../../usage-error.js';
import { labelOf } from '../node/look.js';
import type { NodeWishes } from './enter-cluster.js';
import type { JoinedNode } from './joined-node.js';

export interface JoinValues {
  readonly data?: string;
  readonly join?: string;
  readonly peer?: string;
  readonly client?: string;
  readonly http?: string;
  readonly id?: string;
  readonly label?: readonly string[];
  readonly logLevel?: (typeof LOG_LEVELS)[number];
  readonly certs?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly token?: string;
}

/** What makes no sense without --data. */
export const JOIN_ONLY = [
  'join',
  'peer',
  'client',
  'http',
  'id',
  'label',
  'logLevel',
  'certs',
  'ca',
  'cert',
  'key',
  'token',
] as const;

export interface JoinRequest {
  readonly data: string;
  readonly wishes: NodeWishes;
  connectTo(host: CliHost): (() => Promise<RailkvClient>) | undefined;
}

const GROUP = 'A node that joins, or has joined:';
const NODE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const CONNECT_MS = 15_000;

export function joinOptions(command: Command): Command {
  const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
  const options = [
    new Option('--data <dir>', 'its data directory: empty at first, its own ever after'),
    new Option(
      '--join <host:port,...>',
      'client addresses of the cluster to join; needed until it has joined',
    ),
    new Option('--peer <host:port>', 'where it listens for the other nodes'),
    new Option('--client <host:port>', 'where it listens for clients'),
    new Option('--http <host:port>', 'where it listens for metrics and probes (default: any free port)'),
    new Option('--id <id>', 'its id (default: the next free n1, n2, ...)'),
    new Option('--label <key=value>', 'keeps copies apart: zone=b, host=h1; may be repeated').argParser(
      collect,
    ),
    new Option('--log-level <level>', 'how much it logs').choices([...LOG_LEVELS]),
    new Option(
      '--certs <dir>',
      'of a cluster with TLS: its certificates as railkv cert node made them for --id, and the .crt files of both authorities',
    ),
  ];
  for (const option of [...options, ...securityOptions()]) command.addOption(option.helpGroup(GROUP));
  return command;
}

/** @throws UsageError */
export function readJoin(values: JoinValues): JoinRequest {
  const seeds = values.join === undefined ? undefined : splitSeeds(values.join, '--join');
  for (const name of ['peer', 'client', 'http'] as const) {
    const address = values[name];
    const plain = values.certs === undefined;
    const problem =
      address === undefined
        ? undefined
        : (addressProblem(address) ?? (plain ? reachProblem(address) : undefined));
    if (problem !== undefined) throw new UsageError(`--${name} ${problem}`, 'write it as 127.0.0.1:7204');
  }
  if (values.id !== undefined && !NODE_ID.test(values.id))
    throw new UsageError(
      `--id '${values.id}' is no id of a node`,
      'letters, digits, ".", "_" and "-", at most 63, such as n4',
    );
  const certs = values.certs === undefined ? undefined : certsOf(resolve(values.certs), values.id);
  return {
    data: resolve(values.data ?? ''),
    wishes: {
      id: values.id,
      peer: values.peer,
      client: values.client,
      http: values.http,
      labels: values.label && Object.fromEntries(values.label.map(labelOf)),
      certs,
      logLevel: values.logLevel,
    },
    connectTo: (host) =>
      seeds &&
      (() =>
        host.connect({
          seeds,
          caller: host.defaultCaller(),
          readTimeoutMs: CONNECT_MS,
          ...securityOf(values, certs, host),
        })),
  };
}

/** Only an operator may let a node in: as a certificate or a token says. */
function securityOf(
  { ca, cert, key, token, join: seeds }: JoinValues,
  certs: JoinedNode['certs'],
  host: CliHost,
) {
  const authority = ca ?? (certs && join(certs.directory, 'client-ca.crt'));
  const { env } = host.terminal;
  return findSecurity({ ca: authority, cert, key, token, cluster: seeds, config: undefined, env });
}

/** @throws UsageError when they are not a node's of that name */
function certsOf(directory: string, id: string | undefined): NonNullable<JoinedNode['certs']> {
  if (id === undefined)
    throw new UsageError(
      'certificates name the node they are for, and --id is missing',
      'give the name that the certificates were made for, such as --id n4',
    );
  const path = join(directory, `${id}.peer.crt`);
  const made = `make them: railkv cert node ${id} --host HOST --dir DIR, where the authorities are`;
  let names: string | undefined;
  try {
    names = new X509Certificate(readFileSync(path)).subjectAltName;
  } catch (error) {
    throw new UsageError(`cannot read the certificate ${path}: ${whyUnreadable(error)}`, made);
  }
  const principal = principalOfNames(names);
  if (principal?.kind !== 'node' || principal.node !== id)
    throw new UsageError(`${path} is no certificate of node ${id}`, made);
  return { directory, clusterName: principal.cluster };
}

/** Plain text stays on one machine. */
const reachProblem = (address: string): string | undefined =>
  isLoopback(parseAddress(address)?.host ?? '')
    ? undefined
    : `${address} is not a loopback address, and a node that joins without --certs speaks plain text: use 127.0.0.1, [::1] or localhost, or give it certificates`;
