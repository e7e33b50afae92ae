/** ReplayAgrees: the log, replayed in order on the plain reference model of tickets, gives the answers that were given. Finds
 *  what the books do not name. */

import type { pb } from '../../../src/proto/index.js';
import {
  ReferenceModel as Model,
  ModelMismatch,
  type ReferenceModel,
} from '../../../src/store/tickets/testing/reference-model.js';
import { type Fail, runName, runOf } from './books.js';
import type { CanonCommand, CanonEntry, CanonListener } from './canon.js';
import { startsAt } from './scopes.js';

const NOT_JUDGED = new Set(['EPOCH_STALE', 'INVALID_REQUEST']);

export class ModelAgrees implements CanonListener {
  readonly #models = new Map<string, { group: number; readonly model: ReferenceModel }>();
  /** By run: request ids that the log knew before the run was published, a publication whose outcome was asked for too early
   *  among them. A model begins with its run, and cannot know them. */
  readonly #early = new Map<string, Set<string>>();

  constructor(private readonly fail: Fail) {}

  entry({ group, index, nowMs, commands, split }: CanonEntry): void {
    const byRun = new Map<string, CanonCommand[]>();
    for (const [name, known] of this.#models) if (known.group === group) byRun.set(name, []);
    for (const sent of commands) {
      const { command, answer } = sent;
      if (command === undefined || NOT_JUDGED.has(answer.refusal?.reason ?? '')) continue;
      const run = runOf(command);
      if (run === undefined) continue;
      const name = runName(run);
      const id = `${sent.caller} ${command.getOutcome?.askedRequestId ?? command.requestId}`;
      if (command.publish && !answer.refusal && !this.#models.has(name))
        this.#models.set(name, { group, model: modelOf(command.publish) });
      if (!this.#models.has(name)) {
        const early = this.#early.get(name) ?? new Set();
        this.#early.set(name, early.add(id));
        continue;
      }
      if (this.#early.get(name)?.has(id) === true) continue;
      const known = byRun.get(name);
      if (known === undefined) byRun.set(name, [sent]);
      else known.push(sent);
    }
    for (const [name, sent] of byRun) {
      try {
        this.#models.get(name)?.model.follow(
          nowMs,
          sent.map(({ caller, command }) => ({ caller, command: command ?? {} })),
          sent.map(({ answer }) => answer),
        );
      } catch (error) {
        if (!(error instanceof ModelMismatch)) throw error;
        this.fail('ReplayAgrees', `group ${group}, entry ${index}, run ${name}: ${error.message}`);
      }
    }
    // A run's model goes on where its run does: request ids, holds and time are those of before.
    if (split !== undefined)
      for (const [name, known] of this.#models)
        if (known.group === group && startsAt(split.key, name)) known.group = split.child;
  }
}

function modelOf(plan: pb.Publish.$Properties): ReferenceModel {
  const stops = plan.stops ?? [];
  const seats = new Map<string, string[]>();
  for (const coach of plan.coaches ?? []) {
    const of = seats.get(coach.class ?? '') ?? [];
    for (let row = 1; row <= (coach.rows ?? 0); row += 1)
      for (const letter of coach.letters ?? '')
        if (!(coach.missing ?? []).includes(`${row}${letter}`)) of.push(`${coach.number}-${row}${letter}`);
    seats.set(coach.class ?? '', of);
  }
  return new Model(
    stops.map(({ station }) => station ?? ''),
    stops.map(({ departureS }) => (plan.dayStartMs ?? 0) + (departureS ?? 0) * 1000),
    seats,
  );
}
