/** Finds a run by train number and date of origin: on the line that is named, or by asking every line. */
import type { RailkvClient, RunKey } from '../client/index.js';
import { CommandFailed } from './output/errors.js';
import { UsageError } from './usage-error.js';

/** Lines asked at a time. */
const AT_ONCE = 16;

/** @throws CommandFailed RUN_NOT_FOUND @throws UsageError when several lines run such a train */
export async function findRun(
  client: RailkvClient,
  asked: { readonly train: string; readonly date: string; readonly line: string | undefined },
  call: { readonly timeoutMs?: number },
): Promise<RunKey> {
  const { train, date, line } = asked;
  const lines = line === undefined ? (await client.tickets.lines(call)).map((each) => each.line) : [line];
  const found: RunKey[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let each = lines[next++]; each !== undefined; each = lines[next++]) {
      for await (const { run } of client.tickets.runs(each, { ...call, date })) {
        if (isTrain(run.train, train)) found.push(run);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const [first, second] = found.sort((a, b) => (a.line < b.line ? -1 : 1));
  if (first === undefined) {
    throw new CommandFailed(
      'RUN_NOT_FOUND',
      `no train ${train} begins its journey on ${date}${line === undefined ? '' : ` on line ${line}`}`,
    );
  }
  if (second !== undefined) {
    throw new UsageError(
      `train ${train} runs on line ${first.line} and on line ${second.line}`,
      `say which: --line ${first.line}`,
    );
  }
  return first;
}

/** Either number of `C2909/C2912` finds it. */
function isTrain(published: string, asked: string): boolean {
  return published === asked || published.split('/').includes(asked);
}
