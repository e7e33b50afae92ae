/** What this client has seen, so that a session read is never older: the highest log position per group. Pure. */

export class Session {
  readonly #highest = new Map<number, number>();

  /** An answer came from `index` of the group's log. */
  saw(group: number, index: number): void {
    if (index > this.seen(group)) this.#highest.set(group, index);
  }

  /** @returns 0 when nothing was seen */
  seen(group: number): number {
    return this.#highest.get(group) ?? 0;
  }

  /** A split or a move gave keys of `from` to `to`. A child's log begins at the split's index, and no answer under the old
   *  epoch is later than the split; so what was seen of the parent so far binds the child. */
  inherit(from: number, to: number): void {
    this.saw(to, this.seen(from));
  }
}
