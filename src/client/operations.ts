/** The operations API: each call is one question to whoever leads group 0. */
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { type Method, PLACEMENT } from '../proto/services.js';
import type { CallOptions } from './call-options.js';
import type { ClientContext } from './context.js';
import type { JoiningNode, NodeChangeOptions, OperationsApi, PlacementOperator } from './operations-api.js';
import type { Placement } from './placement.js';

export class Operations implements OperationsApi {
  constructor(
    private readonly context: ClientContext,
    private readonly placement: Placement,
  ) {}

  nodes(options: CallOptions & { readonly removed?: boolean } = {}): Promise<pb.ListNodesResponse> {
    return this.#ask(PLACEMENT.listNodes, { removed: options.removed ?? false }, options);
  }

  node(nodeId: string, options: CallOptions = {}): Promise<pb.GetNodeResponse> {
    return this.#ask(PLACEMENT.getNode, { nodeId }, options);
  }

  join(clusterId: string, node: JoiningNode, options: CallOptions = {}): Promise<pb.JoinClusterResponse> {
    const labels = { ...node.labels };
    return this.#ask(PLACEMENT.joinCluster, { clusterId, node: { ...node, labels } }, options);
  }

  setLabels(
    nodeId: string,
    labels: Readonly<Record<string, string>>,
    remove: readonly string[] = [],
    options: CallOptions = {},
  ): Promise<pb.SetNodeLabelsResponse> {
    return this.#ask(
      PLACEMENT.setNodeLabels,
      { nodeId, labels: { ...labels }, remove: [...remove] },
      options,
    );
  }

  drain(node: string, options: NodeChangeOptions = {}): Promise<pb.ChangeNodeResponse> {
    return this.#change(PLACEMENT.drainNode, node, options);
  }

  undrain(node: string, options: NodeChangeOptions = {}): Promise<pb.ChangeNodeResponse> {
    return this.#change(PLACEMENT.undrainNode, node, options);
  }

  decommission(node: string, options: NodeChangeOptions = {}): Promise<pb.ChangeNodeResponse> {
    return this.#change(PLACEMENT.decommissionNode, node, options);
  }

  recommission(node: string, options: NodeChangeOptions = {}): Promise<pb.ChangeNodeResponse> {
    return this.#change(PLACEMENT.recommissionNode, node, options);
  }

  operators(
    filter: Parameters<OperationsApi['operators']>[0] = {},
    options: CallOptions = {},
  ): Promise<pb.ListOperatorsResponse> {
    const { history = false, group, node = '', limit = 0 } = filter;
    const request = { history, group: group ?? 0, byGroup: group !== undefined, nodeId: node, limit };
    return this.#ask(PLACEMENT.listOperators, request, options);
  }

  async operator(operatorId: number, options: CallOptions = {}): Promise<PlacementOperator> {
    const { operator } = await this.#ask(PLACEMENT.getOperator, { operatorId }, options);
    if (!operator) throw new RailkvError('OPERATOR_NOT_FOUND', `there is no operator ${operatorId}`);
    return operator;
  }

  cancelOperator(operatorId: number, options: CallOptions = {}): Promise<pb.CancelOperatorResponse> {
    return this.#ask(PLACEMENT.cancelOperator, { operatorId }, options);
  }

  setMaintenance(
    maintenance: Parameters<OperationsApi['setMaintenance']>[0],
    options: CallOptions = {},
  ): Promise<pb.SetMaintenanceResponse> {
    return this.#ask(PLACEMENT.setMaintenance, { ...maintenance }, options);
  }

  async settings(options: CallOptions = {}): Promise<pb.PlacementSettings.$Properties> {
    return present((await this.#ask(PLACEMENT.getSettings, {}, options)).settings);
  }

  async setSettings(
    settings: pb.PlacementSettings.$Properties,
    options: CallOptions = {},
  ): Promise<pb.PlacementSettings.$Properties> {
    return present((await this.#ask(PLACEMENT.setSettings, { settings }, options)).settings);
  }

  explainGroup(group: number, options: CallOptions = {}): Promise<pb.ExplainGroupResponse> {
    return this.#ask(PLACEMENT.explainGroup, { group }, options);
  }

  #change(
    method: typeof PLACEMENT.drainNode,
    nodeId: string,
    options: NodeChangeOptions,
  ): Promise<pb.ChangeNodeResponse> {
    const { dryRun = false, reason = '', lost = false } = options;
    return this.#ask(method, { nodeId, dryRun, reason, lost }, options);
  }

  #ask<Q, DQ extends Q, R, DR extends R>(
    method: Method<Q, DQ, R, DR>,
    request: Q,
    options: CallOptions,
  ): Promise<DR> {
    return this.placement.ask(method, request, this.context.readDeadline(options));
  }
}

function present(
  settings: pb.PlacementSettings.$Properties | null | undefined,
): pb.PlacementSettings.$Properties {
  if (settings) return settings;
  throw new RailkvError('INTERNAL', 'the answer holds no settings');
}
