/** A node's part in placement beside keeping replicas: it tells those who carry group 0 how it is, hears what the others
 *  tell when it carries group 0 itself, and carries out the steps that are ordered of groups it leads. */
import type { Env } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';
import type { GroupChanges } from './group-changes.js';
import type { HostedReplica } from './hosted-replica.js';
import { NodeReports, type NodeReportsParts } from './node-reports.js';
import { PlacementHearing } from './placement-hearing.js';
import { StepOrders } from './step-orders.js';

export interface PlacementSideParts extends Omit<NodeReportsParts, 'clock' | 'hearing' | 'answer'> {
  readonly env: Env;
  readonly find: (group: GroupId) => HostedReplica | undefined;
  readonly changes: GroupChanges;
}

export class PlacementSide {
  readonly hearing: PlacementHearing;
  readonly orders: StepOrders;
  readonly #reports: NodeReports;

  constructor(parts: PlacementSideParts) {
    const { clock } = parts.env;
    this.hearing = new PlacementHearing(clock);
    this.orders = new StepOrders({
      find: parts.find,
      changes: parts.changes,
      changed: (group) => this.#reports.changed(group),
    });
    this.#reports = new NodeReports({
      ...parts,
      clock,
      hearing: this.hearing,
      answer: (group) => this.orders.answer(group),
    });
  }

  /** A group led here changed: placement hears of it at the next tick. */
  groupChanged(group: GroupId): void {
    this.#reports.changed(group);
  }

  frame(fromNode: string, { nodeReport, figures, orders }: pb.PeerFrame.$Properties): void {
    if (nodeReport || (figures && figures.length > 0))
      this.hearing.take(fromNode, { nodeReport: nodeReport ?? null, figures: figures ?? [] });
    if (orders && orders.length > 0) this.orders.take(orders);
  }

  tick(nowMs: number): void {
    this.orders.tick();
    this.#reports.tick(nowMs);
  }
}
