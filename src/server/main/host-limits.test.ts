import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../config/limits.js';
import { HOST_LIMITS } from '../host/node-config.js';
import { hostLimits } from './host-limits.js';

it('the defaults of cluster.yaml are those of the host', () => {
  expect(hostLimits(DEFAULT_LIMITS)).toEqual(HOST_LIMITS);
});
