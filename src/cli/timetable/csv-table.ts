/** Rows of one file of a feed, streamed, each with its line number. Bytes have to be UTF-8, with or without a byte order
 *  mark; what is not a table of the columns asked for ends the reading with a finding. */
import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { FeedSource } from './feed-source.js';
import type { Findings } from './finding.js';

export class CsvRow {
  readonly #fields: readonly string[];
  readonly #columns: ReadonlyMap<string, number>;

  constructor(
    /** The line on which the row ends, counted from 1. */
    readonly line: number,
    fields: readonly string[],
    columns: ReadonlyMap<string, number>,
  ) {
    this.#fields = fields;
    this.#columns = columns;
  }

  /** '' when the column is not there or the row is short. */
  get(column: string): string {
    const at = this.#columns.get(column);
    return at === undefined ? '' : (this.#fields[at] ?? '');
  }
}

export interface CsvColumns {
  readonly required: readonly string[];
  /** Called once, with all columns of the file, before the first row. */
  readonly onHeader?: (columns: readonly string[]) => void;
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** @throws TimetableError with MISSING_FILE, MISSING_COLUMN, BAD_CSV or NOT_UTF8. */
export async function* readTable(
  feed: FeedSource,
  file: string,
  { required, onHeader }: CsvColumns,
  findings: Findings,
): AsyncGenerator<CsvRow> {
  if (!feed.has(file)) findings.fail('MISSING_FILE', file, 0, `the feed has no ${file}`);
  let columns: Map<string, number> | undefined;
  for await (const { record, info } of records(await feed.read(file), file, findings)) {
    if (columns !== undefined) {
      yield new CsvRow(info.lines, record, columns);
      continue;
    }
    columns = new Map(record.map((name, at) => [name, at]));
    const missing = required.filter((name) => columns?.has(name) !== true);
    if (missing.length > 0)
      findings.fail(
        'MISSING_COLUMN',
        file,
        info.lines,
        `no column ${missing.join(', ')}; there are ${record.join(', ')}`,
      );
    onHeader?.(record);
  }
  if (columns === undefined) findings.fail('MISSING_COLUMN', file, 1, 'the file is empty');
}

async function* records(bytes: Readable, file: string, findings: Findings): AsyncGenerator<Parsed> {
  const parser = parse({
    info: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    trim: true,
    recordDelimiter: ['\r\n', '\n', '\r'],
    maxRecordSize: 1 << 20,
  });
  const feeding = pour(bytes, parser);
  try {
    for await (const parsed of parser) yield parsed as Parsed;
  } catch (error) {
    if (error instanceof NotUtf8) findings.fail('NOT_UTF8', file, error.line, 'a byte that is not UTF-8');
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 0;
    findings.fail('BAD_CSV', file, line, error.message);
  } finally {
    bytes.destroy();
    await feeding;
  }
}

class NotUtf8 extends Error {
  constructor(readonly line: number) {
    super(`not UTF-8 at line ${line}`);
  }
}

/** Decodes into the parser at the parser's pace. Failures come out of the parser. */
async function pour(bytes: Readable, parser: ReturnType<typeof parse>): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lines = 1;
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new NotUtf8(lines + linesBeforeBadByte(chunk));
    }
  };
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      if (parser.destroyed) return;
      const text = decode(chunk);
      for (const character of chunk) if (character === 0x0a) lines += 1;
      if (!parser.write(text)) await drained(parser);
    }
    parser.write(decode());
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function linesBeforeBadByte(chunk: Buffer | undefined): number {
  if (chunk === undefined) return 0;
  const good = new TextDecoder('utf-8').decode(chunk).indexOf('\ufffd');
  return good < 0 ? 0 : new TextDecoder('utf-8').decode(chunk).slice(0, good).split('\n').length - 1;
}

function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      parser.off('drain', done);
      parser.off('close', done);
      resolve();
    };
    parser.once('drain', done);
    parser.once('close', done);
  });
}
