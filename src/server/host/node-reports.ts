/** What every node tells those who carry group 0: how it is, and how the groups are that it leads. All of them are told, not
 *  only the one that leads, so that the next leader of group 0 knows the cluster when it is elected. Frames may be lost:
 *  what changed goes at once, everything again after a while. */
import type { Clock } from '../../env/env.js';
import type { pb } from '../../proto/index.js';
import type { GroupId, ReplicaId } from '../../raft/ids.js';
import { CAUGHT_UP_ENTRIES } from './caught-up.js';
import type { HostedReplica } from './hosted-replica.js';
import type { PlacementHearing } from './placement-hearing.js';
import type { StepAnswer } from './step-orders.js';

export interface NodeReportsParts {
  readonly clock: Clock;
  readonly nodeId: string;
  readonly report: () => pb.NodeReport.$Properties;
  readonly replicas: () => Iterable<HostedReplica>;
  /** Commands that its leader here has taken since the start; undefined for a group without any. */
  readonly commandsTaken: (group: GroupId) => number | undefined;
  readonly answer: (group: GroupId) => StepAnswer | undefined;
  readonly splitKey: (group: GroupId) => Uint8Array | undefined;
  /** Nodes of group 0 without this one. */
  readonly placementNodes: () => readonly string[];
  /** Where this node itself carries group 0. */
  readonly hearing: PlacementHearing;
  readonly send: (node: string, frame: pb.PeerFrame.$Properties) => void;
}

const LOOK_MS = 1_000;
const WHOLE_MS = 5_000;
const FIGURES_PER_FRAME = 2_000;
/** A rate follows what is seen with this weight a look, and is not news below this change. */
const RATE_WEIGHT = 0.2;
const RATE_NEWS = 0.1;

interface Known {
  readonly figures: pb.GroupFigures.$Properties;
  readonly key: string;
  readonly commands: number;
  readonly rate: number;
}

export class NodeReports {
  readonly #known = new Map<GroupId, Known>();
  readonly #changed = new Set<GroupId>();
  #nextLookMs = 0;
  #nextWholeMs = 0;
  #lookedMs: number | undefined;
  #told = '';

  constructor(private readonly parts: NodeReportsParts) {}

  /** Something of the group changed that placement waits for. */
  changed(group: GroupId): void {
    this.#changed.add(group);
  }

  tick(nowMs: number): void {
    const listeners = this.parts.placementNodes();
    const told = listeners.join(' ');
    const whole = nowMs >= this.#nextWholeMs || told !== this.#told;
    if (!whole && nowMs < this.#nextLookMs && this.#changed.size === 0) return;
    this.#told = told;
    const news = this.#look(nowMs, whole);
    this.#changed.clear();
    if (whole) this.#nextWholeMs = nowMs + WHOLE_MS;
    if (nowMs >= this.#nextLookMs || whole) {
      this.#nextLookMs = nowMs + LOOK_MS;
      this.#tell(listeners, { nodeReport: this.parts.report() }); // its coming says that the node lives
    }
    for (let at = 0; at < news.length; at += FIGURES_PER_FRAME)
      this.#tell(listeners, { figures: news.slice(at, at + FIGURES_PER_FRAME) });
  }

  #tell(listeners: readonly string[], frame: Pick<pb.PeerFrame.$Properties, 'nodeReport' | 'figures'>): void {
    this.parts.hearing.take(this.parts.nodeId, frame);
    for (const node of listeners) this.parts.send(node, frame);
  }

  /** @returns what is to be told. */
  #look(nowMs: number, whole: boolean): pb.GroupFigures.$Properties[] {
    const regular = whole || nowMs >= this.#nextLookMs;
    const elapsedMs = nowMs - (this.#lookedMs ?? nowMs);
    if (regular) this.#lookedMs = nowMs;
    const news: pb.GroupFigures.$Properties[] = [];
    const led = new Set<GroupId>();
    for (const replica of this.parts.replicas()) {
      if (!replica.isCurrentLeader) continue;
      const { group } = replica;
      led.add(group);
      const known = this.#known.get(group);
      const asked = this.#changed.has(group);
      if (!asked && !regular) continue;
      // Nothing changes in its sleep.
      if (known !== undefined && replica.asleep && !asked && known.rate === 0) {
        if (whole) news.push(known.figures);
        continue;
      }
      const now = this.#measure(replica, known, regular ? elapsedMs : 0);
      this.#known.set(group, now);
      if (whole || now.key !== known?.key) news.push(now.figures);
    }
    if (regular) for (const group of this.#known.keys()) if (!led.has(group)) this.#known.delete(group);
    return news;
  }

  #measure(replica: HostedReplica, known: Known | undefined, elapsedMs: number): Known {
    const { group, id, term, meta } = replica;
    const commands = this.parts.commandsTaken(group) ?? 0;
    const rate = rateOf(known, commands, elapsedMs);
    const told = known?.figures.commandsPerSecond ?? 0;
    const shown = Math.abs(rate - told) > Math.max(1, told) * RATE_NEWS || rate === 0 ? rate : told;
    const answer = this.parts.answer(group);
    const splitKey = this.parts.splitKey(group);
    const figures: pb.GroupFigures.$Properties = {
      group,
      leaderReplicaId: id,
      leaderTerm: term,
      confVersion: meta.epoch.confVersion,
      joint: meta.configuration.votersOutgoing.length > 0,
      notCaughtUp: behind(replica),
      commandsPerSecond: shown,
      ...(splitKey === undefined ? {} : { splitKey }),
      ...(answer === undefined ? {} : { step: { ...answer } }),
    };
    const keep = elapsedMs > 0 || known === undefined;
    return { figures, key: keyOf(figures), commands: keep ? commands : known.commands, rate };
  }
}

function rateOf(known: Known | undefined, commands: number, elapsedMs: number): number {
  if (known === undefined) return 0;
  if (elapsedMs === 0) return known.rate;
  const seen = (Math.max(0, commands - known.commands) * 1_000) / elapsedMs;
  const rate = known.rate + (seen - known.rate) * RATE_WEIGHT;
  return rate < 0.1 ? 0 : rate;
}

function keyOf({ splitKey, ...figures }: pb.GroupFigures.$Properties): string {
  return `${JSON.stringify(figures)} ${splitKey ? Buffer.from(splitKey).toString('hex') : ''}`;
}

function behind(replica: HostedReplica): ReplicaId[] {
  const { lastIndex } = replica.raft;
  const progress = new Map(replica.raft.progress.map((each) => [each.id, each]));
  return [...replica.members.keys()].filter((id) => {
    const held = progress.get(id);
    if (id === replica.id) return false;
    return held === undefined || held.state !== 'replicate' || lastIndex - held.match > CAUGHT_UP_ENTRIES;
  });
}
