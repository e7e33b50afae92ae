/** Reads of plain keys. */
import type { pb } from '../../proto/index.js';
import { kvGet, kvScan, missingKvGet, missingKvScan } from '../../store/tickets/reads.js';
import { monotonicDeadline } from '../host/deadlines.js';
import type { NodeCore, NodeRef } from '../host/node-core.js';
import { readableReplica } from './routed.js';
import type { KvService } from './service.js';

export class NodeKvService implements KvService {
  constructor(private readonly node: NodeRef) {}

  private get core(): NodeCore {
    return this.node.core;
  }

  async get(request: pb.KvGetRequest.$Properties, deadlineMs: number): Promise<pb.KvGetResponse.$Properties> {
    const replica = readableReplica(this.core, request.routed);
    const deadline = monotonicDeadline(this.core.env.clock, deadlineMs);
    const { value, asOf } = await this.core.reads.at(replica, request.read, deadline, {
      missing: () => missingKvGet(replica.machine, request),
      read: () => kvGet(replica.machine, request),
    });
    return { ...value, asOf };
  }

  async scan(
    request: pb.KvScanRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.KvScanResponse.$Properties> {
    const replica = readableReplica(this.core, request.routed);
    const deadline = monotonicDeadline(this.core.env.clock, deadlineMs);
    const { value, asOf } = await this.core.reads.at(replica, request.read, deadline, {
      missing: () => missingKvScan(replica.machine, request),
      read: () => kvScan(replica.machine, request),
    });
    return { ...value, asOf };
  }
}
