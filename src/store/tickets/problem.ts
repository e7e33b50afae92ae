/** What is wrong with a request, and in which field: becomes INVALID_REQUEST, thrown before proposing or answered at apply. */
export interface Problem {
  readonly field: string;
  readonly message: string;
}
