/** Where this core does not do what etcd-io/raft does, step by step, and why. What is not named here does the same.
 *  docs/raft-conformance.md says it at length; a difference that is not listed is a fault. */
import type { Expectation } from './verdict.js';

const SINGLE_STEP = 'voters change only through a joint configuration, a single one too';
const LATER_LEAVE =
  'a joint configuration is left only when the incoming ack quorum holds the entry that entered it, not as soon as that is applied';
const NO_VOTERS = 'a configuration has at least one voter; etcd asks what the empty one decides';

export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'testdata/campaign_learner_must_vote.txt': { verdict: 'leftOut', lines: [61, 76, 90], why: SINGLE_STEP },
  'testdata/confchange_disable_validation.txt': {
    verdict: 'leftOut',
    lines: [59],
    why: 'changes are always validated: a second one while joint is refused',
  },
  'testdata/confchange_v1_add_single.txt': { verdict: 'leftOut', lines: [40], why: SINGLE_STEP },
  'testdata/confchange_v1_remove_leader.txt': {
    verdict: 'leftOut',
    lines: [110, 146, 221],
    why: SINGLE_STEP,
  },
  'testdata/confchange_v1_remove_leader_stepdown.txt': {
    verdict: 'leftOut',
    lines: [84, 113, 149],
    why: SINGLE_STEP,
  },
  'testdata/confchange_v2_add_single_auto.txt': { verdict: 'leftOut', lines: [41], why: SINGLE_STEP },
  'testdata/confchange_v2_add_double_auto.txt': { verdict: 'designed', lines: [65, 80], why: LATER_LEAVE },
  'testdata/confchange_v2_add_double_implicit.txt': { verdict: 'designed', lines: [43], why: LATER_LEAVE },
  'testdata/forget_leader_read_only_lease_based.txt': {
    verdict: 'leftOut',
    lines: [26],
    why: 'there are no lease reads, so nothing forbids to forget a leader',
  },
  'quorum/testdata/joint_vote.txt': { verdict: 'leftOut', lines: [4], why: NO_VOTERS },
  'quorum/testdata/majority_commit.txt': { verdict: 'leftOut', lines: [3], why: NO_VOTERS },
  'quorum/testdata/majority_vote.txt': { verdict: 'leftOut', lines: [2], why: NO_VOTERS },
  'confchange/testdata/joint_safety.txt': {
    verdict: 'leftOut',
    lines: [5, 9, 62],
    why: `${NO_VOTERS}; and there is no single step that could be refused in other words`,
  },
  'confchange/testdata/simple_safety.txt': { verdict: 'leftOut', lines: [20, 30, 35], why: SINGLE_STEP },
};
