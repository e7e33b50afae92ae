/** Compares what buyers wrote down with what a replica holds: nothing acknowledged is missing, nothing refused is there, nothing
 *  is there that nobody asked for, and every buyer was told. */
import type { Fact } from './ledger.js';
import type { FoundOrder, FoundRun } from './replica-rows.js';
import { seatLabels } from './seat-audit.js';

type Asked = Extract<Fact, { kind: 'asked' }>;
type Acknowledged = Extract<Fact, { kind: 'acknowledged' }>;

interface Story {
  asked: Asked;
  acknowledged: Acknowledged[];
  refused: string | undefined;
  unknown: string | undefined;
}

export interface LedgerCount {
  asked: number;
  acknowledged: number;
  refused: Map<string, number>;
  unknown: number;
}

function tell(facts: readonly Fact[]): Map<string, Story> {
  const stories = new Map<string, Story>();
  for (const fact of facts) {
    if (fact.kind === 'asked')
      stories.set(fact.id, { asked: fact, acknowledged: [], refused: undefined, unknown: undefined });
    const story = stories.get(fact.id);
    if (story === undefined) throw new Error(`the ledger tells of ${fact.id} before it was asked`);
    if (fact.kind === 'acknowledged') story.acknowledged.push(fact);
    else if (fact.kind === 'refused') story.refused = fact.reason;
    else if (fact.kind === 'unknown') story.unknown = `${fact.step}: ${fact.reason}`;
  }
  return stories;
}

/** States in which an order acknowledged as `state` may be found, when nothing later was acknowledged. */
function laterStates(state: string, story: Story): readonly string[] {
  if (state === 'held')
    return story.unknown === undefined ? ['held', 'expired'] : ['held', 'expired', 'sold', 'cancelled'];
  if (state === 'sold') return story.unknown === undefined ? ['sold'] : ['sold', 'refunded'];
  return [state];
}

function checkAcknowledged(story: Story, order: FoundOrder | undefined, run: FoundRun | undefined): string[] {
  const { id } = story.asked;
  const last = story.acknowledged.at(-1)!;
  if (order === undefined || run?.plan === undefined)
    return [`LOST: ${id} was acknowledged as ${last.state} and is nowhere`];
  const wrong: string[] = [];
  const labels = seatLabels(run.plan, order.class);
  const allowed = laterStates(last.state, story);
  for (const ticket of last.tickets) {
    const found = order.tickets.find((other) => other.passenger === ticket.passenger);
    const label = found === undefined ? undefined : labels[found.seat];
    if (found === undefined || label === undefined)
      wrong.push(`LOST: ${id} has no ticket for ${ticket.passenger}`);
    else if (label.coach !== ticket.coach || label.seat !== ticket.seat) {
      wrong.push(
        `MOVED: ${id} ${ticket.passenger} was told coach ${ticket.coach} seat ${ticket.seat}, found ${label.coach} ${label.seat}`,
      );
    } else if (!allowed.includes(found.state)) {
      wrong.push(`CHANGED: ${id} ${ticket.passenger} was told ${last.state}, found ${found.state}`);
    }
  }
  return wrong;
}

/** @param runs of all lines, from one replica each (they are equal) */
export function auditLedger(
  facts: readonly Fact[],
  runs: ReadonlyMap<string, FoundRun>,
  count: LedgerCount,
): string[] {
  const wrong: string[] = [];
  const stories = tell(facts);
  const orders = new Map<string, FoundOrder>();
  for (const run of runs.values()) {
    for (const order of run.orders) {
      if (orders.has(order.id)) wrong.push(`TWICE: order ${order.id} stands in two runs`);
      orders.set(order.id, order);
      const story = stories.get(order.id);
      if (story === undefined) wrong.push(`PHANTOM: order ${order.id} was never asked for`);
      else if (story.asked.caller !== order.caller)
        wrong.push(`PHANTOM: order ${order.id} belongs to ${order.caller}`);
    }
  }
  for (const story of stories.values()) {
    const { id, line, train, date } = story.asked;
    const run = runs.get([line, train, date].join('/'));
    count.asked += 1;
    if (story.acknowledged.length > 0) {
      count.acknowledged += 1;
      wrong.push(...checkAcknowledged(story, orders.get(id), run));
    } else if (story.refused !== undefined) {
      count.refused.set(story.refused, (count.refused.get(story.refused) ?? 0) + 1);
      if (orders.has(id))
        wrong.push(`SOLD ALL THE SAME: ${id} was refused (${story.refused}) and has an order`);
    } else if (story.unknown === undefined) wrong.push(`NOT TOLD: ${id} got no answer at all`);
    if (story.unknown !== undefined) count.unknown += 1;
  }
  return wrong;
}
