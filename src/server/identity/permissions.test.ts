import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RailkvError } from '../../proto/errors.js';
import { ROLES, type Role } from '../../proto/principal.js';
import { CLIENT_SERVICES, KV, PEER, TICKETS } from '../../proto/services.js';
import { authoriseCall, authoriseCommand, COMMAND_KINDS, COMMAND_ROLES, rpcRow } from './permissions.js';

const allowed = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch (error) {
    expect((error as RailkvError).reason).toBe('PERMISSION_DENIED');
    return false;
  }
};
const mayCall = (role: Role, path: string): boolean => allowed(() => authoriseCall(role, path));
const may = (role: Role, kind: (typeof COMMAND_KINDS)[number]): boolean =>
  allowed(() => authoriseCommand(role, { requestId: 'r', [kind]: {} }));

describe('the tables of who may do what', () => {
  it('have a row for every method that clients can call', () => {
    for (const methods of Object.values(CLIENT_SERVICES))
      for (const { path } of Object.values(methods)) expect(rpcRow(path)?.roles, path).not.toHaveLength(0);
  });

  it('have a row for every command of the protos, and no other', () => {
    const proto = readFileSync(new URL('../../../proto/railkv/v1/tickets.proto', import.meta.url), 'utf8');
    const [, body] = /message Command \{[\s\S]*?oneof body \{([\s\S]*?)\n {2}\}/.exec(proto) ?? [];
    const fields = [...(body ?? '').matchAll(/^\s*\w+ (\w+) = (\d+);/gm)].map(
      ([, field, number]) =>
        `${(field ?? '').replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())} ${number}`,
    );
    expect(fields.length).toBeGreaterThan(10);
    const rows = COMMAND_KINDS.map((kind) => `${kind} ${COMMAND_ROLES[kind].field}`);
    expect(rows.sort()).toEqual(fields.sort());
  });

  it('let an operator do everything, and a reader change nothing', () => {
    for (const kind of COMMAND_KINDS) {
      expect(may('operator', kind), kind).toBe(true);
      expect(may('reader', kind), kind).toBe(false);
    }
    for (const methods of Object.values(CLIENT_SERVICES))
      for (const { path } of Object.values(methods)) expect(mayCall('operator', path), path).toBe(true);
    expect(mayCall('reader', TICKETS.executeStream.path)).toBe(false);
    expect(mayCall('reader', TICKETS.getOrder.path)).toBe(false);
  });

  it('let every role find a train, and a railway publish but not buy', () => {
    for (const role of ROLES) expect(mayCall(role, TICKETS.queryLine.path)).toBe(true);
    expect(may('railway', 'publish')).toBe(true);
    expect(may('railway', 'purchase')).toBe(false);
    expect(may('buyer', 'purchase')).toBe(true);
    expect(may('buyer', 'publish')).toBe(false);
    expect(mayCall('buyer', KV.scan.path)).toBe(false);
  });

  it('know nobody for a method of the peers, or one that is none', () => {
    expect(mayCall('operator', PEER.exchange.path)).toBe(false);
    expect(mayCall('operator', '/railkv.v1.Tickets/Nothing')).toBe(false);
  });
});

describe('a refusal', () => {
  it('says who may', () => {
    expect(() => authoriseCommand('buyer', { publish: {} })).toThrow(
      'a buyer may not publish trains, only railway, operator may',
    );
  });

  it('cannot be got around by two bodies in one command', () => {
    expect(() => authoriseCommand('buyer', { purchase: {}, publish: {} })).toThrow(/publish trains/);
    expect(() => authoriseCommand('operator', { purchase: {}, publish: {} })).toThrow(/2 bodies/);
  });

  it('is of commands that are audited when it is about publishing', () => {
    expect(COMMAND_ROLES.publish.audited).toBe(true);
    expect(COMMAND_ROLES.purchase.audited).toBeUndefined();
  });
});
