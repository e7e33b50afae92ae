/** These tests run real processes and wait for what happens, never for a time. On a machine that is busy with other things
 *  that takes many times longer; only a test that hangs shall be ended. */
import { vi } from 'vitest';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
