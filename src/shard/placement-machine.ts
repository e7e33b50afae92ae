/** The state machine of group 0: which nodes there are, which group holds which range, which lines call where.
 *  Deterministic and total. Reads answer from what is applied here; whoever needs newer waits for it first. */
import { RailkvError } from '../proto/errors.js';
import type { pb } from '../proto/index.js';
import { prefixEnd, SPACE_PLAIN } from '../proto/keys.js';
import { levelFromWire, PLACEMENT_FORMAT } from '../proto/versions.js';
import type { BucketId, BucketStore, Rows } from '../store/bucket.js';
import type { ApplyContext, StateMachine, StateMachineFactory } from '../store/state-machine.js';
import { adopted, NOT_ALL_HEARD, nextGroupId, noteRecoveries } from './after-recovery.js';
import type { CatalogueStation } from './catalogue.js';
import { raiseLevel } from './cluster-level.js';
import {
  FIRST_LINE_GROUP,
  nodeFromWire,
  nodeToWire,
  PLACEMENT_BUCKET,
  PLACEMENT_GROUP,
  PLAIN_GROUP,
  type PlacedGroup,
  placementGroup,
} from './descriptor.js';
import { afterReport } from './group-report.js';
import { assert } from './invariant.js';
import {
  checkNodeState,
  joinNode,
  markNodes,
  removeNode,
  setNodeLabels,
  setNodeState,
} from './node-commands.js';
import type { OperatorBook } from './operator-book.js';
import { endOperators, setSettings, startOperators, updateOperators } from './operator-commands.js';
import { Loads, lineRange, placeGroup } from './place-group.js';
import type { PlacementAnswer } from './placement-answer.js';
import {
  checkBootstrap,
  checkFindStations,
  checkRegisterLines,
  GROUPS_MAX,
  type PlacementRefusal,
  refuse,
  STATIONS_PER_LINE_MAX,
} from './placement-check.js';
import { decodePlacementEntry, encodePlacementEntry } from './placement-entry.js';
import type { PlacementSettings } from './placement-settings.js';
import { PlacementState } from './placement-state.js';
import type { LeaderHint, PlacementView } from './placement-view.js';

const PLAIN_KEYS = {
  start: Uint8Array.of(SPACE_PLAIN),
  end: prefixEnd(Uint8Array.of(SPACE_PLAIN)),
};

export const createPlacementMachine: StateMachineFactory<PlacementAnswer> = ({ group, store }) => {
  assert(group === PLACEMENT_GROUP, `group ${group} is not the placement driver`);
  return new PlacementMachine(store);
};

export class PlacementMachine implements StateMachine<PlacementAnswer> {
  readonly #store: BucketStore;
  #state = new PlacementState();
  digestNamed = false;
  /** Group 0 is never split. */
  readonly splitOrdered = undefined;

  constructor(store: BucketStore) {
    this.#store = store;
  }

  // --- what the host drives ---

  adopt(bucket: BucketId, rows: Rows): void {
    assert(bucket === PLACEMENT_BUCKET, `group 0 has one bucket, not ${JSON.stringify(bucket)}`);
    this.#state = PlacementState.fromRows(rows);
  }

  missing(_data: Uint8Array): readonly BucketId[] {
    return this.#store.isLoaded(PLACEMENT_BUCKET) ? [] : [PLACEMENT_BUCKET];
  }

  apply(_context: ApplyContext, data: Uint8Array): readonly PlacementAnswer[] {
    this.digestNamed = false;
    if (data.length === 0) return [];
    const entry = decodePlacementEntry(data);
    if (entry === undefined) return [refuse('INVALID_REQUEST', 'the entry cannot be decoded')];
    assert(entry.format <= PLACEMENT_FORMAT, `entry of format ${entry.format}: this program is too old`);
    this.digestNamed = entry.nameDigest;
    return entry.command == null ? [] : [this.#carryOut(entry.command, entry)];
  }

  #carryOut(command: pb.PlacementCommand, entry: pb.PlacementEntry): PlacementAnswer {
    const state = this.#state;
    state.recoveredIn(entry.recoveryEpoch);
    if (command.bootstrap != null) return this.#bootstrap(command.bootstrap, entry.timeMs);
    if (command.registerLines != null) return this.#registerLines(command.registerLines, entry);
    if (command.reportGroups != null) return this.#reportGroups(command.reportGroups, entry);
    if (command.joinNode != null) return joinNode(state, command.joinNode, entry);
    if (command.setNodeLabels != null) return setNodeLabels(state, command.setNodeLabels);
    if (command.setNodeState != null) return setNodeState(state, command.setNodeState, entry);
    if (command.removeNode != null) return removeNode(state, command.removeNode, entry);
    if (command.markNodes != null) return markNodes(state, command.markNodes, entry);
    if (command.setSettings != null) return setSettings(state, command.setSettings, entry);
    if (command.startOperators != null) return startOperators(state, command.startOperators, entry);
    if (command.updateOperators != null) return updateOperators(state, command.updateOperators, entry);
    if (command.endOperators != null) return endOperators(state, command.endOperators, entry);
    if (command.raiseLevel != null) return raiseLevel(state, command.raiseLevel);
    if (command.noteRecoveries != null) return noteRecoveries(state, command.noteRecoveries, entry);
    return refuse('INVALID_REQUEST', 'the entry names no command this program knows');
  }

  flush(): void {
    this.#state.flush(this.#store);
  }

  get cachedBytes(): number {
    return 0;
  }

  /** Group 0's state is small and always needed: it stays. */
  trim(_bytesMax: number): number {
    return 0; // all of it is needed, always
  }

  nextDeadlineMs(): number | undefined {
    return undefined;
  }

  expireEntry(timeMs: number, nameDigest = false): Uint8Array {
    return encodePlacementEntry(undefined, { timeMs, caller: '', nameDigest });
  }

  // --- reads ---

  /** Of the last entry that changed anything; 0 before the bootstrap. */
  get revision(): number {
    return this.#state.head.revision;
  }

  get bootstrapped(): boolean {
    return this.#state.bootstrapped;
  }

  /** Nodes, groups and routes; also `delta(since)`. Replaced when rows are adopted: do not keep it. */
  get view(): PlacementView {
    return this.#state.view;
  }

  /** Operators under way and ended. Replaced when rows are adopted: do not keep it. */
  get operators(): OperatorBook {
    return this.#state.operators;
  }

  get settings(): PlacementSettings {
    return this.#state.settings;
  }

  /** What a change of a node's life would be refused for, as of now. */
  checkNodeState(asked: pb.SetNodeState.$Properties): ReturnType<typeof checkNodeState> {
    return checkNodeState(this.#state, asked);
  }

  /** Newest recovery of group 0 after which every node was heard. */
  get reconciledEpoch(): number {
    return this.#state.head.reconciledEpoch;
  }

  get defaultReplicas(): number {
    return this.#state.head.defaultReplicas;
  }

  get defaultAckQuorum(): number {
    return this.#state.head.defaultAckQuorum;
  }

  cluster(answeredBy: string): pb.GetClusterResponse.$Properties {
    const { clusterId, revision, defaultReplicas, defaultAckQuorum, level } = this.#state.head;
    const nodes = this.view.nodes().map(nodeToWire);
    return { clusterId, revision, defaultReplicas, defaultAckQuorum, nodes, answeredBy, level };
  }

  routes(asked: pb.GetRoutesRequest.$Properties, leader: LeaderHint): pb.GetRoutesResponse.$Properties {
    return this.view.routes(asked, leader);
  }

  delta(sinceRevision: number): pb.PlacementDelta.$Properties {
    return this.view.delta(sinceRevision);
  }

  /** @throws RailkvError INVALID_REQUEST when too many are asked for. */
  findStations(asked: pb.FindStationsRequest.$Properties): pb.FindStationsResponse.$Properties {
    const refusal = checkFindStations(asked);
    if (refusal !== undefined) throw placementError(refusal);
    const stations = (asked.stations ?? []).flatMap((text): pb.StationLines.$Properties[] => {
      const found = this.#state.catalogue.find(text);
      if (found.length === 0) return [{ asked: text, near: [...this.#state.catalogue.near(text)] }];
      return found.map(({ station, lines }) => ({ asked: text, station, lines: [...lines] }));
    });
    return { revision: this.revision, stations };
  }

  listLines(): pb.ListLinesResponse.$Properties {
    const lines = this.#state.catalogue.lines().map((line) => this.#line(line.line));
    return { revision: this.revision, lines };
  }

  // --- commands ---

  #bootstrap(asked: pb.BootstrapCluster.$Properties, timeMs: number): PlacementAnswer {
    const { head } = this.#state;
    const clusterId = asked.clusterId ?? '';
    if (this.#state.bootstrapped) {
      if (head.clusterId === clusterId) return { kind: 'bootstrapped', clusterId, revision: head.revision };
      return refuse('WRONG_CLUSTER', `this is cluster ${head.clusterId}, not ${clusterId}`);
    }
    const refusal = checkBootstrap(asked);
    if (refusal !== undefined) return refusal;
    const revision = 1;
    const level = levelFromWire(asked.level);
    const nodes = (asked.nodes ?? []).map((wire) => ({ ...nodeFromWire(wire), revision, level }));
    const defaultReplicas = asked.defaultReplicas ?? 0;
    const ackQuorum = asked.defaultAckQuorum ?? 0;
    for (const node of nodes) this.#state.putNode(node);
    const placement = placementGroup(nodes, timeMs);
    const loads = new Loads(nodes, [placement]);
    const made = { ackQuorum, revision, createdAtMs: timeMs };
    this.#state.putGroup(placement);
    this.#state.putGroup(placeGroup(PLAIN_GROUP, PLAIN_KEYS, defaultReplicas, loads, made));
    const nextGroup = FIRST_LINE_GROUP;
    const defaults = { defaultReplicas, defaultAckQuorum: ackQuorum };
    const never = { recoveries: [], reconciledEpoch: 0 };
    this.#state.setHead({ clusterId, revision, ...defaults, nextGroup, level, ...never });
    return { kind: 'bootstrapped', clusterId, revision };
  }

  #registerLines(
    asked: pb.RegisterLinesRequest.$Properties,
    { timeMs, recoveryEpoch }: pb.PlacementEntry,
  ): PlacementAnswer {
    const { head, view } = this.#state;
    if (!this.#state.bootstrapped)
      return refuse('NO_LEADER', 'the placement driver has not begun its work yet: try again shortly');
    const refusal = checkRegisterLines(asked) ?? this.#checkRoom(asked, recoveryEpoch);
    if (refusal !== undefined) return refusal;

    const revision = this.#state.nextRevision;
    const made = { ackQuorum: head.defaultAckQuorum, revision, createdAtMs: timeMs };
    const loads = new Loads(view.nodes(), view.groups());
    const first = nextGroupId(head.nextGroup, recoveryEpoch);
    let nextGroup = first;
    let changed = false;
    for (const { line, name, stations } of linesOf(asked)) {
      if (view.groupForLine(line) === undefined) {
        this.#state.putGroup(placeGroup(nextGroup, lineRange(line), head.defaultReplicas, loads, made));
        nextGroup += 1;
      }
      changed = this.#state.enterLine(line, name, stations) || changed;
    }
    const created = nextGroup - first;
    if (changed || created > 0) this.#state.setHead({ ...head, revision, nextGroup });
    const lines = linesOf(asked).map(({ line }) => this.#line(line));
    return { kind: 'registered', response: { lines, revision: this.revision, created } };
  }

  /** What is older than what is known here changes nothing; what nobody knows may have been lost before a recovery. */
  #reportGroups(
    asked: pb.ReportGroups.$Properties,
    { timeMs, recoveryEpoch }: pb.PlacementEntry,
  ): PlacementAnswer {
    const { head, view } = this.#state;
    const revision = this.#state.nextRevision;
    let nextGroup = nextGroupId(head.nextGroup, recoveryEpoch);
    let changed = false;
    for (const report of asked.reports ?? []) {
      const held = view.group(report.group ?? 0);
      if (held === undefined) {
        const found = recoveryEpoch > 0 ? adopted(report, view, revision, timeMs) : undefined;
        if (found !== undefined) this.#state.putGroups(found);
        changed = changed || found !== undefined;
        continue;
      }
      const after = afterReport(held, report, view, nextGroup);
      if (after === undefined) continue;
      nextGroup = after.nextGroup;
      this.#state.putGroups(
        after.groups.map((group) => ({
          ...group,
          placementLearners: stillBegun(group, this.operators.ofGroup(group.group) !== undefined),
          revision,
          createdAtMs: view.group(group.group)?.createdAtMs ?? timeMs,
        })),
      );
      changed = true;
    }
    if (changed) this.#state.setHead({ ...head, nextGroup, revision });
    return { kind: 'reported', revision: this.revision };
  }

  /** Limits that depend on what is there already. */
  #checkRoom(
    asked: pb.RegisterLinesRequest.$Properties,
    recoveryEpoch: number,
  ): PlacementRefusal | undefined {
    const fresh = new Set<string>();
    const stationsOf = new Map<string, Set<string>>();
    for (const { line, stations } of linesOf(asked)) {
      if (this.view.groupForLine(line) === undefined) fresh.add(line);
      const all = stationsOf.get(line) ?? new Set(this.#state.catalogue.line(line)?.stations);
      for (const station of stations) all.add(station.code);
      if (all.size > STATIONS_PER_LINE_MAX)
        return refuse('INVALID_REQUEST', `line ${line} would have over ${STATIONS_PER_LINE_MAX} stations`);
      stationsOf.set(line, all);
    }
    if (fresh.size > 0 && recoveryEpoch > this.#state.head.reconciledEpoch)
      return refuse('RECOVERY_PENDING', NOT_ALL_HEARD);
    const room = Math.max(0, GROUPS_MAX - this.view.size);
    if (fresh.size > room)
      return refuse(
        'INVALID_REQUEST',
        `each new line has a group of its own, and a cluster has at most ${GROUPS_MAX}: there is room for ${room} of the ${fresh.size} new lines, and none was registered`,
      );
    return undefined;
  }

  #line(line: string): pb.Line.$Properties {
    const group = this.view.groupForLine(line);
    assert(group !== undefined, `line ${line} is in the catalogue and no range holds it`);
    return { line, name: this.#state.catalogue.line(line)?.name ?? line, group: group.group };
  }
}

function linesOf(
  asked: pb.RegisterLinesRequest.$Properties,
): { line: string; name: string; stations: CatalogueStation[] }[] {
  return (asked.lines ?? []).map((entry) => ({
    line: entry.line ?? '',
    name: entry.name ?? '',
    stations: (entry.stations ?? []).map((station) => ({
      code: station.code ?? '',
      name: station.name ?? '',
    })),
  }));
}

/** Learners of placement's own making that are there still, or may yet come. */
function stillBegun(group: PlacedGroup, busy: boolean): readonly string[] {
  return group.placementLearners.filter((node) => {
    const replica = group.replicas.find((each) => each.node === node);
    return replica === undefined ? busy : replica.learner;
  });
}

/** A refusal on its way to the caller. */
function placementError(refusal: PlacementRefusal): RailkvError {
  return new RailkvError(refusal.reason, refusal.message);
}
