/** Commands that make replicas and set how much is printed. */
import type { ReplicaId } from '../../../../src/raft/ids.js';
import { MemoryStorage } from '../../../../src/raft/memory-storage.js';
import type { Configuration } from '../../../../src/raft/message.js';
import { Arguments } from '../arguments.js';
import { levelOf } from '../output.js';
import { Replica, type Settings } from '../replica.js';
import type { Scene } from '../scene.js';
import { VeiledStorage } from '../veiled-storage.js';
import type { Commands } from './command.js';

const NAMES = [
  'voters',
  'learners',
  'ack-quorum',
  'inflight',
  'index',
  'content',
  'async-storage-writes',
  'prevote',
  'checkquorum',
  'max-committed-size-per-ready',
  'max-uncommitted-size',
  'max-size-per-msg',
  'disable-conf-change-validation',
  'read-only',
  'step-down-on-removal',
  'priority',
];

export const setup: Commands = {
  'add-nodes': (scene, directive) => {
    const args = new Arguments(directive, NAMES);
    const settings: Settings = {
      asyncWrites: args.flag('async-storage-writes'),
      preVote: args.flag('prevote'),
      checkQuorum: args.flag('checkquorum'),
      inflight: args.number('inflight', 2 ** 31 - 1),
      maxApplyBytes: args.number('max-committed-size-per-ready', Number.MAX_SAFE_INTEGER),
      maxMessageBytes: args.number('max-size-per-msg', Number.MAX_SAFE_INTEGER),
      maxUncommittedBytes: args.number('max-uncommitted-size', Number.MAX_SAFE_INTEGER),
      stepDownOnRemoval: args.flag('step-down-on-removal'),
      priority: args.number('priority', 0),
    };
    const voters = args.numbers('voters');
    const given = voters.length > 0;
    if (given) {
      const majority = Math.floor(voters.length / 2) + 1;
      scene.initial = initialOf(voters, args.number('ack-quorum', majority), args.numbers('learners'));
    }
    const count = args.ids[0] ?? args.fail('how many?');
    const index = args.number('index', 1);
    for (let i = 0; i < count; i++) {
      const configuration = scene.initial ?? args.fail('the first replicas need voters=');
      addReplica(scene, settings, configuration, given, index);
    }
  },
  'log-level': (scene, directive) => {
    const args = new Arguments(directive);
    scene.output.level = levelOf(args.word(0)) ?? args.fail('unknown level');
  },
  _breakpoint: () => undefined,
};

function addReplica(
  scene: Scene,
  settings: Settings,
  configuration: Configuration,
  given: boolean,
  index: number,
): void {
  const id = scene.nextId;
  // etcd's later replicas know nothing at all; ours are created with the group's first state, and are no members of it.
  const empty = !given && scene.dialect === 'etcd';
  const base = empty ? { index: 0, term: 0 } : { index, term: 1 };
  const veiled = scene.dialect === 'etcd' ? new VeiledStorage(configuration, base) : undefined;
  const replica = new Replica(
    id,
    veiled ?? new MemoryStorage(configuration, base),
    settings,
    scene.trace(id),
  );
  veiled?.unveil();
  scene.add(replica);
  const { term, commit, applied, lastIndex } = replica.node.status();
  const peers = empty ? '' : configuration.voters.join(',');
  scene.output.log(
    'INFO',
    `new ${id} [peers: [${peers}], term: ${term}, commit: ${commit}, applied: ${applied}, lastindex: ${lastIndex}]`,
  );
}

function initialOf(
  voters: readonly ReplicaId[],
  ackQuorum: number,
  learners: readonly ReplicaId[],
): Configuration {
  return {
    voters,
    ackQuorum,
    votersOutgoing: [],
    ackQuorumOutgoing: 0,
    learners,
    learnersNext: [],
    autoLeave: false,
  };
}
