/** What a node that carries group 0 has heard of the others and of the groups that they lead: the live half of the picture
 *  that placement decides by. In memory only; whoever tells repeats it. */
import type { Clock } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';

export interface HeardNode {
  readonly report: pb.NodeReport.$Properties;
  readonly atMs: number;
}

export interface HeardGroup {
  /** Whose leader says it. */
  readonly node: string;
  readonly figures: pb.GroupFigures.$Properties;
  readonly atMs: number;
}

export class PlacementHearing {
  readonly #nodes = new Map<string, HeardNode>();
  readonly #groups = new Map<GroupId, HeardGroup>();
  /** Groups of which something new was heard since it was last asked. */
  #news = new Set<GroupId>();

  constructor(private readonly clock: Clock) {}

  take(fromNode: string, frame: Pick<pb.PeerFrame.$Properties, 'nodeReport' | 'figures'>): void {
    const atMs = this.clock.monotonicMs();
    if (frame.nodeReport) this.#nodes.set(fromNode, { report: frame.nodeReport, atMs });
    for (const figures of frame.figures ?? []) {
      const group = figures.group ?? 0;
      const held = this.#groups.get(group);
      if (held !== undefined && (held.figures.leaderTerm ?? 0) > (figures.leaderTerm ?? 0)) continue;
      const splitKey = figures.splitKey?.length ? Uint8Array.from(figures.splitKey) : null; // not the whole frame
      this.#groups.set(group, { node: fromNode, figures: { ...figures, splitKey }, atMs });
      this.#news.add(group);
    }
  }

  node(id: string): HeardNode | undefined {
    return this.#nodes.get(id);
  }

  group(id: GroupId): HeardGroup | undefined {
    return this.#groups.get(id);
  }

  get groups(): ReadonlyMap<GroupId, HeardGroup> {
    return this.#groups;
  }

  takeNews(): ReadonlySet<GroupId> {
    const news = this.#news;
    this.#news = new Set();
    return news;
  }
}
