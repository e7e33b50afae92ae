/** Group 0's state in memory, and its rows. Remembers which rows changed since they were last encoded. */
import { pb } from '../proto/index.js';
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
import {
  decodeHead,
  encodeHead,
  groupRow,
  HEAD_ROW,
  lineRow,
  nodeRow,
  type PlacementHead,
  parseRow,
  stationRow,
} from './placement-rows.js';
import { PlacementView } from './placement-view.js';
import { compareText } from './replica-placement.js';

const UNBORN: PlacementHead = {
  clusterId: '',
  revision: 0,
  defaultReplicas: 0,
  defaultAckQuorum: 0,
  nextGroup: FIRST_LINE_GROUP,
};

export class PlacementState {
  readonly view = new PlacementView();
  readonly catalogue = new Catalogue();
  readonly #dirty = new Set<RowKey>();
  #head = UNBORN;

  get head(): PlacementHead {
    return this.#head;
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
      }
    }
    assert(state.bootstrapped || rows.size === 0, 'placement rows without their head');
    state.view.putGroups(groups);
    state.view.setRevision(state.#head.revision);
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
    this.#dirty.add(HEAD_ROW);
  }

  putNode(node: PlacedNode): void {
    this.view.putNode(node);
    this.#dirty.add(nodeRow(node.node));
  }

  putGroup(group: PlacedGroup): void {
    this.view.putGroups([group]);
    this.#dirty.add(groupRow(group.group));
    if (group.group === PLACEMENT_GROUP) this.#followCarriers(group);
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

  #encode(key: RowKey): Uint8Array {
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
    }
  }
}
