/** Commands that make a replica do something: time, proposals, elections, reads. */
import type { ConfChange, Message } from '../../../../src/raft/message.js';
import { plain } from '../../../../src/raft/outgoing.js';
import { Arguments } from '../arguments.js';
import { parseChange, withMajority } from '../conf-change-text.js';
import { describeMessage } from '../describe.js';
import { ELECTION_TICK, HEARTBEAT_TICK, type Replica } from '../replica.js';
import type { Scene } from '../scene.js';
import { type Directive, ScriptError } from '../script.js';
import type { Commands } from './command.js';

const DROPPED = 'raft proposal dropped';

export const drive: Commands = {
  campaign: (scene, directive) => {
    const replica = replicaOf(scene, directive);
    replica.node.campaign();
  },
  'tick-election': (scene, directive) => tick(replicaOf(scene, directive), ELECTION_TICK),
  'tick-heartbeat': (scene, directive) => tick(replicaOf(scene, directive), HEARTBEAT_TICK),
  'set-randomized-election-timeout': (scene, directive) => {
    const args = new Arguments(directive, ['timeout']);
    scene.live(args.replica).node.overrideElectionTimeout(args.number('timeout', ELECTION_TICK));
  },
  propose: (scene, directive) => {
    const args = new Arguments(directive);
    const replica = scene.live(args.replica);
    if (!propose(scene, replica, new TextEncoder().encode(args.word(1)))) scene.output.print(DROPPED);
  },
  'propose-conf-change': (scene, directive) => {
    const args = new Arguments(directive, ['v1', 'transition']);
    const transition = args.text('transition') === 'explicit' ? 'explicit' : 'auto';
    proposeChange(scene, scene.live(args.replica), parseChange(directive.input, transition, args.flag('v1')));
  },
  'set-ack-quorum': (scene, directive) => {
    const args = new Arguments(directive, ['transition']);
    const transition = args.text('transition') === 'explicit' ? 'explicit' : 'auto';
    const change = parseChange(`d${args.ids[1] ?? args.fail('to what?')}`, transition, false);
    proposeChange(scene, scene.live(args.replica), change);
  },
  'transfer-leadership': (scene, directive) => {
    const args = new Arguments(directive, ['from', 'to']);
    const from = args.number('from', 0);
    const to = args.number('to', 0);
    const replica = scene.live(from);
    if (replica.node.role !== 'leader' && replica.node.leader !== 0) {
      replica.outbox.push({ ...plain('transferLeader', replica.node.leader, to, 0) });
      return;
    }
    const result = replica.node.transferLeader(to);
    if (result !== 'ok' && scene.dialect === 'own') scene.output.print(`refused: ${result}`);
  },
  'forget-leader': (scene, directive) => replicaOf(scene, directive).node.forgetLeader(),
  'report-unreachable': (scene, directive) => {
    const [at, who] = new Arguments(directive).ids;
    scene.live(at ?? 0).node.reportUnreachable(who ?? 0);
  },
  'report-snapshot': (scene, directive) => {
    const args = new Arguments(directive, ['ok']);
    const [at, who] = args.ids;
    scene.live(at ?? 0).node.reportSnapshot(who ?? 0, args.text('ok') !== 'false');
  },
  'send-snapshot': (scene, directive) => {
    const [from, to] = new Arguments(directive).ids;
    const replica = scene.live(from ?? 0);
    const snapshot = replica.storage.snapshot();
    if (snapshot === 'unavailable') throw new ScriptError('there is no snapshot');
    const message: Message = { ...plain('snap', to ?? 0, replica.id, replica.node.term), snapshot };
    scene.post({ kind: 'message', to: message.to, message });
    scene.output.print(describeMessage(message, scene.dialect));
  },
  'read-index': (scene, directive) => {
    const args = new Arguments(directive);
    const result = scene.live(args.replica).node.readIndex(args.ids[1] ?? args.fail('which request?'));
    if (result !== 'ok') scene.output.print(`refused: ${result}`);
  },
  quiesce: (scene, directive) => {
    scene.output.print(replicaOf(scene, directive).node.quiesce() ? 'sleeps' : 'stays awake');
  },
  wake: (scene, directive) => replicaOf(scene, directive).node.wake(),
};

function replicaOf(scene: Scene, directive: Directive): Replica {
  return scene.live(new Arguments(directive).replica);
}

function tick(replica: Replica, count: number): void {
  for (let i = 0; i < count; i++) replica.node.tick();
}

/** A follower's host passes a proposal on to the leader it knows. @returns whether it is on its way */
function propose(scene: Scene, replica: Replica, data: Uint8Array): boolean {
  if (replica.node.role === 'leader') {
    const { result } = replica.node.propose([data]);
    if (result !== 'ok' && scene.dialect === 'own') scene.output.print(`refused: ${result}`);
    return result === 'ok';
  }
  const { leader } = replica.node;
  if (leader === 0) return false;
  replica.outbox.push({
    ...plain('prop', leader, replica.id, 0),
    entries: [{ term: 0, index: 0, type: 'normal', data }],
  });
  return true;
}

function proposeChange(scene: Scene, replica: Replica, change: ConfChange): void {
  if (scene.dialect === 'own') {
    const result = replica.node.proposeConfChange(change);
    if (result.result !== 'ok') scene.output.print(`refused: ${result.result}: ${result.why}`);
    return;
  }
  scene.offerChange(
    replica,
    change.ackQuorum === 0 ? withMajority(change, replica.node.configuration) : change,
  );
}
