import { describe, expect, test } from 'vitest';
import { replicaId } from '../raft/ids.js';
import type { Entry } from '../raft/message.js';
import { audit } from './audit.js';
import type { NodeStore } from './node-store.js';
import { PowerCut } from './testing/power-cut.js';
import { fill, planOf, scrubbed } from './testing/rows.js';
import { append, entries, hard, metaOf, newDisk, newGroup, openNode, value } from './testing/world.js';

const SUCCESSOR = replicaId(1, 1);
const takeover = {
  epoch: 1,
  id: 'a1',
  lostNodes: ['n2', 'n3'],
  successor: SUCCESSOR,
  change: value('begin anew'),
};

/** Applied up to 6, committed up to 7, and a tail up to 9 that nobody knows to be committed. */
async function survivor(store: NodeStore): Promise<void> {
  const state = await newGroup(store, metaOf(2, 'jinghu'));
  await append(store, 2, entries(2, 9, 1), hard(5, 7, 7));
  await fill(state, 'jinghu', ['G1'], 6);
}

describe('a takeover', () => {
  test('keeps the log whole, commits all of it, and begins anew behind it', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    const state = await newGroup(store, metaOf(2, 'jinghu'));
    await append(store, 2, entries(2, 9, 3), hard(5, 7, 7));
    await state.load('\x01\0\0\0\0\0\0\0\x02');
    await state.checkpoint({ index: 6, term: 3 }, {});
    expect(await store.takeOver(2, takeover)).toBe(10);
    for (let turn = 0; turn < 2; turn += 1) {
      const log = store.log.group(2);
      expect(log.replica).toBe(SUCCESSOR);
      expect(log.hardState).toEqual({ term: 6, vote: 0, commit: 10 });
      expect([log.firstIndex(), log.lastIndex(), log.term(9), log.term(10)]).toEqual([2, 10, 3, 6]);
      const [last] = log.entries(10, 11, 1_000) as readonly Entry[];
      expect([last?.type, Buffer.from(last?.data ?? []).toString()]).toEqual(['confChange', 'begin anew']);
      expect(store.state.openGroup(2).meta).toMatchObject({
        replica: SUCCESSOR,
        recoveryEpoch: 1,
        applied: { index: 6, term: 3 },
      });
      expect(store.leastReplica(2)).toBe(SUCCESSOR);
      expect(store.recoveries.get(2)).toEqual({
        epoch: 1,
        id: 'a1',
        lostNodes: ['n2', 'n3'],
        takeover: { from: 1, to: SUCCESSOR },
      });
      await store.close();
      store = await openNode(disk);
      expect(store.replicas()).toMatchObject([
        { kind: 'tombstone', leastReplica: SUCCESSOR },
        { kind: 'live', group: 2, replica: SUCCESSOR },
      ]);
    }
  });

  test('is wholly done or not at all after a power cut at any write, and can be done again', async () => {
    const ends = new Set<number>();
    for (const survives of ['nothing', 'everything'] as const) {
      for (let at = 1; ; at += 1) {
        const disk = await newDisk();
        let store = await openNode(disk);
        await survivor(store);
        const power = new PowerCut(disk, at, survives);
        await power.during(async () => void (await store.takeOver(2, takeover)));
        const findings = [];
        for await (const finding of audit(disk)) findings.push(finding);
        expect(findings.filter(({ kind }) => kind === 'problem')).toEqual([]);
        store = await openNode(disk);
        const live = store.replicas().filter(({ kind }) => kind === 'live');
        expect(live).toHaveLength(1);
        const { replica } = store.log.group(2);
        expect(store.state.openGroup(2).meta.replica).toBe(replica);
        expect(store.log.group(2).lastIndex()).toBe(replica === 1 ? 9 : 10);
        ends.add(replica);
        if (replica === 1) await store.takeOver(2, takeover);
        expect(store.log.group(2).record).toMatchObject({ replica: SUCCESSOR, last: 10 });
        expect(await planOf(store.state.openGroup(2), 'jinghu', 'G1')).toBe('G1p@6');
        await scrubbed(store.state.openGroup(2));
        await store.close();
        if (!power.cut) break;
      }
    }
    expect([...ends].sort((a, b) => a - b)).toEqual([1, SUCCESSOR]);
  });
});

describe('who gives its group up', () => {
  const elsewhere = { epoch: 1, id: 'a1', lostNodes: ['n3'], successor: SUCCESSOR };

  test('never votes or takes an old state again, keeps its bytes, and remembers who is lost', async () => {
    const disk = await newDisk();
    let store = await openNode(disk);
    await survivor(store);
    await store.giveUp(2, elsewhere);
    for (let turn = 0; turn < 2; turn += 1) {
      expect(store.state.has(2)).toBe(false);
      expect(store.log.has(2)).toBe(false);
      expect(store.leastReplica(2)).toBe(SUCCESSOR);
      expect(store.recoveries.get(2)?.lostNodes).toEqual(['n3']);
      expect(disk.keys('state').some((key) => Buffer.from(key).includes('jinghu'))).toBe(true);
      await store.close();
      store = await openNode(disk);
    }
    expect(store.replicas()).toMatchObject([
      { kind: 'tombstone' },
      { kind: 'damaged', group: 2, replica: 1 },
    ]);
    await store.giveUp(2, elsewhere);
    await store.removeGroup(2, SUCCESSOR);
    expect(disk.keys('state').some((key) => Buffer.from(key).includes('jinghu'))).toBe(false);
    await store.close();
    expect((await openNode(disk)).recoveries.get(2)?.lostNodes).toEqual(['n3']);
  });

  test('may never have carried the group', async () => {
    const disk = await newDisk();
    const store = await openNode(disk);
    await store.giveUp(2, elsewhere);
    await store.close();
    const again = await openNode(disk);
    expect(again.replicas()).toEqual([{ kind: 'tombstone', group: 2, leastReplica: SUCCESSOR }]);
    expect(again.recoveries.get(2)?.epoch).toBe(1);
  });
});
