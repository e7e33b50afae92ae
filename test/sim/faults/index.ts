/** Every kind of fault, by name. */
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

export const FAULTS: Readonly<Record<FaultKind, Begin>> = {
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
