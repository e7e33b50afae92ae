/** Every property of a simulation, in the order in which they look: named ones before those that catch the rest, and the picture of
 *  the disks last, so that the others see what it was before. */
import type { Checker, SimEvent, World } from '../world.js';
import { AcksAreDurable, AnsweredIsDurable } from './acks.js';
import { Books } from './books.js';
import { Canon } from './canon.js';
import { Commits } from './commits.js';
import { DurableLogs } from './durable-logs.js';
import { ElectionSafety } from './election-safety.js';
import { EventsComplete } from './events-complete.js';
import { HardStateCoversEntries, HardStateNeverRegresses } from './hard-state.js';
import { History, Places } from './history.js';
import { InventoryAgrees } from './inventory-agrees.js';
import { KvBooks } from './kv-books.js';
import { Lineage, OneReplicaOfAKey } from './lineage.js';
import { Linearizability } from './linearizability.js';
import { Lives } from './lives.js';
import { LeaderAppendOnly, LogMatching } from './log-matching.js';
import { ModelAgrees } from './model-agrees.js';
import { EpochNamesOne, OneNodeOfAReplica } from './names.js';
import { RunPast } from './run-past.js';
import { StateMachineSafety } from './state-machine-safety.js';
import { VoteQuorums } from './vote-quorums.js';
import { OneVoteATerm, VotesAreDurable } from './votes.js';

/** @param excuses ids of nodes whose disk an event is about: their replicas may give up */
export function createCheckers(excuses: (event: SimEvent) => readonly string[]): Checker[] {
  const logs = new DurableLogs();
  let world: World | undefined;
  const fail = (property: string, message: string): void => world?.fail(property, message);
  const books = new Books(fail);
  const kv = new KvBooks(fail);
  const past = new RunPast(books);
  const places = new Places();
  const lineage = new Lineage(fail);
  const canon = new Canon([
    lineage,
    places,
    books,
    new InventoryAgrees(books, () => world, fail),
    past,
    kv,
    new EventsComplete(books, () => world, fail),
    new ModelAgrees(fail),
  ]);
  const begin: Checker = {
    name: 'begin',
    begin: (given) => {
      world = given;
    },
  };
  return [
    begin,
    new ElectionSafety(),
    new VoteQuorums(),
    new OneVoteATerm(),
    new VotesAreDurable(logs),
    new HardStateNeverRegresses(logs),
    new HardStateCoversEntries(),
    new LogMatching(logs),
    new LeaderAppendOnly(),
    new AcksAreDurable(logs),
    new AnsweredIsDurable(logs),
    new Commits(logs),
    new StateMachineSafety(),
    new OneReplicaOfAKey(),
    new EpochNamesOne(),
    new OneNodeOfAReplica(),
    canon,
    new History(canon, lineage, places, books, kv, past),
    new Linearizability(),
    new Lives(excuses),
    logs,
  ];
}
