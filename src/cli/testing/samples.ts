/** Values of the SDK as tests of the command line need them. */
import type { Cluster, GroupStatus, NodeStatus, Offer, Order, RunPlan } from '../../client/index.js';

const HOUR = 3_600_000;
/** 09:00 in Shanghai on 2026-12-01. */
export const DEPARTURE = Date.UTC(2026, 11, 1, 1);

export function sampleOffer(over: Partial<Offer> = {}): Offer {
  return {
    run: { line: 'jinghu', train: 'G1', date: '2026-12-01' },
    from: { station: 'VNP', name: '北京南', stop: 0 },
    to: { station: 'AOH', name: '上海虹桥', stop: 4 },
    departureMs: DEPARTURE,
    arrivalMs: DEPARTURE + 4.8 * HOUR,
    timezone: 'Asia/Shanghai',
    open: true,
    classes: [
      { class: 'second', seatsLeft: 12, seatsTotal: 900 },
      { class: 'business', seatsLeft: 0, seatsTotal: 24 },
    ],
    asOf: { group: 2, index: 17, ageMs: 120, nodeId: 'n2' },
    ...over,
  };
}

export function sampleOrder(over: Partial<Order> = {}): Order {
  return {
    reference: 'jinghu/G1/2026-12-01/o1',
    run: { line: 'jinghu', train: 'G1', date: '2026-12-01' },
    orderId: 'o1',
    state: 'sold',
    class: 'second',
    from: { station: 'VNP', name: '北京南', stop: 0 },
    to: { station: 'AOH', name: '上海虹桥', stop: 4 },
    tickets: [{ passengerId: 'P1', coach: 3, seat: '23B', state: 'sold' }],
    createdMs: Date.UTC(2026, 10, 22, 12),
    departureMs: DEPARTURE,
    arrivalMs: DEPARTURE + 4.8 * HOUR,
    ...over,
  };
}

export function samplePlan(line: string, train: string, date = '2026-12-01'): RunPlan {
  return {
    run: { line, train, date },
    stops: [
      { station: 'VNP', name: '北京南', arrivalS: 32_400, departureS: 32_400 },
      { station: 'AOH', name: '上海虹桥', arrivalS: 49_680, departureS: 49_680 },
    ],
    coaches: [{ number: 1, class: 'second', rows: 2, letters: 'ABCDF' }],
    dayStartMs: Date.UTC(2026, 10, 30, 16),
    timezone: 'Asia/Shanghai',
  };
}

export const sampleCluster: Cluster = {
  clusterId: 'test-1',
  revision: 3,
  nodes: ['n1', 'n2', 'n3'].map((nodeId, at) => ({
    nodeId,
    clientAddress: `127.0.0.1:720${at + 1}`,
    peerAddress: `127.0.0.1:710${at + 1}`,
    labels: { zone: 'abc'[at] ?? '' },
    placement: true,
  })),
  defaultReplicas: 3,
  defaultAckQuorum: 2,
  answeredBy: 'n1',
};

export function sampleNode(
  nodeId: string,
  groups: readonly GroupStatus[],
  over: Partial<NodeStatus> = {},
): NodeStatus {
  return {
    clusterId: 'test-1',
    nodeId,
    incarnation: 1,
    version: '0.1.0',
    level: 2,
    clusterLevel: 2,
    uptimeMs: 65_000,
    groupsLed: groups.filter((group) => group.role === 'leader').length,
    groupsHosted: groups.length,
    groupsAsleep: 0,
    groupsDamaged: 0,
    groups,
    peers: [],
    dataDirectory: `/data/${nodeId}`,
    rssBytes: 100 * 2 ** 20,
    cpuSeconds: 1,
    lowOnDisk: false,
    recoveryEpoch: 0,
    lostNodes: [],
    recoveries: [],
    diskFreeBytes: 2 ** 35,
    wallClockMs: DEPARTURE - 24 * HOUR,
    certificateUntilMs: 0,
    ...over,
  };
}

/** Group `group` as the replica on node n`replica` sees it, all three nodes being members. */
export function sampleGroup(
  group: number,
  replica: 1 | 2 | 3,
  leader: number,
  over: Partial<GroupStatus> = {},
): GroupStatus {
  return {
    group,
    replicaId: replica,
    role: replica === leader ? 'leader' : 'follower',
    leaderReplicaId: leader,
    term: 2,
    commit: 40,
    applied: 40,
    firstIndex: 2,
    lastIndex: 40,
    lastTerm: 1,
    recoveryEpoch: 0,
    checkpointIndex: 30,
    range: { start: new Uint8Array(), end: new Uint8Array() },
    epoch: { confVersion: 1, rangeVersion: 1 },
    configuration: {
      voters: [1, 2, 3],
      ackQuorum: 2,
      votersOutgoing: [],
      ackQuorumOutgoing: 0,
      learners: [],
      learnersNext: [],
      autoLeave: false,
    },
    replicas: [1, 2, 3].map((id) => ({ replicaId: id, nodeId: `n${id}`, learner: false })),
    asleep: false,
    damage: '',
    dispute: '',
    digest: '0011223344556677',
    nextDeadlineMs: 0,
    ...over,
  };
}
