/** The comparison with etcd's test data, on data of our own: its files are read where the user has them. */
import { describe, expect, it } from 'vitest';
import { compareConfChange } from './confchange.js';
import { EXPECTATIONS } from './expectations.js';
import { compareInteraction } from './interaction.js';
import { compareQuorum } from './quorum.js';

describe('comparing with another implementation', () => {
  it('runs dialogues in its dialect: terms from 0, no ack quorum, log lines apart', () => {
    const text = `
add-nodes 2 voters=(1,2) index=5
----
INFO whatever it thought

campaign 1
----
ok

process-ready 1
----
Ready MustSync=true:
Lead:0 State:StateCandidate
HardState Term:1 Vote:1 Commit:5
Messages:
1->2 MsgVote Term:1 Log:1/5
INFO and this
`;
    expect(compareInteraction('own', text)).toEqual({ name: 'own', steps: 3, differing: [] });
  });

  it('names the command that printed something else, and shows both', () => {
    const text =
      'add-nodes 1 voters=(1) index=5\n----\nok\n\nraft-state\n----\n1: StateLeader (Voter) Term:9 Lead:1\n';
    expect(compareInteraction('own', text).differing).toEqual([
      {
        line: 5,
        command: 'raft-state',
        expected: '1: StateLeader (Voter) Term:9 Lead:1',
        actual: '1: StateFollower (Voter) Term:0 Lead:0',
      },
    ]);
  });

  it('asks quorums of one half and of two, either way round', () => {
    const text = `
committed cfg=(1,2,3) idx=(7,5,_)
----
a table
5

committed cfg=(1,2,3) cfgj=(3,4) idx=(7,5,6,_)
----
0

vote cfg=(1,2,3) cfgj=(4) votes=(y,y,_,n)
----
VoteLost
`;
    expect(compareQuorum('own', text).differing).toEqual([]);
  });

  it('changes configurations, and says refusals in its words', () => {
    const text = `
simple
v1 v2
----
voters=(1 2)
1: StateProbe match=0 next=1
2: StateProbe match=0 next=1

enter-joint autoleave=true
l2 v3
----
voters=(1 3)&&(1 2) learners_next=(2) autoleave
1: StateProbe match=0 next=1
2: StateProbe match=0 next=1
3: StateProbe match=0 next=1

enter-joint
v4
----
config is already joint

leave-joint
----
voters=(1 3) learners=(2)
1: StateProbe match=0 next=1
2: StateProbe match=0 next=1 learner
3: StateProbe match=0 next=1
`;
    expect(compareConfChange('own', text).differing).toEqual([]);
  });

  it('gives a reason for every difference that is meant', () => {
    for (const { lines, why } of Object.values(EXPECTATIONS)) {
      expect(lines.length).toBeGreaterThan(0);
      expect(why.length).toBeGreaterThan(20);
    }
  });
});
