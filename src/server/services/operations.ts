/** What operators ask of the placement driver: answered by the leader of group 0, whose memory holds what nodes tell. What
 *  changes something is an entry of its log, so each is safe to repeat. */

import { RailkvError } from '../../proto/errors.js';
import type { pb } from '../../proto/index.js';
import { NODE_STATES, type NodeState, OPERATOR_RESULTS } from '../../proto/placement-names.js';
import { nodeToWire } from '../../shard/descriptor.js';
import { leavingArithmetic, quorumArithmetic } from '../../shard/driver/arithmetic.js';
import { explainGroup, readinessToWire } from '../../shard/driver/explain-group.js';
import { nodePicture, nodePictures } from '../../shard/driver/node-pictures.js';
import { nodesOf, operatorToWire, type PlacedOperator } from '../../shard/operator.js';
import type { PlacementAnswer } from '../../shard/placement-answer.js';
import { settingsToWire } from '../../shard/placement-settings.js';
import { monotonicDeadline } from '../host/deadlines.js';
import type { NodeCore, NodeRef } from '../host/node-core.js';
import { type PlacementReplica, proposePlacement } from '../host/placement-proposals.js';
import { placementElsewhere } from './placement-elsewhere.js';
import type { Caller, OperationsService } from './service.js';

const LEAVING_MAX = 64;
const LISTED = 100;
const LISTED_MAX = 1_000;

type Kind = PlacementAnswer['kind'];
type Of<K extends Kind> = Extract<PlacementAnswer, { readonly kind: K }>;

export class NodeOperationsService implements OperationsService {
  constructor(private readonly node: NodeRef) {}

  private get core(): NodeCore {
    return this.node.core;
  }

  /** @throws RailkvError NOT_PLACEMENT, NOT_LEADER, NO_LEADER, SHUTTING_DOWN */
  #leader(): PlacementReplica {
    const { core } = this;
    const replica = core.placement;
    if (replica === undefined) throw placementElsewhere(core);
    if (!replica.isLeader) throw core.gates.notLeader(replica);
    if (core.stopping) throw new RailkvError('SHUTTING_DOWN', 'this node is shutting down: try another');
    if (!replica.isCurrentLeader || !replica.machine.bootstrapped)
      throw new RailkvError('NO_LEADER', 'group 0 has only just elected its leader: try again', {
        retryAfterMs: 200,
      });
    return replica;
  }

  async #propose<K extends Kind>(
    kind: K,
    caller: Caller,
    command: pb.PlacementCommand.$Properties,
    deadlineMs: number,
  ): Promise<Of<K>> {
    const { env } = this.core;
    const deadline = monotonicDeadline(env.clock, deadlineMs);
    const answer = await proposePlacement(this.#leader(), env, caller.id, command, deadline);
    if (answer.kind === 'refused') throw new RailkvError(answer.reason, answer.message);
    if (!isOf(answer, kind)) throw new RailkvError('INTERNAL', 'group 0 answered another command');
    return answer;
  }

  #live() {
    const facts = this.#leader().machine;
    const { driving, side, env } = this.core;
    const { picture, agenda, sinceMs } = driving.driver;
    if (picture === undefined || agenda === undefined || sinceMs === undefined)
      throw new RailkvError('NO_LEADER', 'the leader of group 0 has only just begun: try again', {
        retryAfterMs: 500,
      });
    const nowMs = env.clock.monotonicMs();
    const times = { nowMs, sinceMs, wallMs: env.clock.wallMs() };
    const readiness = driving.driver.readiness(nowMs);
    return { facts, picture, agenda, hearing: side.hearing, times, readiness, nowMs };
  }

  async listNodes(request: pb.ListNodesRequest.$Properties): Promise<pb.ListNodesResponse.$Properties> {
    const live = this.#live();
    return {
      revision: live.facts.revision,
      nodes: nodePictures(live, request.removed === true),
      settings: settingsToWire(live.facts.settings),
      hearing: readinessToWire(live.readiness),
    };
  }

  async getNode(request: pb.GetNodeRequest.$Properties): Promise<pb.GetNodeResponse.$Properties> {
    const live = this.#live();
    const node = live.facts.view.node(request.nodeId ?? '');
    if (node === undefined)
      throw new RailkvError(
        'NODE_NOT_FOUND',
        `the cluster has no node ${request.nodeId ?? ''}: railkv node list shows them`,
      );
    const { picture, facts } = live;
    const leaving = leavingArithmetic(picture, facts.settings, node.node, 'decommissioned');
    return {
      node: nodePicture(live, node),
      operators: facts.operators
        .running()
        .filter((operator) => touches(operator, node.node))
        .map(operatorToWire),
      leaving: leaving.slice(0, LEAVING_MAX),
    };
  }

  async explainGroup(
    request: pb.ExplainGroupRequest.$Properties,
  ): Promise<pb.ExplainGroupResponse.$Properties> {
    const group = request.group ?? 0;
    const explained = explainGroup(this.#live(), group);
    if (explained !== undefined) return explained;
    // Not GROUP_NOT_FOUND: that is said of a node, and a client goes on asking others.
    throw new RailkvError('NO_SUCH_GROUP', `the cluster has no group ${group}: railkv group list shows them`);
  }

  async joinCluster(
    caller: Caller,
    request: pb.JoinClusterRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.JoinClusterResponse.$Properties> {
    const joinNode = { clusterId: request.clusterId ?? '', node: request.node ?? {} };
    const { revision } = await this.#propose('joined', caller, { joinNode }, deadlineMs);
    const { machine } = this.#leader();
    const { clusterId, nodes, defaultReplicas, defaultAckQuorum } = machine.cluster('');
    const members = (nodes ?? []).filter((node) => NODE_STATES[node.state ?? 0] !== 'removed');
    return {
      clusterId: clusterId ?? '',
      revision,
      nodes: members,
      defaultReplicas: defaultReplicas ?? 0,
      defaultAckQuorum: defaultAckQuorum ?? 0,
    };
  }

  async setNodeLabels(
    caller: Caller,
    request: pb.SetNodeLabelsRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.SetNodeLabelsResponse.$Properties> {
    const { node, revision } = await this.#propose('node', caller, { setNodeLabels: request }, deadlineMs);
    return { node: nodeToWire(node), revision };
  }

  drainNode(caller: Caller, request: pb.ChangeNodeRequest.$Properties, deadlineMs: number) {
    return this.#setState('draining', ['active', 'draining'], caller, request, deadlineMs);
  }

  undrainNode(caller: Caller, request: pb.ChangeNodeRequest.$Properties, deadlineMs: number) {
    return this.#setState('active', ['draining', 'active'], caller, request, deadlineMs);
  }

  decommissionNode(caller: Caller, request: pb.ChangeNodeRequest.$Properties, deadlineMs: number) {
    return this.#setState(
      'decommissioning',
      ['active', 'draining', 'decommissioning'],
      caller,
      request,
      deadlineMs,
    );
  }

  recommissionNode(caller: Caller, request: pb.ChangeNodeRequest.$Properties, deadlineMs: number) {
    return this.#setState('active', ['decommissioning', 'active'], caller, request, deadlineMs);
  }

  async #setState(
    state: NodeState,
    from: readonly NodeState[],
    caller: Caller,
    request: pb.ChangeNodeRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.ChangeNodeResponse.$Properties> {
    const nodeId = request.nodeId ?? '';
    const setNodeState = {
      nodeId,
      state: NODE_STATES.indexOf(state),
      from: from.map((each) => NODE_STATES.indexOf(each)),
      reason: request.reason ?? '',
      ...(request.lost === true && { lost: true }),
    };
    if (request.lost === true) this.#checkSilent(nodeId, state);
    if (request.dryRun === true) return this.#previewState(setNodeState, state);
    const answer = await this.#propose('node', caller, { setNodeState }, deadlineMs);
    const running = answer.operator?.result === 'running' ? answer.operator.id : 0;
    return { node: nodeToWire(answer.node), operatorId: running, changed: answer.changed };
  }

  /** An operator's word that a disk is gone is not taken of a node that was heard just now.
   *  @throws RailkvError INVALID_REQUEST, NODE_STATE_CONFLICT */
  #checkSilent(nodeId: string, state: NodeState): void {
    if (state !== 'decommissioning')
      throw new RailkvError('INVALID_REQUEST', 'only a node that is decommissioned can be called lost');
    const { facts, hearing, nowMs } = this.#live();
    const heard = hearing.node(nodeId);
    const agoMs = heard === undefined ? Number.POSITIVE_INFINITY : nowMs - heard.atMs;
    if (agoMs >= facts.settings.disconnectedAfterMs) return;
    throw new RailkvError(
      'NODE_STATE_CONFLICT',
      `node ${nodeId} was heard ${Math.round(agoMs / 1_000)} s ago and is not lost: decommission it without --lost, or stop it for good and wait until it has been silent for ${Math.ceil(facts.settings.disconnectedAfterMs / 1_000)} s`,
    );
  }

  /** @throws RailkvError with what the change itself would be refused for */
  #previewState(asked: pb.SetNodeState.$Properties, state: NodeState): pb.ChangeNodeResponse.$Properties {
    const { machine } = this.#leader();
    const checked = machine.checkNodeState(asked);
    if (checked.kind === 'refused') throw new RailkvError(checked.reason, checked.message);
    const { held } = checked;
    const { picture, facts } = this.#live();
    return {
      node: nodeToWire(held),
      operatorId: machine.operators.ofNode(held.node)?.id ?? 0,
      changed: false,
      arithmetic:
        state === 'draining' || state === 'decommissioning'
          ? quorumArithmetic(
              picture,
              facts.settings,
              held.node,
              state === 'draining' ? 'drained' : 'decommissioned',
            )
          : null,
    };
  }

  async listOperators(
    request: pb.ListOperatorsRequest.$Properties,
  ): Promise<pb.ListOperatorsResponse.$Properties> {
    const { operators } = this.#leader().machine;
    const { history, byGroup, group, nodeId } = request;
    const limit = Math.min(LISTED_MAX, request.limit || LISTED);
    const found = (history === true ? operators.history() : operators.running()).filter(
      (operator) =>
        (byGroup !== true || (operator.node === '' && operator.group === (group ?? 0))) &&
        (!nodeId || touches(operator, nodeId)),
    );
    return { operators: found.slice(0, limit).map(operatorToWire), more: found.length > limit };
  }

  async getOperator(request: pb.GetOperatorRequest.$Properties): Promise<pb.GetOperatorResponse.$Properties> {
    const id = request.operatorId ?? 0;
    const operator = this.#leader().machine.operators.get(id);
    if (operator === undefined)
      throw new RailkvError(
        'OPERATOR_NOT_FOUND',
        `no operator ${id} runs or is remembered: railkv operator list and railkv operator history show them`,
      );
    return { operator: operatorToWire(operator) };
  }

  async cancelOperator(
    caller: Caller,
    request: pb.CancelOperatorRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.CancelOperatorResponse.$Properties> {
    const ends = [
      {
        operatorId: request.operatorId ?? 0,
        result: OPERATOR_RESULTS.indexOf('cancelled'),
        message: `cancelled by ${caller.id}`,
      },
    ];
    const { results } = await this.#propose('ended', caller, { endOperators: { ends } }, deadlineMs);
    const [result] = results;
    if (result === undefined) throw new RailkvError('INTERNAL', 'group 0 answered another command');
    if (result.kind === 'refused') throw new RailkvError(result.reason, result.message);
    return { operator: operatorToWire(result.operator), changed: result.changed };
  }

  async setMaintenance(
    caller: Caller,
    request: pb.SetMaintenanceRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.SetMaintenanceResponse.$Properties> {
    const { on, repairs, reason } = request;
    const maintenance = { on: on ?? false, repairs: repairs ?? false, reason: reason ?? '' };
    const { settings } = await this.#propose(
      'settings',
      caller,
      { setSettings: { settings: { maintenance } } },
      deadlineMs,
    );
    return { settings: settingsToWire(settings), running: this.#leader().machine.operators.size };
  }

  async getSettings(): Promise<pb.GetSettingsResponse.$Properties> {
    return { settings: settingsToWire(this.#leader().machine.settings) };
  }

  async setSettings(
    caller: Caller,
    request: pb.SetSettingsRequest.$Properties,
    deadlineMs: number,
  ): Promise<pb.SetSettingsResponse.$Properties> {
    const { settings } = await this.#propose('settings', caller, { setSettings: request }, deadlineMs);
    return { settings: settingsToWire(settings) };
  }
}

function isOf<K extends Kind>(answer: PlacementAnswer, kind: K): answer is Of<K> {
  return answer.kind === kind;
}

const touches = (operator: PlacedOperator, node: string): boolean =>
  operator.node === node || nodesOf(operator.steps).includes(node);
