/** What a run, or many, amounted to. Plain numbers, so that worker processes can send them. */
import type { SimNetwork } from './network.js';
import type { FaultKind } from './plan.js';
import type { SimEvent } from './world.js';

export class Figures {
  seeds = 1;
  simulatedMs = 0;
  callbacks = 0;
  events = 0;
  messages = 0;
  dropped = 0;
  duplicated = 0;
  reordered = 0;
  crashes = 0;
  exits = 0;
  refusedStarts = 0;
  halts = 0;
  elections = 0;
  /** That were confirmed: of core simulations. */
  reads = 0;
  faults = 0;
  sales = 0;
  byKind: Partial<Record<FaultKind, number>> = {};

  see(event: SimEvent): void {
    switch (event.kind) {
      case 'ended':
        if (event.how === 'fault') this.crashes += 1;
        if (event.how === 'exit') this.exits += 1;
        break;
      case 'startRefused':
        this.refusedStarts += 1;
        break;
      case 'halted':
        this.halts += 1;
        break;
      case 'role':
        if (event.role === 'leader') this.elections += 1;
        break;
      default:
        break;
    }
  }

  struck(kind: FaultKind): void {
    this.faults += 1;
    this.byKind[kind] = (this.byKind[kind] ?? 0) + 1;
  }

  finish(end: {
    readonly simulatedMs: number;
    readonly callbacks: number;
    readonly events: number;
    readonly network: SimNetwork;
  }): void {
    this.simulatedMs = end.simulatedMs;
    this.callbacks = end.callbacks;
    this.events = end.events;
    this.messages = end.network.messagesSent;
    this.dropped = end.network.dropped;
    this.duplicated = end.network.duplicated;
    this.reordered = end.network.reordered;
  }

  /** @param other of another run, perhaps from another process */
  add(other: Figures): void {
    this.seeds += other.seeds;
    this.simulatedMs += other.simulatedMs;
    this.callbacks += other.callbacks;
    this.events += other.events;
    this.messages += other.messages;
    this.dropped += other.dropped;
    this.duplicated += other.duplicated;
    this.reordered += other.reordered;
    this.crashes += other.crashes;
    this.exits += other.exits;
    this.refusedStarts += other.refusedStarts;
    this.halts += other.halts;
    this.elections += other.elections;
    this.reads += other.reads;
    this.faults += other.faults;
    this.sales += other.sales;
    for (const [kind, count] of Object.entries(other.byKind) as [FaultKind, number][])
      this.byKind[kind] = (this.byKind[kind] ?? 0) + count;
  }
}
