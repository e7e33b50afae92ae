/** Reads what replicas here keep on disk, row by row, and checks it: each seal, each bucket's digest, their sum. What is wrong
 *  stops its replica before anybody needs it, as when the slow scrubber finds it. */
import type { pb } from '../../proto/index.js';
import type { GroupId } from '../../raft/ids.js';
import { formatDigest } from '../../store/digest.js';
import { describe } from '../host/describe.js';
import type { HostedReplica } from '../host/hosted-replica.js';
import type { NodeCore } from '../host/node-core.js';

/** So that whoever watches sees a large group move. */
const TELL_MS = 500;

/** @param asked none: every group here
 *  @throws RailkvError GROUP_NOT_FOUND */
export async function* scrub(
  core: NodeCore,
  asked: readonly GroupId[],
): AsyncGenerator<pb.ScrubProgress.$Properties, void> {
  const here = [...core.host.replicas()].map(({ group }) => group);
  const groups = asked.length > 0 ? asked : [...here, ...core.damaged.keys()];
  for (const group of [...new Set(groups)].sort((a, b) => a - b)) {
    const replica = core.host.get(group);
    const damage = core.damaged.get(group);
    if (replica !== undefined) yield* scrubReplica(core, replica);
    else if (damage !== undefined) yield { group, done: true, damage };
    else if (asked.length > 0) throw core.gates.absent(group);
  }
}

async function* scrubReplica(
  core: NodeCore,
  replica: HostedReplica,
): AsyncGenerator<pb.ScrubProgress.$Properties, void> {
  const { group } = replica;
  const { clock } = core.env;
  let told = clock.monotonicMs();
  let index = 0;
  let rows = 0;
  let bytes = 0;
  let digest = '';
  try {
    for await (const chunk of replica.state.exportSnapshot()) {
      index = chunk.header?.metadata?.index ?? index;
      for (const { key, value } of chunk.rows ?? []) {
        rows += 1;
        bytes += (key?.length ?? 0) + (value?.length ?? 0);
      }
      if (chunk.footer)
        digest = formatDigest({ high: chunk.footer.digestHigh ?? 0, low: chunk.footer.digestLow ?? 0 });
      if (clock.monotonicMs() - told < TELL_MS) continue;
      told = clock.monotonicMs();
      yield { group, rows, bytes, index };
    }
  } catch (error) {
    if (replica.closed) {
      yield { group, rows, bytes, index, done: true, skipped: 'the replica left this node meanwhile' };
      return;
    }
    const damage = `the scrubber found damage: ${describe(error)}`;
    replica.halt(damage);
    yield { group, rows, bytes, index, done: true, damage };
    return;
  }
  yield { group, rows, bytes, index, done: true, digest };
}
