/** Which runs of the group have holds, by their first deadline: what tells the leader when to wake, and an entry what to
 *  expire, whether the runs are loaded or not. Ties by the run's key. */
import type { BucketId } from '../bucket.js';
import { type Due, dueHeap } from './heap.js';

export class DueRuns {
  private readonly deadlines = new Map<BucketId, number>();
  private readonly heap = dueHeap();

  /** @param deadlineMs of the run's first hold; undefined: it has none */
  set(run: BucketId, deadlineMs: number | undefined): void {
    if (this.deadlines.get(run) === deadlineMs) return;
    if (deadlineMs === undefined) {
      this.deadlines.delete(run);
    } else {
      this.deadlines.set(run, deadlineMs);
      this.heap.push({ atMs: deadlineMs, key: run });
    }
  }

  private readonly isTrue = (due: Due): boolean => this.deadlines.get(due.key) === due.atMs;

  first(): Due | undefined {
    return this.heap.firstTrue(this.isTrue);
  }

  /** Up to `max` runs whose first deadline has come, in order. */
  dueBy(nowMs: number, max: number): BucketId[] {
    const found: Due[] = [];
    for (
      let due = this.first();
      due !== undefined && due.atMs <= nowMs && found.length < max;
      due = this.first()
    ) {
      this.heap.pop();
      if (!found.some(({ key }) => key === due?.key)) found.push(due);
    }
    for (const due of found) this.heap.push(due);
    return found.map(({ key }) => key);
  }
}
