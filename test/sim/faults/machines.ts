/** Machines that come and go for good, in the middle of everything else. */
import { couldSpare } from '../members.js';
import { type Begin, type FaultContext, NOTHING_TO_UNDO } from './fault.js';

/** What nobody expected ends the run. */
const watch = ({ fail }: FaultContext, work: Promise<unknown>): void => {
  work.catch((error: unknown) => fail('MachinesAreLetIn', String(error)));
};

export const joinNode: Begin = (context) => {
  const { machines, random, tell } = context;
  watch(
    context,
    machines.join(random, (node) => tell(node)),
  );
  return NOTHING_TO_UNDO;
};

/** So that nearly all of a cluster does not leave at once. */
const LEAVING_MAX = 2;

export const decommission: Begin = (context) => {
  const { cluster, machines, random, tell, machinesKept } = context;
  const staying = cluster.nodes.filter((node) => !node.lost && !node.leaving);
  const leaving = cluster.nodes.filter((node) => node.leaving);
  if (leaving.length >= LEAVING_MAX || staying.length === 0) return undefined;
  const node = random.pick(staying);
  watch(
    context,
    machines.decommission(node, random, () => tell(node.id), {
      anotherFirst: staying.length <= machinesKept,
    }),
  );
  return NOTHING_TO_UNDO;
};

/** Silence counts as death soon, so that placement repairs within the run. */
export const deadForGood: Begin = (context) => {
  const { cluster, keeper, machines, random, tell } = context;
  const node = keeper.spendDisk(random, (candidate) => couldSpare(cluster, candidate));
  if (node === undefined) return undefined;
  machines.die(node);
  tell(node.id, node);
  watch(context, machines.hurry());
  return NOTHING_TO_UNDO;
};
