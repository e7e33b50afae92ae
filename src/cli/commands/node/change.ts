/** Changes of a node's life from the command line: what they mean is said first, what cannot be undone is asked about, then
 *  their progress until nothing is left to move. */
import { type NodeChangeOptions, type RailkvClient, RailkvError } from '../../../client/index.js';
import type { NodeState } from '../../../proto/placement-names.js';
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import type { Json } from '../../output/json.js';
import { plural } from '../../output/quantities.js';
import { describeVotes } from '../group/arithmetic.js';
import { follow, requireDone } from '../operator/follow.js';
import { type GroupSum, healthOf, labelsOf, stateOf, sumJson } from './words.js';

export type Verb = 'drain' | 'undrain' | 'decommission' | 'recommission';
type Answer = Awaited<ReturnType<RailkvClient['operations']['drain']>>;

export interface ChangeValues {
  readonly wait: boolean;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly reason?: string;
  /** Of a decommission: its disk is gone for good. */
  readonly lost?: true;
}

/** What is so afterwards, for people. */
const DONE: Readonly<Record<Verb, (node: string) => string>> = {
  drain: (node) => `${node} leads nothing and gets nothing new: it can be stopped`,
  undrain: (node) => `${node} is active: leaders come back by themselves`,
  decommission: (node) => `${node} carries nothing and is removed for good: its process ends by itself`,
  recommission: (node) => `${node} is active and stays: copies come back by themselves`,
};
const STATE: Readonly<Record<Verb, NodeState>> = {
  drain: 'draining',
  undrain: 'active',
  decommission: 'decommissioning',
  recommission: 'active',
};
const SUMS_SHOWN = 5;

export async function changeNode(
  invocation: Invocation,
  verb: Verb,
  id: string,
  values: ChangeValues,
): Promise<Result> {
  const client = await invocation.client();
  const lost = values.lost === true && { lost: true };
  const ask = (options: NodeChangeOptions) =>
    client.operations[verb](id, { ...invocation.call, ...lost, ...options });
  let plan: Answer;
  try {
    plan = await ask({ dryRun: true });
  } catch (error) {
    // The same command after it has come to its end.
    if (verb === 'decommission' && error instanceof RailkvError && error.reason === 'NODE_REMOVED')
      return present(id, { state: 'removed', changed: false, human: `nothing to do: ${id} was removed\n` });
    throw error;
  }
  // That its disk is gone may be said later, too.
  const already =
    stateOf(plan.node) === STATE[verb] && (values.lost !== true || healthOf(plan.node) === 'down');
  const running = plan.operatorId;
  if (already && running === 0)
    return present(id, { ...of(plan), human: `nothing to do: ${DONE[verb](id)}\n` });
  if (!already) await say(invocation, verb, id, plan);
  if (values.dryRun === true)
    return present(id, {
      ...of(plan),
      human: already
        ? `under way already: operator ${running}\n`
        : `would begin: ${verb} ${id}; nothing was changed\n`,
    });
  if (!already && verb === 'decommission') await confirm(invocation, id, values);
  const startedMs = invocation.terminal.now();
  const begun = already ? plan : await ask({ ...(values.reason !== undefined && { reason: values.reason }) });
  const operator = begun.operatorId;
  if (operator !== 0) {
    const again = `railkv operator show ${operator} --wait`;
    if (!values.wait)
      return present(id, {
        ...of(begun),
        human: `${already ? 'under way' : 'begun'}: operator ${operator}\n next: ${again}\n`,
      });
    invocation.note(
      `${already ? 'under way already' : 'begun'}: operator ${operator}; it goes on when this is interrupted (${again})\n`,
    );
    requireDone(
      await follow(invocation, operator, again),
      `see the node: railkv node show ${id}; then the same command again`,
    );
  }
  const seconds = ((invocation.terminal.now() - startedMs) / 1_000).toFixed(1);
  const took = operator === 0 ? '' : ` (${seconds} s)`;
  const next = NEXT[verb]?.(id);
  return present(id, {
    ...of(begun),
    state: verb === 'decommission' ? 'removed' : STATE[verb],
    changed: !already,
    human: `${invocation.colours.green('done')} ${DONE[verb](id)}${took}\n${next === undefined ? '' : ` next: ${next}\n`}`,
  });
}

const NEXT: Partial<Record<Verb, (node: string) => string>> = {
  drain: (node) => `when it runs again: railkv node undrain ${node}`,
  decommission: (node) => `its data directory can be deleted; the id ${node} never comes back`,
};

interface Outcome {
  readonly state: NodeState;
  readonly changed: boolean;
  readonly operator?: number;
  readonly sums?: readonly GroupSum[];
  readonly human: string;
}

const of = (answer: Answer) => ({
  state: stateOf(answer.node),
  changed: answer.changed,
  operator: answer.operatorId,
  sums: answer.arithmetic?.groups ?? [],
});

/** What is now, and what will be. */
async function say(invocation: Invocation, verb: Verb, id: string, plan: Answer): Promise<void> {
  const { arithmetic } = plan;
  if (!arithmetic) return;
  const sums = arithmetic.groups ?? [];
  for (const text of arithmetic.text ?? []) invocation.note(`${text}\n`);
  for (const [votes, groups] of shapesOf(sums)) {
    const [first] = groups;
    const fewer = first?.wantedAfter ?? 0;
    const now = describeVotes({ voters: first?.voters ?? 0, ackQuorum: first?.ackQuorum ?? 0 });
    invocation.note(`now:   ${plural(groups.length, 'group')} of ${now}\n`);
    const spare = Math.min(...groups.map(({ votersAlive, needed }) => (votersAlive ?? 0) - (needed ?? 0)));
    invocation.note(
      verb === 'drain'
        ? `after: the same; while ${id} is stopped ${spare < 0 ? 'the weakest of them sells nothing' : `they sell with ${spare} more down`}\n`
        : fewer > 0
          ? `after: ${fewer} voters, on nodes that stay: the copy here goes, and none comes instead\n`
          : `after: the same ${votes}: each copy is made elsewhere first, then replaces the one here in one change\n`,
    );
  }
  const weak = sums.filter((sum) => sum.goesOn !== true || !goesSomewhere(sum));
  for (const sum of weak.slice(0, SUMS_SHOWN))
    invocation.note(
      `  ${sum.text ?? ''}${goesSomewhere(sum) ? '' : `; ${verb === 'drain' ? 'nobody else could lead it now' : 'its copy has nowhere to go'}`}\n`,
    );
  if (verb === 'decommission') await sayZones(invocation, id, sums);
}

/** A copy elsewhere takes its place, or none has to. */
const goesSomewhere = ({ targetNodeId, wantedAfter }: GroupSum): boolean =>
  (targetNodeId ?? '') !== '' || (wantedAfter ?? 0) > 0;

/** Groups alike in voters, now and afterwards, and ack quorum. */
function shapesOf(sums: readonly GroupSum[]): [string, GroupSum[]][] {
  const shapes = new Map<string, [string, GroupSum[]]>();
  for (const sum of sums) {
    const votes = `${sum.voters ?? 0} voters, ack quorum ${sum.ackQuorum ?? 0}`;
    const key = `${votes}, ${sum.wantedAfter ?? 0}`;
    shapes.set(key, [votes, [...(shapes.get(key)?.[1] ?? []), sum]]);
  }
  return [...shapes.values()];
}

async function sayZones(invocation: Invocation, id: string, sums: readonly GroupSum[]): Promise<void> {
  const client = await invocation.client();
  const { nodes } = await client.operations.nodes(invocation.call);
  const zonesOf = (without: string): number =>
    new Set(
      nodes.flatMap(({ node }) =>
        node?.nodeId === without || !['active', 'draining'].includes(stateOf(node))
          ? []
          : labelsOf(node).flatMap(([key, value]) => (key === 'zone' ? [value] : [])),
      ),
    ).size;
  const voters = Math.max(0, ...sums.map((sum) => sum.wantedAfter || (sum.voters ?? 0)));
  const zones = zonesOf(id);
  if (zones > 0 && zones < Math.min(voters, zonesOf('')))
    invocation.note(
      `${invocation.colours.yellow('fewer zones:')} without ${id} there are ${plural(zones, 'zone')} for ${voters} copies, so that some share one: a lost zone may take more than one copy. Add a node in another zone first, or go on.\n`,
    );
}

async function confirm(invocation: Invocation, id: string, values: ChangeValues): Promise<void> {
  if (values.yes === true) return;
  const { terminal } = invocation;
  const what =
    values.lost === true
      ? `${id} counts as lost for good: its copies are replaced at once from those that are left, and its id never comes back`
      : `${id} is removed for good once it is empty: its id never comes back`;
  if (!terminal.inIsTty || invocation.json)
    throw new CommandFailed('CONFIRMATION_NEEDED', what, {
      next: 'add --yes if that is what you want; --dry-run shows what it means; railkv node drain is enough for a restart',
    });
  const answer = await terminal.ask(`${what}. Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim()))
    throw new CommandFailed('NOT_CONFIRMED', 'nothing was changed', { next: 'answer y, or add --yes' });
}

function present(node: string, outcome: Outcome): Result {
  const json: { [name: string]: Json } = {
    node,
    state: outcome.state,
    changed: outcome.changed,
    operator: outcome.operator || null,
    groups: (outcome.sums ?? []).map(sumJson),
  };
  return { human: outcome.human, json };
}
