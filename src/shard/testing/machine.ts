/** For tests: group 0's state machine over rows in memory, and entries applied to it. */
import type { pb } from '../../proto/index.js';
import type { BucketStore, RowKey } from '../../store/bucket.js';
import { PLACEMENT_BUCKET } from '../descriptor.js';
import { assert } from '../invariant.js';
import type { PlacementAnswer } from '../placement-answer.js';
import { encodePlacementEntry } from '../placement-entry.js';
import { createPlacementMachine, PlacementMachine } from '../placement-machine.js';

export class MemoryBucket implements BucketStore {
  readonly rows = new Map<RowKey, Uint8Array>();
  writes = 0;
  async load(): Promise<Map<RowKey, Uint8Array>> {
    return this.rows;
  }
  isLoaded(): boolean {
    return true;
  }
  put(bucket: string, row: RowKey, value: Uint8Array | undefined): void {
    assert(bucket === PLACEMENT_BUCKET, `bucket ${bucket} is not group 0's`);
    this.writes += 1;
    if (value === undefined) this.rows.delete(row);
    else this.rows.set(row, Uint8Array.from(value));
  }
  isDirty(): boolean {
    return false;
  }
  forget(): void {}
  /** Rows as comparable text, in key order. */
  dump(): string[] {
    return [...this.rows].map(([key, value]) => `${key}=${Buffer.from(value).toString('hex')}`).sort();
  }
}

export const NODES: pb.NodeDescriptor.$Properties[] = ['n1', 'n2', 'n3', 'n4'].map((nodeId, at) => ({
  nodeId,
  peerAddress: `10.0.0.${at}:7101`,
  clientAddress: `10.0.0.${at}:7201`,
  labels: { zone: 'abca'[at] ?? '' },
  placement: at < 3,
}));
export const BOOTSTRAP = { clusterId: 'c1', nodes: NODES, defaultReplicas: 3, defaultAckQuorum: 2 };
export const ENVELOPE = { timeMs: 1_700_000_000_000, caller: 'test' };

export const line = (id: string, ...codes: string[]): pb.LineCatalogueEntry.$Properties => ({
  line: id,
  name: `Line ${id}`,
  stations: codes.map((code) => ({ code, name: `Station ${code}` })),
});

export function machineOn(store: BucketStore): PlacementMachine {
  const made = createPlacementMachine({
    group: 0,
    store,
    range: { start: new Uint8Array(0), end: new Uint8Array(0), confVersion: 1, rangeVersion: 1 },
  });
  assert(made instanceof PlacementMachine, 'the factory makes a placement machine');
  return made;
}

let index = 1;
export const applyBytes = (machine: PlacementMachine, data: Uint8Array): readonly PlacementAnswer[] => {
  index += 1;
  return machine.apply({ group: 0, index, term: 1 }, data);
};
export const apply = (
  machine: PlacementMachine,
  command: pb.PlacementCommand.$Properties,
  timeMs = ENVELOPE.timeMs,
): PlacementAnswer => {
  const [answer, more] = applyBytes(machine, encodePlacementEntry(command, { ...ENVELOPE, timeMs }));
  assert(answer !== undefined && more === undefined, 'one command has one answer');
  return answer;
};

export function bootstrapped(store: BucketStore = new MemoryBucket()): PlacementMachine {
  const machine = machineOn(store);
  assert(apply(machine, { bootstrap: BOOTSTRAP }).kind === 'bootstrapped', 'the bootstrap is taken');
  return machine;
}
