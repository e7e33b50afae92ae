/** What an operator asks of the placement driver: of whoever leads group 0, again while nobody does. */
import { RailkvError } from '../../src/proto/errors.js';
import type { Caller, OperationsService } from '../../src/server/services/service.js';
import type { Cluster } from './cluster.js';

const OPERATOR: Caller = { id: 'operator', role: 'operator' };
const PASSING = ['NOT_LEADER', 'NO_LEADER', 'NOT_PLACEMENT', 'SHUTTING_DOWN', 'UNKNOWN'];

/** @throws RailkvError why it is refused */
export async function ask<Answer>(
  cluster: Cluster,
  call: (operations: OperationsService, caller: Caller) => Promise<Answer>,
): Promise<Answer> {
  for (let turn = 0; ; turn += 1) {
    const leader = await cluster.waitForLeader(0);
    try {
      return await cluster.finish(call(leader.services.operations, OPERATOR));
    } catch (error) {
      if (turn === 50 || !(error instanceof RailkvError) || !PASSING.includes(error.reason)) throw error;
      await cluster.run(100);
    }
  }
}
