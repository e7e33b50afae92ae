/** Which lines call at a station: entered before any run of a line is published, so that a query that fans out over these
 *  lines misses no train. It may list too much, never too little: nothing is ever taken out. */
import { nearNames } from './near-names.js';
import { compareText } from './replica-placement.js';

export interface CatalogueLine {
  readonly line: string;
  readonly name: string;
  /** Codes. */
  readonly stations: ReadonlySet<string>;
}

export interface CatalogueStation {
  readonly code: string;
  readonly name: string;
}

export interface FoundStation {
  readonly station: CatalogueStation;
  /** Sorted. */
  readonly lines: readonly string[];
}

/** What one entry of a line changed. */
export interface CatalogueChange {
  readonly line: boolean;
  readonly stations: readonly string[];
}

const NEAR_MAX = 5;

/** Names are looked up in one Unicode form, since keyboards and feeds differ in theirs. */
const form = (name: string): string => name.normalize('NFC');

export class Catalogue {
  readonly #lines = new Map<string, { line: string; name: string; stations: Set<string> }>();
  readonly #stations = new Map<string, CatalogueStation>();
  readonly #linesAt = new Map<string, Set<string>>();
  readonly #codesByName = new Map<string, Set<string>>();

  /** By line. */
  lines(): CatalogueLine[] {
    return [...this.#lines.values()].sort((a, b) => compareText(a.line, b.line));
  }

  line(line: string): CatalogueLine | undefined {
    return this.#lines.get(line);
  }

  station(code: string): CatalogueStation | undefined {
    return this.#stations.get(code);
  }

  /** The station of this code, else all of this name, by code; empty when there is none. */
  find(codeOrName: string): FoundStation[] {
    const byCode = this.#stations.get(codeOrName);
    if (byCode !== undefined) return [this.#found(byCode)];
    const codes = [...(this.#codesByName.get(form(codeOrName)) ?? [])].sort(compareText);
    return codes.flatMap((code) => {
      const station = this.#stations.get(code);
      return station === undefined ? [] : [this.#found(station)];
    });
  }

  /** What an unknown code or name may have meant. */
  near(codeOrName: string): readonly CatalogueStation[] {
    return nearNames(form(codeOrName), this.#stations.values(), NEAR_MAX);
  }

  /** Adds stations to a line. An empty name keeps the one that is known, else is the line's or station's own id. */
  enter(line: string, name: string, stations: readonly CatalogueStation[]): CatalogueChange {
    const held = this.#lines.get(line);
    const entry = held ?? { line, name: '', stations: new Set<string>() };
    let changed = held === undefined;
    const lineName = name || entry.name || line;
    if (entry.name !== lineName) {
      entry.name = lineName;
      changed = true;
    }
    this.#lines.set(line, entry);
    const named: string[] = [];
    for (const station of stations) {
      if (!entry.stations.has(station.code)) {
        entry.stations.add(station.code);
        changed = true;
      }
      this.#linesOf(station.code).add(line);
      if (this.#name(station)) named.push(station.code);
    }
    return { line: changed, stations: named };
  }

  #name(station: CatalogueStation): boolean {
    const held = this.#stations.get(station.code);
    const name = station.name || held?.name || station.code;
    if (held?.name === name) return false;
    if (held !== undefined) this.#codesByName.get(form(held.name))?.delete(station.code);
    this.#stations.set(station.code, { code: station.code, name });
    const codes = this.#codesByName.get(form(name)) ?? new Set<string>();
    this.#codesByName.set(form(name), codes.add(station.code));
    return true;
  }

  #linesOf(code: string): Set<string> {
    const lines = this.#linesAt.get(code) ?? new Set<string>();
    this.#linesAt.set(code, lines);
    return lines;
  }

  #found(station: CatalogueStation): FoundStation {
    return { station, lines: [...this.#linesOf(station.code)].sort(compareText) };
  }
}
