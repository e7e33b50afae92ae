/** The planted bugs: one patch a file in bugs/, with a few lines before the diff that say what the bug is, which property must find
 *  it, and which kinds of fault the seeds may draw. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_KINDS, type FaultKind } from '../plan.js';
import { type FilePatch, parsePatch } from './patch.js';

/** Which clusters can show it: those whose ack quorum is above or below a majority, or any. Seeds that draw another are left out. */
export const PLACES = ['any', 'largeAckQuorum', 'smallAckQuorum'] as const;
export type Where = (typeof PLACES)[number];

export interface PlantedBug {
  /** Of its file. */
  readonly name: string;
  readonly what: string;
  readonly property: string;
  /** Undefined: all of them, as each seed draws. */
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

export function readBug(name: string, text: string): PlantedBug {
  const field = (key: string): string => {
    const found = new RegExp(`^${key}: (.*)$`, 'm').exec(text)?.[1];
    if (found === undefined) throw new Error(`planted bug ${name} does not say its "${key}"`);
    return found.trim();
  };
  return {
    name,
    what: field('Bug'),
    property: field('Property'),
    faults: faultsOf(name, field('Faults')),
    where: PLACES.find((known) => known === /^Where: (.*)$/m.exec(text)?.[1]) ?? 'any',
    files: parsePatch(text),
  };
}

function faultsOf(name: string, text: string): FaultKind[] | undefined {
  if (text === 'all') return undefined;
  if (text === 'none') return [];
  return text.split(',').map((word) => {
    const kind = FAULT_KINDS.find((known) => known === word);
    if (kind === undefined) throw new Error(`planted bug ${name} names a fault that does not exist: ${word}`);
    return kind;
  });
}
