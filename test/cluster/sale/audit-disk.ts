/** Looks for every answered sale in what one disk holds: in its applied rows, or in the log entries that follow them. */
import { pb } from '../../../src/proto/index.js';
import type { Fact } from './ledger.js';

interface DumpedLine {
  readonly database?: string;
  readonly table?: string;
  readonly key?: string;
  readonly base64?: string;
}

/** @param dump what `store dump -o json` printed: an object a line
 *  @returns ids of acknowledged purchases that the disk does not hold */
export function auditDisk(dump: string, facts: readonly Fact[]): string[] {
  const held = new Set<string>();
  for (const line of dump.split('\n').filter((text) => text.startsWith('{'))) {
    const row = JSON.parse(line) as DumpedLine;
    const bytes = Buffer.from(row.base64 ?? '', 'base64');
    if (row.table === 'entry') takeEntry(bytes, held);
    else if (row.table === 'row') takeRow(row.key ?? '', bytes, held);
  }
  const acknowledged = new Set(facts.filter((fact) => fact.kind === 'acknowledged').map((fact) => fact.id));
  return [...acknowledged].filter((id) => !held.has(id));
}

function takeEntry(data: Uint8Array, held: Set<string>): void {
  if (data.length === 0) return;
  try {
    for (const { command } of pb.CommandEntry.decode(data).commands) {
      const { requestId, body } = pb.Command.decode(command ?? new Uint8Array(0)) as pb.Command;
      if (body === 'purchase') held.add(requestId);
    }
  } catch {
    // Group 0's entries and changes of members are of another form.
  }
}

/** Keys are printed as "bucket | row", with \x00\x00 after each component: ... | r<caller>\x00\x00<request id>\x00\x00 */
function takeRow(key: string, value: Uint8Array, held: Set<string>): void {
  const id = / \| r[^\\]+\\x00\\x00([^\\]+)\\x00\\x00$/.exec(key)?.[1];
  if (id !== undefined && pb.RequestRow.decode(value).order) held.add(id);
}
