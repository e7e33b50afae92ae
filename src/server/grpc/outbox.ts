/** What waits to be written to one stream: encoded messages in order, bounded in bytes by whoever pushes. One write is
 *  under way at a time, so that whatever gathers meanwhile goes as one message: concatenated encodings of a message with
 *  repeated fields are the encoding of all of them. */

export class Outbox {
  private readonly waiting: Buffer[] = [];
  private head = 0;
  private bytes = 0;
  private writing = false;
  private closed = false;
  private progressMs: number;

  /** @param write hands one message down and calls `done` when the stream has taken it
   *  @param mergeBytes messages are gathered up to about this
   *  @param nowMs monotonic */
  constructor(
    private readonly write: (message: Buffer, done: () => void) => void,
    private readonly mergeBytes: number,
    private readonly nowMs: () => number,
    private readonly onDrained: () => void = () => {},
  ) {
    this.progressMs = nowMs();
  }

  /** Bytes pushed and not taken yet. */
  get queuedBytes(): number {
    return this.bytes;
  }

  /** How long the stream has taken nothing while something waited, ms. */
  get stalledMs(): number {
    return this.writing ? this.nowMs() - this.progressMs : 0;
  }

  push(message: Buffer): void {
    if (this.closed) return;
    this.waiting.push(message);
    this.bytes += message.length;
    if (!this.writing) this.pump();
  }

  /** Forgets what waits, and takes no more. */
  close(): void {
    this.closed = true;
    this.waiting.length = 0;
    this.head = 0;
    this.bytes = 0;
  }

  private pump(): void {
    const message = this.next();
    if (message === undefined) {
      this.onDrained();
      return;
    }
    this.writing = true;
    this.progressMs = this.nowMs();
    this.write(message, () => {
      this.writing = false;
      if (this.closed) return;
      this.bytes -= message.length;
      this.pump();
    });
  }

  private next(): Buffer | undefined {
    const first = this.waiting[this.head];
    if (first === undefined) return undefined;
    let end = this.head + 1;
    let total = first.length;
    for (; end < this.waiting.length; end += 1) {
      const size = this.waiting[end]?.length ?? 0;
      if (total + size > this.mergeBytes) break;
      total += size;
    }
    const message = end === this.head + 1 ? first : Buffer.concat(this.waiting.slice(this.head, end), total);
    this.advance(end);
    return message;
  }

  /** Shifting an array item by item would cost its length each time. */
  private advance(to: number): void {
    this.head = to;
    if (this.head < 1_024 && this.head < this.waiting.length) return;
    this.waiting.splice(0, this.head);
    this.head = 0;
  }
}
