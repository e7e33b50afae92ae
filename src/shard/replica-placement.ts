/** Which nodes carry a new group, and which of them should lead it first. Pure and deterministic: the same picture gives the
 *  same choice on every replica of group 0.
 *
 *  Copies keep apart before they spread evenly: a node in a zone, then on a host, that holds fewer of the group's copies is
 *  taken before one with fewer replicas (PD's isolation score does the same). */

export interface NodeLoad {
  readonly node: string;
  /** '' when nobody said: all such nodes count as one zone. */
  readonly zone: string;
  /** '' when nobody said: the node counts as a host of its own. */
  readonly host: string;
  /** Replicas it carries. */
  readonly replicas: number;
  /** Groups of which it is the first choice to lead. */
  readonly leads: number;
}

/** Total order of text by UTF-16 code unit; never by locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** @returns `count` distinct nodes, the preferred leader first; undefined when there are not so many. */
export function placeReplicas(nodes: readonly NodeLoad[], count: number): readonly string[] | undefined {
  if (count < 1 || nodes.length < count) return undefined;
  const rest = [...nodes].sort((a, b) => compareText(a.node, b.node));
  const chosen: NodeLoad[] = [];
  while (chosen.length < count) {
    const best = rest.reduce((least, node) => (compareForCopy(node, least, chosen) < 0 ? node : least));
    chosen.push(best);
    rest.splice(rest.indexOf(best), 1);
  }
  return chosen.sort(compareForLead).map((load) => load.node);
}

function compareForCopy(a: NodeLoad, b: NodeLoad, chosen: readonly NodeLoad[]): number {
  return (
    copiesInZone(a, chosen) - copiesInZone(b, chosen) ||
    copiesOnHost(a, chosen) - copiesOnHost(b, chosen) ||
    a.replicas - b.replicas ||
    a.leads - b.leads ||
    compareText(a.node, b.node)
  );
}

const copiesInZone = (node: NodeLoad, chosen: readonly NodeLoad[]): number =>
  chosen.filter((other) => other.zone === node.zone).length;

const copiesOnHost = (node: NodeLoad, chosen: readonly NodeLoad[]): number =>
  node.host === '' ? 0 : chosen.filter((other) => other.host === node.host).length;

const compareForLead = (a: NodeLoad, b: NodeLoad): number =>
  a.leads - b.leads || a.replicas - b.replicas || compareText(a.node, b.node);
