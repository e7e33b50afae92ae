/** Whether the copies of a group have the same rows, read whole at one position each; copies that sold on in between are read
 *  again. */
import { type RailkvClient, RailkvError } from '../../../client/index.js';
import { runs } from '../../../server/recovery/survey.js';
import type { Surveyed } from './survey-cluster.js';

const TURNS = 5;

interface Copy {
  readonly node: string;
  readonly index: number;
  readonly digest: string;
}

/** @returns what differs; each a sentence */
export async function compareCopies(
  client: RailkvClient,
  groups: readonly number[],
  survey: Surveyed,
): Promise<string[]> {
  const found: string[] = [];
  for (const group of groups) {
    const nodes = survey.nodes
      .filter((node) => node.groups.some((each) => each.group === group && runs(each)))
      .map(({ nodeId }) => nodeId);
    if (nodes.length < 2) continue;
    for (let turn = 0; turn < TURNS; turn += 1) {
      const difference = await compareOnce(client, group, nodes, survey);
      if (difference === 'moved') continue;
      if (difference !== undefined) found.push(difference);
      break;
    }
  }
  return found;
}

async function compareOnce(
  client: RailkvClient,
  group: number,
  nodes: readonly string[],
  survey: Surveyed,
): Promise<string | 'moved' | undefined> {
  const copies: Copy[] = [];
  for (const node of nodes) {
    const minIndex = Math.max(0, ...copies.map(({ index }) => index));
    try {
      copies.push(await readCopy(client, group, node, survey.addressOf.get(node) ?? node, minIndex));
    } catch (error) {
      if (error instanceof RailkvError)
        return `group ${group} on node ${node} cannot be read: ${error.message}`;
      throw error;
    }
  }
  const [first] = copies;
  if (first === undefined || copies.some(({ index }) => index !== first.index)) return 'moved';
  const other = copies.find(({ digest }) => digest !== first.digest);
  return other === undefined
    ? undefined
    : `group ${group}: the rows of ${first.node} and ${other.node} differ at index ${first.index}`;
}

async function readCopy(
  client: RailkvClient,
  group: number,
  node: string,
  address: string,
  minIndex: number,
): Promise<Copy> {
  let index = 0;
  let digest = '';
  for await (const { header, footer } of client.cluster.scanReplica(address, group, { minIndex })) {
    index = header?.index ?? index;
    digest = footer?.digest ?? digest;
  }
  return { node, index, digest };
}
