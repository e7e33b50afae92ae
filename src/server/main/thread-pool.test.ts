import { describe, expect, it } from 'vitest';
import { threadPoolProblem } from './thread-pool.js';

describe('the thread pool', () => {
  it('has to be set, and large enough', () => {
    expect(threadPoolProblem({ UV_THREADPOOL_SIZE: '16' })).toBeUndefined();
    for (const size of [undefined, '', 'many', '4', '-16'])
      expect(threadPoolProblem({ UV_THREADPOOL_SIZE: size })).toMatch(/before the process starts/);
  });
});
