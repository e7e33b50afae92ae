/** Each run's past: seats free, held and sold per class and segment as of every position of the log, and the instants at which too
 *  few seats were left for a party. What reads and unrecorded refusals are judged by. */
import type { RunDetail } from '../../../src/client/ticket-types.js';
import type { Books } from './books.js';
import type { CanonEntry, CanonListener } from './canon.js';

interface Version {
  readonly index: number;
  readonly picture: string;
}

export class RunPast implements CanonListener {
  readonly #past = new Map<string, Version[]>();
  readonly #watches = new Set<Watch>();

  constructor(private readonly books: Books) {}

  entry({ index }: CanonEntry): void {
    for (const name of this.books.touched) {
      const past = this.#past.get(name) ?? [];
      past.push({ index, picture: this.#picture(name) });
      this.#past.set(name, past);
    }
    for (const watch of this.#watches) if (this.books.touched.has(watch.run)) watch.look(this.books);
  }

  /** '' before the run was published. */
  at(name: string, index: number): string {
    let picture = '';
    for (const version of this.#past.get(name) ?? []) {
      if (version.index > index) break;
      picture = version.picture;
    }
    return picture;
  }

  /** Looks at every state from now until it is closed. */
  watch(run: string, className: string, from: number, to: number, party: number): Watch {
    const watch = new Watch(run, className, from, to, party, () => this.#watches.delete(watch));
    watch.look(this.books);
    this.#watches.add(watch);
    return watch;
  }

  #picture(name: string): string {
    const run = this.books.runs.get(name);
    if (run === undefined) return '';
    const classes: Record<string, unknown> = {};
    for (const [className, { published }] of run.classes) {
      const per = (count: (segment: number) => number): number[] =>
        Array.from({ length: run.segments }, (_, segment) => count(segment));
      classes[className] = [
        published,
        per((segment) => run.free(className, segment, segment + 1)),
        per((segment) => run.count(className, segment, 'held')),
        per((segment) => run.count(className, segment, 'sold')),
      ];
    }
    return JSON.stringify([run.open, classes]);
  }
}

/** A read's answer in the same shape. */
export function pictureOf({ open, inventory }: RunDetail): string {
  const classes: Record<string, unknown> = {};
  for (const { class: name, published, free, held, sold } of inventory)
    classes[name] = [published, free, held, sold];
  return JSON.stringify([open, classes]);
}

/** Whether a party would have been refused at some instant since. */
export class Watch {
  wasSoldOut = false;

  constructor(
    readonly run: string,
    private readonly className: string,
    private readonly from: number,
    private readonly to: number,
    private readonly party: number,
    readonly close: () => void,
  ) {}

  look(books: Books): void {
    const run = books.runs.get(this.run);
    if (run !== undefined && run.free(this.className, this.from, this.to) < this.party)
      this.wasSoldOut = true;
  }
}
