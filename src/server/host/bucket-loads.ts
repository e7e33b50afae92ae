/** The buckets of one replica on their way from its store to its state machine, each loaded once at a time, and none while a
 *  split cuts the rows. */
import type { BucketId } from '../../store/bucket.js';
import type { GroupState } from '../../store/group-state.js';
import type { StateMachine } from '../../store/state-machine.js';
import { StoreError } from '../../store/store-error.js';
import { describe } from './describe.js';

export class BucketLoads<Answer> {
  #loading = new Map<BucketId, Promise<void>>();
  #loadedSinceTrim = false;
  #closed = false;
  #held: Promise<void> | undefined;

  /** @param failed told why a bucket cannot be loaded */
  constructor(
    private readonly state: GroupState,
    private readonly machine: () => Pick<StateMachine<Answer>, 'adopt'>,
    private readonly failed: (reason: string) => void,
  ) {}

  /** Loads buckets and hands them to the machine; a bucket that is being loaded is not loaded twice. */
  async load(buckets: readonly BucketId[]): Promise<void> {
    while (this.#held !== undefined) await this.#held;
    const wanted = buckets.filter((bucket) => this.#loading.has(bucket) || !this.state.isLoaded(bucket));
    await Promise.all(wanted.map((bucket) => this.#loading.get(bucket) ?? this.#loadOne(bucket)));
  }

  /** Loaded by the store, and not yet handed to the machine: it must not look until it was. */
  unadopted(): readonly BucketId[] {
    if (this.#loading.size === 0) return [];
    return [...this.#loading.keys()].filter((bucket) => this.state.isLoaded(bucket));
  }

  /** Takes the mark that buckets were loaded since it was last asked. */
  takeMark(): boolean {
    const mark = this.#loadedSinceTrim;
    this.#loadedSinceTrim = false;
    return mark;
  }

  /** From now on nothing is loaded; resolves once nothing is being loaded either. @returns how to let go */
  async hold(): Promise<() => void> {
    let release = (): void => undefined;
    this.#held = new Promise<void>((resolve) => {
      release = resolve;
    });
    while (this.#loading.size > 0) await Promise.allSettled([...this.#loading.values()]);
    return () => {
      this.#held = undefined;
      release();
    };
  }

  /** What is still on its way reaches no machine. */
  close(): void {
    this.#closed = true;
  }

  #loadOne(bucket: BucketId): Promise<void> {
    const loading = this.state.load(bucket).then((rows) => {
      this.#loading.delete(bucket);
      if (this.#closed) return;
      this.#loadedSinceTrim = true;
      this.machine().adopt(bucket, rows);
    });
    loading.catch((error: unknown) => {
      this.#loading.delete(bucket);
      // Whoever asked looks again: a split gave the bucket away while it waited.
      if (error instanceof StoreError && error.code === 'CLOSED') return;
      this.failed(`bucket ${JSON.stringify(bucket)} cannot be loaded: ${describe(error)}`);
    });
    this.#loading.set(bucket, loading);
    return loading;
  }
}
