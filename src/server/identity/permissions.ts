/** Who may do what: one row for every RPC that clients can call, one for every kind of command. Pure; the edge asks before
 *  it runs a call, a group's leader before it proposes a command. A method or command without a row does not exist: the
 *  types and permissions.test.ts hold the tables complete. */
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { ROLES, type Role } from '../../proto/principal.js';
import { ADMIN, KV, PLACEMENT, TICKETS } from '../../proto/services.js';
import { bodyField } from '../admission/command-kind.js';

export interface RpcRow {
  readonly roles: readonly Role[];
  /** Goes to the audit log, with its result. */
  readonly audited?: true;
}

export interface CommandRow extends RpcRow {
  /** Of Command.body. */
  readonly field: number;
  /** About an order: a seller may do it for its customer. */
  readonly forOthers?: true;
  /** For messages: "only a ROLE may ..." */
  readonly does: string;
}

const EVERYBODY: readonly Role[] = ROLES;
const SALES: readonly Role[] = ['seller', 'buyer', 'operator'];
const PUBLISHERS: readonly Role[] = ['railway', 'operator'];
/** Plain keys belong to nobody: an application's own servers keep them, passengers have no business there. */
const KEY_READERS: readonly Role[] = ['railway', 'seller', 'operator', 'reader'];
const WATCHERS: readonly Role[] = ['railway', 'operator', 'reader'];
const OPERATORS: readonly Role[] = ['operator'];

/** By service and method, as src/proto/services.ts names them. */
const RPC_ROLES = {
  // Which commands these may carry is COMMAND_ROLES; someone with no command at all may still not open them.
  tickets: {
    execute: { roles: ['railway', 'seller', 'buyer', 'operator'] },
    executeStream: { roles: ['railway', 'seller', 'buyer', 'operator'] },
    queryLine: { roles: EVERYBODY },
    getRun: { roles: EVERYBODY },
    listRuns: { roles: EVERYBODY },
    getOrder: { roles: SALES }, // each sees only its own
  },
  kv: {
    get: { roles: KEY_READERS },
    scan: { roles: KEY_READERS },
  },
  placement: {
    getCluster: { roles: EVERYBODY },
    getRoutes: { roles: EVERYBODY },
    registerLines: { roles: PUBLISHERS, audited: true },
    findStations: { roles: EVERYBODY },
    listLines: { roles: EVERYBODY },
    listNodes: { roles: WATCHERS },
    getNode: { roles: WATCHERS },
    joinCluster: { roles: OPERATORS, audited: true },
    setNodeLabels: { roles: OPERATORS, audited: true },
    drainNode: { roles: OPERATORS, audited: true },
    undrainNode: { roles: OPERATORS, audited: true },
    decommissionNode: { roles: OPERATORS, audited: true },
    recommissionNode: { roles: OPERATORS, audited: true },
    listOperators: { roles: WATCHERS },
    getOperator: { roles: WATCHERS },
    cancelOperator: { roles: OPERATORS, audited: true },
    setMaintenance: { roles: OPERATORS, audited: true },
    getSettings: { roles: WATCHERS },
    setSettings: { roles: OPERATORS, audited: true },
    explainGroup: { roles: WATCHERS },
  },
  admin: {
    nodeStatus: { roles: WATCHERS },
    scanReplica: { roles: OPERATORS, audited: true }, // every row, those of passengers too
    changeGroup: { roles: OPERATORS, audited: true },
    recover: { roles: OPERATORS, audited: true },
    nodeTraffic: { roles: WATCHERS },
    scrub: { roles: OPERATORS, audited: true },
  },
} as const satisfies {
  readonly tickets: Readonly<Record<keyof typeof TICKETS, RpcRow>>;
  readonly kv: Readonly<Record<keyof typeof KV, RpcRow>>;
  readonly placement: Readonly<Record<keyof typeof PLACEMENT, RpcRow>>;
  readonly admin: Readonly<Record<keyof typeof ADMIN, RpcRow>>;
};

export type CommandKind = Exclude<
  keyof pb.Command.$Properties,
  'requestId' | 'notAfterMs' | 'body' | '$unknowns'
>;

/** By field of Command.body. */
export const COMMAND_ROLES: Readonly<Record<CommandKind, CommandRow>> = {
  publish: { field: 10, roles: PUBLISHERS, audited: true, does: 'publish trains' },
  setSale: { field: 11, roles: PUBLISHERS, audited: true, does: 'open and close sales' },
  purchase: { field: 12, roles: SALES, forOthers: true, does: 'buy' },
  confirm: { field: 13, roles: SALES, forOthers: true, does: 'confirm holds' },
  cancel: { field: 14, roles: SALES, forOthers: true, does: 'cancel holds' },
  refund: { field: 15, roles: SALES, forOthers: true, does: 'refund tickets' },
  getOutcome: {
    field: 16,
    roles: ['railway', 'seller', 'buyer', 'operator'],
    forOthers: true,
    does: 'settle request ids',
  },
  kvPut: { field: 30, roles: PUBLISHERS, does: 'write plain keys' },
  kvDelete: { field: 31, roles: PUBLISHERS, does: 'write plain keys' },
  kvCompareAndSet: { field: 32, roles: PUBLISHERS, does: 'write plain keys' },
  kvDecrement: { field: 33, roles: PUBLISHERS, does: 'write plain keys' },
};

export const COMMAND_KINDS = Object.keys(COMMAND_ROLES) as readonly CommandKind[];

const BY_FIELD: ReadonlyMap<number, CommandKind> = new Map(
  COMMAND_KINDS.map((kind) => [COMMAND_ROLES[kind].field, kind]),
);

/** The edge of a node knows a command by its first body, which it does not decode: what it audits and what it lets in has to be
 *  what runs. No encoder writes anything else. @param command decoded from `bytes`
 *  @throws RailkvError INVALID_REQUEST */
export function checkFirstBody(bytes: Uint8Array, command: pb.Command.$Properties): void {
  const kind = BY_FIELD.get(bodyField(bytes));
  if (kind !== undefined && command[kind]) return;
  throw new RailkvError(
    'INVALID_REQUEST',
    'a command with a field before its body that this version does not know, or with two bodies: encode it with the protos of this version',
  );
}

const SERVICES = [
  [TICKETS, RPC_ROLES.tickets],
  [KV, RPC_ROLES.kv],
  [PLACEMENT, RPC_ROLES.placement],
  [ADMIN, RPC_ROLES.admin],
] as const;

const BY_PATH: ReadonlyMap<string, RpcRow> = new Map(
  SERVICES.flatMap(([methods, rows]) => {
    const rowOf = new Map<string, RpcRow>(Object.entries(rows));
    return Object.entries(methods).flatMap(([name, { path }]) => {
      const row = rowOf.get(name);
      return row === undefined ? [] : [[path, row] as const];
    });
  }),
);

/** @param path as in src/proto/services.ts */
export function rpcRow(path: string): RpcRow | undefined {
  return BY_PATH.get(path);
}

/** @throws RailkvError PERMISSION_DENIED */
export function authoriseCall(role: Role, path: string): void {
  const row = rpcRow(path);
  if (row?.roles.includes(role) === true) return;
  throw denied(role, row?.roles ?? [], `call ${path.split('.').at(-1) ?? path}`);
}

/** Two bodies in one message, which no encoder makes, are no way around this or the audit log: they are refused.
 *  @param forOther it is done for somebody else, who is named
 *  @throws RailkvError PERMISSION_DENIED, INVALID_REQUEST */
export function authoriseCommand(role: Role, command: pb.Command.$Properties, forOther = false): void {
  let bodies = 0;
  for (const kind of COMMAND_KINDS) {
    if (command[kind] === undefined || command[kind] === null) continue;
    const { roles, does, forOthers } = COMMAND_ROLES[kind];
    if (!roles.includes(role)) throw denied(role, roles, does);
    if (forOther && !forOthers)
      throw new RailkvError('INVALID_REQUEST', `nobody can ${does} for a buyer: leave the buyer out`);
    bodies += 1;
  }
  if (bodies > 1)
    throw new RailkvError('INVALID_REQUEST', `a command with ${bodies} bodies: send each by itself`);
}

function denied(role: Role, roles: readonly Role[], what: string): RailkvError {
  const who = roles.length === 0 ? 'nobody' : `only ${roles.join(', ')}`;
  return new RailkvError(
    'PERMISSION_DENIED',
    `a ${role} may not ${what}, ${who} may: use a certificate or token with such a role`,
    { metadata: { role, roles: roles.join(',') } },
  );
}
