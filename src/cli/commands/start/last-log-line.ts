/** The last thing a node said: what to show of its log when it ended by itself. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 64 * 1024;

/** @returns undefined when there is no log, or nothing in it. */
export function lastLogLine(path: string): string | undefined {
  const tail = readTail(path);
  if (tail === undefined) return undefined;
  const lines = tail.split('\n').filter((line) => line.trim() !== '');
  // A fatal line says why; what a crashing runtime prints after it says where.
  const fatal = lines.findLast((line) => parseLine(line)?.['level'] === 'fatal');
  const last = fatal ?? lines.at(-1);
  return last === undefined ? undefined : readable(last);
}

function readTail(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const read = readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8', 0, read);
  } finally {
    closeSync(file);
  }
}

function parseLine(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined; // cut off, or no JSON
  }
}

/** pino's JSON as a person reads it; other lines as they are. */
function readable(line: string): string {
  const fields = parseLine(line);
  if (fields === undefined) return line.trim();
  const { time, msg, err } = fields;
  const at = typeof time === 'string' ? `${time} ` : '';
  const cause = typeof err === 'object' && err !== null && 'message' in err ? `: ${String(err.message)}` : '';
  return `${at}${typeof msg === 'string' ? msg : line.trim()}${cause}`;
}
