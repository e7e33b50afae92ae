/** The log of several groups against plain arrays, over any writes, batches and power cuts: what was acknowledged is there,
 *  and what is there is a state that some prefix of the submitted writes gives. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry, HardState } from '../raft/message.js';
import { PROMPT_HOOKS } from './memory/faults.js';
import type { NodeStore } from './node-store.js';
import { entries, metaOf, newDisk, newGroup, openNode } from './testing/world.js';

interface Model {
  readonly start: number;
  /** Terms of entries start+1.. */
  readonly terms: readonly number[];
  readonly hardState: HardState;
}

const GROUPS = [2, 3, 4];
const NEW: Model = { start: 1, terms: [], hardState: { term: 1, vote: 0, commit: 1 } };
const last = (model: Model) => model.start + model.terms.length;

type Command =
  | { kind: 'append'; group: number; back: number; count: number }
  | { kind: 'vote'; group: number }
  | { kind: 'commit'; group: number; part: number }
  | { kind: 'compact'; group: number; part: number }
  | { kind: 'settle' }
  | { kind: 'turn'; count: number }
  | { kind: 'crash'; survive: number };

const group = fc.constantFrom(...GROUPS);
const part = fc.double({ min: 0, max: 1, noNaN: true });
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      group,
      back: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 60 }) }),
      count: fc.integer({ min: 1, max: 40 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('vote' as const), group }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('commit' as const), group, part }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('compact' as const), group, part }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('turn' as const), count: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), survive: part }) },
);

/** What a command submits, and the model after it; undefined when it does nothing now. */
function step(model: Model, told: Command): { list: Entry[]; compactTo?: number; next: Model } | undefined {
  const { hardState } = model;
  switch (told.kind) {
    case 'append': {
      const first = Math.max(last(model) + 1 - told.back, hardState.commit + 1);
      const term = first <= last(model) ? hardState.term + 1 : hardState.term;
      const list = entries(first, first + told.count - 1, term);
      const terms = [...model.terms.slice(0, first - model.start - 1), ...list.map((one) => one.term)];
      const vote = term > hardState.term ? 0 : hardState.vote;
      return { list, next: { ...model, terms, hardState: { ...hardState, term, vote } } };
    }
    case 'vote':
      return { list: [], next: { ...model, hardState: { ...hardState, term: hardState.term + 1, vote: 1 } } };
    case 'commit': {
      const commit = hardState.commit + Math.floor((last(model) - hardState.commit) * told.part);
      return { list: [], next: { ...model, hardState: { ...hardState, commit } } };
    }
    default:
      return undefined;
  }
}

async function check(store: NodeStore, at: number, model: Model): Promise<void> {
  const log = store.log.group(at);
  expect([log.firstIndex(), log.lastIndex(), log.hardState]).toEqual([
    model.start + 1,
    last(model),
    model.hardState,
  ]);
  expect(model.terms.map((_, i) => log.term(model.start + 1 + i))).toEqual(model.terms);
  for (let low = model.start + 1; low <= last(model); ) {
    let found = log.entries(low, last(model) + 1, 700);
    if (found === 'unavailable') {
      await log.fetch(low, last(model) + 1, 700);
      found = log.entries(low, last(model) + 1, 700);
    }
    if (typeof found === 'string') throw new Error(`entries from ${low}: ${found}`);
    for (const one of found)
      expect(Buffer.from(one.data).toString()).toBe(
        `e${one.index}.${model.terms[one.index - model.start - 1]}`,
      );
    low += found.length;
  }
}

test('gives what arrays give, over any writes, batches and power cuts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 50, size: 'max' }), async (commands) => {
      const disk = await newDisk();
      let store = await openNode(disk);
      /** Every state a group went through since the last crash, and how many of them are acknowledged. */
      const history = new Map<number, Model[]>();
      const acked = new Map<number, number>();
      for (const at of GROUPS) {
        await newGroup(store, metaOf(at, `line${at}`));
        history.set(at, [NEW]);
        acked.set(at, 0);
      }
      const submit = (at: number, list: Entry[], next: Model, compactTo?: number): void => {
        const states = history.get(at)!;
        const position = states.push(next) - 1;
        store.log.submit({
          group: at,
          replica: 1,
          hardState: next.hardState,
          entries: list,
          ...(compactTo === undefined ? {} : { compactTo }),
          done: () => acked.set(at, position),
        });
      };
      for (const told of commands) {
        switch (told.kind) {
          case 'settle':
            await store.log.settled();
            for (const at of GROUPS) await check(store, at, history.get(at)!.at(-1)!);
            break;
          case 'turn':
            for (let i = 0; i < told.count; i += 1) await Promise.resolve();
            break;
          case 'compact': {
            // As a host does: what is applied is durable, and checkpointed before.
            await store.log.settled();
            const model = history.get(told.group)!.at(-1)!;
            const { commit, term } = model.hardState;
            const to = model.start + Math.floor((commit - model.start) * told.part);
            const applied = { index: commit, term: store.log.group(told.group).term(commit) ?? term };
            await store.state.openGroup(told.group).checkpoint(applied, {});
            if (to === model.start) break;
            submit(told.group, [], { ...model, start: to, terms: model.terms.slice(to - model.start) }, to);
            break;
          }
          case 'crash': {
            disk.hooks = { ...PROMPT_HOOKS, survivingWrites: (_, count) => Math.round(count * told.survive) };
            disk.crash();
            disk.hooks = PROMPT_HOOKS;
            store = await openNode(disk);
            for (const at of GROUPS) {
              const log = store.log.group(at);
              const found = history
                .get(at)!
                .findLastIndex(
                  (model) =>
                    model.start + 1 === log.firstIndex() &&
                    last(model) === log.lastIndex() &&
                    model.hardState.term === log.hardState.term &&
                    model.hardState.vote === log.hardState.vote &&
                    model.hardState.commit === log.hardState.commit,
                );
              expect(found).toBeGreaterThanOrEqual(acked.get(at)!);
              const model = history.get(at)![found]!;
              await check(store, at, model);
              history.set(at, [model]);
              acked.set(at, 0);
            }
            break;
          }
          default: {
            const result = step(history.get(told.group)!.at(-1)!, told);
            if (result !== undefined) submit(told.group, result.list, result.next);
          }
        }
      }
      await store.log.settled();
      for (const at of GROUPS) await check(store, at, history.get(at)!.at(-1)!);
    }),
    { numRuns: 200 },
  );
});
