/** `railkv group why`: why a group is where it is, in the words of whoever decides it. */
import type { OperationsApi } from '../../../client/index.js';
import type { Invocation, Result } from '../../invocation.js';
import type { Colours } from '../../output/colour.js';
import { plural } from '../../output/quantities.js';
import { renderTable, wrap } from '../../output/table.js';
import { describeProgress, kindOf, operatorJson, paintResult, resultOf } from '../operator/words.js';
import { describeVotes } from './arithmetic.js';

type Explained = Awaited<ReturnType<OperationsApi['explainGroup']>>;

/** In the order of the wire's numbers. */
const VERDICTS = ['?', 'fine', 'wants', 'waits', 'blocked'] as const;
type Verdict = (typeof VERDICTS)[number];
const verdictOf = (wire: number | null | undefined): Verdict => VERDICTS[wire ?? 0] ?? '?';
const HISTORY_SHOWN = 3;

export async function explainGroup(invocation: Invocation, group: number): Promise<Result> {
  const client = await invocation.client();
  const explained = await client.operations.explainGroup(group, invocation.call);
  const { colours, terminal } = invocation;
  const width = terminal.columns;
  return {
    human: [
      `${fitted(`group ${colours.bold(String(group))}: ${summary(explained)}`, width)}\n`,
      explained.hearing?.waitsFor ? `${colours.yellow('wait:')} ${explained.hearing.waitsFor}\n` : '',
      explained.heard
        ? ''
        : `${colours.yellow('its leader has not spoken to the placement driver yet')}: what follows may be old\n`,
      `\n${checkers(explained, colours, width)}`,
      `\n${nodes(explained, colours, width)}`,
      history(explained, colours),
    ].join(''),
    json: jsonOf(group, explained),
  };
}

const fitted = (text: string, width: number | undefined): string =>
  width === undefined
    ? text
    : text
        .split('\n')
        .flatMap((line) => wrap(line, width))
        .join('\n');

function votesOf({ group }: Explained): { voters: number; ackQuorum: number } {
  const voters = (group?.replicas ?? []).filter(({ learner }) => learner !== true).length;
  return { voters, ackQuorum: group?.ackQuorum ?? 0 };
}

function summary(explained: Explained): string {
  const { operator, wantedReplicas } = explained;
  const votes = `${describeVotes(votesOf(explained))}; ${wantedReplicas} wanted\n`;
  if (!operator) return `${votes}nothing is under way`;
  const waits = operator.waitsFor ? `, waits: ${operator.waitsFor}` : '';
  return `${votes}operator ${operator.operatorId ?? 0} (${kindOf(operator)}) is under way: ${describeProgress(operator)}${waits}`;
}

const paint = (verdict: Verdict, { green, cyan, yellow, red }: Colours): string => {
  if (verdict === 'fine') return green(verdict);
  if (verdict === 'wants') return cyan(verdict);
  return verdict === 'waits' ? yellow(verdict) : red(verdict);
};

const checkers = (explained: Explained, colours: Colours, width: number | undefined): string =>
  renderTable(
    [{ title: 'ASKED' }, { title: 'SAYS' }, { title: 'BECAUSE' }],
    explained.checkers.map(({ checker, verdict, text }) => [
      checker ?? '',
      paint(verdictOf(verdict), colours),
      text ?? '',
    ]),
    colours,
    width,
  );

const nodes = (explained: Explained, colours: Colours, width: number | undefined): string =>
  renderTable(
    [{ title: 'NODE' }, { title: 'COPY' }, { title: 'BECAUSE' }],
    explained.nodes.map(({ nodeId, member, couldTake, text }) => [
      colours.bold(nodeId ?? ''),
      member ? 'has one' : couldTake ? 'could take one' : colours.yellow('not now'),
      text ?? '',
    ]),
    colours,
    width,
  );

function history({ history: ended, group }: Explained, colours: Colours): string {
  if (ended.length === 0) return '';
  const lines = ended
    .slice(0, HISTORY_SHOWN)
    .map(
      (operator) =>
        `  ${operator.operatorId ?? 0} ${kindOf(operator)}: ${paintResult(resultOf(operator), colours)}${resultOf(operator) !== 'done' && operator.message ? ` (${operator.message})` : ''}, ${operator.reason || 'no reason given'}\n`,
    );
  const rest = ended.length - lines.length;
  const more =
    rest > 0
      ? `  and ${plural(rest, 'earlier one')}: railkv operator history --group ${group?.group ?? 0}\n`
      : '';
  return `\nlately\n${lines.join('')}${more}`;
}

function jsonOf(group: number, explained: Explained) {
  return {
    group,
    ...votesOf(explained),
    wanted: explained.wantedReplicas,
    heard: explained.heard,
    waitsFor: explained.hearing?.waitsFor ?? '',
    checkers: explained.checkers.map(({ checker, verdict, text }) => ({
      checker: checker ?? '',
      verdict: verdictOf(verdict),
      text: text ?? '',
    })),
    nodes: explained.nodes.map(({ nodeId, member, couldTake, text }) => ({
      nodeId: nodeId ?? '',
      member: member ?? false,
      couldTake: couldTake ?? false,
      text: text ?? '',
    })),
    operator: explained.operator ? operatorJson(explained.operator) : null,
    history: explained.history.map(operatorJson),
  };
}
