/** How a file of etcd-io/raft's fares here, and which differences are meant. */

/** `same`: every step. `designed`: it differs where the design differs, and nowhere else. `leftOut`: it is about something
 *  this core does not have. */
export type Verdict = 'same' | 'designed' | 'leftOut';

export interface Expectation {
  readonly verdict: Exclude<Verdict, 'same'>;
  /** Lines of the commands, in etcd's file, that print something else here. */
  readonly lines: readonly number[];
  readonly why: string;
}

export interface Comparison {
  readonly name: string;
  readonly steps: number;
  readonly differing: readonly Difference[];
}

export interface Difference {
  readonly line: number;
  readonly command: string;
  readonly expected: string;
  readonly actual: string;
}
