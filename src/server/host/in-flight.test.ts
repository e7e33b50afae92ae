import { describe, expect, it } from 'vitest';
import { InFlight, type Waiter } from './in-flight.js';

function waiter(name: string, told: string[]): Waiter<string> {
  return {
    answered: (answers) => told.push(`${name}: ${answers.join(' ')}`),
    unknown: (why) => told.push(`${name} unknown: ${why}`),
    expire: (nowMs) => told.push(`${name} at ${nowMs}`),
  };
}

describe('entries in flight', () => {
  it('are answered once applied and answerable, whichever comes last', () => {
    const told: string[] = [];
    const flight = new InFlight<string>();
    flight.push(5, 2, waiter('a', told));
    flight.push(6, 2, waiter('b', told));
    flight.applied(5, 2, ['x']);
    expect(flight.unapplied).toBe(1);
    flight.release(4);
    expect(told).toEqual([]);
    flight.release(6);
    expect(told).toEqual(['a: x']);
    flight.applied(6, 2, ['y']);
    flight.release(6);
    expect(told).toEqual(['a: x', 'b: y']);
    expect(flight.size).toBe(0);
  });

  it('are not touched by entries that others proposed', () => {
    const told: string[] = [];
    const flight = new InFlight<string>();
    flight.push(7, 2, waiter('a', told));
    flight.applied(6, 2, []);
    flight.release(6);
    expect(told).toEqual([]);
    expect(flight.unapplied).toBe(1);
  });

  it('are unknown when another term wrote the log at their place', () => {
    const told: string[] = [];
    const flight = new InFlight<string>();
    flight.push(7, 2, waiter('a', told));
    flight.push(8, 2, waiter('b', told));
    flight.applied(7, 3, ['somebody else']);
    expect(told.map((line) => line.slice(0, 9))).toEqual(['a unknown', 'b unknown']);
    expect(flight.size).toBe(0);
  });

  it('are unknown when the lead is lost, though they were applied: d copies were never seen', () => {
    const told: string[] = [];
    const flight = new InFlight<string>();
    flight.push(7, 2, waiter('a', told));
    flight.applied(7, 2, ['x']);
    flight.lose('stepped down');
    flight.release(9);
    expect(told).toEqual(['a unknown: stepped down']);
  });
});
