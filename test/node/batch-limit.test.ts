/** What no folder can check alone: the client's batches and the node's limit on them. */
import { expect, it } from 'vitest';
import { BATCH_COMMANDS_MAX } from '../../src/client/command-stream.js';
import { LIMITS } from '../../src/server/config/limits.js';

it('a node takes a full message of our client, however it is configured', () => {
  expect(LIMITS.batchCommands.min).toBe(BATCH_COMMANDS_MAX);
});
