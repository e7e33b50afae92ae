/** Commands to group 0: few and small, so each is an entry of its own with a promise of its own. */
import type { Env } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { levelFromWire } from '../../proto/versions.js';
import { refusedAt } from '../../shard/cluster-level.js';
import type { PlacementAnswer } from '../../shard/placement-answer.js';
import { encodePlacementEntry } from '../../shard/placement-entry.js';
import type { PlacementMachine } from '../../shard/placement-machine.js';
import type { Replica } from './replica.js';

export type PlacementReplica = Replica<PlacementAnswer, PlacementMachine>;

export function proposePlacement(
  replica: PlacementReplica,
  env: Env,
  caller: string,
  command: pb.PlacementCommand.$Properties,
  /** Monotonic. */
  deadlineMs: number,
): Promise<PlacementAnswer> {
  const { view, bootstrapped } = replica.machine;
  const level = bootstrapped ? view.level : levelFromWire(command.bootstrap?.level);
  const { recoveryEpoch } = replica.meta;
  const tooOld = refusedAt(level, command, view.nodes(), recoveryEpoch);
  if (tooOld !== undefined) return Promise.reject(new RailkvError(tooOld.reason, tooOld.message));
  return new Promise((resolve, reject) => {
    const timeMs = Math.floor(env.clock.wallMs());
    const fail = (why: string): void =>
      reject(
        new RailkvError('UNKNOWN', `${why}; it may have been done, and asking again is safe`, {
          retryAfterMs: 200,
        }),
      );
    const result = replica.propose(encodePlacementEntry(command, { timeMs, caller, recoveryEpoch }), {
      answered: ([answer]) => (answer === undefined ? fail('the entry gave no answer') : resolve(answer)),
      unknown: fail,
      expire: (nowMs) => {
        if (deadlineMs <= nowMs) fail('the deadline passed before the command was durable on its ack quorum');
      },
    });
    if (result === 'ok') return;
    reject(
      new RailkvError('NO_LEADER', 'group 0 is electing or handing over its leader: try again', {
        retryAfterMs: 200,
      }),
    );
  });
}
