/** One seed of the core simulation: consensus cores alone, without node, store or clients, over messages that are lost, repeated and
 *  late, disks that are slow and lose what was not synced, crashes, partitions, transfers and changes of members. Hundreds of
 *  times as many elections in a second as whole nodes have, so that what needs a rare order of few events is met. */
import { NeverRecovers, runSchedule, type Schedule } from '../../../src/raft/testing/schedule.js';
import { AcksAreDurable, AnsweredIsDurable } from '../checkers/acks.js';
import { Commits } from '../checkers/commits.js';
import { DurableLogs } from '../checkers/durable-logs.js';
import { ElectionSafety } from '../checkers/election-safety.js';
import { HardStateCoversEntries, HardStateNeverRegresses } from '../checkers/hard-state.js';
import { LeaderAppendOnly, LogMatching } from '../checkers/log-matching.js';
import { StateMachineSafety } from '../checkers/state-machine-safety.js';
import { VoteQuorums } from '../checkers/vote-quorums.js';
import { OneVoteATerm, VotesAreDurable } from '../checkers/votes.js';
import type { Figures } from '../figures.js';
import { SeededRandom } from '../seeded-random.js';
import type { Failure } from '../simulation.js';
import { type Checker, PropertyViolation } from '../world.js';
import { CoreWorld } from './core-world.js';

export interface CoreOutcome {
  readonly schedule: Schedule;
  readonly hash: string;
  readonly figures: Figures;
  readonly failure: Failure | undefined;
}

const GROUPS = [
  { voters: 3, ackQuorum: 2 },
  { voters: 3, ackQuorum: 2 },
  { voters: 5, ackQuorum: 3 },
  { voters: 3, ackQuorum: 1 },
  { voters: 3, ackQuorum: 3 },
  { voters: 4, ackQuorum: 2 },
  { voters: 5, ackQuorum: 2 },
  { voters: 5, ackQuorum: 5 },
] as const;

const STEPS_MIN = 500;
const STEPS_MAX = 3_000;

export function drawSchedule(seed: number): Schedule {
  const random = new SeededRandom(seed ^ 0xc0de);
  return {
    seed,
    ...random.pick(GROUPS),
    steps: random.between(STEPS_MIN, STEPS_MAX),
    changesMembers: random.chance(0.3),
    options: {
      checkQuorum: random.chance(0.7),
      storageOrder: random.chance(0.1) ? 'strict' : 'lean',
      // Down to one entry a message, so that a log is caught up in many steps.
      maxSizePerMessage: random.pick([0, 60, 200]),
    },
  };
}

export function simulateCore(seed: number): CoreOutcome {
  const schedule = drawSchedule(seed);
  const world = new CoreWorld(coreCheckers());
  let failure: Failure | undefined;
  try {
    runSchedule(schedule, world);
  } catch (error) {
    failure = failureOf(error, world);
  }
  world.figures.events = world.hash.count;
  return { schedule, hash: world.hash.text, figures: world.figures, failure };
}

/** Those that judge consensus, in the order in which whole clusters have them. */
function coreCheckers(): Checker[] {
  const logs = new DurableLogs();
  return [
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
    logs,
  ];
}

/** An assertion of the core would end a node's process. */
function failureOf(error: unknown, world: CoreWorld): Failure {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  const dialogue = world.dialogue.lines();
  if (cause instanceof PropertyViolation) return { property: cause.property, message, dialogue };
  return { property: cause instanceof NeverRecovers ? 'Liveness' : 'NoSurprisingExit', message, dialogue };
}
