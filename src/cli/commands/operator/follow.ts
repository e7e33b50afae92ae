/** Watching until something of the placement driver has ended. Only the watching can be cut short: what is watched goes on by
 *  itself, so a connection that is lost for a while is looked for again, and whoever stops is told how to go on. */
import { type PlacementOperator, type RailkvClient, RailkvError } from '../../../client/index.js';
import { EXIT } from '../../exit-codes.js';
import type { Invocation } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import { describeProgress, isOfNode, isRunning, resultOf, subjectOf } from './words.js';

const LOOK_MS = 500;
/** An answer may take so long; a new leader is elected well within. */
const ASK_MS = 5_000;
/** So long nobody may answer, before that is the end of the watching. */
const LOST_MS = 60_000;
const PARTS_SHOWN = 3;

export interface Watch<T> {
  /** Asks once. */
  look(client: RailkvClient, call: { readonly timeoutMs: number }): Promise<T>;
  readonly ended: (seen: T) => boolean;
  /** What to say of it; said when it changes. */
  readonly say: (seen: T) => string;
  /** What is watched, such as `operator 12`. */
  readonly what: string;
  /** The command that goes on watching. */
  readonly again: string;
}

/** @throws CommandFailed when time is up, or nobody answers for a minute: both say how to go on */
export async function watch<T>(
  invocation: Invocation,
  { look, ended, say, what, again }: Watch<T>,
): Promise<T> {
  const { terminal } = invocation;
  const client = await invocation.client();
  const untilMs = terminal.now() + (invocation.call.timeoutMs ?? Number.POSITIVE_INFINITY);
  const next = `go on watching: ${again}`;
  let heardMs = terminal.now();
  let said = '';
  let away = false;
  for (;;) {
    const timeoutMs = Math.max(1, Math.min(ASK_MS, untilMs - terminal.now()));
    try {
      const seen = await look(client, { timeoutMs });
      heardMs = terminal.now();
      away = false;
      if (ended(seen)) return seen;
      const text = say(seen);
      if (text !== said && text !== '') invocation.note(`  ${text}\n`);
      said = text;
    } catch (error) {
      if (!(error instanceof RailkvError) || !passes(error)) throw error;
      if (!away) invocation.note(`  no answer (${error.message}): ${what} goes on by itself; asking again\n`);
      away = true;
      if (terminal.now() - heardMs >= LOST_MS)
        throw new CommandFailed(
          error.reason,
          `nobody has answered for a minute (${error.message}); ${what} goes on by itself as soon as the cluster can`,
          { next, exitCode: EXIT.unavailable },
        );
    }
    if (terminal.now() + LOOK_MS >= untilMs)
      throw new CommandFailed(
        'DEADLINE_EXCEEDED',
        `${what} has not ended within --timeout${said === '' ? '' : ` (${said})`}; it goes on by itself`,
        { next, exitCode: EXIT.unavailable },
      );
    await terminal.pause(LOOK_MS);
  }
}

const passes = ({ retry, reason }: RailkvError): boolean =>
  retry !== 'never' || reason === 'DEADLINE_EXCEEDED'; // of one attempt

interface Seen {
  readonly operator: PlacementOperator;
  /** Of a node's: what is moved for it. */
  readonly parts: readonly PlacementOperator[];
}

/** @param again see `Watch` */
export async function follow(invocation: Invocation, id: number, again: string): Promise<PlacementOperator> {
  const { operator } = await watch<Seen>(invocation, {
    what: `operator ${id}`,
    again,
    async look(client, call) {
      const operator = await client.operations.operator(id, call);
      if (!isOfNode(operator) || !isRunning(operator)) return { operator, parts: [] };
      const { operators } = await client.operations.operators({ node: operator.nodeId ?? '' }, call);
      return { operator, parts: operators.filter((each) => each.operatorId !== id) };
    },
    ended: ({ operator }) => !isRunning(operator),
    say: ({ operator, parts }) =>
      [describeProgress(operator), ...waiting(operator), ...saysOf(parts)].join('; '),
  });
  return operator;
}

const waiting = ({ waitsFor }: PlacementOperator): string[] => (waitsFor ? [`waits: ${waitsFor}`] : []);

function saysOf(parts: readonly PlacementOperator[]): string[] {
  const shown = parts
    .slice(0, PARTS_SHOWN)
    .map((part) => [`${subjectOf(part)}: ${describeProgress(part)}`, ...waiting(part)].join(', '));
  return parts.length > PARTS_SHOWN ? [...shown, `and ${parts.length - PARTS_SHOWN} more`] : shown;
}

/** @throws CommandFailed unless it ended well */
export function requireDone(operator: PlacementOperator, next: string): void {
  const result = resultOf(operator);
  if (result === 'done') return;
  throw new CommandFailed(
    `OPERATOR_${result.replace('-', '_').toUpperCase()}`,
    `operator ${operator.operatorId ?? 0} of ${subjectOf(operator)} ended without being done (${result})${operator.message ? `: ${operator.message}` : ''}`,
    { next },
  );
}
