/** Order references as arguments. */
import { parseOrderReference } from '../client/index.js';
import { UsageError } from './usage-error.js';

/** @returns the reference as it is. @throws UsageError when it is none. */
export function checkReference(text: string): string {
  if (parseOrderReference(text) === undefined) {
    throw new UsageError(
      `'${text}' is no order reference`,
      'give the reference as buy and hold printed it: LINE/TRAIN/DATE/ID',
    );
  }
  return text;
}
