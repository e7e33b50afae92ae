/** The command line, a file it names, or the configuration is wrong. Found before anything is asked of the cluster. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(
    message: string,
    /** What to do instead, as a clause without a full stop. */
    readonly next: string,
  ) {
    super(message);
  }
}
