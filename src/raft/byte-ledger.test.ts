import { expect, test } from 'vitest';
import { ByteLedger, entriesBytes, payloadBytes } from './byte-ledger.js';
import { entryOf } from './testing/solo.js';

test('bytes are out until their index is reached, batch by batch', () => {
  const ledger = new ByteLedger();
  ledger.add(5, 100);
  ledger.add(9, 10);
  expect(ledger.total).toBe(110);
  ledger.releaseTo(8);
  expect(ledger.total).toBe(10);
  ledger.releaseTo(9);
  expect(ledger.total).toBe(0);
  ledger.add(2, 1);
  expect(ledger.total).toBe(1);
});

test('a long queue gives its memory back while it runs', () => {
  const ledger = new ByteLedger();
  for (let index = 1; index <= 1_000; index++) {
    ledger.add(index, 1);
    ledger.releaseTo(index - 3);
  }
  expect(ledger.total).toBe(3);
});

test('indexes must rise', () => {
  const ledger = new ByteLedger();
  ledger.add(5, 1);
  expect(() => ledger.add(5, 1)).toThrow();
});

test('an empty proposal weighs nothing, an empty entry a little', () => {
  expect(payloadBytes([new Uint8Array(0)])).toBe(0);
  expect(entriesBytes([entryOf(1, 1)])).toBeGreaterThan(0);
});
