import { describe, expect, it } from 'vitest';
import { describeKey } from '../../proto/boundary.js';
import { LoadSample } from './load-sample.js';

function seen(shares: Readonly<Record<string, number>>): LoadSample {
  const sample = new LoadSample();
  for (let turn = 0; turn < 400; turn += 1)
    for (const [name, share] of Object.entries(shares)) {
      const [train = '', date = ''] = name.split(' ');
      for (let n = 0; n < share * 8; n += 1) sample.note({ line: 'jinghu', train, date });
    }
  return sample;
}

const said = (sample: LoadSample): string => {
  const advice = sample.advice();
  return advice.kind === 'cut' ? describeKey(advice.key) : advice.why;
};

describe('the load of a group', () => {
  it('is cut before the train that has half of it on either side', () => {
    expect(said(seen({ 'G1 d1': 1, 'G3 d1': 1, 'G5 d1': 1, 'G7 d1': 1 }))).toBe('train G5 of jinghu');
    expect(said(seen({ 'G1 d1': 3, 'G3 d1': 1, 'G5 d1': 1 }))).toBe('train G3 of jinghu');
  });

  it('of one hot train is cut between its dates', () => {
    expect(said(seen({ 'G1 d1': 5, 'G1 d2': 2, 'G1 d3': 3, 'G3 d1': 1 }))).toBe('train G1 of jinghu on d2');
  });

  it('of one hot run is not cut, and says so', () => {
    const sample = seen({ 'G1 d1': 1, 'G3 d1': 9, 'G5 d1': 1 });
    expect(sample.splitKey()).toBeUndefined();
    expect(said(sample)).toMatch(
      /^8\d % of its commands are about train G3 of jinghu on d1: one run cannot be split$/,
    );
  });

  it('is not judged by a handful of commands', () => {
    const sample = new LoadSample();
    for (let n = 0; n < 100; n += 1) sample.note({ line: 'jinghu', train: `G${n}`, date: 'd1' });
    expect(said(sample)).toMatch(/^too few commands/);
  });

  it('is that of the last commands, whatever came before', () => {
    const sample = seen({ 'G1 d1': 1 });
    for (let turn = 0; turn < 400; turn += 1)
      for (const train of ['G5', 'G7'])
        for (let n = 0; n < 8; n += 1) sample.note({ line: 'jinghu', train, date: 'd1' });
    expect(said(sample)).toBe('train G7 of jinghu');
  });
});
