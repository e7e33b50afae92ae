/** Reads on any replica, as fresh as the caller asks: stale at once, session once this replica has applied what the client
 *  saw, linearizable after a ReadIndex round that serves all who wait. Buckets are loaded first; the read itself is one
 *  synchronous look, so its position is exact. */
import type { Env } from '../../env/env.js';
import { RailkvError } from '../../proto/errors.js';
import { pb } from '../../proto/index.js';
import type { BucketId } from '../../store/bucket.js';
import type { HostedReplica } from './hosted-replica.js';
import type { HostLimits } from './node-config.js';
import { reach } from './reach.js';

/** A replica that has not heard a leader since it started cannot say how old it is. */
export const AGE_UNKNOWN_MS = 2 ** 32 - 1;

/** A bucket may be evicted while another is loaded; so often we try before we give up. */
const LOAD_TURNS_MAX = 16;

export interface ReadableReplica extends HostedReplica {
  readIndex(request: { deadlineMs: number; ready(): void; failed(why: string): void }): void;
  load(buckets: readonly BucketId[]): Promise<unknown>;
  unadopted(): readonly BucketId[];
}

export interface Look<Value> {
  missing(): readonly BucketId[];
  read(): Value;
}

export class Reads {
  constructor(
    private readonly env: Env,
    private readonly limits: HostLimits,
    private readonly nodeId: string,
    /** Ms since a node was heard; 0 for this one. */
    private readonly silentMs: (node: string) => number,
  ) {}

  /** @param deadlineMs monotonic. @throws RailkvError READ_TOO_OLD, NO_LEADER, REPLICA_DAMAGED, DEADLINE_EXCEEDED */
  async at<Value>(
    replica: ReadableReplica,
    options: pb.ReadOptions.$Properties | null | undefined,
    deadlineMs: number,
    look: Look<Value>,
  ): Promise<{ value: Value; asOf: pb.AsOf.$Properties }> {
    const level = options?.level ?? pb.ReadLevel.READ_LEVEL_STALE;
    let ageMs: number | undefined;
    if (level === pb.ReadLevel.READ_LEVEL_LINEARIZABLE) {
      if (replica.dispute !== undefined) throw new RailkvError('REPLICA_DAMAGED', replica.dispute);
      await this.#confirm(replica, deadlineMs);
      ageMs = 0;
    } else if (level === pb.ReadLevel.READ_LEVEL_SESSION) {
      const leftMs = Math.max(0, deadlineMs - this.env.clock.monotonicMs());
      const waitMs = Math.min(this.limits.sessionWaitMsMax, leftMs);
      await reach(replica, options?.minPosition?.index ?? 0, waitMs, this.env.clock);
    }
    for (let turn = 0; ; turn += 1) {
      refuseClosed(replica);
      const unadopted = replica.unadopted();
      const missing = unadopted.length > 0 ? unadopted : look.missing();
      if (missing.length === 0) break;
      if (turn >= LOAD_TURNS_MAX)
        throw new RailkvError('SERVER_BUSY', 'what the read needs does not stay in memory: try again', {
          retryAfterMs: 200,
        });
      await replica.load(missing).catch(() => refuseClosed(replica));
    }
    const value = look.read();
    const position = { group: replica.group, index: replica.applied.index };
    return { value, asOf: { position, ageMs: ageMs ?? this.age(replica), nodeId: this.nodeId } };
  }

  /** How long ago the replica last knew that it was up to date. */
  age(replica: HostedReplica): number {
    if (replica.isLeader) return this.#leaderAge(replica);
    const leader = replica.leaderNode;
    const nowMs = this.env.clock.monotonicMs();
    // Asleep it holds everything, as long as its leader's node lives: that one wakes it before it changes anything.
    const freshMs = replica.asleep && leader !== undefined ? nowMs - this.silentMs(leader) : replica.freshMs;
    return Number.isFinite(freshMs) ? Math.max(0, Math.round(nowMs - freshMs)) : AGE_UNKNOWN_MS;
  }

  /** Since a majority was last heard: until then nobody else was elected. */
  #leaderAge(replica: HostedReplica): number {
    const silences: number[] = [];
    for (const { node, learner } of replica.members.values())
      if (!learner) silences.push(node === this.nodeId ? 0 : this.silentMs(node));
    silences.sort((a, b) => a - b);
    const age = silences[Math.floor(silences.length / 2)] ?? 0;
    return Number.isFinite(age) ? Math.round(age) : AGE_UNKNOWN_MS;
  }

  #confirm(replica: ReadableReplica, deadlineMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      replica.readIndex({
        deadlineMs: Math.min(deadlineMs, this.env.clock.monotonicMs() + READ_WAIT_MS_MAX),
        ready: resolve,
        failed: (why) =>
          reject(new RailkvError('NO_LEADER', `group ${replica.group}: ${why}`, { retryAfterMs: 200 })),
      });
    });
  }
}

const READ_WAIT_MS_MAX = 30_000;

function refuseClosed(replica: HostedReplica): void {
  if (replica.closed)
    throw new RailkvError(
      'REPLICA_DAMAGED',
      `the replica of group ${replica.group} has stopped on this node`,
    );
}
