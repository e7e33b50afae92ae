/** Group 0's state in memory, and its rows. Remembers which rows changed since they were last encoded. */
import { pb } from '../proto/index.js';
import { FIRST_LEVEL } from '../proto/versions.js';
import type { BucketStore, RowKey, Rows } from '../store/bucket.js';
import { Catalogue, type CatalogueStation } from './catalogue.js';
import {
  decodeGroup,
  decodeNode,
  encodeGroup,
  encodeNode,
  FIRST_LINE_GROUP,
  PLACEMENT_BUCKET,
  PLACEMENT_GROUP,
  type PlacedGroup,
  type PlacedNode,
} from './descriptor.js';
import { assert } from './invariant.js';
import { operatorFromWire, operatorToWire, type PlacedOperator } from './operator.js';
import { OperatorBook, type OperatorCounters } from './operator-book.js';
import {
  COUNTERS_ROW,
  decodeHead,
  encodeHead,
  groupRow,
  HEAD_ROW,
  lineRow,
  nodeRow,
  operatorRow,
  type PlacementHead,
  parseRow,
  SETTINGS_ROW,
  stationRow,
} from './placement-rows.js';
import {
  DEFAULT_SETTINGS,
  type PlacementSettings,
  settingsFromWire,
  settingsToWire,
} from './placement-settings.js';
import { leastRevision, PlacementView } from './placement-view.js';
import { compareText } from './replica-placement.js';

const UNBORN: PlacementHead = {
  clusterId: '',
  revision: 0,
  defaultReplicas: 0,
  defaultAckQuorum: 0,
  nextGroup: FIRST_LINE_GROUP,
  level: FIRST_LEVEL,
  recoveries: [],
  reconciledEpoch: 0,
};

export class PlacementState {
  readonly view = new PlacementView();
  readonly catalogue = new Catalogue();
  readonly operators = new OperatorBook((id) => {
    this.#dirty.add(operatorRow(id));
    this.#dirty.add(COUNTERS_ROW);
  });
  readonly #dirty = new Set<RowKey>();
  #head = UNBORN;
  #settings = DEFAULT_SETTINGS;
  #leastRevision = 0;

  get head(): PlacementHead {
    return this.#head;
  }

  get settings(): PlacementSettings {
    return this.#settings;
  }

  /** Before the bootstrap there is nothing to read. */
  get bootstrapped(): boolean {
    return this.#head.revision > 0;
  }

  /** @throws InvariantError when the rows contradict each other: the replica halts. */
  static fromRows(rows: Rows): PlacementState {
    const state = new PlacementState();
    const groups: PlacedGroup[] = [];
    const lines: pb.LineRow[] = [];
    const names = new Map<string, CatalogueStation>();
    const operators: PlacedOperator[] = [];
    let counters: OperatorCounters = state.operators.counters;
    for (const [key, value] of rows) {
      const row = parseRow(key);
      switch (row.kind) {
        case 'head':
          state.#head = decodeHead(value);
          break;
        case 'node':
          state.view.putNode(decodeNode(value));
          break;
        case 'group':
          groups.push(decodeGroup(value));
          break;
        case 'line':
          lines.push(pb.LineRow.decode(value));
          break;
        case 'station': {
          const { code, name } = pb.Station.decode(value);
          names.set(code, { code, name });
          break;
        }
        case 'settings':
          state.#settings = settingsFromWire(pb.PlacementSettings.decode(value));
          break;
        case 'counters': {
          const { nextOperator, ended } = pb.OperatorCounters.decode(value);
          counters = { nextOperator, ended };
          break;
        }
        case 'operator':
          operators.push(operatorFromWire(pb.Operator.decode(value)));
          break;
      }
    }
    assert(state.bootstrapped || rows.size === 0, 'placement rows without their head');
    state.view.putGroups(groups);
    state.view.setRevision(state.#head.revision);
    state.view.setLevel(state.#head.level);
    state.view.setRecoveries(state.#head.recoveries);
    state.operators.restore(counters, operators);
    for (const { line, name, stations } of lines) {
      state.catalogue.enter(
        line,
        name,
        stations.map((code) => {
          const station = names.get(code);
          assert(station !== undefined, `line ${line} calls at ${code}, which has no row`);
          return station;
        }),
      );
    }
    return state;
  }

  setHead(head: PlacementHead): void {
    assert(head.revision > this.#head.revision, 'every change has a revision of its own');
    this.#head = head;
    this.view.setRevision(head.revision);
    this.view.setLevel(head.level);
    this.view.setRecoveries(head.recoveries);
    this.#dirty.add(HEAD_ROW);
  }

  /** By the entry that is being applied. */
  recoveredIn(epoch: number): void {
    this.#leastRevision = leastRevision(epoch);
  }

  get nextRevision(): number {
    return Math.max(this.#head.revision + 1, this.#leastRevision);
  }

  /** A change of its own. @returns its revision */
  touch(
    also: Partial<Pick<PlacementHead, 'nextGroup' | 'level' | 'recoveries' | 'reconciledEpoch'>> = {},
  ): number {
    const revision = this.nextRevision;
    this.setHead({ ...this.#head, ...also, revision });
    return revision;
  }

  setSettings(settings: PlacementSettings): void {
    this.#settings = settings;
    this.#dirty.add(SETTINGS_ROW);
  }

  putNode(node: PlacedNode): void {
    this.view.putNode(node);
    this.#dirty.add(nodeRow(node.node));
  }

  putGroup(group: PlacedGroup): void {
    this.putGroups([group]);
  }

  /** Together: ranges may move from one to another of them. */
  putGroups(groups: readonly PlacedGroup[]): void {
    this.view.putGroups(groups);
    for (const group of groups) {
      this.#dirty.add(groupRow(group.group));
      if (group.group === PLACEMENT_GROUP) this.#followCarriers(group);
    }
  }

  /** Who carries group 0 is what its own log says; nodes bear it as a mark for clients. */
  #followCarriers({ replicas, revision }: PlacedGroup): void {
    for (const node of this.view.nodes()) {
      const placement = replicas.some((replica) => replica.node === node.node);
      if (node.placement !== placement) this.putNode({ ...node, placement, revision });
    }
  }

  /** @returns whether that changed anything. */
  enterLine(line: string, name: string, stations: readonly CatalogueStation[]): boolean {
    const change = this.catalogue.enter(line, name, stations);
    if (change.line) this.#dirty.add(lineRow(line));
    for (const code of change.stations) this.#dirty.add(stationRow(code));
    return change.line || change.stations.length > 0;
  }

  /** Writes every row that changed since the last time. */
  flush(store: BucketStore): void {
    for (const key of [...this.#dirty].sort(compareText)) store.put(PLACEMENT_BUCKET, key, this.#encode(key));
    this.#dirty.clear();
  }

  /** @returns undefined for a row that is gone */
  #encode(key: RowKey): Uint8Array | undefined {
    const row = parseRow(key);
    switch (row.kind) {
      case 'head':
        return encodeHead(this.#head);
      case 'node': {
        const node = this.view.node(row.node);
        assert(node !== undefined, `node ${row.node} is dirty and gone`);
        return encodeNode(node);
      }
      case 'group': {
        const group = this.view.group(row.group);
        assert(group !== undefined, `group ${row.group} is dirty and gone`);
        return encodeGroup(group);
      }
      case 'line': {
        const line = this.catalogue.line(row.line);
        assert(line !== undefined, `line ${row.line} is dirty and gone`);
        const stations = [...line.stations].sort(compareText);
        return pb.LineRow.encode({ line: line.line, name: line.name, stations }).finish();
      }
      case 'station': {
        const station = this.catalogue.station(row.code);
        assert(station !== undefined, `station ${row.code} is dirty and gone`);
        return pb.Station.encode({ code: station.code, name: station.name }).finish();
      }
      case 'settings':
        return pb.PlacementSettings.encode(settingsToWire(this.#settings)).finish();
      case 'counters':
        return pb.OperatorCounters.encode(this.operators.counters).finish();
      case 'operator': {
        const operator = this.operators.get(row.id);
        return operator === undefined ? undefined : pb.Operator.encode(operatorToWire(operator)).finish();
      }
    }
  }
}
