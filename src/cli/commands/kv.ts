/** `railkv kv`: plain keys beside the tickets. */
import type { Command } from 'commander';
import type { KvScanOptions, KvSettlement, ReadLevel } from '../../client/index.js';
import { type Cli, examples } from '../cli.js';
import type { Invocation, Result } from '../invocation.js';
import { clusterOptions, parseCount, readOption, requestIdOption } from '../options.js';
import { CommandFailed } from '../output/errors.js';
import { jsonBytes } from '../output/json.js';
import { renderTable } from '../output/table.js';
import { settled } from '../purchase.js';
import { UsageError } from '../usage-error.js';

interface WriteValues {
  readonly requestId?: string;
}

interface ReadValues {
  readonly read?: ReadLevel;
}

export function addKv(parent: Command, cli: Cli): void {
  const kv = parent
    .command('kv')
    .helpGroup('Plain keys:')
    .description('Plain keys: get, put, del, scan, compare-and-set, conditional decrement.');
  addGet(kv, cli);
  addPut(kv, cli);
  addDel(kv, cli);
  addScan(kv, cli);
  addCas(kv, cli);
  addDecr(kv, cli);
  addSettle(kv, cli);
}

const idOf = (values: WriteValues): { requestId?: string } =>
  values.requestId === undefined ? {} : { requestId: values.requestId };
const levelOf = (values: ReadValues): { read?: ReadLevel } =>
  values.read === undefined ? {} : { read: values.read };
const writing = (command: Command): Command => clusterOptions(requestIdOption(command));
const reading = (command: Command): Command => clusterOptions(readOption(command, 'session'));

function addGet(kv: Command, cli: Cli): void {
  const command = kv
    .command('get')
    .description('Print the value of a key, followed by a line break.')
    .argument('<key>')
    .option('--raw', 'write exactly the bytes of the value');
  reading(command)
    .addHelpText('after', examples(['railkv kv get seats', 'railkv kv get photo --raw > photo.png']))
    .action((key: string, values: ReadValues & { readonly raw?: true }) =>
      cli.run(command, 'reads', async (invocation) => {
        const client = await invocation.client();
        const found = await client.kv.get(key, { ...invocation.call, ...levelOf(values) });
        if (found === undefined) throw new CommandFailed('KEY_NOT_FOUND', `key '${key}' has no value`);
        const human = values.raw === true ? found.value : `${textOf(found.value)}\n`;
        return { human, json: { key, value: jsonBytes(found.value), asOf: { ...found.asOf } } };
      }),
    );
}

function addPut(kv: Command, cli: Cli): void {
  const command = kv
    .command('put')
    .description('Write a value. `-` reads it from standard input.')
    .argument('<key>')
    .argument('<value>');
  writing(command)
    .addHelpText('after', examples(['railkv kv put seats 100', 'railkv kv put photo - < photo.png']))
    .action((key: string, value: string, values: WriteValues) =>
      cli.run(command, 'changes', async (invocation) => {
        const bytes = value === '-' ? await invocation.terminal.readInput() : value;
        const client = await invocation.client();
        const { position } = await settled(
          client.kv.put(key, bytes, { ...invocation.call, ...idOf(values) }),
        );
        return { human: `put ${key}\n`, json: { key, position: { ...position } } };
      }),
    );
}

function addDel(kv: Command, cli: Cli): void {
  const command = kv
    .command('del')
    .description('Delete a key. One without a value is no error.')
    .argument('<key>');
  writing(command)
    .addHelpText('after', examples(['railkv kv del seats']))
    .action((key: string, values: WriteValues) =>
      cli.run(command, 'changes', async (invocation) => {
        const client = await invocation.client();
        const { found, position } = await settled(
          client.kv.delete(key, { ...invocation.call, ...idOf(values) }),
        );
        return {
          human: found ? `deleted ${key}\n` : `${key} had no value\n`,
          json: { key, found, position: { ...position } },
        };
      }),
    );
}

function addScan(kv: Command, cli: Cli): void {
  const command = kv
    .command('scan')
    .description('List keys and values in key order.')
    .argument('[prefix]', 'only keys that begin so')
    .option('--from <key>', 'from this key on, inclusive')
    .option('--to <key>', 'up to this key, exclusive')
    .option('--limit <n>', 'at most so many', '100')
    .option('--keys', 'only the keys');
  reading(command)
    .addHelpText(
      'after',
      examples(['railkv kv scan user/', 'railkv kv scan --from a --to m --limit 20 -o json']),
    )
    .action((prefix: string | undefined, values: ScanValues) =>
      cli.run(command, 'reads', async (invocation) => {
        const range = scanRange(prefix, values);
        const client = await invocation.client();
        return await scan(
          client.kv.scan({ ...range, ...invocation.call, ...levelOf(values) }),
          range.limit,
          values,
          invocation,
        );
      }),
    );
}

interface ScanValues extends ReadValues {
  readonly from?: string;
  readonly to?: string;
  readonly limit: string;
  readonly keys?: true;
}

function scanRange(
  prefix: string | undefined,
  values: ScanValues,
): KvScanOptions & { readonly limit: number } {
  if (prefix !== undefined && (values.from !== undefined || values.to !== undefined)) {
    throw new UsageError('a prefix and a range at once', 'give either a prefix, or --from and --to');
  }
  const asked = parseCount(values.limit, '--limit', 1, 1_000_000);
  // One more than asked tells whether there are more.
  const limit = asked + 1;
  if (prefix !== undefined) return { from: prefix, to: endOfPrefix(prefix), limit };
  return {
    limit,
    ...(values.from === undefined ? {} : { from: values.from }),
    ...(values.to === undefined ? {} : { to: values.to }),
  };
}

/** No key that begins with `prefix` is above it: U+10FFFF is the last character there is. */
const endOfPrefix = (prefix: string): string => `${prefix}\u{10FFFF}`;

async function scan(
  pairs: AsyncIterable<{ readonly key: string; readonly value: Uint8Array }>,
  limit: number,
  values: ScanValues,
  invocation: Invocation,
): Promise<Result> {
  const found: { readonly key: string; readonly value: Uint8Array }[] = [];
  for await (const pair of pairs) {
    found.push(pair);
    if (found.length === limit) break;
  }
  const more = found.length === limit;
  const shown = more ? found.slice(0, -1) : found;
  const onlyKeys = values.keys === true;
  const human = onlyKeys
    ? shown.map((pair) => `${pair.key}\n`).join('')
    : renderTable(
        [{ title: 'KEY' }, { title: 'VALUE' }],
        shown.map((pair) => [pair.key, oneLine(textOf(pair.value))]),
        invocation.colours,
      );
  const last = found.at(-1)?.key ?? '';
  return {
    human: more ? `${human}${invocation.colours.dim(`more: continue with --from '${last}'`)}\n` : human,
    json: {
      pairs: shown.map((pair) =>
        onlyKeys ? { key: pair.key } : { key: pair.key, value: jsonBytes(pair.value) },
      ),
      more,
      next: more ? last : null,
    },
  };
}

function addCas(kv: Command, cli: Cli): void {
  const command = kv
    .command('cas')
    .description('Compare and set: write a value only if the key holds what you expect.')
    .argument('<key>')
    .argument('<value>')
    .option('--expect <value>', 'what it has to hold now')
    .option('--absent', 'it must have no value now');
  writing(command)
    .addHelpText('after', examples(['railkv kv cas lock me --absent', 'railkv kv cas seats 99 --expect 100']))
    .action(
      (
        key: string,
        value: string,
        values: WriteValues & { readonly expect?: string; readonly absent?: true },
      ) =>
        cli.run(command, 'changes', async (invocation) => {
          if ((values.expect === undefined) !== (values.absent === true)) {
            throw new UsageError(
              'what the key should hold now is not said, or said twice',
              'give either --expect VALUE or --absent',
            );
          }
          const expected = values.expect ?? null;
          const client = await invocation.client();
          const answer = await settled(
            client.kv.compareAndSet(key, { expected, value }, { ...invocation.call, ...idOf(values) }),
          );
          if (!answer.swapped) {
            const now = answer.value === undefined ? 'no value' : `'${textOf(answer.value)}'`;
            throw new CommandFailed('CAS_MISMATCH', `key '${key}' holds ${now}, so nothing was written`);
          }
          return { human: `set ${key}\n`, json: { key, swapped: true, position: { ...answer.position } } };
        }),
    );
}

function addDecr(kv: Command, cli: Cli): void {
  const command = kv
    .command('decr')
    .description('Subtract from a counter, unless it would fall below a floor.')
    .argument('<key>')
    .option('--by <n>', 'how much', '1')
    .option('--floor <n>', 'the counter never goes below this', '0');
  writing(command)
    .addHelpText('after', examples(['railkv kv put seats 100', 'railkv kv decr seats --by 2']))
    .action((key: string, values: WriteValues & { readonly by: string; readonly floor: string }) =>
      cli.run(command, 'changes', async (invocation) => {
        const by = parseCount(values.by, '--by', 1, Number.MAX_SAFE_INTEGER);
        const floor = parseFloor(values.floor);
        const client = await invocation.client();
        const answer = await settled(
          client.kv.decrement(key, { by, floor, ...invocation.call, ...idOf(values) }),
        );
        return {
          human: `${answer.value}\n`,
          json: { key, value: answer.value, position: { ...answer.position } },
        };
      }),
    );
}

function parseFloor(text: string): number {
  const negative = text.startsWith('-');
  const size = parseCount(negative ? text.slice(1) : text, '--floor', 0, Number.MAX_SAFE_INTEGER);
  return negative ? -size : size;
}

function addSettle(kv: Command, cli: Cli): void {
  const command = kv
    .command('settle')
    .description('Make certain what became of a write that ended unknown: one that never ran never will.')
    .argument('<key>')
    .argument('<request-id>', 'as the failed command printed it');
  clusterOptions(command)
    .addHelpText('after', examples(['railkv kv settle seats 4711']))
    .action((key: string, requestId: string) =>
      cli.run(command, 'changes', async (invocation) => {
        const client = await invocation.client();
        return settlementResult(await client.kv.settle(key, requestId, invocation.call), key, requestId);
      }),
    );
}

function settlementResult(settlement: KvSettlement, key: string, requestId: string): Result {
  switch (settlement.outcome) {
    case 'done': {
      const value = settlement.value === undefined ? null : jsonBytes(settlement.value);
      return { human: 'it was done\n', json: { outcome: 'done', key, value } };
    }
    case 'refused':
      throw new CommandFailed(settlement.reason, `it was refused: ${settlement.message}`, {
        metadata: { outcome: 'refused' },
      });
    case 'never':
      throw new CommandFailed(
        'ABANDONED',
        `request ${requestId} on '${key}' was never done, and never will be`,
        {
          metadata: { outcome: 'never' },
        },
      );
  }
}

/** Text where it is text; otherwise what says that it is none. */
function textOf(bytes: Uint8Array): string {
  const shown = jsonBytes(bytes);
  return 'text' in shown ? shown.text : `base64:${shown.base64}`;
}

const SHOWN_MAX = 80;

function oneLine(text: string): string {
  const flat = text.replaceAll(/[\n\r\t]/g, ' ');
  return flat.length <= SHOWN_MAX ? flat : `${flat.slice(0, SHOWN_MAX - 3)}...`;
}
