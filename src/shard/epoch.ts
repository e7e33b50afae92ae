/** How a stale route is recognised. The confVersion of a group rises with every change of members, the rangeVersion with
 *  every split; each only rises. Commands on keys compare the rangeVersion alone, for equality both ways: a client ahead of
 *  a lagging replica is refused too (TiKV `compare_region_epoch`). */

export interface Epoch {
  readonly confVersion: number;
  readonly rangeVersion: number;
}

export const FIRST_EPOCH: Epoch = { confVersion: 1, rangeVersion: 1 };

/** 'newer' when neither counter is behind and one is ahead; 'crossed' when each is ahead in one, which a report that waited
 *  for another can be: neither may replace the other. */
export type EpochOrder = 'same' | 'older' | 'newer' | 'crossed';

/** Says what `a` is, seen from `b`. */
export function compareEpochs(a: Epoch, b: Epoch): EpochOrder {
  const conf = Math.sign(a.confVersion - b.confVersion);
  const range = Math.sign(a.rangeVersion - b.rangeVersion);
  if (conf === 0 && range === 0) return 'same';
  if (conf >= 0 && range >= 0) return 'newer';
  if (conf <= 0 && range <= 0) return 'older';
  return 'crossed';
}
