import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RailkvError } from '../proto/errors.js';
import { pb } from '../proto/index.js';
import { lineKey, plainKey, runKey } from '../proto/keys.js';
import { PLACEMENT_FORMAT } from '../proto/versions.js';
import { PLACEMENT_BUCKET, placementGroup } from './descriptor.js';
import { encodePlacementEntry } from './placement-entry.js';
import { PlacementView } from './placement-view.js';
import { overlaps } from './range-map.js';
import { anyCommand } from './testing/commands.js';
import {
  apply,
  applyBytes,
  BOOTSTRAP,
  bootstrapped,
  ENVELOPE,
  line,
  MemoryBucket,
  machineOn,
  NODES,
} from './testing/machine.js';

describe('the bootstrap', () => {
  it('makes group 0 on the nodes that carry it and group 1 for plain keys', () => {
    const machine = bootstrapped();
    const [placement, plain] = machine.view.groups();
    expect(placement?.replicas.map((replica) => replica.node)).toEqual(['n1', 'n2', 'n3']);
    expect(placement?.ackQuorum).toBe(2);
    expect(plain?.group).toBe(1);
    expect(plain?.replicas.map((replica) => replica.replica)).toEqual([1, 2, 3]);
    expect(machine.view.groupForKey(plainKey('anything'))?.group).toBe(1);
    expect(machine.cluster('n2')).toMatchObject({ clusterId: 'c1', defaultReplicas: 3, answeredBy: 'n2' });
  });

  it('makes the group 0 that each node could work out alone', () => {
    const machine = bootstrapped();
    expect(placementGroup(machine.view.nodes(), ENVELOPE.timeMs)).toEqual(machine.view.group(0));
  });

  it('changes nothing the second time, whatever nodes it names', () => {
    const store = new MemoryBucket();
    const machine = bootstrapped(store);
    machine.flush();
    const before = store.dump();
    const again = apply(machine, {
      bootstrap: { ...BOOTSTRAP, nodes: NODES.slice(0, 1), defaultReplicas: 1 },
    });
    expect(again).toEqual({ kind: 'bootstrapped', clusterId: 'c1', revision: 1 });
    machine.flush();
    expect(store.dump()).toEqual(before);
  });

  it('refuses to become another cluster', () => {
    const answer = apply(bootstrapped(), { bootstrap: { ...BOOTSTRAP, clusterId: 'c2' } });
    expect(answer).toMatchObject({ kind: 'refused', reason: 'WRONG_CLUSTER' });
  });

  it.each([
    ['no nodes', { nodes: [] }],
    ['two nodes of one id', { nodes: [NODES[0], NODES[0]] }],
    ['nobody to carry the placement driver', { nodes: NODES.map((node) => ({ ...node, placement: false })) }],
    ['more replicas than nodes', { defaultReplicas: 5 }],
    ['no replicas', { defaultReplicas: 0 }],
    ['an ack quorum above the replicas', { defaultAckQuorum: 4 }],
    ['no cluster id', { clusterId: '' }],
  ])('refuses %s', (_what, wrong) => {
    const machine = machineOn(new MemoryBucket());
    const bootstrap = { ...BOOTSTRAP, ...wrong } as pb.BootstrapCluster.$Properties;
    expect(apply(machine, { bootstrap })).toMatchObject({ kind: 'refused', reason: 'INVALID_REQUEST' });
    expect(machine.bootstrapped).toBe(false);
  });
});

describe('registering lines', () => {
  it('gives each line a group of its own, spread over zones, leaders in turn', () => {
    const machine = bootstrapped();
    const answer = apply(machine, {
      registerLines: { lines: [line('a', 'X', 'Y'), line('b', 'Y'), line('c')] },
    });
    expect(answer).toMatchObject({ kind: 'registered', response: { created: 3, revision: 2 } });
    const groups = ['a', 'b', 'c'].map((id) => machine.view.groupForLine(id));
    expect(groups.map((group) => group?.group)).toEqual([2, 3, 4]);
    for (const group of groups) {
      const zones = group?.replicas.map((replica) => machine.view.node(replica.node)?.labels.get('zone'));
      expect(new Set(zones).size).toBe(3);
    }
    const leaders = machine.view.groups().map((group) => group.replicas[0]?.node);
    expect(new Set(leaders).size).toBe(4);
  });

  it('enters stations, so that a station finds every line', () => {
    const machine = bootstrapped();
    apply(machine, { registerLines: { lines: [line('a', 'X', 'Y'), line('b', 'Y')] } });
    const found = machine.findStations({ stations: ['Y', 'Station X', 'Station Z'] });
    expect(found.stations).toMatchObject([
      { asked: 'Y', station: { code: 'Y' }, lines: ['a', 'b'] },
      { asked: 'Station X', station: { code: 'X' }, lines: ['a'] },
      { asked: 'Station Z', near: [{ code: 'X' }, { code: 'Y' }] },
    ]);
    expect(machine.listLines().lines).toMatchObject([
      { line: 'a', name: 'Line a', group: 2 },
      { line: 'b', name: 'Line b', group: 3 },
    ]);
  });

  it('repeated changes nothing, not even the revision; with more stations it makes no group', () => {
    const machine = bootstrapped();
    const once = { registerLines: { lines: [line('a', 'X')] } };
    apply(machine, once);
    expect(apply(machine, once)).toMatchObject({
      response: { created: 0, revision: 2, lines: [{ group: 2 }] },
    });
    const more = apply(machine, { registerLines: { lines: [line('a', 'X', 'Z')] } });
    expect(more).toMatchObject({ response: { created: 0, revision: 3 } });
    expect(machine.findStations({ stations: ['Z'] }).stations).toMatchObject([{ lines: ['a'] }]);
  });

  it('answers in the order asked, a line named twice included', () => {
    const answer = apply(bootstrapped(), {
      registerLines: { lines: [line('b'), line('a'), line('b', 'Q')] },
    });
    expect(answer).toMatchObject({
      response: {
        created: 2,
        lines: [
          { line: 'b', group: 2 },
          { line: 'a', group: 3 },
          { line: 'b', group: 2 },
        ],
      },
    });
  });

  it('is all or nothing: one unusable line refuses the others', () => {
    const machine = bootstrapped();
    const answer = apply(machine, { registerLines: { lines: [line('a'), line(' ')] } });
    expect(answer).toMatchObject({ kind: 'refused', reason: 'INVALID_REQUEST' });
    expect(machine.view.groupForLine('a')).toBeUndefined();
    expect(machine.revision).toBe(1);
  });

  it('is refused with a later retry before the bootstrap', () => {
    const answer = apply(machineOn(new MemoryBucket()), { registerLines: { lines: [line('a')] } });
    expect(answer).toMatchObject({ kind: 'refused', reason: 'NO_LEADER' });
  });
});

describe('routes', () => {
  it('come in key order, each once, by line and by key, and leave out what no range holds', () => {
    const machine = bootstrapped();
    apply(machine, { registerLines: { lines: [line('b'), line('a')] } });
    const asked = {
      lines: ['b', 'a', 'unknown'],
      keys: [plainKey('k'), runKey('a', 'G1', '2026-12-01'), lineKey('nope')],
    };
    const { routes } = machine.routes(asked, (group) => (group === 2 ? 7 : 0));
    expect(routes?.map((route) => [route.group, route.leaderReplicaId])).toEqual([
      [3, 0],
      [2, 7],
      [1, 0],
    ]);
    expect(machine.routes({ all: true }, () => 0).routes?.map((route) => route.group)).toEqual([0, 3, 2, 1]);
  });
});

describe('deltas', () => {
  it('bring a node without a replica of group 0 to the same picture, whatever revisions it saw', () => {
    const machine = bootstrapped();
    const follower = new PlacementView();
    const overTheWire = () =>
      pb.PlacementDelta.decode(pb.PlacementDelta.encode(machine.delta(follower.revision)).finish());
    expect(follower.applyDelta(overTheWire()).map((group) => group.group)).toEqual([0, 1]);
    apply(machine, { registerLines: { lines: [line('a')] } });
    apply(machine, { registerLines: { lines: [line('b')] } });
    expect(follower.applyDelta(overTheWire()).map((group) => group.group)).toEqual([2, 3]);
    expect(follower.applyDelta(overTheWire())).toEqual([]);
    expect(follower.groups()).toEqual(machine.view.groups());
    expect(follower.nodes()).toEqual(machine.view.nodes());
    expect(follower.revision).toBe(3);
  });

  it('may move a range from a parent to a child in one step', () => {
    const machine = bootstrapped();
    apply(machine, { registerLines: { lines: [line('a')] } });
    const follower = new PlacementView();
    follower.applyDelta(machine.delta(0));
    const parent = machine.delta(1).groups?.[0];
    const middle = runKey('a', 'G5', '');
    const half = { ...parent, range: { ...parent?.range, end: middle }, revision: 3 };
    const child = { ...parent, group: 9, range: { ...parent?.range, start: middle }, revision: 3 };
    follower.applyDelta({ revision: 3, groups: [child, half] });
    expect(follower.groupsForLine('a').map((group) => group.group)).toEqual([2, 9]);
    expect(follower.groupForKey(runKey('a', 'G6', '2026-01-01'))?.group).toBe(9);
  });
});

describe('rows', () => {
  it('are written only for what changed', () => {
    const store = new MemoryBucket();
    const machine = bootstrapped(store);
    machine.flush();
    expect(store.writes).toBe(4 + 2 + 1);
    apply(machine, { registerLines: { lines: [line('a', 'X', 'Y')] } });
    machine.flush();
    expect(store.writes).toBe(7 + 1 + 1 + 1 + 2);
    machine.flush();
    expect(store.writes).toBe(12);
  });
});

describe('any log of group 0', () => {
  const name = fc.constantFrom('a', 'ab', 'b', '京沪', 'a\u0000', '', ' x', 'long'.repeat(80));
  const entry = fc.record({
    line: name,
    name: fc.constantFrom('', 'Name', 'Other'),
    stations: fc.array(
      fc.record({ code: fc.constantFrom('X', 'Y', 'Z', ''), name: fc.constantFrom('', 'Here', 'There') }),
      { maxLength: 4 },
    ),
  });
  const command: fc.Arbitrary<pb.PlacementCommand.$Properties> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.array(entry, { maxLength: 4 }).map((lines) => ({ registerLines: { lines } })),
    },
    { weight: 1, arbitrary: fc.constantFrom({ bootstrap: BOOTSTRAP }, {}) },
    { weight: 12, arbitrary: anyCommand },
  );
  const data = fc.oneof(
    { weight: 8, arbitrary: command.map((body) => encodePlacementEntry(body, ENVELOPE)) },
    // Random bytes, but none that claim a format of the future: those halt the replica on purpose.
    {
      weight: 1,
      arbitrary: fc.uint8Array({ maxLength: 20 }).map((bytes) => Uint8Array.from([8, 1, ...bytes])),
    },
  );
  const readable = (bytes: Uint8Array): boolean => {
    try {
      return pb.PlacementEntry.decode(bytes).format <= PLACEMENT_FORMAT;
    } catch {
      return true;
    }
  };
  const log = fc
    .array(data.filter(readable), { maxLength: 24 })
    .map((entries) => [encodePlacementEntry({ bootstrap: BOOTSTRAP }, ENVELOPE), ...entries]);

  it('never makes ranges overlap, repeats a replica id or a node in a group, or throws', () => {
    fc.assert(
      fc.property(log, (entries) => {
        const machine = machineOn(new MemoryBucket());
        for (const bytes of entries) applyBytes(machine, bytes);
        const groups = machine.view.groups();
        for (const [at, group] of groups.entries()) {
          for (const other of groups.slice(at + 1)) expect(overlaps(group.range, other.range)).toBe(false);
          expect(new Set(group.replicas.map((replica) => replica.replica)).size).toBe(group.replicas.length);
          expect(new Set(group.replicas.map((replica) => replica.node)).size).toBe(group.replicas.length);
        }
      }),
    );
  });

  it('gives the same rows and answers on a replica that restarts from its rows after any entry', () => {
    fc.assert(
      fc.property(log, fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }), (entries, restarts) => {
        const steadyStore = new MemoryBucket();
        const store = new MemoryBucket();
        const steady = machineOn(steadyStore);
        let machine = machineOn(store);
        for (const [at, bytes] of entries.entries()) {
          expect(applyBytes(machine, bytes)).toEqual(applyBytes(steady, bytes));
          if (restarts[at] !== true) continue;
          machine.flush();
          machine = machineOn(store);
          const shuffled = new Map([...store.rows].reverse());
          machine.adopt(PLACEMENT_BUCKET, shuffled);
        }
        machine.flush();
        steady.flush();
        expect(store.dump()).toEqual(steadyStore.dump());
        expect(machine.delta(0)).toEqual(steady.delta(0));
        expect(machine.listLines()).toEqual(steady.listLines());
        expect(machine.operators.running()).toEqual(steady.operators.running());
        expect(machine.operators.history()).toEqual(steady.operators.history());
        expect(machine.settings).toEqual(steady.settings);
      }),
    );
  });
});

describe('what group 0 refuses to do', () => {
  it('applies no entry of a later format', () => {
    const machine = bootstrapped();
    const future = pb.PlacementEntry.encode({ format: PLACEMENT_FORMAT + 1, command: {} }).finish();
    expect(() => applyBytes(machine, future)).toThrow(/too old/);
  });

  it('answers no more stations at a time than the limit', () => {
    const stations = Array.from({ length: 65 }, (_, at) => `S${at}`);
    expect(() => bootstrapped().findStations({ stations })).toThrow(RailkvError);
  });

  it('has one bucket, and proposes nothing by itself', () => {
    const machine = bootstrapped();
    expect(() => machine.adopt('x', new Map())).toThrow(/one bucket/);
    expect(machine.nextDeadlineMs()).toBeUndefined();
    expect(applyBytes(machine, machine.expireEntry(5))).toEqual([]);
    expect(applyBytes(machine, new Uint8Array(0))).toEqual([]);
  });
});
