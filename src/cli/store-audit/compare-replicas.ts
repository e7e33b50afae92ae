/** Whether replicas of a group on several nodes agree: those that applied the same log up to the same place have the same
 *  rows, and so the same digest. Pure; replicas at different places say nothing about each other. */

/** What is compared of a group. */
export interface ComparedGroup {
  readonly kind: 'group';
  readonly group: number;
  readonly state: string;
  readonly applied: number;
  readonly digest: string;
  readonly chain: string;
}

export interface ComparedNode {
  readonly directory: string;
  readonly findings: readonly (
    | ComparedGroup
    | { readonly kind: 'identity' | 'tombstone' | 'problem' | 'note' }
  )[];
}

export interface Disagreement {
  readonly group: number;
  readonly applied: number;
  readonly directories: readonly string[];
  readonly message: string;
}

interface Replica {
  readonly directory: string;
  readonly group: ComparedGroup;
}

export function compareReplicas(nodes: readonly ComparedNode[]): Disagreement[] {
  const first = new Map<string, Replica>();
  const found: Disagreement[] = [];
  for (const { directory, findings } of nodes) {
    for (const group of findings) {
      if (group.kind !== 'group' || group.state !== 'live') continue;
      const place = `${group.group}@${group.applied}`;
      const other = first.get(place);
      if (other === undefined) first.set(place, { directory, group });
      else found.push(...disagreements(other, { directory, group }));
    }
  }
  return found;
}

function disagreements(a: Replica, b: Replica): Disagreement[] {
  const { group, applied } = a.group;
  const directories = [a.directory, b.directory];
  const of = (what: string, ours: string, theirs: string): Disagreement[] =>
    ours === theirs
      ? []
      : [
          {
            group,
            applied,
            directories,
            message: `group ${group} at ${applied}: ${what} in ${a.directory} are ${ours}, in ${b.directory} ${theirs}`,
          },
        ];
  return [
    ...of('the entries', a.group.chain, b.group.chain),
    ...of('the rows', a.group.digest, b.group.digest),
  ];
}
