/** Reads a layout file; every complaint has its line and column. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { whyUnreadable } from '../output/why-unreadable.js';
import { layoutFile, type SeatLayouts, seatLayouts } from './seat-layouts.js';

/** The file is not a layout file; `complaints` are complete lines for a terminal, `file:line:column: what`. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';

  constructor(readonly complaints: readonly string[]) {
    super(complaints.join('\n'));
  }
}

/** @throws LayoutError when it cannot be read or is not right. */
export function readLayouts(path: string): SeatLayouts {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new LayoutError([`cannot read ${path}: ${whyUnreadable(error)}`]);
  }
  return parseLayouts(text, path);
}

/** @param path only for the complaints. @throws LayoutError */
export function parseLayouts(text: string, path: string): SeatLayouts {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  if (document.errors.length > 0)
    throw new LayoutError(document.errors.map((error) => `${at(error.pos[0])}: ${firstLine(error.message)}`));
  const parsed = layoutFile.safeParse(plainValue(document, path));
  if (parsed.success) return seatLayouts(parsed.data);
  throw new LayoutError(
    parsed.error.issues.flatMap((issue) =>
      namedPaths(issue).map(
        ({ path: where, what, message }) => `${at(offsetOf(document, where, what))}: ${message}`,
      ),
    ),
  );
}

/** @throws LayoutError for an alias that names nothing, or so many that the file would grow without bound. */
function plainValue(document: ReturnType<typeof parseDocument>, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new LayoutError([`${path}:1:1: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

type Path = readonly PropertyKey[];

/** Unknown keys are told one by one, each at its own place. */
function namedPaths(issue: z.core.$ZodIssue): { path: Path; what: 'key' | 'value'; message: string }[] {
  const within = issue.path.length === 0 ? 'the file' : issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      what: 'key' as const,
      message: `unknown key "${key}" in ${within}`,
    }));
  return [{ path: issue.path, what: 'value', message: `${within}: ${issue.message}` }];
}

/** Where the value at `path` stands, or its key, or the nearest thing around it that is there. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: Path, what: 'key' | 'value'): number {
  const parent: unknown = document.getIn(path.slice(0, -1), true);
  if (what === 'key' && isMap(parent)) {
    const key = parent.items
      .map((item) => item.key)
      .find((item) => isScalar(item) && item.value === path.at(-1));
    if (hasRange(key)) return key.range[0];
  }
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (hasRange(node)) return node.range[0];
  }
  return 0;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

const firstLine = (text: string): string => text.split('\n')[0] ?? text;

/** The layout of a timetable that comes without one: China's high-speed trains. */
export function defaultLayouts(): SeatLayouts {
  return readLayouts(defaultLayoutPath());
}

/** Shipped with the package, beside package.json however deep the compiled file lies. */
function defaultLayoutPath(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'examples', 'layouts', 'china-high-speed.yaml');
}
