/** Which services run on the dates asked for: calendar.txt by weekday, then calendar_dates.txt, which adds and removes. */
import { addDays, daysBetween } from '../dates.js';
import { type CsvRow, readTable } from './csv-table.js';
import type { FeedSource } from './feed-source.js';
import type { Findings } from './finding.js';
import { gtfsDate, weekday } from './service-day.js';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export interface Calendar {
  /** Whether the feed says anything about the service. */
  knows(service: string): boolean;
  /** Days of the window on which it runs, counted from 0, rising. */
  daysOf(service: string): readonly number[];
  /** First and last date on which anything runs, in the whole feed; undefined when nothing ever does. */
  readonly covers: { readonly first: string; readonly last: string } | undefined;
}

/** @param from first date, @param days length of the window */
export async function readCalendar(
  feed: FeedSource,
  from: string,
  days: number,
  findings: Findings,
): Promise<Calendar> {
  const reader = new CalendarReader(from, days, findings);
  const weekly = feed.has('calendar.txt');
  if (!weekly && !feed.has('calendar_dates.txt'))
    findings.fail(
      'MISSING_FILE',
      'calendar.txt',
      0,
      'the feed has neither calendar.txt nor calendar_dates.txt',
    );
  if (weekly) {
    const required = ['service_id', 'start_date', 'end_date', ...WEEKDAYS];
    for await (const row of readTable(feed, 'calendar.txt', { required }, findings)) reader.weekly(row);
  }
  if (feed.has('calendar_dates.txt')) {
    const required = ['service_id', 'date', 'exception_type'];
    for await (const row of readTable(feed, 'calendar_dates.txt', { required }, findings))
      reader.exception(row);
  }
  return reader.calendar();
}

class CalendarReader {
  readonly #services = new Map<string, Set<number>>();
  #first: string | undefined;
  #last: string | undefined;

  constructor(
    readonly from: string,
    readonly days: number,
    readonly findings: Findings,
  ) {}

  weekly(row: CsvRow): void {
    const start = this.#date(row, 'calendar.txt', 'start_date');
    const end = this.#date(row, 'calendar.txt', 'end_date');
    const running = this.#service(row.get('service_id'));
    if (start === undefined || end === undefined) return;
    const on = WEEKDAYS.map((name) => row.get(name) === '1');
    if (start > end) {
      this.findings.warn(
        'BAD_VALUE',
        'calendar.txt',
        row.line,
        `service ${row.get('service_id')} ends before it starts`,
      );
      return;
    }
    if (!on.includes(true)) return;
    this.#cover(start);
    this.#cover(end);
    for (let day = 0; day < this.days; day += 1) {
      const date = addDays(this.from, day);
      if (date >= start && date <= end && on[weekday(date)] === true) running.add(day);
    }
  }

  exception(row: CsvRow): void {
    const date = this.#date(row, 'calendar_dates.txt', 'date');
    const running = this.#service(row.get('service_id'));
    if (date === undefined) return;
    const day = daysBetween(this.from, date);
    const within = day >= 0 && day < this.days;
    switch (row.get('exception_type')) {
      case '1':
        this.#cover(date);
        if (within) running.add(day);
        break;
      case '2':
        if (within) running.delete(day);
        break;
      default:
        this.findings.warn(
          'BAD_VALUE',
          'calendar_dates.txt',
          row.line,
          `exception_type is "${row.get('exception_type')}", neither 1 nor 2: the row is left out`,
        );
    }
  }

  calendar(): Calendar {
    const sorted = new Map([...this.#services].map(([id, days]) => [id, [...days].sort((a, b) => a - b)]));
    const [first, last] = [this.#first, this.#last];
    return {
      knows: (service) => sorted.has(service),
      daysOf: (service) => sorted.get(service) ?? [],
      covers: first === undefined || last === undefined ? undefined : { first, last },
    };
  }

  #service(id: string): Set<number> {
    const days = this.#services.get(id) ?? new Set<number>();
    this.#services.set(id, days);
    return days;
  }

  #cover(date: string): void {
    if (this.#first === undefined || date < this.#first) this.#first = date;
    if (this.#last === undefined || date > this.#last) this.#last = date;
  }

  #date(row: CsvRow, file: string, column: string): string | undefined {
    const date = gtfsDate(row.get(column));
    if (date === undefined)
      this.findings.warn(
        'BAD_VALUE',
        file,
        row.line,
        `${column} "${row.get(column)}" is no date as 20261201: the row is left out`,
      );
    return date;
  }
}
