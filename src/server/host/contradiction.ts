/** Whether a person who asks for one change of a group undoes what placement has ordered of it. Both would be asked again until
 *  they are done, so that neither would ever be. Pure. */
import type { GroupTarget } from './plan-change.js';

export function contradicts(person: GroupTarget, placement: GroupTarget): boolean {
  if (person.kind === 'transfer' && placement.kind === 'transfer') return person.node !== placement.node;
  if (person.kind === 'ackQuorum' && placement.kind === 'ackQuorum')
    return person.ackQuorum !== placement.ackQuorum;
  return meet(taken(person), brought(placement)) || meet(brought(person), taken(placement));
}

const meet = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;

/** The node that is to have a copy. */
function brought(target: GroupTarget): string | undefined {
  if (target.kind === 'move') return target.to;
  return target.kind === 'add' || target.kind === 'catchUp' ? target.node : undefined;
}

/** The node that is to have none. */
function taken(target: GroupTarget): string | undefined {
  if (target.kind === 'move') return target.from;
  return target.kind === 'remove' ? target.node : undefined;
}
