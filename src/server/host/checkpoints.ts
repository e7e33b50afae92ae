/** When replicas write what they applied, and how much of their logs and caches they keep. A checkpoint is due by bytes of
 *  log, by bytes of changed rows or by age, a few at once on the node; after it the log is cut, except for what followers
 *  that are a little behind may still need. Nothing here is on the path of an answer. */
import type { Env } from '../../env/env.js';
import type { GroupId, LogIndex } from '../../raft/ids.js';
import { StoreError } from '../../store/store-error.js';
import { CacheShares } from './cache-shares.js';
import { describe } from './describe.js';
import { endProcess } from './end-process.js';
import type { HostedReplica } from './hosted-replica.js';
import type { HostLimits } from './node-config.js';

/** Below this a cut of the log is not worth a write, unless little is kept anyway. */
const CUT_ENTRIES_MIN = 128;
export class Checkpoints {
  readonly #running = new Map<HostedReplica, Promise<LogIndex>>();
  /** Last one first. */
  #due: HostedReplica[] = [];
  readonly #cache = new CacheShares<HostedReplica>();
  #scrub: { readonly replica: HostedReplica; readonly steps: AsyncGenerator<unknown, void> } | undefined;
  #scrubbing = false;
  #scrubNext: GroupId = 0;

  constructor(
    private readonly env: Env,
    private readonly limits: HostLimits,
    private readonly replicas: () => Iterable<HostedReplica>,
    /** A snapshot that somebody is pulling: entries after it are kept. */
    private readonly pinnedIndex: (group: GroupId) => LogIndex | undefined,
  ) {}

  /** Since the start. */
  made = 0;

  /** About once a second. */
  sweep(): void {
    const nowMs = this.env.clock.monotonicMs();
    const due: HostedReplica[] = [];
    const loaded: HostedReplica[] = [];
    for (const replica of this.replicas()) {
      if (replica.closed) continue;
      if (this.#isDue(replica, nowMs)) due.push(replica);
      if (replica.buckets.takeMark()) loaded.push(replica);
    }
    due.sort((a, b) => b.logBytesSinceCheckpoint - a.logBytesSinceCheckpoint || a.group - b.group);
    this.#due = [...due, ...this.#trim(loaded)].reverse();
    this.#startDue();
  }

  /** The next ones follow as soon as one is finished: hundreds of groups fall due together after an import. */
  #startDue(): void {
    while (this.#running.size < this.limits.checkpointsAtOnce) {
      const next = this.#due.pop();
      if (next === undefined) return;
      if (!next.closed && next.dirtySinceMs !== undefined && !this.#running.has(next)) void this.ensure(next);
    }
  }

  #isDue(replica: HostedReplica, nowMs: number): boolean {
    if (replica.dirtySinceMs === undefined || this.#running.has(replica)) return false;
    return (
      nowMs - replica.dirtySinceMs >= this.limits.checkpointAgeMs ||
      replica.logBytesSinceCheckpoint >= this.limits.checkpointLogBytes ||
      replica.state.dirtyBytes >= this.limits.checkpointLogBytes
    );
  }

  /** Makes one now, or joins the one under way; several wait their turn in the store.
   *  @returns the index that it covers; when it fails the process ends. */
  ensure(replica: HostedReplica): Promise<LogIndex> {
    const running = this.#running.get(replica);
    if (running !== undefined) return running;
    const made = replica.checkpoint().then((index) => {
      this.#running.delete(replica);
      this.made += 1;
      this.#cut(replica, index);
      this.#cache.changed(replica); // what was dirty may be forgotten now
      this.#startDue();
      return index;
    });
    this.#running.set(replica, made);
    made.catch((error: unknown) => {
      this.#running.delete(replica);
      if (error instanceof StoreError) replica.halt(`its checkpoint failed: ${describe(error)}`);
      else if (!replica.closed)
        endProcess(this.env, `the checkpoint of group ${replica.group} failed`, error);
    });
    return made;
  }

  /** A write of the replica's state that takes the place of a checkpoint: none runs before it has ended, and those who ask for
   *  one join it. The write resolves to the index that it covers; when it fails the process ends. */
  async instead(replica: HostedReplica, write: () => Promise<LogIndex>): Promise<void> {
    for (let running = this.#running.get(replica); running; running = this.#running.get(replica))
      await running.catch(() => undefined);
    const made = write().finally(() => this.#running.delete(replica));
    this.#running.set(replica, made);
    await made;
    this.#startDue();
  }

  /** Resolves once no checkpoint of the replica runs. */
  async quiet(replica: HostedReplica): Promise<void> {
    await this.#running.get(replica)?.catch(() => undefined);
  }

  /** What is applied, and no disk would have to replay, goes; kept: what a follower that is a little behind may ask for. */
  #cut(replica: HostedReplica, checkpoint: LogIndex): void {
    if (replica.closed) return;
    const kept = Math.max(0, checkpoint - this.limits.logKeepEntries);
    let to = kept;
    if (replica.isLeader) {
      const matches = replica.raft.progress
        .filter((progress) => progress.recentActive && progress.match > 0)
        .map((progress) => progress.match);
      to = Math.max(kept, Math.min(checkpoint, ...matches));
    }
    to = Math.min(to, this.pinnedIndex(replica.group) ?? to);
    const worth = Math.min(CUT_ENTRIES_MIN, this.limits.logKeepEntries);
    if (to - (replica.log.firstIndex() - 1) >= Math.max(1, worth)) replica.compactTo(to);
  }

  /** Memory must not grow with the days published: beyond the bound the largest give way.
   *  @returns those that cannot before they have made a checkpoint */
  #trim(loaded: readonly HostedReplica[]): readonly HostedReplica[] {
    for (const replica of loaded) this.#cache.changed(replica);
    return this.#cache.trim(this.limits.cacheBytesMax);
  }

  /** Reads a little more of what lies on the disk; a row that is wrong halts its replica before anybody needs it. */
  scrubStep(): void {
    if (this.#scrubbing) return;
    if (this.#scrub === undefined || this.#scrub.replica.closed) {
      const next = this.#nextToScrub();
      if (next === undefined) return;
      this.#scrub = { replica: next, steps: next.state.scrub() };
    }
    const { replica, steps } = this.#scrub;
    this.#scrubbing = true;
    steps.next().then(
      ({ done }) => {
        this.#scrubbing = false;
        if (done === true) this.#scrub = undefined;
      },
      (error: unknown) => {
        this.#scrubbing = false;
        this.#scrub = undefined;
        replica.halt(`the scrubber found damage: ${describe(error)}`);
      },
    );
  }

  #nextToScrub(): HostedReplica | undefined {
    const replicas = [...this.replicas()].filter((replica) => !replica.closed);
    if (replicas.length === 0) return undefined;
    replicas.sort((a, b) => a.group - b.group);
    const next = replicas.find((replica) => replica.group >= this.#scrubNext) ?? replicas[0];
    this.#scrubNext = (next?.group ?? 0) + 1;
    return next;
  }

  async stop(): Promise<void> {
    this.#due = [];
    await this.#scrub?.steps.return().catch(() => undefined);
    await Promise.allSettled([...this.#running.values()]);
  }
}
