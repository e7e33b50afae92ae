/** `railkv group set-ack-quorum` for many groups at once: asks every leader what it would mean, says it in sum, asks a person
 *  once, then changes a few groups at a time. What is refused is collected, and keeps no other group waiting. */
import {
  type GroupChangeProgress,
  type RailkvClient,
  RailkvError,
  type Route,
  type VoteCounts,
} from '../../../client/index.js';
import { EXIT, type ExitCode } from '../../exit-codes.js';
import { inParallel } from '../../in-parallel.js';
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed, type Complaint, complaintOf } from '../../output/errors.js';
import { startProgress } from '../../output/progress.js';
import { plural } from '../../output/quantities.js';
import { UsageError } from '../../usage-error.js';
import { describeVotes, losses, survivalOf } from './arithmetic.js';
import { ackQuorumOf, type ChangeValues, groupNumber, runChange, unknownGroup } from './change.js';

export interface AckQuorumValues extends ChangeValues {
  readonly all?: true;
  readonly line?: string;
  readonly groups?: string;
  readonly onlyRaise?: true;
}

/** Each is a joint change of one group: two entries and their copies. */
const AT_ONCE = 8;
/** Somebody leads within an election, or it is named among those that were not done. */
const PLAN_TIMEOUT_MS = 8_000;
const SHOWN = 10;
const PLACEMENT = 0;

/** @param numbers as they stand on the command line: GROUP COUNT, or COUNT alone where options name the groups */
export function setAckQuorum(
  invocation: Invocation,
  numbers: readonly string[],
  values: AckQuorumValues,
): Promise<Result> {
  const named = [values.all === true, values.line !== undefined, values.groups !== undefined];
  const ways = named.filter(Boolean).length;
  const [first = '', second, third] = numbers;
  if (third !== undefined)
    throw new UsageError(
      `'${third}' is one number too many`,
      'give a group and its ack quorum; or the ack quorum alone, and the groups with --groups 2,3',
    );
  if (ways === 0) {
    if (second === undefined)
      throw new UsageError(
        'give a group and its ack quorum, or say which groups',
        'such as: railkv group set-ack-quorum 2 3, or railkv group set-ack-quorum 2 --all',
      );
    if (values.onlyRaise === true)
      throw new UsageError(
        '--only-raise is for many groups at once',
        'say which: --all, --line or --groups; or leave it out',
      );
    const ackQuorum = ackQuorumOf(second);
    const done = `a sale of group ${first} is answered once ${ackQuorum} hold it`;
    return runChange(invocation, groupNumber(first), { kind: 'setAckQuorum', ackQuorum }, values, done);
  }
  if (second !== undefined || ways > 1)
    throw new UsageError(
      second === undefined
        ? '--all, --line and --groups exclude each other'
        : `both '${first}' and an option name groups`,
      'give the ack quorum and one way to say which groups: railkv group set-ack-quorum 2 --all',
    );
  return changeMany(invocation, ackQuorumOf(first), values);
}

/** A group as its leader says it is and would be, or why not. */
type Asked = { readonly route: Route } & (
  | { readonly kind: 'same' | 'higher' | 'changes'; readonly plan: GroupChangeProgress }
  | { readonly kind: 'refused'; readonly complaint: Complaint }
);

async function changeMany(
  invocation: Invocation,
  ackQuorum: number,
  values: AckQuorumValues,
): Promise<Result> {
  const client = await invocation.client();
  const routes = await routesOf(invocation, client, values);
  const refused = new Map<number, Complaint>();
  const asked: Asked[] = [];
  await each(invocation, 'asking', routes, async (route) => {
    asked.push(await ask(invocation, client, route, ackQuorum, values.onlyRaise === true));
  });
  asked.sort((a, b) => a.route.group - b.route.group);
  const plans = asked.flatMap((one) => (one.kind === 'changes' ? [one] : []));
  for (const one of asked) if (one.kind === 'refused') refused.set(one.route.group, one.complaint);
  for (const text of inSum(asked)) invocation.note(`${text}\n`);
  let changed = 0;
  let begun = 0;
  const startedMs = invocation.terminal.now();
  if (values.dryRun !== true && plans.length > 0) {
    await confirm(invocation, plans, values);
    await each(
      invocation,
      'changing',
      plans.map(({ route }) => route),
      async (route) => {
        try {
          const last = await client.cluster.changeGroup(
            route.group,
            { kind: 'setAckQuorum', ackQuorum },
            { ...invocation.call, wait: values.wait, route },
          );
          if (last.done) changed += 1;
          else begun += 1;
        } catch (error) {
          refused.set(route.group, complaintFor(error, true));
        }
      },
    );
  }
  const seconds = ((invocation.terminal.now() - startedMs) / 1_000).toFixed(1);
  const same = asked.filter(({ kind }) => kind === 'same').length;
  const higher = asked.filter(({ kind }) => kind === 'higher').length;
  const { colours } = invocation;
  const summary =
    values.dryRun === true
      ? `would change ${plural(plans.length, 'group')}; nothing was changed\n`
      : `${refused.size === 0 ? colours.green('done') : colours.red('not all done')}: ${plural(changed, 'group')} changed${begun > 0 ? `, ${begun} begun and going on by themselves` : ''}, ${same} had it already${higher > 0 ? `, ${higher} with a higher one left alone` : ''}, ${refused.size} refused (${seconds} s)\n`;
  return {
    human: `${renderRefused(refused, invocation)}${summary}${refused.size > 0 ? ' next: the same command again, once that is mended; what is done is not done twice\n' : ''}`,
    json: {
      ackQuorum,
      groups: routes.length,
      dryRun: values.dryRun === true,
      changed,
      begun,
      alreadySo: same,
      leftHigher: higher,
      wouldChange: values.dryRun === true ? plans.map(({ route }) => route.group) : [],
      shapes: shapesOf(asked).map(({ now, after, groups }) => ({
        now: { ...now, ...survivalOf(now) },
        after: { ...after, ...survivalOf(after) },
        groups: [...groups],
      })),
      refused: [...refused].map(([group, { reason, message, next }]) => ({
        group,
        reason,
        message,
        next: next ?? '',
      })),
    },
    exitCode: exitCodeFor([...refused.values()]),
  };
}

/** The worst of what was refused: what stays refused before what passes. */
function exitCodeFor(refused: readonly Complaint[]): ExitCode {
  const codes = refused.map(({ exitCode }) => exitCode);
  if (codes.length === 0) return EXIT.ok;
  return codes.find((code) => code !== EXIT.unavailable && code !== EXIT.unknown) ?? EXIT.unavailable;
}

async function each(
  { terminal, json }: Invocation,
  label: string,
  routes: readonly Route[],
  work: (route: Route) => Promise<void>,
): Promise<void> {
  const progress = json ? undefined : startProgress(terminal, label, routes.length);
  let done = 0;
  try {
    await inParallel(routes, AT_ONCE, async (route) => {
      await work(route);
      done += 1;
      progress?.update(done, `group ${route.group}`);
    });
  } finally {
    progress?.stop();
  }
}

/** The placement driver always decides by a majority, so it is none of them. By number. */
async function routesOf(
  { call }: Invocation,
  client: RailkvClient,
  { line, groups }: AckQuorumValues,
): Promise<readonly Route[]> {
  const names = (text: string): string[] =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  const found = new Map<number, Route>();
  if (line !== undefined) {
    for (const name of names(line)) {
      const held = await client.cluster.routes({ lines: [name] }, call);
      if (held.length === 0) throw new CommandFailed('LINE_NOT_FOUND', `there is no line ${name}`);
      for (const route of held) found.set(route.group, route);
    }
  } else {
    const all = await client.cluster.routes(undefined, call);
    const wanted = groups === undefined ? undefined : names(groups).map(groupNumber);
    if (wanted?.includes(PLACEMENT) === true)
      throw new UsageError(
        'group 0, the placement driver, always decides by a majority of its copies',
        'leave it out',
      );
    for (const group of wanted ?? [])
      if (!all.some((route) => route.group === group)) throw unknownGroup(group);
    for (const route of all)
      if (route.group !== PLACEMENT && wanted?.includes(route.group) !== false) found.set(route.group, route);
  }
  if (found.size === 0) throw new UsageError('no group is named', 'say which: --all, --line or --groups');
  return [...found.values()].sort((a, b) => a.group - b.group);
}

async function ask(
  invocation: Invocation,
  client: RailkvClient,
  route: Route,
  ackQuorum: number,
  onlyRaise: boolean,
): Promise<Asked> {
  try {
    const plan = await client.cluster.changeGroup(
      route.group,
      { kind: 'setAckQuorum', ackQuorum },
      { timeoutMs: PLAN_TIMEOUT_MS, ...invocation.call, dryRun: true, route },
    );
    if (plan.done) return { route, kind: 'same', plan };
    return { route, kind: onlyRaise && plan.now.ackQuorum > ackQuorum ? 'higher' : 'changes', plan };
  } catch (error) {
    return { route, kind: 'refused', complaint: complaintFor(error, false) };
  }
}

/** What stops one group stops not the others; a fault of railkv itself does. */
function complaintFor(error: unknown, changes: boolean): Complaint {
  if (!(error instanceof RailkvError)) throw error;
  const complaint = complaintOf(error, changes);
  return !changes && error.reason === 'DEADLINE_EXCEEDED'
    ? { ...complaint, reason: 'NO_LEADER', message: 'no leader of it answered in time' }
    : complaint;
}

interface Shape {
  readonly now: VoteCounts;
  readonly after: VoteCounts;
  readonly groups: readonly number[];
}

/** Groups alike in voters and ack quorum, now and afterwards; most first. */
function shapesOf(asked: readonly Asked[]): Shape[] {
  const shapes = new Map<string, Shape>();
  for (const one of asked) {
    if (one.kind === 'refused') continue;
    const { now } = one.plan;
    const after = one.kind === 'changes' ? one.plan.after : now;
    const key = `${now.voters} ${now.ackQuorum} ${after.voters} ${after.ackQuorum}`;
    const held = shapes.get(key);
    shapes.set(key, { now, after, groups: [...(held?.groups ?? []), one.route.group] });
  }
  return [...shapes.values()].sort(
    (a, b) => b.groups.length - a.groups.length || (a.groups[0] ?? 0) - (b.groups[0] ?? 0),
  );
}

function inSum(asked: readonly Asked[]): string[] {
  const shapes = shapesOf(asked);
  const refused = asked.filter(({ kind }) => kind === 'refused').length;
  const parts = shapes.map(({ now, after, groups }) => {
    const change =
      now.ackQuorum === after.ackQuorum
        ? `ack quorum ${now.ackQuorum} already`
        : `ack quorum ${now.ackQuorum} -> ${after.ackQuorum}`;
    return `${groups.length} with ${plural(now.voters, 'voter')}, ${change}`;
  });
  const text = [
    `${plural(asked.length, 'group')}: ${[...parts, ...(refused > 0 ? [`${refused} refused`] : [])].join('; ')}`,
  ];
  for (const { now, after, groups } of shapes) {
    if (now.ackQuorum === after.ackQuorum) continue;
    text.push(`now:   ${plural(groups.length, 'group')} of ${describeVotes(now)}`);
    text.push(`after: ${describeVotes(after)}`);
  }
  return text;
}

async function confirm(
  { terminal, json }: Invocation,
  plans: readonly Asked[],
  { yes }: AckQuorumValues,
): Promise<void> {
  const worse = shapesOf(plans).flatMap(({ now, after, groups }) =>
    losses(now, after).map(
      (each) => `${plural(groups.length, 'group')} of ${plural(now.voters, 'voter')}: ${each}`,
    ),
  );
  if (worse.length === 0 || yes === true) return;
  const what = worse.map((each) => `  - ${each}\n`).join('');
  if (!terminal.inIsTty || json)
    throw new CommandFailed('CONFIRMATION_NEEDED', `this makes something worse:\n${what.trimEnd()}`, {
      next: 'add --yes if that is what you want; --dry-run shows the whole arithmetic; --only-raise lowers none',
    });
  const answer = await terminal.ask(`This makes something worse:\n${what}Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim()))
    throw new CommandFailed('NOT_CONFIRMED', 'nothing was changed', { next: 'answer y, or add --yes' });
}

function renderRefused(refused: ReadonlyMap<number, Complaint>, { colours }: Invocation): string {
  const lines = [...refused]
    .sort(([a], [b]) => a - b)
    .slice(0, SHOWN)
    .map(
      ([group, { reason, message, next }]) =>
        `${colours.red('refused:')} group ${group}: ${message} ${colours.dim(`(${reason})`)}\n${next === undefined ? '' : `   ${colours.cyan('next:')} ${next.replaceAll('GROUP', String(group))}\n`}`,
    );
  const left = refused.size - SHOWN;
  return `${lines.join('')}${left > 0 ? `  and ${left} more (-o json has all)\n` : ''}`;
}
