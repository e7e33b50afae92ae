/** The row of an inventory: the bits of each seat, rounded up to whole bytes, least segment first. */
import { pb } from '../../proto/index.js';
import { damage } from './damage.js';

export function encodeTaken(words: Uint32Array, seats: number, segments: number): Uint8Array {
  const width = (segments + 7) >> 3;
  const taken = new Uint8Array(seats * width);
  for (let seat = 0; seat < seats; seat += 1) {
    const low = words[2 * seat]!;
    const high = words[2 * seat + 1]!;
    if ((low | high) === 0) continue; // of a train just published, all are
    for (let byte = 0; byte < width; byte += 1)
      taken[seat * width + byte] = byte < 4 ? low >>> (8 * byte) : high >>> (8 * (byte - 4));
  }
  return pb.InventoryRow.encode({ seats, segments, taken }).finish();
}

/** @throws StoreError DAMAGED when the row is of another shape */
export function decodeTaken(row: Uint8Array, seats: number, segments: number): Uint32Array {
  const { seats: rowSeats, segments: rowSegments, taken } = pb.InventoryRow.decode(row);
  const width = (segments + 7) >> 3;
  if (rowSeats !== seats || rowSegments !== segments || taken?.length !== seats * width)
    throw damage('an inventory row does not have the shape of its class');
  const words = new Uint32Array(2 * seats);
  for (let seat = 0; seat < seats; seat += 1) {
    for (let byte = 0; byte < width; byte += 1) {
      const word = 2 * seat + (byte < 4 ? 0 : 1);
      words[word] = words[word]! | (taken[seat * width + byte]! << (8 * (byte & 3)));
    }
  }
  return words;
}
