/** The planted bugs: one patch a file in bugs/, with a few lines before the diff: what the bug is, which property must find it and
 *  why that one, whether whole nodes or bare cores run, and which faults the seeds may draw. The property follows from what the
 *  bug breaks and is written before anything runs; two are named only where either may be met first, and Why says so. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_CLASSES, FAULT_KINDS, type FaultKind } from '../plan.js';
import { type FilePatch, parsePatch } from './patch.js';

/** Which clusters can show it: those whose ack quorum is above or below a majority, or any. Seeds that draw another are left out. */
const PLACES = ['any', 'largeAckQuorum', 'smallAckQuorum'] as const;
export type Where = (typeof PLACES)[number];

/** `nodes`: whole clusters with clients; `core`: consensus alone, many more schedules in the same time. */
const STAGES = ['nodes', 'core'] as const;
export type Stage = (typeof STAGES)[number];

export interface PlantedBug {
  /** Of its file. */
  readonly name: string;
  readonly what: string;
  /** One of them. */
  readonly properties: readonly string[];
  readonly why: string;
  readonly runs: Stage;
  /** Undefined: all of them, as each seed draws. Of no meaning to cores, which meet everything. */
  readonly faults: readonly FaultKind[] | undefined;
  readonly where: Where;
  readonly files: readonly FilePatch[];
}

/** @param root of the project @throws Error when a file is not a planted bug */
export function readCatalogue(root: string): PlantedBug[] {
  const folder = join(root, 'test/sim/planted/bugs');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => readBug(file.slice(0, -'.patch'.length), readFileSync(join(folder, file), 'utf8')));
}

function readBug(name: string, text: string): PlantedBug {
  const field = (key: string): string => {
    const found = new RegExp(`^${key}: (.*)$`, 'm').exec(text)?.[1];
    if (found === undefined) throw new Error(`planted bug ${name} does not say its "${key}"`);
    return found.trim();
  };
  const choice = <Word extends string>(key: string, words: readonly Word[]): Word => {
    const said = field(key);
    const word = words.find((known) => known === said);
    if (word === undefined)
      throw new Error(`planted bug ${name}: "${key}: ${said}" is none of ${words.join(', ')}`);
    return word;
  };
  return {
    name,
    what: field('Bug'),
    properties: field('Property').split(' or '),
    why: field('Why'),
    runs: choice('Runs', STAGES),
    faults: faultsOf(name, field('Faults')),
    where: choice('Where', PLACES),
    files: parsePatch(text),
  };
}

/** Kinds and classes, as `--faults` takes them. */
function faultsOf(name: string, text: string): FaultKind[] | undefined {
  if (text === 'all') return undefined;
  if (text === 'none') return [];
  const kinds = text.split(',').flatMap((word): readonly FaultKind[] => {
    const members = Object.entries(FAULT_CLASSES).find(([known]) => known === word)?.[1];
    if (members !== undefined) return members;
    const kind = FAULT_KINDS.find((known) => known === word);
    if (kind === undefined) throw new Error(`planted bug ${name} names a fault that does not exist: ${word}`);
    return [kind];
  });
  return FAULT_KINDS.filter((kind) => kinds.includes(kind));
}
