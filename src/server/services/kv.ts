/** Reads of plain keys. */
import type { pb } from '../../proto/index.js';
import { kvGet, kvScan, missingKvGet, missingKvScan } from '../../store/tickets/reads.js';
import type { NodeCore, NodeRef } from '../host/node-core.js';
import { readRouted } from './routed.js';
import type { KvService } from './service.js';

export class NodeKvService implements KvService {
  constructor(private readonly node: NodeRef) {}

  private get core(): NodeCore {
    return this.node.core;
  }

  async get(request: pb.KvGetRequest.$Properties, deadlineMs: number): Promise<pb.KvGetResponse.$Properties> {
    return readRouted(this.core, request, deadlineMs, (machine) => ({
      missing: () => missingKvGet(machine, request),
      read: () => kvGet(machine, request),
    }));
  }

  async scan(
    request: pb.KvScanRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.KvScanResponse.$Properties> {
    return readRouted(this.core, request, deadlineMs, (machine) => ({
      missing: () => missingKvScan(machine, request),
      read: () => kvScan(machine, request),
    }));
  }
}
