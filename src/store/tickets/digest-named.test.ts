import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pb } from '../../proto/index.js';
import { T0 } from './testing/commands.js';
import { randomEntries } from './testing/random-entries.js';
import { encodeEntry, Replica } from './testing/replica.js';

const naming = (data: Uint8Array): Uint8Array =>
  pb.CommandEntry.encode({ ...pb.CommandEntry.decode(data), nameDigest: true }).finish();

describe('an entry that names a digest', () => {
  it('says so to the host, whatever else it holds, and the next one does not', () => {
    const replica = new Replica();
    expect(replica.machine.digestNamed).toBe(false);
    replica.apply(replica.machine.expireEntry(T0, true));
    expect(replica.machine.digestNamed).toBe(true);
    replica.apply(new Uint8Array());
    expect(replica.machine.digestNamed).toBe(false);
  });

  it('changes no row and no answer, however often rows are encoded for it', () => {
    fc.assert(
      fc.property(randomEntries, fc.integer({ min: 1, max: 5 }), (entries, every) => {
        const plain = new Replica();
        const named = new Replica();
        for (const [at, { timeMs, sent }] of entries.entries()) {
          const data = encodeEntry(timeMs, sent);
          const names = at % every === 0;
          expect(named.apply(names ? naming(data) : data)).toEqual(plain.apply(data));
          expect(named.machine.digestNamed).toBe(names);
          if (names) named.machine.flush();
        }
        plain.checkpoint();
        named.checkpoint();
        expect(named.store.dump()).toEqual(plain.store.dump());
      }),
      { numRuns: 60 },
    );
  });
});
