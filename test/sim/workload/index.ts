/** The workload that simulations run unless they are told otherwise. */
import type { Workload } from '../world.js';
import { Railway } from './railway.js';

export const createWorkload = (): Workload => new Railway();
