/** Seeds that once found a bug of the product, or of what judges it, each with what it was. They run on every change. A plan may
 *  since be drawn otherwise, so each bug also has a unit test beside the code that was mended. */
import type { FaultKind } from './plan.js';

export interface RegressionSeed {
  readonly seed: number;
  /** As `--faults` gave them; absent: what the seed draws. */
  readonly kinds?: readonly FaultKind[];
  /** Of the part with faults; absent: what the seed draws. */
  readonly durationMs?: number;
  readonly found: string;
}

export const REGRESSION_SEEDS: readonly RegressionSeed[] = [
  {
    seed: 2,
    kinds: ['clockStep', 'isolate'],
    found:
      'a leader whose clock had stepped an hour ahead wrote that time, and every later purchase was too late',
  },
  {
    seed: 5,
    kinds: ['clockStep', 'isolate'],
    found: 'the same with five replicas: refunds and settlements never came to an end',
  },
  {
    seed: 49,
    kinds: [
      'delay',
      'loss',
      'isolate',
      'isolateLeader',
      'split',
      'oneWay',
      'ring',
      'bridge',
      'cutLink',
      'clientsCut',
      'slowDisk',
    ],
    durationMs: 10_000,
    found:
      'the search for an order let a refused confirm change its hold, and found no order where there was one',
  },
  {
    seed: 100186,
    found:
      'a person removed a copy and placement brought it again, each time the other had been done: neither ever was',
  },
  {
    seed: 100559,
    found:
      'of what judges: a person waited for a copy on a node whose disk was gone, and nobody took it back',
  },
  {
    seed: 100848,
    found:
      'of what judges: an old copy of a disk had to be refused, though its node had not run since it was made',
  },
  {
    seed: 1000023,
    found:
      'a replica that had been removed while it was away asked for ever: a learner came after, and no entry after that',
  },
  {
    seed: 2000061,
    found:
      'of what judges: an operator went on asking machines that were gone for good, and knew of none that had joined since',
  },
  {
    seed: 2000217,
    found:
      'of what judges: placement said that a node is missing, since a person keeps a learner on the last one, and nobody added any',
  },
  {
    seed: 2000849,
    found:
      'a split’s child whose election needs every voter was led by nobody: one node had got the parent in a snapshot from behind the split',
  },
  {
    seed: 2000961,
    found:
      'of two copies of group 0 none could be taken away: both had to hold its entries, and nobody may change that',
  },
  {
    seed: 2001035,
    found:
      'rows that came into memory while a split added up what moves were not counted: the child was taken for damaged at its next start',
  },
  {
    seed: 2001350,
    found: 'a split’s child of two voters that was never at one of them: their learner waited for a leader',
  },
  {
    seed: 2001530,
    found:
      'a group was split while placement moved a copy of it: its child kept a copy that nobody had begun, on the only free node',
  },
  {
    seed: 2001546,
    found:
      'the same with an ack quorum of 3: a decommission waited for one more node, for a copy that nobody wanted',
  },
  {
    seed: 2001562,
    found:
      'of two copies on nodes that were to be emptied one led and the other should have: placement waited for ever to move the latter',
  },
  {
    seed: 2001778,
    found:
      'two people wanted different ack quorums of one group, and each undid what the other had changed: 2,900 changes, and none ended',
  },
  {
    seed: 2001976,
    found:
      'three children of splits had no leader: with an ack quorum of 1 each needed every voter, and one of their nodes had no copy',
  },
  {
    seed: 3000140,
    found:
      'a leader whose clock was an hour ahead split its group: nothing of it could be sold for that hour',
  },
  {
    seed: 3000210,
    found:
      'a hold that fell due by a clock that was ahead was to be looked at again by that clock: it was held a minute too long',
  },
  {
    seed: 3201064,
    found:
      'of what judges: a machine alone, its clock an hour ahead, had to sell at once when it was set right: its log’s time does not go back',
  },
  {
    seed: 3201139,
    found:
      'of what judges: after a decommission no machine was left by way of which members could change, and changes were to strike',
  },
  {
    seed: 5000850,
    found:
      'the simulator itself: a crash that was under way when all faults ended left its machine off, and nobody switched it on',
  },
  {
    seed: 6000101,
    found:
      'rows were to leave memory while the end of a split had let go of them already: the node ended itself',
  },
  {
    seed: 6000597,
    found:
      'of what judges: a disk was lost while what it had acknowledged was under way, and the leader who counted it was blamed',
  },
  {
    seed: 10000264,
    found:
      'of what judges: an id that was refused anew once it might be forgotten had to be answered as the first time; and two decommissions of three machines left one, of which no member could change',
  },
  {
    seed: 10000561,
    found:
      'the simulator itself: a disk that had room again no longer said how much, and was taken for as full as it last said',
  },
  {
    seed: 60001936,
    found:
      'the simulator itself: a move was drawn for a group that two changes at once had left with one voter, where every disk has to be spared and no ack quorum does that',
  },
];
