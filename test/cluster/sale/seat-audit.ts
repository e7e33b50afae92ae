/** Checks one replica's runs by themselves: one owner per seat and segment, and on every segment of every class
 *  published = free + held + sold, where free comes from the inventory and held and sold from the orders. */
import type { pb } from '../../../src/proto/index.js';
import type { FoundRun } from './replica-rows.js';

/** Seats of a class in coach order, as the layout of the plan gives them. */
export function seatLabels(
  plan: pb.Publish.$Properties,
  className: string,
): { coach: number; seat: string }[] {
  const coaches = (plan.coaches ?? []).filter((coach) => coach.class === className);
  coaches.sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  return coaches.flatMap((coach) =>
    Array.from({ length: coach.rows ?? 0 }, (_, row) =>
      [...(coach.letters ?? '')].map((letter) => `${row + 1}${letter}`),
    )
      .flat()
      .filter((seat) => !(coach.missing ?? []).includes(seat))
      .map((seat) => ({ coach: coach.number ?? 0, seat })),
  );
}

export interface SeatCount {
  segments: number;
  held: number;
  sold: number;
}

/** @returns what is wrong, and adds to `count`. */
export function auditSeats(name: string, run: FoundRun, count: SeatCount): string[] {
  const wrong: string[] = [];
  if (run.plan === undefined) return [`${name}: has rows but no plan`];
  const segments = (run.plan.stops ?? []).length - 1;
  const classes = new Set((run.plan.coaches ?? []).map((coach) => coach.class ?? ''));
  for (const className of classes) {
    const published = seatLabels(run.plan, className).length;
    const owner: (string | undefined)[][] = Array.from({ length: published }, () =>
      new Array<string | undefined>(segments).fill(undefined),
    );
    const held = new Array<number>(segments).fill(0);
    const sold = new Array<number>(segments).fill(0);
    for (const order of run.orders.filter((order) => order.class === className)) {
      for (const ticket of order.tickets) {
        if (ticket.state !== 'held' && ticket.state !== 'sold') continue;
        for (let segment = order.fromStop; segment < order.toStop; segment += 1) {
          const seat = owner[ticket.seat];
          if (seat === undefined) {
            wrong.push(`${name} ${className}: order ${order.id} has seat ${ticket.seat} of ${published}`);
            break;
          }
          const other = seat[segment];
          if (other !== undefined)
            wrong.push(
              `${name} ${className} seat ${ticket.seat} segment ${segment}: owned by ${other} and by ${order.id}`,
            );
          seat[segment] = order.id;
          (ticket.state === 'held' ? held : sold)[segment]! += 1;
        }
      }
    }
    const taken = run.taken.get(className);
    for (let segment = 0; segment < segments; segment += 1) {
      // A class of which nothing was ever taken may have no inventory row.
      const free = taken === undefined ? published : taken.filter((seat) => !seat[segment]).length;
      if (free + held[segment]! + sold[segment]! !== published) {
        wrong.push(
          `${name} ${className} segment ${segment}: published ${published}, free ${free}, held ${held[segment]}, sold ${sold[segment]}`,
        );
      }
      owner.forEach((seat, number) => {
        if ((seat[segment] !== undefined) !== (taken?.[number]?.[segment] ?? false)) {
          wrong.push(`${name} ${className} seat ${number} segment ${segment}: inventory and orders disagree`);
        }
      });
      count.segments += 1;
      count.held += held[segment]!;
      count.sold += sold[segment]!;
    }
  }
  return wrong;
}
