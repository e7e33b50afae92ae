/** `railkv node label`: where a node is. Copies of a group keep apart by zone, then by host. */
import type { Invocation, Result } from '../../invocation.js';
import { CommandFailed } from '../../output/errors.js';
import { UsageError } from '../../usage-error.js';
import { labelOf } from './look.js';
import { labelsOf, sayLabels, stateOf } from './words.js';

export async function labelNode(
  invocation: Invocation,
  id: string,
  changes: readonly string[],
  dryRun: boolean,
): Promise<Result> {
  const remove = changes
    .filter((text) => !text.includes('=') && text.endsWith('-'))
    .map((text) => text.slice(0, -1));
  const set = new Map(changes.filter((text) => text.includes('=') || !text.endsWith('-')).map(labelOf));
  const twice = remove.find((key) => set.has(key));
  if (twice !== undefined) throw new UsageError(`${twice} is both set and taken away`, 'do one of them');
  const client = await invocation.client();
  const { nodes } = await client.operations.nodes(invocation.call);
  const held = nodes.find(({ node }) => node?.nodeId === id)?.node;
  if (!held)
    throw new CommandFailed('NODE_NOT_FOUND', `the cluster has no node ${id}`, {
      next: `it has ${nodes.map(({ node }) => node?.nodeId).join(', ')}: railkv node list`,
    });
  const before = labelsOf(held);
  const now = new Map(before);
  const missing = remove.filter((key) => !now.has(key));
  for (const key of remove) now.delete(key);
  for (const [key, value] of set) now.set(key, value);
  const after = [...now].sort(([a], [b]) => (a < b ? -1 : 1));
  const json = { nodeId: id, before: Object.fromEntries(before), labels: Object.fromEntries(after) };
  for (const key of missing) invocation.note(`${id} has no label ${key}: nothing to take away\n`);
  if (sayLabels(before) === sayLabels(after))
    return {
      human: `nothing to do: ${id} is labelled ${sayLabels(after)}\n`,
      json: { ...json, changed: false },
    };
  for (const [key, value] of set) {
    const others = [
      ...new Set(
        nodes.flatMap(({ node }) =>
          node?.nodeId === id || stateOf(node) === 'removed' ? [] : (node?.labels?.[key] ?? []),
        ),
      ),
    ].sort();
    if (others.length > 0 && !others.includes(value))
      invocation.note(
        `no other node has ${key}=${value}; they have ${others.map((other) => `${key}=${other}`).join(', ')}\n`,
      );
  }
  if (dryRun)
    return {
      human: `would label ${id} ${sayLabels(after)} (now ${sayLabels(before)})\n`,
      json: { ...json, changed: false },
    };
  await client.operations.setLabels(id, Object.fromEntries(set), remove, invocation.call);
  return {
    human: `${invocation.colours.green('done')} ${id} is labelled ${sayLabels(after)} (before: ${sayLabels(before)})\n${sayNext([...remove, ...set.keys()])}`,
    json: { ...json, changed: true },
  };
}

/** Only these two keep copies apart. */
const sayNext = (changed: readonly string[]): string =>
  changed.includes('zone') || changed.includes('host')
    ? ' next: copies that are too close together now move by themselves: railkv operator list\n'
    : '';
