/** stub */
import type { GroupId } from '../raft/ids.js';
import type { GroupState } from './group-state.js';

export class StateStore {
  /** The rows of a live group; the same object until it is removed, split or installed anew. @throws InvariantError */
  openGroup(_group: GroupId): GroupState {
    throw new Error('unbuilt');
  }
  has(_group: GroupId): boolean {
    throw new Error('unbuilt');
  }
}
