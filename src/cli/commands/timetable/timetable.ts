/** `railkv timetable`: what is published, and publishing it. */
import type { Command } from 'commander';
import type { Cli } from '../../cli.js';
import { addImport } from './import.js';
import { addList } from './list.js';
import { addShow } from './show.js';

export function addTimetable(parent: Command, cli: Cli): void {
  const timetable = parent
    .command('timetable')
    .helpGroup('Timetable:')
    .description('Publish a timetable (GTFS), list lines and trains, show one train.');
  addImport(timetable, cli);
  addList(timetable, cli);
  addShow(timetable, cli);
}
