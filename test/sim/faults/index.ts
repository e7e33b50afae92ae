/** Every kind of fault that comes in the middle of others, by name. */
import type { FaultKind } from '../plan.js';
import * as clients from './clients.js';
import * as clocks from './clocks.js';
import * as disks from './disks.js';
import type { Begin } from './fault.js';
import * as links from './links.js';
import * as machines from './machines.js';
import * as members from './members.js';
import * as memory from './memory.js';
import * as partitions from './partitions.js';
import * as placement from './placement.js';
import * as processes from './processes.js';
import * as splits from './splits.js';
import * as weather from './weather.js';

/** `lostQuorum` comes when all of them are over: `disaster.ts`. */
export const FAULTS: Readonly<Record<Exclude<FaultKind, 'lostQuorum'>, Begin>> = {
  ...weather,
  ...partitions,
  ...links,
  ...processes,
  ...clocks,
  ...disks,
  ...clients,
  ...members,
  ...memory,
  ...splits,
  ...placement,
  ...machines,
};
