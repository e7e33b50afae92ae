/** Group 0 as callers see it: routes and nodes from applied state, everywhere; lines and stations where group 0 has a
 *  replica; changes at its leader only. */
import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { nodeToWire } from '../../shard/descriptor.js';
import { checkRegisterLines, type PlacementRefusal } from '../../shard/placement-check.js';
import type { PlacementMachine } from '../../shard/placement-machine.js';
import { monotonicDeadline } from '../host/deadlines.js';
import type { NodeCore, NodeRef } from '../host/node-core.js';
import { proposePlacement } from '../host/placement-proposals.js';
import { placementElsewhere } from './placement-elsewhere.js';
import type { Caller, PlacementService } from './service.js';

export class NodePlacementService implements PlacementService {
  constructor(private readonly node: NodeRef) {}

  private get core(): NodeCore {
    return this.node.core;
  }

  async getCluster(): Promise<pb.GetClusterResponse.$Properties> {
    const { config, view, placement } = this.core;
    if (placement?.machine.bootstrapped === true) return placement.machine.cluster(config.nodeId);
    // Before anything was pulled, what the cluster started with still helps a client to find the others.
    const nodes =
      view.revision > 0
        ? view.nodes().map(nodeToWire)
        : config.nodes.map(({ labels, ...node }) => ({ ...node, labels: { ...labels } }));
    return {
      clusterId: config.clusterId,
      revision: view.revision,
      nodes,
      defaultReplicas: config.defaultReplicas,
      defaultAckQuorum: config.defaultAckQuorum,
      answeredBy: config.nodeId,
      level: view.level,
    };
  }

  async getRoutes(request: pb.GetRoutesRequest.$Properties): Promise<pb.GetRoutesResponse.$Properties> {
    return this.core.view.routes(request, (group) => this.core.host.get(group)?.leader ?? 0);
  }

  async registerLines(
    caller: Caller,
    request: pb.RegisterLinesRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.RegisterLinesResponse.$Properties> {
    const replica = this.core.placement;
    if (replica === undefined) throw placementElsewhere(this.core);
    if (!replica.isLeader) throw this.core.gates.notLeader(replica);
    if (this.core.stopping) throw new RailkvError('SHUTTING_DOWN', 'this node is shutting down: try another');
    const refusal = checkRegisterLines(request);
    if (refusal !== undefined) throw new RailkvError(refusal.reason, refusal.message);
    const deadline = monotonicDeadline(this.core.env.clock, deadlineMs);
    const command = { registerLines: request };
    const answer = await proposePlacement(replica, this.core.env, caller.id, command, deadline);
    if (answer.kind === 'registered') return answer.response;
    if (answer.kind === 'refused') throw this.#refused(answer);
    throw new RailkvError('INTERNAL', 'group 0 answered another command');
  }

  #refused({ reason, message }: PlacementRefusal): RailkvError {
    if (reason !== 'RECOVERY_PENDING') return new RailkvError(reason, message);
    const { waitsFor } = this.core.driving;
    return new RailkvError(reason, waitsFor === '' ? message : `${message}; ${waitsFor}`, {
      retryAfterMs: 1_000,
    });
  }

  async findStations(
    request: pb.FindStationsRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.FindStationsResponse.$Properties> {
    const replica = this.core.placement;
    if (replica === undefined) throw placementElsewhere(this.core);
    const { machine } = replica;
    const deadline = monotonicDeadline(this.core.env.clock, deadlineMs);
    const { value } = await this.core.reads.at(replica, { level: request.level ?? null }, deadline, {
      missing: () => machine.missing(NOTHING),
      read: () => machine.findStations(request),
    });
    return value;
  }

  async listLines(): Promise<pb.ListLinesResponse.$Properties> {
    return (await this.#machine()).listLines();
  }

  async #machine(): Promise<PlacementMachine> {
    const replica = this.core.placement;
    if (replica === undefined) throw placementElsewhere(this.core);
    const { machine } = replica;
    while (replica.unadopted().length > 0 || machine.missing(NOTHING).length > 0)
      await replica.load(machine.missing(NOTHING));
    return machine;
  }
}

const NOTHING = new Uint8Array(0);
