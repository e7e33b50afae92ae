/** Waiting until a replica has applied what somebody saw elsewhere. */
import type { Clock } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import type { LogIndex } from '../../raft/ids.js';
import type { HostedReplica } from './hosted-replica.js';

/** @param waitMs how long at most
 *  @throws RailkvError READ_TOO_OLD when it is not there by then */
export function reach(
  replica: Pick<HostedReplica, 'group' | 'applied' | 'whenApplied'>,
  index: LogIndex,
  waitMs: number,
  clock: Pick<Clock, 'after'>,
): Promise<void> {
  if (replica.applied.index >= index) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = clock.after(waitMs, () => {
      giveUp();
      reject(
        new RailkvError(
          'READ_TOO_OLD',
          `group ${replica.group} is applied up to ${replica.applied.index} here, not ${index}: ask another replica, or this one later`,
        ),
      );
    });
    const giveUp = replica.whenApplied(index, () => {
      timer.cancel();
      resolve();
    });
  });
}
