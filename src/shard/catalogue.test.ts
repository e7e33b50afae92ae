import { describe, expect, it } from 'vitest';
import { Catalogue } from './catalogue.js';

function chinese(): Catalogue {
  const catalogue = new Catalogue();
  catalogue.enter('jinghu', '京沪高速', [
    { code: 'VNP', name: '北京南' },
    { code: 'NKH', name: '南京南' },
    { code: 'AOH', name: '上海虹桥' },
  ]);
  catalogue.enter('huning', '沪宁城际', [
    { code: 'NJH', name: '南京' },
    { code: 'AOH', name: '上海虹桥' },
  ]);
  return catalogue;
}

describe('the catalogue', () => {
  it('finds every line that calls at a station, by code or by name', () => {
    const catalogue = chinese();
    const expected = [{ station: { code: 'AOH', name: '上海虹桥' }, lines: ['huning', 'jinghu'] }];
    expect(catalogue.find('AOH')).toEqual(expected);
    expect(catalogue.find('上海虹桥')).toEqual(expected);
    expect(catalogue.find('nowhere')).toEqual([]);
  });

  it('is exact: a name that others begin with finds only its own station', () => {
    expect(
      chinese()
        .find('南京')
        .map((found) => found.station.code),
    ).toEqual(['NJH']);
  });

  it('finds a name in either Unicode form', () => {
    const catalogue = new Catalogue();
    catalogue.enter('x', '', [{ code: 'KK', name: 'K\u00f6ln Hbf' }]);
    expect(catalogue.find('Ko\u0308ln Hbf')).toHaveLength(1);
  });

  it('gives every station that bears a name', () => {
    const catalogue = new Catalogue();
    catalogue.enter('x', '', [
      { code: 'B', name: 'Neustadt' },
      { code: 'A', name: 'Neustadt' },
    ]);
    expect(catalogue.find('Neustadt').map((found) => found.station.code)).toEqual(['A', 'B']);
  });

  it('suggests what contains the name before what is spelled nearly so', () => {
    const catalogue = new Catalogue();
    const stations = ['Köln Hbf', 'Köln Messe/Deutz', 'Kölleda', 'Ulm Hbf'];
    catalogue.enter(
      'x',
      '',
      stations.map((name, at) => ({ code: `S${at}`, name })),
    );
    expect(catalogue.near('köln').map((station) => station.name)).toEqual(['Köln Hbf', 'Köln Messe/Deutz']);
    expect(catalogue.near('Koln Hbf').map((station) => station.name)).toEqual(['Köln Hbf']);
    expect(
      chinese()
        .near('北京')
        .map((station) => station.code),
    ).toEqual(['VNP']);
    expect(catalogue.near('Paris')).toEqual([]);
  });

  it('follows a station that is renamed, and says which rows changed', () => {
    const catalogue = chinese();
    expect(catalogue.enter('jinghu', '京沪高速', [{ code: 'NKH', name: '南京南' }])).toEqual({
      line: false,
      stations: [],
    });
    expect(catalogue.enter('jinghu', '京沪高速', [{ code: 'NKH', name: '南京新' }])).toEqual({
      line: false,
      stations: ['NKH'],
    });
    expect(catalogue.find('南京南')).toEqual([]);
    expect(catalogue.find('南京新')).toHaveLength(1);
  });

  it('keeps the names it knows when it is told none', () => {
    const catalogue = chinese();
    catalogue.enter('jinghu', '', [{ code: 'NKH', name: '' }]);
    expect(catalogue.line('jinghu')?.name).toBe('京沪高速');
    expect(catalogue.find('南京南')).toHaveLength(1);
  });
});
