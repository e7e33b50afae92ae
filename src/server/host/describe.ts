/** What was thrown, as the end of a sentence in a log or a refusal. */
export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
