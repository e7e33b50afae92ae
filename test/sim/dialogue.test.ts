import { describe, expect, it } from 'vitest';
import { delivered } from './checkers/testing.js';
import { Dialogue } from './dialogue.js';
import type { SimEvent } from './world.js';

function told(...events: readonly SimEvent[]): string {
  const dialogue = new Dialogue(10);
  for (const event of events) dialogue.add(0, event);
  return dialogue.lines().join('\n');
}

const heartbeat = (commit: number): SimEvent =>
  delivered({ type: 'heartbeat', from: 1, to: 2, term: 2, commit });
const answered = delivered({ type: 'heartbeatResp', from: 2, to: 1, term: 2 });
const fault: SimEvent = { kind: 'fault', what: 'crash #1', detail: 'n1', excuses: [] };
const readBack: SimEvent = { kind: 'call', client: 'c1', call: 1, what: 'readBack', detail: undefined };
const heard = (outcome: string): SimEvent => ({
  kind: 'return',
  client: 'c1',
  call: 1,
  outcome,
  detail: undefined,
});

describe('the dialogue of a failure', () => {
  it('leaves out heartbeats, but for those that raise a commit index', () => {
    const text = told(heartbeat(4), heartbeat(4), answered, heartbeat(5), answered, fault);
    expect(text.split('\n')).toEqual([
      expect.stringContaining('commit 4'),
      expect.stringContaining('commit 5'),
      expect.stringContaining('FAULT'),
    ]);
  });

  it('leaves out what was read back as it was bought, and shows what was not', () => {
    expect(told(readBack, heard('ok'), fault)).not.toContain('readBack');
    expect(told(readBack, heard('ORDER_NOT_FOUND'), fault)).toMatch(/readBack.*\n.*ORDER_NOT_FOUND/);
  });

  it('ends with the last thing that happened, whatever it was', () => {
    expect(told(fault, answered)).toContain('heartbeatResp');
  });
});
